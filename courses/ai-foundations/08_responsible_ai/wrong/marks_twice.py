# %% [markdown]
# 이미 표시가 있는 글에 또 붙입니다.
#
# loses: publish_marks_once
# caught by: 두 번 붙었습니다

# %% solution="publish"
def publish(text, was_told):
    if not was_told:
        raise ValueError("not told")
    return f"[AI가 만든 글] {text}"
