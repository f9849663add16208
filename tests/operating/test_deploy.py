"""The ready-made examples name programs, settings and files that exist."""

import re
import shlex
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.complaints.settings import ComplaintSettings
from bot.settings import Settings
from tests.shared import REPOSITORY

UNITS = sorted((REPOSITORY / "deploy" / "systemd").glob("*.service"))
COMPOSE = ("compose.yaml", "compose.complaints.yaml")
SIDES = {"compose.yaml": Settings, "compose.complaints.yaml": ComplaintSettings}
OF_THE_IMAGE = {"DATA_DIR", "LINE_API_URL", "LINE_DATA_URL", "PRONGSAI_NOW"}
"""Settings that a container has from its image, and those of demo and tests."""
OF_ITS_PLACE = {"TRUSTED_PROXIES"}
"""Whose default is another in a container: a proxy stands in front."""


def _read_by_gunicorn(process: str) -> dict[str, str]:
    """The settings that a gunicorn_conf file reads, with their defaults (``bot/listening.py``)."""
    text = (REPOSITORY / "bot" / process / "gunicorn_conf.py").read_text(encoding="utf-8")
    [port] = re.findall(r"^bind = address\((\d+)\)$", text, re.MULTILINE)
    [(workers, number)] = re.findall(r"= processes\(\"(\w+)\", (\d+)\)$", text, re.MULTILINE)
    return {"BIND": "127.0.0.1", "PORT": port, workers: number}


def _fields(side: type[Settings] | type[ComplaintSettings]) -> dict[str, str]:
    """A side's settings as the environment names them, with their defaults as somebody would type them."""
    return {
        (field.alias or name).upper(): "" if field.default is None else str(field.default)
        for name, field in side.model_fields.items()
    }


def _defaults(file: str) -> dict[str, str]:
    """What the programs of a compose file read."""
    processes = ("web",) if file == "compose.yaml" else ("complaints", "desk")
    log = {"LOG_LEVEL": "INFO"} if file == "compose.yaml" else {}  # the complaint side's level is fixed
    gunicorn = {name: default for process in processes for name, default in _read_by_gunicorn(process).items()}
    return _fields(SIDES[file]) | gunicorn | log


def _known(name: str) -> bool:
    return any(name in _defaults(file) for file in COMPOSE)


def _check_command(words: list[str]) -> None:
    """``python -m MODULE …`` or ``gunicorn -c FILE MODULE:make()``."""
    program = Path(words[0]).name
    if program == "gunicorn":
        assert (REPOSITORY / words[2]).is_file(), words
        assert find_spec(words[3].split(":")[0]) is not None, words
    else:
        assert (program, words[1]) == ("python", "-m"), words
        assert find_spec(words[2]) is not None, words
        if words[2] == "bot":
            from bot.cli.main import COMMANDS, _parser

            assert words[3] in COMMANDS, words
            _parser(words[3:]).parse_args(words[3:])


def _services(name: str) -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load((REPOSITORY / name).read_text(encoding="utf-8"))["services"]
    return services


