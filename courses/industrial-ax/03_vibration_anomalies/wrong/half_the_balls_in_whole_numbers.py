# %% [markdown]
# 구슬 수를 정수로 나눠 아홉 개의 절반이 네 개가 됩니다.
#
# loses: outer_race_hz_knows_the_angle
# caught by: 구슬이 아홉 개

# %% solution="outer_race_hz"
def outer_race_hz(speed_hz, balls, ball_mm, pitch_mm, angle_deg=0.0):
    return balls // 2 * speed_hz * (1 - ball_mm / pitch_mm * np.cos(np.radians(angle_deg)))
