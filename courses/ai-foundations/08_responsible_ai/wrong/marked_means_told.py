# %% [markdown]
# 이미 표시가 있으면 미리 알렸는지 묻지 않고 내보냅니다.
#
# loses: publish_marks_once
# caught by: 건너뛸 수는 없습니다

# %% solution="publish"
def publish(text, was_told):
    if text.startswith("[AI가 만든 글] "):
        return text
    if not was_told:
        raise ValueError("not told")
    return "[AI가 만든 글] " + text
