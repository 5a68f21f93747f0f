# %% [markdown]
# 도(°)로 받은 각도를 그대로 코사인에 넣습니다.
#
# loses: outer_race_hz_knows_the_angle
# caught by: 접촉각 60°

# %% solution="outer_race_hz"
def outer_race_hz(speed_hz, balls, ball_mm, pitch_mm, angle_deg=0.0):
    return balls / 2 * speed_hz * (1 - ball_mm / pitch_mm * np.cos(angle_deg))
