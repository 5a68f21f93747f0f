# %% [markdown]
# 글 가운데의 같은 말을 지우고 앞에 붙입니다.
#
# loses: publish_marks_once
# caught by: 표시 뒤의 글이 달라져

# %% solution="publish"
def publish(text, was_told):
    if not was_told:
        raise ValueError
    return "[AI가 만든 글] " + text.replace("[AI가 만든 글] ", "")
