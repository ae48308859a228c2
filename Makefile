# Everything runs in the project's own .venv, made by uv where it is installed and by pip elsewhere.
.DEFAULT_GOAL := help
.PHONY: help setup demo run test check lint bench lock texts clean

BIN := .venv/bin
# Two files there are parts of another: peers of the planner.
BENCHMARKS = $(filter-out %_peers.py %_ortools.py,$(wildcard benchmarks/*.py))

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-6s %s\n", $$1, $$2}' Makefile

setup: .venv/ready ## The environment, without starting anything

.venv/ready: requirements.lock pyproject.toml .ci/setup
	@sh .ci/setup

demo: setup ## Build the demo store and open the dashboard on 127.0.0.1:8501
	@$(BIN)/priemna demo

run: setup ## Open the dashboard on the store that is there
	@$(BIN)/priemna serve

test: setup ## All tests; those that need Chromium or PostgreSQL say so where it is missing
	@$(BIN)/python -m pytest

lint: setup ## Formatting, lint and types
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy

check: lint test ## What CI runs

bench: setup ## Ratios against named peers; takes hours, most of them crowd and simulation
	@failed=0; for b in $(BENCHMARKS); do echo "== $$b"; $(BIN)/python $$b || failed=1; done; exit $$failed

lock: ## Renew requirements.lock after a change in pyproject.toml (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --group dev --generate-hashes --no-header pyproject.toml -o requirements.lock

texts: setup ## Collect new sentences for translation into the catalogue
	@$(BIN)/python -m pages.ui.extract

clean: ## Remove the environment and caches; data stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache
