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
ELSEWHERE = {"BIND", "PORT", "LOG_LEVEL", "WEB_WORKERS"}
"""Settings that gunicorn's configuration and the log read."""


def _known(name: str) -> bool:
    fields = {**Settings.model_fields, **ComplaintSettings.model_fields}
    return name.lower() in fields or name in ELSEWHERE


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
            from bot.cli.main import COMMANDS

            assert words[3] in COMMANDS, words


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
