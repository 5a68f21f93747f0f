# %% [markdown]
# 더하는 쪽(내륜)의 식을 썼습니다.
#
# loses: outer_race_hz_knows_the_angle
# caught by: 접촉각이 없을 때

# %% solution="outer_race_hz"
def outer_race_hz(speed_hz, balls, ball_mm, pitch_mm, angle_deg=0.0):
    return balls / 2 * speed_hz * (1 + ball_mm / pitch_mm * np.cos(np.radians(angle_deg)))
