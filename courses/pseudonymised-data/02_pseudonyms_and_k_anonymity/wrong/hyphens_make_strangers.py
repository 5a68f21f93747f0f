# %% [markdown]
# 하이픈만 지우고 빈칸은 그대로 두어, 한 사람의 가명이 둘이 됩니다.
#
# loses: make_token_needs_the_key
# caught by: 쓰는 모양이 다르면

# %% solution="make_token"
def make_token(phone, key):
    digits = phone.replace("-", "")
    return hmac.new(key.encode(), digits.encode(), "sha256").hexdigest()[:16]
