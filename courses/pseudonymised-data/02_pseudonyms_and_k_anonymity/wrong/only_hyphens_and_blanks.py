# %% [markdown]
# 하이픈과 빈칸만 지워, 괄호나 점으로 쓴 번호는 다른 사람이 됩니다.
#
# loses: make_token_needs_the_key
# caught by: 괄호나 점

# %% solution="make_token"
def make_token(phone, key):
    return hmac.new(
        key.encode(), phone.replace("-", "").replace(" ", "").encode(), "sha256"
    ).hexdigest()[:16]
