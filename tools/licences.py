"""What every shipped package is licensed under, from its own metadata. Exit 1 for one that is unknown or not allowed.

    python tools/licences.py            name, version and licence, a line each
    python tools/licences.py --write    the same, as docs/licences.md

Judged is what requirements.txt pins; the tools of requirements-dev.txt stay on the developer's machine.
"""

import argparse
import re
import sys
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
ALLOWED = re.compile(
    r"Apache|MIT|BSD|ISC|PSF|Python Software Foundation|HPND|MPL-2\.0|Mozilla Public License 2|Zlib|CC0|CC-BY-4\.0|"
    r"LGPL|Lesser General Public"
)
"""May be used, unchanged and by import, in a program under Apache-2.0."""
REFUSED = re.compile(r"(?<!L)GPL(?!.*(exception|OR ))|AGPL|SSPL|BUSL|Proprietary|Commercial|-NC")
TITLE = """# Licences of what is shipped

Written by `make licences`, from each package's own metadata. Prongsai itself is under Apache-2.0; psycopg (LGPL) is used
unchanged, by import.

| package | version | licence |
| --- | --- | --- |
"""


def pinned(requirements: str) -> list[tuple[str, str, str]]:
    """Name, version and marker of each pin; the marker is '' where there is none."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+))?", requirements, re.MULTILINE)
    return [(name.lower(), version, marker.strip()) for name, version, marker in found]


def licence(told: Message) -> str:
    """The expression, else the classifiers, else the short text; '' when the package does not say."""
    if expression := told.get("License-Expression"):
        return expression
    named = [line.split("::")[-1].strip() for line in told.get_all("Classifier") or [] if line.startswith("License")]
    if named := [name for name in named if name != "OSI Approved"]:
        return " / ".join(named)
    text = (told.get("License") or "").strip()
    return text if "\n" not in text and len(text) < 80 else ""


def fault(name: str) -> str:
    """Why a licence may not be shipped; '' when it may."""
    if not name:
        return "says nothing about its licence"
    parts = re.split(r" OR ", name)
    if all(REFUSED.search(part) for part in parts):
        return f"is under {name}, which does not go with Apache-2.0"
    return "" if ALLOWED.search(name) else f"is under {name}, which nobody has judged yet"


def installed(requirements: str) -> list[tuple[str, str, str]]:
    """Name, version and licence of every pin that is installed here (a pin may be for another Python)."""
    found = []
    for name, version, _ in pinned(requirements):
        try:
            told = metadata(name)
        except PackageNotFoundError:
            continue
        if told["Version"] == version:
            found.append((name, version, licence(told)))
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="licences of what is shipped")
    parser.add_argument("--write", action="store_true", help="write docs/licences.md")
    args = parser.parse_args(arguments)
    found = installed((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    for row in found:
        print("\t".join(row))
    if args.write:
        rows = "".join(f"| {name} | {version} | {told} |\n" for name, version, told in found)
        PAGE.write_text(TITLE + rows, encoding="utf-8")
    faults = [f"{name} {version} {why}" for name, version, told in found if (why := fault(told))]
    for one in faults:
        print(f"error: {one}", file=sys.stderr)
    return 1 if faults or not found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
