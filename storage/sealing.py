"""Sealing what must not lie in clear: channel secrets, LINE ids, conversations, queued events.

AES-256-GCM under keys derived (HKDF-SHA256) from ``SECRET_KEY``. Several keys may be given: the first one seals, all
of them open, so that a key can be replaced without downtime. ``place`` binds a sealed value to where it belongs:
moved elsewhere it does not open.
"""

import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dialogs.records.errors import ProngsaiError, SettingsError

_NONCE = 12
_MINIMUM = 32


class NotOpened(ProngsaiError):
    """No key at hand opens this value: it is foreign, damaged, or its key was destroyed."""


def derive(key: bytes, purpose: str) -> bytes:
    """A 32-byte subkey for one purpose."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key)


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    """Nonce and ciphertext under a 32-byte key."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """The plain bytes. Raises NotOpened."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise NotOpened(f"a sealed value of {place!r} does not open with this key") from error


class Keyring:
    """The installation's keys, newest first."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets or any(len(secret) < _MINIMUM for secret in secrets):
            raise SettingsError(
                f"SECRET_KEY must hold at least {_MINIMUM} characters (several keys: separate by commas)"
            )
        self._keys = tuple(derive(secret.encode(), "prongsai") for secret in secrets)
        self._sealing = tuple(derive(key, "sealing") for key in self._keys)
        self._digests = tuple(derive(key, "digest") for key in self._keys)

    def seal(self, plain: bytes, place: str) -> bytes:
        return seal(self._sealing[0], plain, place)

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """Raises NotOpened when none of the keys fits."""
        for key in self._sealing[:-1]:
            try:
                return unseal(key, sealed, place)
            except NotOpened:
                continue
        return unseal(self._sealing[-1], sealed, place)

    def digest(self, *parts: str) -> str:
        """A keyed digest of a person (channel, id): 64 hex digits that link nobody across agencies."""
        return self._digest(self._digests[0], parts)

    def digests(self, *parts: str) -> list[str]:
        """The same digest under every key, newest first, for looking up rows that an older key wrote."""
        return [self._digest(key, parts) for key in self._digests]

    def subkey(self, purpose: str) -> bytes:
        """A key of its own under the newest secret."""
        return derive(self._keys[0], purpose)

    def subkeys(self, purpose: str) -> list[bytes]:
        """The same under every secret, newest first."""
        return [derive(key, purpose) for key in self._keys]

    @staticmethod
    def _digest(key: bytes, parts: Sequence[str]) -> str:
        return hmac.digest(key, "\x1f".join(parts).encode(), "sha256").hex()
