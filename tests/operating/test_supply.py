"""Pins, licences, and the audit over known vulnerabilities."""

import json
import re
import subprocess
import sys
import zipfile
from email.message import Message
from pathlib import Path

import pytest

from tests.shared import REPOSITORY
from tools import audit, licences

PINS = [REPOSITORY / "requirements.txt", REPOSITORY / "requirements-dev.txt"]


def test_every_pin_has_hashes() -> None:
    for file in PINS:
        for block in re.split(r"\n(?=\S)", file.read_text(encoding="utf-8")):
            if "==" in block:
                assert "--hash=sha256:" in block, block.splitlines()[0]


def test_every_shipped_licence_is_known_and_listed() -> None:
    found = licences.installed(PINS[0].read_text(encoding="utf-8"))
    assert len(found) > 40
    assert [(name, licences.fault(told)) for name, _, told in found if licences.fault(told)] == []
    page = licences.PAGE.read_text(encoding="utf-8")
    assert [name for name, version, told in found if f"| {name} | {version} | {told} |" not in page] == []


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("MIT", True), ("Apache-2.0 OR GPL-2.0-only", True), ("LGPL-3.0-only", True), ("", False),
        ("GPL-3.0-or-later", False), ("AGPL-3.0-only", False), ("Something of our own", False), ("SSPL-1.0", False),
    ],
)  # fmt: skip
def test_a_licence_is_judged(name: str, good: bool) -> None:
    assert (licences.fault(name) == "") is good


def test_a_licence_is_found_where_packages_put_it() -> None:
    told = Message()
    told["Classifier"] = "License :: OSI Approved :: MIT License"
    told["License"] = "see the file"
    assert licences.licence(told) == "MIT License"
    assert licences.licence(Message()) == ""


def _advisory(**affected: object) -> dict[str, object]:
    package = {"ecosystem": "PyPI", "name": "Flask_WTF"}
    return {"id": "TEST-1", "summary": "a hole", "affected": [{"package": package, **affected}]}


def _range(*events: dict[str, str]) -> dict[str, object]:
    return _advisory(ranges=[{"type": "ECOSYSTEM", "events": list(events)}])


@pytest.mark.parametrize(
    ("record", "hit"),
    [
        (_advisory(versions=["1.3.0"]), True),
        (_advisory(versions=["1.2.0"]), False),
        (_range({"introduced": "0"}), True),
        (_range({"introduced": "0"}, {"fixed": "1.3.0"}), False),
        (_range({"introduced": "0"}, {"fixed": "1.3.1"}), True),
        (_range({"introduced": "0"}, {"last_affected": "1.3.0"}), True),
        (_range({"introduced": "0"}, {"fixed": "1.1"}, {"introduced": "1.2"}, {"fixed": "1.10"}), True),
        (_range({"introduced": "1.4"}), False),
        ({**_advisory(versions=["1.3.0"]), "withdrawn": "2026-01-01T00:00:00Z"}, False),
    ],
)
def test_an_advisory_is_read(tmp_path: Path, record: dict[str, object], hit: bool) -> None:
    (tmp_path / "TEST-1.json").write_text(json.dumps(record))
    number, lines = audit.found(tmp_path, {"flask-wtf": {"1.3.0"}})
    assert number == 1
    assert (lines == ["flask-wtf 1.3.0\tTEST-1\ta hole"]) is hit


def _run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "tools/audit.py", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=60)


def test_without_a_database_it_says_that_it_cannot() -> None:
    done = _run("", "requirements.txt")
    assert done.returncode == 2
    assert "cannot say" in done.stderr


def test_a_vulnerable_pin_is_found_in_a_zip(tmp_path: Path) -> None:
    name, versions = next(iter(audit.read_pins(PINS).items()))
    record = _advisory(versions=sorted(versions))
    record["affected"][0]["package"]["name"] = name  # type: ignore[index]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("one.json", json.dumps(record))
    done = _run(str(tmp_path / "all.zip"), "requirements.txt", "requirements-dev.txt")
    assert done.returncode == 1
    assert f"{name} " in done.stdout
    assert "TEST-1" in done.stdout
