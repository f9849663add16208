"""Starting the demo: data, channels, web and worker processes, simulator."""

import json
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.clock import move_clock
from bot.demo import complaints, processes
from bot.demo.inspection import Inspector
from bot.demo.menus import start_publishing
from bot.demo.people import ROLES, bind_sample
from bot.parts import Parts, open_parts
from bot.settings import Settings
from bot.simulator.model import DEFAULT_PEOPLE, Channel, ChannelKind
from bot.simulator.server import RunningServer, SimulatorConfig, create_simulator
from dialogs.records.errors import CommandError
from storage.channels import GENERAL
from storage.database import open_engine
from storage.models import Agency
from storage.samples.load import load_samples
from storage.schema import upgrade

START_SECONDS = 90
PORTS = 5


@dataclass(frozen=True, slots=True)
class Ports:
    """Simulator N, web N+1, complaints N+2, desk N+3, the worker's metrics N+4 (contract.md)."""

    simulator: int

    @property
    def web(self) -> int:
        return self.simulator + 1

    @property
    def complaints(self) -> int:
        return self.simulator + 2

    @property
    def desk(self) -> int:
        return self.simulator + 3

    @property
    def metrics(self) -> int:
        return self.simulator + 4

    def all(self) -> tuple[int, ...]:
        return self.simulator, self.web, self.complaints, self.desk, self.metrics


@dataclass(frozen=True, slots=True)
class Running:
    """What the demo tells the person who started it."""

    simulator_url: str
    web_url: str
    complaints_url: str
    desk_url: str
    agencies: list[tuple[str, str]]


@contextmanager
def run_demo(settings: Settings, port: int) -> Iterator[Running]:
    """The whole system until the block ends. Raises CommandError with one sentence."""
    ports = Ports(port)
    _check_ports(ports)
    folder = settings.data_dir.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    prepare_database(settings)
    offset = folder / "clock-offset"
    move_clock(offset, 0)
    with open_parts(settings) as parts:
        load_samples(parts.database, parts.clock(), settings.complaints_public_url)
        channels = _channels(parts, ports)
        _bind_people(parts, channels)
        logins = complaints.prepare(parts)
        accounts = [*channels, *_complaint_channels(parts, ports)]
        simulator = _simulator(parts, ports, accounts, offset)
        children = _children(settings, ports, offset)
        menus = start_publishing(parts, channels, simulator.url)
        try:
            running = _running(parts, simulator.url, ports)
            _wait_until_ready(running, children)
            _write_notes(folder, running, accounts, logins)
            yield running
        finally:
            processes.stop(children)
            menus.join()
            simulator.stop()


def prepare_database(settings: Settings) -> None:
    """The tables, where they are missing."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_address)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _check_ports(ports: Ports) -> None:
    for port in ports.all():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(f"port {port} is taken; choose another with: python -m bot demo --port N") from None


def _channels(parts: Parts, ports: Ports) -> list[Channel]:
    """A channel for every agency, with fresh secrets each time."""
    channels = []
    for slug, name in _names(parts):
        secret, token = secrets.token_hex(16), secrets.token_urlsafe(32)
        parts.channels.add(slug, GENERAL, secret, token, parts.clock())
        url = f"http://127.0.0.1:{ports.web}/line/{slug}"
        channels.append(Channel(slug, ChannelKind.GENERAL, secret, token, url, name=name, provider="demo"))
    return channels


def _complaint_channels(parts: Parts, ports: Ports) -> list[Channel]:
    """The complaint accounts, under another LINE provider: there people have other ids."""
    made = []
    for slug, name in _names(parts):
        secret, token = secrets.token_hex(16), secrets.token_urlsafe(32)
        complaints.connect(parts, slug, secret, token)
        url = f"http://127.0.0.1:{ports.complaints}/line/{slug}"
        shown = f"แจ้งเบาะแส {name}"
        made.append(Channel(slug, ChannelKind.COMPLAINT, secret, token, url, name=shown, provider="demo-complaints"))
    return made


def _names(parts: Parts) -> list[tuple[str, str]]:
    with parts.database.reading() as session:
        agencies = session.query(Agency).order_by(Agency.id)
        return [(agency.slug, agency.name) for agency in agencies]


def _bind_people(parts: Parts, channels: list[Channel]) -> None:
    """The simulator's staff member and official are known at every agency."""
    for channel in channels:
        for person in DEFAULT_PEOPLE:
            if person.role in ROLES:
                bind_sample(parts, channel.slug, person.user_id(channel), person.role)


