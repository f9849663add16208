"""Make the virtual environment and install pinned, hashed requirements into it.

    python3 tools/make_venv.py .venv requirements.txt [requirements-dev.txt]

Runs on any Python, so that a too old one is told so in one sentence. Debian without ``python3-venv`` has no ensurepip:
then the environment is made without pip, and the system's pip installs into it.
"""

import importlib.util
import os
import subprocess
import sys

OLDEST = (3, 11)


def main(arguments):
    if sys.version_info < OLDEST:
        return (
            "Python 3.11 or newer is needed; this is %d.%d. Name another with: make PYTHON=python3.12 ..."
            % (sys.version_info[:2])
        )
    venv, files = arguments[0], arguments[1:]
    python = os.path.join(venv, "bin", "python")
    if not os.path.exists(python) and not make(venv):
        return "the virtual environment %s could not be made; is the folder writable?" % venv
    print("installing into %s ..." % venv, file=sys.stderr)
    command = [*pip(python), "install", "--quiet", "--require-hashes", "--disable-pip-version-check"]
    for name in files:
        command += ["-r", name]
    if subprocess.call(command) != 0:
        return "the packages could not be installed; is there a network? (pip's message stands above)"
    return 0


def make(venv):
    with_pip = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    return subprocess.call([sys.executable, "-m", "venv", *with_pip, venv]) == 0


def pip(python):
    if subprocess.call([python, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return [python, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", python]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
