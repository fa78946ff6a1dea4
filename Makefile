# Targets set up what they need by themselves; `make` or `make help` lists them.
# PYTHON is any Python 3.11 to 3.13; what runs afterwards is always .venv.

PYTHON ?= python3
VENV := .venv/bin/python
OUT ?= out

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint bench soak golden screens e2e fonts lock check-wheels third-party wheelhouse clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make this machine able to run the program
	@$(PYTHON) scripts/setup.py $(if $(DISPLAY),--window)

setup-dev:
	@$(PYTHON) scripts/setup.py --dev

run: setup ## open the program on the practice vault; without a display work into out/
	@$(VENV) main.py run

test: setup-dev ## run every check: style, types, import contract, tests, newcomer path
	@$(VENV) scripts/check.py

lint: setup-dev ## run style, types and import contract only
	@$(VENV) scripts/check.py style format types contract

bench: setup-dev ## measure against floors and peers of the same run; writes out/bench.json
	@$(VENV) tests/bench/run.py --out $(OUT)

soak: setup-dev ## run the long fault campaigns (docs/soak.md)
	@$(VENV) -m tests.faults

golden: setup-dev ## draw the reference pages anew, to be looked at before they are committed
	@$(VENV) -m pytest -q tests/paper tests/paper_forms --golden-write

screens: setup-dev ## draw the pictures of docs/screens anew from the practice vault
	@$(VENV) scripts/screens.py

e2e: setup-dev ## drive the real window through a whole journey (needs xvfb and openbox)
	@$(VENV) -m tests.e2e $(OUT)

fonts: setup-dev ## fetch and convert the bundled faces again and hold them to their digests
	@$(VENV) scripts/fonts/build.py

lock: setup-dev ## resolve requirements/*.in again and write the hashed lists
	@$(VENV) scripts/lock.py

check-wheels: setup-dev ## check that every target system has a wheel for every dependency
	@$(VENV) scripts/lock.py --check

third-party: setup-dev ## write THIRD_PARTY.md from what is installed
	@$(VENV) scripts/third_party.py

wheelhouse: setup-dev ## gather all wheels for a machine without a network
	@$(VENV) packaging/wheelhouse.py

clean: ## remove what these targets made (.venv, out/, caches); vaults elsewhere stay
	@rm -rf .venv out wheelhouse .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .fonts-cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