def test_every_process_of_the_procfile_has_a_unit_and_a_service() -> None:
    processes = re.findall(r"^(\w+):", (REPOSITORY / "Procfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {f"prongsai-{name}" for name in processes} <= {unit.stem for unit in UNITS}
    assert set(processes) <= {name for file in COMPOSE for name in _services(file)}


@pytest.mark.parametrize("file", COMPOSE)
def test_a_compose_file_starts_what_exists(file: str) -> None:
    for name, service in _services(file).items():
        if service["image"] != "prongsai":
            continue
        _check_command(service["command"])
        unknown = [key for key in service["environment"] if not _known(key)]
        assert unknown == [], name


@pytest.mark.parametrize("file", COMPOSE)
def test_a_compose_file_hands_on_every_setting(file: str) -> None:
    """What somebody writes into .env is not ignored, and what they do not write is as everywhere else."""
    ours = [service for service in _services(file).values() if service["image"] == "prongsai"]
    handed = {name: value for service in ours for name, value in service["environment"].items()}
    defaults = _defaults(file)
    assert set(defaults) - set(handed) == OF_THE_IMAGE
    for name, value in handed.items():
        optional = re.fullmatch(r"\$\{(\w+):-(.*)\}", str(value))
        if optional and name not in OF_ITS_PLACE:
            assert optional.groups() == (name, defaults[name])


@pytest.mark.parametrize("file", COMPOSE)
def test_whoever_listens_in_a_container_is_asked_whether_it_is_ready(file: str) -> None:
    for name, service in _services(file).items():
        if service["image"] == "prongsai" and "ports" in service:
            port = service["environment"]["PORT"]
            assert port == _read_by_gunicorn(name)["PORT"]
            assert service["ports"] == [f"127.0.0.1:{port}:{port}"]
            assert f"http://127.0.0.1:{port}/readyz" in service["healthcheck"]["test"][-1]


@pytest.mark.parametrize("file", COMPOSE)
def test_every_folder_of_a_volume_is_made_in_the_image(file: str) -> None:
    """Docker would make it as root; a volume takes the owner and mode of the image's folder."""
    text = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    [made] = re.findall(r"install -d -o prongsai -m 0700 (.+)", text)
    assert "USER prongsai" in text
    folders = [
        volume.split(":")[1]
        for service in _services(file).values()
        if service["image"] == "prongsai"
        for volume in service["volumes"]
    ]
    assert set(folders) - {"/tmp"} <= set(made.split())
    assert set(folders) - {"/tmp"}


def test_the_general_sides_volume_holds_no_folder_of_the_other_side() -> None:
    """What the image has below /data goes into the general side's volume: a doctor there would take it for a store."""
    text = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"DATA_DIR=/data\b", text)
    assert "/data/" not in text


def test_the_sides_share_nothing_in_compose() -> None:
    general, complaints = (yaml.safe_load((REPOSITORY / file).read_text(encoding="utf-8")) for file in COMPOSE)
    assert general["name"] != complaints["name"]
    assert set(general["volumes"]) & set(complaints["volumes"]) == set()
    for service in complaints["services"].values():
        assert not {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"} & set(service.get("environment", {}))
    assert "no" in complaints["services"]["redis"]["command"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_what_exists(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    [command] = re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    assert command.startswith("/opt/prongsai/.venv/bin/")
    _check_command(shlex.split(command.replace("make()", "make")))
    [environment] = re.findall(r"^EnvironmentFile=/etc/prongsai/(.+)$", text, re.MULTILINE)
    example = (unit.parent / f"{environment}.example").read_text(encoding="utf-8")
    settings = re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE)
    assert settings and all(_known(name) for name in settings)
    assert ("complaint" in unit.stem or "desk" in unit.stem) == (environment == "complaints.env")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_nobody_else_may_look_into_a_units_folder(unit: Path) -> None:
    """Each unit sets the mode: the last one that starts decides."""
    text = unit.read_text(encoding="utf-8")
    [user] = re.findall(r"^User=(.+)$", text, re.MULTILINE)
    assert f"StateDirectory={user}\nStateDirectoryMode=0700\n" in text
    assert "UMask=0077\n" in text


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_what_a_unit_writes_to_is_made_before_it_starts(unit: Path) -> None:
    """systemd makes no folder of ReadWritePaths, and no unit that would make the state's has run before ``db upgrade``."""
    guide = (REPOSITORY / "docs" / "operating.md").read_text(encoding="utf-8")
    [users] = re.findall(r"^ *for user in (.+); do$", guide, re.MULTILINE)
    assert 'install -d -m 0700 -o "$user" -g "$user" "/var/lib/$user" "/var/backups/$user"' in guide
    text = unit.read_text(encoding="utf-8")
    [user] = re.findall(r"^User=(.+)$", text, re.MULTILINE)
    assert user in users.split()
    written = {path for line in re.findall(r"^ReadWritePaths=(.+)$", text, re.MULTILINE) for path in line.split()}
    assert written <= {"/tmp", "/dev/shm", f"/var/backups/{user}"}


@pytest.mark.parametrize("unit", [unit for unit in UNITS if "backup" not in unit.stem], ids=lambda unit: unit.stem)
def test_a_unit_that_stops_leaves_the_embedded_redis_to_the_others(unit: Path) -> None:
    """It stays in the control group of the unit that started it; any other mode kills what is left there."""
    assert "KillMode=process\n" in unit.read_text(encoding="utf-8")


def test_nothing_stamps_a_time_on_what_the_complaint_side_says() -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        silent = unit.stem in ("prongsai-complaints", "prongsai-desk")
        assert silent == ("StandardOutput=null\nStandardError=null\n" in text), unit.stem
    services = _services("compose.complaints.yaml")
    assert all(services[name]["logging"] == {"driver": "none"} for name in ("complaints", "desk"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for path in (REPOSITORY / "deploy" / "systemd").iterdir():
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(re.sub(r"/opt/prongsai/\.venv/bin/\w+", "/bin/true", text))
    units = [str(path) for path in tmp_path.iterdir() if path.suffix in (".service", ".timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "prongsai" not in done.stderr, done.stderr


def test_the_container_copies_what_exists() -> None:
    text = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    copied = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY ") and "--from" not in line]
    assert all((REPOSITORY / name).exists() for names in copied for name in names)
    assert {"bot", "dialogs", "handlers", "storage"} <= {name for names in copied for name in names}


def test_the_readme_names_every_setting() -> None:
    table = (REPOSITORY / "README.md").read_text(encoding="utf-8").partition("## Settings")[2].partition("\n## ")[0]
    named = {name for line in table.splitlines() for name in re.findall(r"`([A-Z_]+)`", line.split(" | ")[0])}
    assert named == {name for file in COMPOSE for name in _defaults(file)}
