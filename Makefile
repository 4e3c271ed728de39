# The commands people rely on (docs/reference/commands.md). A machine with Python 3.11 or later, git and make is enough.
PYTHON ?= python3
PORT ?= 8000
DATA ?= data
ONLY ?=
# How many processes run tests side by side; 0 is one after the other, in the order of the files.
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo setup test check bench format lock audit

demo: $(VENV)/.base
	$(BIN)/toctoc demo --port $(PORT) --data $(DATA)

setup: $(VENV)/.dev

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(JOBS) $(TESTS)

check: export TOCTOC_DATA_DIR := $(CURDIR)/build/check
check: $(VENV)/.dev
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m djlint --quiet --lint src
	$(BIN)/python tools/check_house.py

bench: $(VENV)/.dev
	$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY))

format: $(VENV)/.dev
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

lock: $(VENV)/.dev
	$(BIN)/python tools/lock.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/base.txt
	$(PIP) --no-build-isolation --no-deps -e .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	$(PIP) --require-hashes -r requirements/dev.txt
	touch $@

audit: $(VENV)/.dev
	$(BIN)/python -m pip_audit --disable-pip --require-hashes -r requirements/base.txt
