"""Sealing to a key pair: HPKE (RFC 9180, base mode) with X25519, HKDF-SHA256 and AES-256-GCM.

Everything is padded to steps of 1 KiB first, so that lengths tell next to nothing, and bound to its place through
HPKE's ``info``: a ciphertext moved to another case, entry or agency does not open. Not Fernet: its tokens carry the
second they were made in clear.
"""

from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from storage.sealing import NotOpened

STEP = 1024
_LENGTH = 4
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_FORMAT = "prongsai-complaint-1"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """An X25519 pair, 32 raw bytes each."""

    private: bytes
    public: bytes


def new_pair() -> KeyPair:
    private = X25519PrivateKey.generate()
    return KeyPair(private.private_bytes_raw(), private.public_key().public_bytes_raw())


def public_half(private: bytes) -> bytes:
    """The public key of a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def pad(plain: bytes, step: int = STEP) -> bytes:
    """Length prefix, content, zeros up to the next step."""
    framed = len(plain).to_bytes(_LENGTH, "big") + plain
    return framed + bytes(-len(framed) % step)


def unpad(padded: bytes) -> bytes:
    """Raises NotOpened for what ``pad`` did not make."""
    length = int.from_bytes(padded[:_LENGTH], "big")
    if len(padded) < _LENGTH + length:
        raise NotOpened("the padding of a sealed value is damaged")
    return padded[_LENGTH : _LENGTH + length]


def seal_to(public: bytes, plain: bytes, *place: str) -> bytes:
    """Only the holder of the private half opens it, and only at this place."""
    return _SUITE.encrypt(pad(plain), X25519PublicKey.from_public_bytes(public), _info(place))


def open_with(private: bytes, sealed: bytes, *place: str) -> bytes:
    """Raises NotOpened: another key's, another place's, or damaged."""
    try:
        key = X25519PrivateKey.from_private_bytes(private)
        return unpad(_SUITE.decrypt(sealed, key, _info(place)))
    except (InvalidTag, ValueError) as error:
        raise NotOpened("a sealed value does not open with this key at this place") from error


def _info(place: tuple[str, ...]) -> bytes:
    return "\x1f".join((_FORMAT, *place)).encode()