def _simulator(parts: Parts, ports: Ports, channels: list[Channel], offset: Path) -> RunningServer:
    keys = {channel.slug: channel.key for channel in channels if channel.kind is ChannelKind.GENERAL}

    def last_text(slug: str, user_id: str) -> str:
        entries = app.extensions["simulator"].chats.get((keys[slug], user_id)).entries
        said = [entry.message.get("text") for entry in entries if entry.side == "user"]
        return str(said[-1]) if said and said[-1] else ""

    config = SimulatorConfig(
        channels=tuple(channels),
        public_map={
            parts.settings.public_url: f"http://127.0.0.1:{ports.web}",
            parts.settings.complaints_public_url: f"http://127.0.0.1:{ports.complaints}",
        },
        inspect=Inspector(parts, last_text).look,
        clock_moved=lambda by: move_clock(offset, by.total_seconds()),
    )
    app = create_simulator(config)
    return RunningServer(app, port=ports.simulator)


def _children(settings: Settings, ports: Ports, offset: Path) -> list["subprocess.Popen[bytes]"]:
    line = f"http://127.0.0.1:{ports.simulator}"
    environment = {
        "DATA_DIR": str(settings.data_dir.resolve()),
        "LINE_API_URL": line,
        "LINE_DATA_URL": line,
        "PORT": str(ports.web),
        "PRONGSAI_NOW": settings.now or f"@{offset}",
        "LOG_LEVEL": "WARNING",
    }
    web = ["-m", "gunicorn", "-c", "bot/web/gunicorn_conf.py", "bot.web.wsgi:make()"]
    clock = {"PRONGSAI_NOW": environment["PRONGSAI_NOW"], "LINE_API_URL": line, "LINE_DATA_URL": line}
    return [
        processes.start(web, environment),
        processes.start(["-m", "bot.worker"], {**environment, "METRICS_PORT": str(ports.metrics)}),
        processes.start(["-m", "bot.scheduler"], environment),
        *complaints.start(settings.data_dir.resolve(), ports.complaints, ports.desk, clock),
    ]


def _wait_until_ready(running: Running, children: list["subprocess.Popen[bytes]"]) -> None:
    form = f"{running.complaints_url}/{running.agencies[0][0]}/"
    waiting = [f"{running.web_url}/readyz", form, running.desk_url]
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if any(child.poll() is not None for child in children):
            raise CommandError("a part of the demo did not start; its message stands above")
        try:
            with urllib.request.urlopen(waiting[0], timeout=10):  # noqa: S310 - addresses made above, no input
                waiting.pop(0)
            if not waiting:
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError(f"the demo was not ready after {START_SECONDS} seconds")


def _running(parts: Parts, simulator_url: str, ports: Ports) -> Running:
    local = "http://127.0.0.1"
    return Running(
        simulator_url,
        f"{local}:{ports.web}",
        f"{local}:{ports.complaints}",
        f"{local}:{ports.desk}/desk/",
        _names(parts),
    )


def _write_notes(folder: Path, running: Running, channels: list[Channel], logins: list[complaints.Login]) -> None:
    """``demo.json``. Officers' log-ins are issued once, so those of an earlier start are kept."""
    path = folder / "demo.json"
    notes = {
        "simulator": running.simulator_url,
        "web": running.web_url,
        "complaints": running.complaints_url,
        "desk": running.desk_url,
        "officers": [*_known_officers(path), *logins],
        "channels": [
            {"agency": c.slug, "kind": str(c.kind), "secret": c.secret, "token": c.access_token} for c in channels
        ],
    }
    path.touch(mode=0o600)
    path.write_text(json.dumps(notes, ensure_ascii=False, indent=2), encoding="utf-8")


def remember_officers(folder: Path, logins: list[complaints.Login]) -> None:
    """Log-ins that were issued before the first start of the demo."""
    path = folder / "demo.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({"officers": [*_known_officers(path), *logins]}, ensure_ascii=False), encoding="utf-8")


def _known_officers(path: Path) -> list[complaints.Login]:
    try:
        return list(json.loads(path.read_text(encoding="utf-8")).get("officers", []))
    except (OSError, ValueError):
        return []


def greet(running: Running) -> None:
    """What a newcomer reads."""
    lines = [
        "",
        "โปร่งใส is up. Open the LINE simulator:",
        f"  {running.simulator_url}",
        "",
        "Agencies: " + ", ".join(f"{name} ({slug})" for slug, name in running.agencies),
        f"Webhooks: {running.web_url}/line/<agency>",
        f"Complaint form: {running.complaints_url}/<agency>/   officers' desk: {running.desk_url}",
        "Log-ins of the sample officers: demo.json in the data folder.",
        f"Public pages: {running.web_url}/   console: {running.web_url}/console/",
        "A code for the console: .venv/bin/python -m bot console link --agency phon",
        "Ctrl-C stops everything.",
    ]
    print("\n".join(lines), file=sys.stdout, flush=True)  # noqa: T201 - where to click is told on the terminal, not in a log
