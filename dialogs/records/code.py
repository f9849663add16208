"""One-time codes that people copy by hand: into the chat to bind an account, into the console to enter it."""

from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is read or typed as something else: no 0 O 1 I L U."""
LENGTH = 10


def is_code(code: str) -> bool:
    """Whether it holds a digit and a letter, so that it can be told from a word and from a phone number."""
    return len(code) == LENGTH and not code.isdigit() and not code.isalpha()


def shown(code: str) -> str:
    """As it is handed out: ABCDE-FGHJK."""
    return f"{code[:5]}-{code[5:]}"


def code_from(secret: str) -> str:
    """The code of a secret of at least 32 random characters: 49 bits of it, the same each time."""
    attempt = 0
    while True:
        number = int.from_bytes(sha256(f"{attempt}/{secret}".encode()).digest())
        code = "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))
        if is_code(code):
            return code
        attempt += 1
