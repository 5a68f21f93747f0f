# %% [markdown]
# 글 가운데에 그 말이 있기만 하면 표시가 있다고 여깁니다.
#
# loses: publish_marks_once
# caught by: 글 가운데에

# %% solution="publish"
def publish(text, was_told):
    if not was_told:
        raise ValueError("not told")
    return text if "[AI가 만든 글]" in text else f"[AI가 만든 글] {text}"
