"""A new key for the complaint side: channel secrets and mail addresses are sealed anew under it.

Receipt codes cannot follow (only their holders know them), and the audit log must not (its chain would prove nothing).
So older keys stay in COMPLAINTS_SECRET_DIR: a code is looked up under each of them. None of them opens a complaint.
"""

from pathlib import Path

from storage.complaints.channel import load_channel, save_channel
from storage.complaints.file import AgencyFile
from storage.complaints.mailing import Mailing
from storage.complaints.secrets import ComplaintSecrets, make_key


def add_key(folder: Path) -> Path:
    """A fresh key file that is the first from now on; running processes must be restarted to know it."""
    newest = max((int(path.stem) for path in folder.glob("*.key") if path.stem.isdigit()), default=0)
    path = folder / f"{newest + 1:04d}.key"
    make_key(path)
    return path


def reseal(file: AgencyFile, secrets: ComplaintSecrets) -> int:
    """What this side must read again goes under the first key; how many officers' addresses did."""
    channel = load_channel(file, secrets)
    if channel is not None:
        for secret in reversed(channel.secrets):  # the oldest first: saving one makes the one before the previous
            save_channel(file, secrets, secret.decode(), channel.token)
    return Mailing(file, secrets).reseal()
