# %% [markdown]
# 열쇠 없이 해시만 하여, 번호를 모두 넣어 보면 깨집니다.
#
# loses: make_token_needs_the_key
# caught by: 가명이

# %% solution="make_token"
import hashlib


def make_token(phone, key):
    return hashlib.sha256(re.sub(r"\D", "", phone).encode()).hexdigest()[:16]
