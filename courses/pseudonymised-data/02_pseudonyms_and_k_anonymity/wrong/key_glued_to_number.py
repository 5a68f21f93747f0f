# %% [markdown]
# HMAC 대신 열쇠와 번호를 이어 붙여 해시합니다.
#
# loses: make_token_needs_the_key
# caught by: 가명이

# %% solution="make_token"
import hashlib


def make_token(phone, key):
    return hashlib.sha256((key + re.sub(r"\D", "", phone)).encode()).hexdigest()[:16]
