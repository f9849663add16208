"""Known vulnerabilities of what is pinned, by a database that lies on this machine. Nothing is asked over the network.

    python tools/audit.py FOLDER_OR_ZIP requirements.txt requirements-dev.txt

The database is a copy of the Python Packaging Authority's advisory database, or an export of osv.dev for PyPI: files in
the OSV format (.json, .yaml), in a folder or a zip. Exit 0: nothing known; 1: something is; 2: it cannot say.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", re.MULTILINE)
_CANNOT = """cannot say: there is no database of advisories on this machine.
Take a copy of https://github.com/pypa/advisory-database there and name it: make audit ADVISORIES=FOLDER"""


def records(database: Path) -> Iterator[Mapping[str, Any]]:
    """Every advisory of a folder or a zip."""
    if database.is_dir():
        texts = ((path.suffix, path.read_bytes()) for path in sorted(database.rglob("*")) if path.is_file())
        yield from _read(texts)
        return
    with zipfile.ZipFile(database) as archive:
        yield from _read((Path(name).suffix, archive.read(name)) for name in archive.namelist())


def _read(texts: Iterator[tuple[str, bytes]]) -> Iterator[Mapping[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for suffix, text in texts:
        if suffix not in (".json", ".yaml", ".yml"):
            continue
        record = json.loads(text) if suffix == ".json" else yaml.load(text, Loader=loader)  # noqa: S506 - both are safe
        if isinstance(record, dict) and record.get("affected"):
            yield record


def is_affected(affected: Mapping[str, Any], version: str) -> bool:
    """Whether OSV's ``affected`` entry names a version, by its list or by one of its ranges."""
    if version in affected.get("versions", ()):
        return True
    ranges = [one for one in affected.get("ranges", ()) if one.get("type") == "ECOSYSTEM"]
    return any(_in_range(one.get("events", ()), Version(version)) for one in ranges)


def _in_range(events: list[Mapping[str, str]], version: Version) -> bool:
    """The events in order of version: each turns the state, from ``introduced`` on until ``fixed``."""
    state = False
    for event in sorted(events, key=_place):
        [(kind, at)] = event.items()
        if kind == "introduced" and (at == "0" or version >= _version(at)):
            state = True
        elif (kind == "fixed" and version >= _version(at)) or (kind == "last_affected" and version > _version(at)):
            state = False
    return state


def _place(event: Mapping[str, str]) -> tuple[Version, bool]:
    [(kind, at)] = event.items()
    return _version(at), kind != "introduced"


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")


def found(database: Path, pins: Mapping[str, set[str]]) -> tuple[int, list[str]]:
    """How many advisories were read, and a line for each that holds."""
    number, lines = 0, []
    for record in records(database):
        number += 1
        if record.get("withdrawn"):
            continue
        for affected in record["affected"]:
            package = affected.get("package", {})
            name = canonicalize_name(package.get("name", ""))
            if package.get("ecosystem") == "PyPI":
                hit = sorted(version for version in pins.get(name, ()) if is_affected(affected, version))
                lines += [f"{name} {version}\t{record['id']}\t{_summary(record)}" for version in hit]
    return number, sorted(set(lines))


def _summary(record: Mapping[str, Any]) -> str:
    told = str(record.get("summary") or record.get("details") or "").strip()
    return told.splitlines()[0][:120] if told else ""


def read_pins(files: list[Path]) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for file in files:
        for name, version in _PIN.findall(file.read_text(encoding="utf-8")):
            pins.setdefault(canonicalize_name(name), set()).add(version)
    return pins


def main(arguments: list[str]) -> int:
    if not arguments or not arguments[0] or not Path(arguments[0]).exists():
        print(_CANNOT, file=sys.stderr)
        return 2
    pins = read_pins([Path(name) for name in arguments[1:]])
    number, lines = found(Path(arguments[0]), pins)
    if not number or not pins:
        print("cannot say: no advisory or no pin was found there", file=sys.stderr)
        return 2
    print("\n".join([*lines, f"{len(lines)} known, of {len(pins)} packages against {number} advisories"]))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
