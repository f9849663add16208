"""The complaint LINE account of an agency: its secrets and token, sealed under COMPLAINTS_SECRET_DIR."""

from dataclasses import dataclass

from storage.complaints.file import AgencyFile
from storage.complaints.secrets import ComplaintSecrets
from storage.sealing import NotOpened, seal, unseal

_KIND = "complaint"


@dataclass(frozen=True, slots=True)
class ComplaintChannel:
    """``secrets``: the current one, and the one before while it is being replaced."""

    secrets: tuple[bytes, ...]
    token: str


def save_channel(file: AgencyFile, keys: ComplaintSecrets, secret: str, token: str) -> None:
    """An existing secret stays readable as the previous one."""
    key = keys.subkey("channel")
    sealed, sealed_token = (
        seal(key, secret.encode(), _place(file, "secret")),
        seal(key, token.encode(), _place(file, "token")),
    )
    with file.transaction() as connection:
        connection.execute(
            "INSERT INTO channel (kind, secret, token) VALUES (?, ?, ?) ON CONFLICT (kind) DO UPDATE SET "
            "previous_secret = secret, secret = excluded.secret, token = excluded.token",
            (_KIND, sealed, sealed_token),
        )


def load_channel(file: AgencyFile, keys: ComplaintSecrets) -> ComplaintChannel | None:
    """None where the agency has no complaint account. Raises NotOpened for a foreign file."""
    with file.reading() as connection:
        row = connection.execute("SELECT * FROM channel WHERE kind = ?", (_KIND,)).fetchone()
    if row is None:
        return None
    stored = [row["secret"], *([row["previous_secret"]] if row["previous_secret"] else [])]
    secrets = tuple(_open(keys, sealed, _place(file, "secret")) for sealed in stored)
    return ComplaintChannel(secrets, _open(keys, row["token"], _place(file, "token")).decode())


def _open(keys: ComplaintSecrets, sealed: bytes, place: str) -> bytes:
    for key in keys.subkeys("channel")[:-1]:
        try:
            return unseal(key, sealed, place)
        except NotOpened:
            continue
    return unseal(keys.subkeys("channel")[-1], sealed, place)


def _place(file: AgencyFile, what: str) -> str:
    return f"channel/{file.slug}/{_KIND}/{what}"
