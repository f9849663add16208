# The commands of this project. A machine needs python3 (3.11 or newer), pip and make; everything else comes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2
export PYTHAINLP_OFFLINE = 1
export PYTHAINLP_READ_ONLY = 1
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo test lint bench soak requirements audit licences

demo: $(VENV)/run.stamp
	@exec $(BIN)/python -m bot demo --port $(PORT)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m "not soak"

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench

soak: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m soak

# Known vulnerabilities of the pins, by a copy of the advisory database on this machine.
audit: $(VENV)/dev.stamp
	@$(BIN)/python tools/audit.py "$(ADVISORIES)" requirements.txt requirements-dev.txt

licences: $(VENV)/dev.stamp
	@$(BIN)/python tools/licences.py --write

# Needs the uv tool on PATH; users of the project never run it. No file names a package index.
requirements:
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --no-annotate --universal \
		--python-version 3.11 requirements.in -o requirements.txt
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --no-annotate --universal \
		--python-version 3.11 requirements-dev.in -o requirements-dev.txt

$(VENV)/run.stamp: requirements.txt tools/make_venv.py
	@$(PYTHON) tools/make_venv.py $(VENV) requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt tools/make_venv.py
	@$(PYTHON) tools/make_venv.py $(VENV) requirements.txt requirements-dev.txt
	@touch $(VENV)/run.stamp $@
