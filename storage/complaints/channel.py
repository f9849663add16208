"""The complaint LINE account of an agency: its secrets and token, sealed under COMPLAINTS_SECRET_DIR."""

from dataclasses import dataclass

from storage.complaints.file import AgencyFile
from storage.complaints.secrets import ComplaintSecrets

_KIND = "complaint"


@dataclass(frozen=True, slots=True)
class ComplaintChannel:
    """``secrets``: the current one, and the one before while it is being replaced."""

    secrets: tuple[bytes, ...]
    token: str


def save_channel(file: AgencyFile, keys: ComplaintSecrets, secret: str, token: str) -> None:
    """An existing secret stays readable as the previous one."""
    sealed = keys.seal("channel", secret.encode(), _place(file, "secret"))
    sealed_token = keys.seal("channel", token.encode(), _place(file, "token"))
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
    secrets = tuple(keys.unseal("channel", sealed, _place(file, "secret")) for sealed in stored)
    return ComplaintChannel(secrets, keys.unseal("channel", row["token"], _place(file, "token")).decode())


def _place(file: AgencyFile, what: str) -> str:
    return f"channel/{file.slug}/{_KIND}/{what}"
