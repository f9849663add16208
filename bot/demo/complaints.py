"""The complaint side of the demo: signed profiles, sample officers, and its two processes.

This is wiring, like an operator's shell: the only place where both sides are named in one file.
"""

import subprocess
from base64 import b32encode
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from bot.clock import BANGKOK
from bot.complaints.settings import ComplaintSettings, load_complaint_settings
from bot.complaints.setup import add_channel
from bot.demo import processes
from bot.handover import hand_over
from bot.parts import Parts
from storage.complaints.file import create_file
from storage.complaints.officers import Officers
from storage.complaints.secrets import load_secrets
from storage.complaints.stretching import Stretcher
from storage.embedded_redis import private_folder
from storage.models import Agency

OFFICERS = ("เจ้าหน้าที่รับเรื่อง 1 (ตัวอย่าง)", "เจ้าหน้าที่รับเรื่อง 2 (ตัวอย่าง)")
Login = dict[str, str]


def prepare(parts: Parts, only: str = "") -> list[Login]:
    """Profiles of all agencies (or one) and, where there are none yet, two sample officers; returns their log-ins."""
    settings = load_complaint_settings().model_copy(update={"data_dir": parts.settings.data_dir})
    logins = []
    with parts.database.reading() as session:
        for agency in session.scalars(select(Agency).order_by(Agency.id)):
            if only not in ("", agency.slug):
                continue
            hand_over(parts.settings, settings, agency)
            logins += _officers(parts, settings, agency)
    return logins


def is_sample(parts: Parts, slug: str) -> bool:
    with parts.database.reading() as session:
        return bool(session.scalar(select(Agency.is_sample).where(Agency.slug == slug)))


def connect(parts: Parts, slug: str, secret: str, token: str) -> None:
    """Give the complaint side its LINE account of an agency."""
    settings = load_complaint_settings().model_copy(update={"data_dir": parts.settings.data_dir})
    add_channel(settings, slug, secret, token)


def _officers(parts: Parts, settings: ComplaintSettings, agency: Agency) -> list[Login]:
    file = create_file(settings.folder, agency.slug)
    queues = private_folder(settings.runtime_folder) / "queues"
    officers = Officers(file, load_secrets(settings.secret_folder), Stretcher(queues))
    if officers.listed():
        return []
    today = parts.clock().astimezone(BANGKOK).date()
    logins = []
    for name in OFFICERS:
        issued = officers.add(name, agency.units[0].name if agency.units else "", today)
        totp = b32encode(issued.totp_secret).decode().rstrip("=")
        logins.append({"agency": agency.slug, "officer": name, "passphrase": issued.passphrase, "totp_secret": totp})
    return logins


def start(
    folder: Path, complaints_port: int, desk_port: int, extra: Mapping[str, str]
) -> "list[subprocess.Popen[bytes]]":
    """The complaint app and the desk, few workers each."""
    shared = {"DATA_DIR": str(folder), "COMPLAINT_WORKERS": "3", "DESK_WORKERS": "2", **extra}
    form = ["-m", "gunicorn", "-c", "bot/complaints/gunicorn_conf.py", "bot.complaints.wsgi:make()"]
    desk = ["-m", "gunicorn", "-c", "bot/desk/gunicorn_conf.py", "bot.desk.wsgi:make()"]
    return [
        processes.start(form, {**shared, "PORT": str(complaints_port)}),
        processes.start(desk, {**shared, "PORT": str(desk_port)}),
    ]
