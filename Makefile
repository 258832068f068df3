# Two commands: `make run` and `make test`. Both are idempotent, and quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# As many at once as there are cores, two at least; each wants half a GiB of memory.
CORES := $(shell nproc 2>/dev/null || echo 2)
WORKERS ?= $(shell echo $$(($(CORES) < 2 ? 2 : $(CORES) > 8 ? 8 : $(CORES))))

.PHONY: run test lint types contracts format bench services clean

run: $(VENV)/.run
	@test -f "$${FEDIAI_CONFIG:-config.toml}" || $(BIN)/fediai init
	@$(BIN)/fediai serve

test: $(VENV)/.test services
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -q $(ARGS)

lint: $(VENV)/.test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.test
	@$(BIN)/mypy

contracts: $(VENV)/.test
	@$(BIN)/lint-imports

format: $(VENV)/.test
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: $(VENV)/.test
	@$(BIN)/python -m tests.benchmarks $(ARGS)

# PostgreSQL and Chromium for the tests that need them, where this user may install packages; else those say so.
services:
	@sh .ci/services

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[test]"
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
