# Two commands do everything: `make run` and `make test`. Both begin with `make install`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
WORDS := $(wildcard sangkroh/*/locale/*/LC_MESSAGES/django.po)
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist worksteal
ON_SQLITE := SANGKROH_TEST_POSTGRESQL=
ON_POSTGRESQL := $(BIN)/python -m tests.postgresql

# Compiled once and not at every start, whatever the machine says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install run test suite postgresql fast proof lint words lock bench-interception

install: $(VENV)/installed $(VENV)/words $(VENV)/kernels

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/words: $(VENV)/installed $(WORDS)
	$(BIN)/python -m sangkroh words --compile
	touch $@

# The planner's inner loops, compiled once and not at the first tip.
$(VENV)/kernels: $(VENV)/installed $(wildcard sangkroh/interception/*.py sangkroh/interception/network/*.py)
	$(BIN)/python -m sangkroh kernels
	touch $@

run: install
	$(BIN)/sangkroh run

# Everything CI checks. The closing line of each suite is pytest's own, skips and all.
test: lint postgresql suite

suite: install
	$(ON_SQLITE) $(PYTEST)

postgresql: install
	$(ON_POSTGRESQL) $(PYTEST)

# The everyday suite: SQLite, without browser and proofs.
fast: install
	$(ON_SQLITE) $(PYTEST) -m "not browser and not proof"

# The full numbers of every proof, on both databases; writes docs/proofs/.
proof: install
	$(BIN)/python -m tests.proofs

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy sangkroh
	SANGKROH_HOME=$(VENV)/lint-home $(BIN)/python -m sangkroh makemigrations --check --dry-run

# Every figure of the interception engine with its goal; --write in BENCH keeps them.
bench-interception: install
	$(PIP) install --no-deps --target $(VENV)/rivals -r benchmarks/interception/requirements.txt
	PYTHONPATH=.:$(VENV)/rivals $(BIN)/python -m benchmarks.interception $(BENCH)

# Renew the Khmer catalogues from the code.
words: install
	$(BIN)/python -m sangkroh words

# Renew the lock from pyproject.toml (needs uv).
lock:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes -o requirements.lock
