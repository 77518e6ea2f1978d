# Every target prepares its own .venv; `make demo` and `make test` work on a fresh clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup demo test check serve bench eval docs pictures lock clean help

help:            ## list the targets
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/'

setup: $(STAMP)  ## make .venv with the locked packages and the cardwright command

$(STAMP): requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13)) or None' \
		|| { echo "Cardwright needs CPython 3.11, 3.12 or 3.13: try make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 2; }
	@echo "Installing the locked packages into $(VENV): one to a few minutes, about 1 GB."
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: setup      ## the whole loop on the bundled lecture, no key, no network
	$(BIN)/cardwright demo

test: setup      ## the test suite, network off
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not timed"
	$(BIN)/python -m pytest -m timed

check: setup     ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

serve: setup     ## the site on this machine, for the owner of the data folder
	$(BIN)/cardwright serve

bench: setup     ## speed against peers, as ratios in one run
	$(BIN)/python -m benchmarks

eval: setup      ## what is measured and reported, not passed (needs CARDWRIGHT_TEST_DATA)
	$(BIN)/python -m evals.grading report
	$(BIN)/python -m evals.scheduling
	$(BIN)/python -m evals.drafting
	$(BIN)/python -m evals.languages report

docs: setup      ## write the reference pages anew
	$(BIN)/python -m docs

pictures: setup  ## take the pictures of the site anew (needs Chromium)
	$(BIN)/python -m docs.pictures

lock:            ## renew the lock files (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist
