# Leitgraph: `make run` starts the service with data in it, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AXE := tests/browser/node_modules
PORT := $(or $(LEITGRAPH_PORT),8000)
WORKERS := $(shell $(PYTHON) -c 'import os; print(max(2, len(os.sched_getaffinity(0))))')
# Each worker takes whole modules, so that what a module sets up is set up once.
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder
# Tests start some hundred processes; without bytecode each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run test quick check bench mutation fuzz fmt clean

setup: $(VENV)/.ok

# Debian's `python3 -m venv` lacks ensurepip unless python3-venv is installed; pip can install into a bare venv.
$(VENV)/.ok: pyproject.toml constraints.txt
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install -q -c constraints.txt pip
	$(BIN)/python -m pip install -q -c constraints.txt -e . --group dev
	touch $@

run: setup
	$(BIN)/leitgraph serve

test: setup $(AXE)
	$(PYTEST)

# For the inner loop: no service is started, and nothing slow.
quick: setup
	$(PYTEST) -m "not slow and not started"

# axe-core for the browser tests; npm comes from PyPI with the development group.
$(AXE): tests/browser/package-lock.json | $(VENV)/.ok
	cd tests/browser && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund
	touch $@

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m leitgraph.catalog.audit

bench: setup
	$(BIN)/python -m pip install -q -c constraints.txt --group bench
	$(BIN)/python -m tests.cases --keep
	$(BIN)/python -m tests.real --keep
	$(BIN)/python -m tests.benchmarks

# Not part of `make test`: changes the logic of a copy here and there; says which change no test saw.
mutation: setup
	$(BIN)/python -m pip install -q -c constraints.txt --group mutation
	nice -n 15 $(BIN)/python -m tests.mutation

# Five minutes of requests made from the OpenAPI document; `make test` asks for half a minute.
fuzz: setup
	$(BIN)/python -m tests.web.fuzz --seconds 300

fmt: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(AXE) build dist
