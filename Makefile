# One command to run (`make run`), one to test (`make test`). Both need only Python 3.11+ and make.
PYTHON ?= python3
PORT ?= 8000
TESTS ?=
VENV_PYTHON := .venv/bin/python

# uv, where it is installed and gets through, is quicker than pip; both check the hashes.
WITH_UV = command -v uv >/dev/null \
	&& { [ -x $(VENV_PYTHON) ] || uv venv --quiet --no-python-downloads --python $(PYTHON) .venv; } \
	&& uv pip install --quiet --python $(VENV_PYTHON) --require-hashes -r $(1)
WITH_PIP = { [ -x $(VENV_PYTHON) ] || $(PYTHON) -m venv .venv || { echo "Debian: apt install python3-venv"; exit 1; }; } \
	&& { $(VENV_PYTHON) -m pip --version >/dev/null 2>&1 || $(VENV_PYTHON) -m ensurepip >/dev/null; } \
	&& $(VENV_PYTHON) -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r $(1)

.DEFAULT_GOAL := help
.PHONY: help run stop setup setup-dev install test proof check browser clean

help:
	@echo "make run    start Annotator on http://127.0.0.1:$(PORT) (PORT=8080 for another port)"
	@echo "make stop   stop what a killed launcher left running"
	@echo "make test   run all tests, in real browsers too (TESTS=tests/text for some)"
	@echo "make proof  run the long tests that make test leaves out"
	@echo "make check  lint, types, import contracts, migration drift, deploy check, compose file"
	@echo "make clean  remove the environment and the caches; the data in .data stays"

run: setup
	@exec $(VENV_PYTHON) -m annotator.embedded run --port $(PORT)

stop: setup
	@exec $(VENV_PYTHON) -m annotator.embedded stop

# Files are handed out as they come, because the slowest have the fewest tests and would else be the last.
test: setup-dev browser
	@exec $(VENV_PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not proof" $(TESTS)

proof: setup-dev browser
	@exec $(VENV_PYTHON) -m pytest -s -m proof $(TESTS)

check: setup-dev
	@exec bash .ci/check

# What is installed is remembered as a copy of the list it was installed from.
setup:
	@cmp -s requirements.txt .venv/installed/requirements.txt \
		|| $(MAKE) --no-print-directory install REQUIREMENTS=requirements.txt

setup-dev:
	@cmp -s requirements-dev.txt .venv/installed/requirements-dev.txt \
		|| $(MAKE) --no-print-directory install REQUIREMENTS=requirements-dev.txt
	@cp requirements.txt .venv/installed/requirements.txt

install:
	@$(PYTHON) -c 'import sys; sys.exit("Annotator needs Python 3.11 or newer: make run PYTHON=python3.12" \
		if sys.version_info < (3, 11) else 0)'
	@echo "Installing $(REQUIREMENTS) into .venv"
	@$(call WITH_UV,$(REQUIREMENTS)) || { $(call WITH_PIP,$(REQUIREMENTS)); }
	@mkdir -p .venv/installed && cp $(REQUIREMENTS) .venv/installed/

browser:
	@$(VENV_PYTHON) -m tests.chromium

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
