# Zhishen. `make demo` shows it, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# pip must see the same pins everywhere; PyPI's own torch is only needed by the extra `neural`.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help setup demo demo-stop test lint types contracts unit format audit openapi docs bench clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/.users: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing Zhishen into $(VENV) ..."
	@$(INSTALL) --editable '.[all]'
	@touch $@

$(VENV)/.developers: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing Zhishen and its development tools into $(VENV) ..."
	@$(INSTALL) --editable '.[dev$(if $(EXTRAS),$(comma)$(EXTRAS))]'
	@touch $@

comma := ,

setup: $(VENV)/.users ## Create .venv with the command zhishen

demo: setup ## Examine the sample applications and serve them at http://127.0.0.1:8000
	@$(BIN)/zhishen demo $(DEMO)

demo-stop: setup ## Stop the demo's server
	@$(BIN)/zhishen demo --stop

test: lint types contracts unit ## Everything that CI runs

lint: $(VENV)/.developers ## ruff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

types: $(VENV)/.developers ## mypy --strict
	@$(BIN)/mypy

contracts: $(VENV)/.developers ## import-linter
	@$(BIN)/lint-imports

unit: $(VENV)/.developers ## pytest
	@$(BIN)/pytest -n 2 --dist loadfile $(TESTS)

format: $(VENV)/.developers ## Tidy the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

audit: ## Known vulnerabilities in the pinned dependencies (pip-audit)
	@.ci/audit

bench: $(VENV)/.developers ## Measure the speed of the services
	@$(BIN)/python -m benchmarks.formal_check --http 20
	@$(BIN)/python -m benchmarks.ocr --pages 24
	@test -z "$$ZHISHEN_DATA" || $(BIN)/python -m benchmarks.prior_art --data "$$ZHISHEN_DATA" 10000

openapi: $(VENV)/.developers ## Write docs/openapi
	@$(BIN)/python -m gateway.openapi docs/openapi

docs: openapi ## Write docs/openapi and docs/rules
	@$(BIN)/zhishen rules --docs docs/rules

clean: ## Remove the environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
