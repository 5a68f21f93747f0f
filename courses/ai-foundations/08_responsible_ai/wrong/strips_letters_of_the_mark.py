# %% [markdown]
# lstrip은 낱말이 아니라 글자들을 벗겨 냅니다. 표시 뒤의 글까지 깎입니다.
#
# loses: publish_marks_once
# caught by: 소식] 내일

# %% solution="publish"
def publish(text, was_told):
    if not was_told:
        raise ValueError
    return "[AI가 만든 글] " + text.lstrip("[AI가 만든 글] ")  # noqa: B005
