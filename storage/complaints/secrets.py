"""The complaint side's own keys (COMPLAINTS_SECRET_DIR): files ``*.key``, the newest name first.

The first key writes, all of them read. None of them opens a complaint: they pepper receipt codes, seal channel
secrets and chain the audit log. What opens a complaint is a passphrase or a receipt code.
"""

import hmac
import os
import secrets
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from dialogs.records.errors import SettingsError
from storage.sealing import NotOpened, derive, seal, unseal

_MINIMUM = 32


class ComplaintSecrets:
    """Keys by purpose, newest first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) < _MINIMUM for key in keys):
            raise SettingsError(f"COMPLAINTS_SECRET_DIR must hold key files (*.key) of at least {_MINIMUM} characters")
        self._keys = tuple(keys)

    def subkeys(self, purpose: str) -> tuple[bytes, ...]:
        """A 32-byte key of its own under every secret, newest first."""
        return tuple(derive(key, f"prongsai-complaints/{purpose}") for key in self._keys)

    def subkey(self, purpose: str) -> bytes:
        """The one that writes."""
        return self.subkeys(purpose)[0]

    def seal(self, purpose: str, plain: bytes, place: str) -> bytes:
        """For what this side itself must be able to read again."""
        return seal(self.subkey(purpose), plain, place)

    def unseal(self, purpose: str, sealed: bytes, place: str) -> bytes:
        """Under whichever secret it was sealed. Raises NotOpened."""
        for key in self.subkeys(purpose)[:-1]:
            try:
                return unseal(key, sealed, place)
            except NotOpened:
                continue
        return unseal(self.subkeys(purpose)[-1], sealed, place)

    def pepper(self, slug: str, receipt: str) -> tuple[bytes, ...]:
        """What Argon2 is given in the place of a receipt code, under every secret, newest first."""
        message = f"{slug}\x1f{receipt}".encode()
        return tuple(hmac.new(key, message, sha256).digest() for key in self.subkeys("receipt"))


def load_secrets(folder: Path) -> ComplaintSecrets:
    """The keys of a folder; an empty folder gets its first one (mode 0600). Raises SettingsError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        raise SettingsError(f"COMPLAINTS_SECRET_DIR ({folder}) can be read by others; make it yours alone: chmod 700")
    if not any(folder.glob("*.key")):
        make_key(folder / "0001.key")
    files = sorted(folder.glob("*.key"), reverse=True)
    return ComplaintSecrets([file.read_bytes().strip() for file in files])


def make_key(path: Path) -> None:
    """A fresh key file (mode 0600). Written whole under another name first: another process may be starting at the same moment."""
    temporary = path.with_suffix(f".{os.getpid()}")
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as new:
        new.write(secrets.token_urlsafe(48))
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
