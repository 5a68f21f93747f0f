# %% [markdown]
# 박자를 정수로 반올림합니다.
#
# loses: outer_race_hz_knows_the_angle
# caught by: 소수 첫째

# %% solution="outer_race_hz"
def outer_race_hz(speed_hz, balls, ball_mm, pitch_mm, angle_deg=0.0):
    return round(balls / 2 * speed_hz * (1 - ball_mm / pitch_mm * np.cos(np.radians(angle_deg))))
