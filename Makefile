SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.SILENT:
VENV ?= .venv
export VENV
export PYTHONPATH := $(CURDIR)
PYTHON_HERE := $(VENV)/bin/python
STOA := $(PYTHON_HERE) -m adapters.cli.main
WORKERS ?= 2
PYTEST := $(PYTHON_HERE) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

##@ The shop
.PHONY: run
run: .install-run ## Run the whole shop here: services, demo goods, web server, worker (STOA_PORT=9000 for another port)
	exec $(STOA) run

.PHONY: token
token: .install-run ## Print a staff token for the shop that `make run` runs
	$(STOA) staff token

.PHONY: demo
demo: .install-run ## Load the demo shop once more (changes nothing that is there)
	$(STOA) demo

.PHONY: migrate
migrate: .install-run ## Bring the database to the newest schema
	$(STOA) migrate

.PHONY: worker
worker: .install-run ## Run one more worker
	$(STOA) worker

.PHONY: up
up: .install-run ## Start PostgreSQL and Redis alone, in the background, and print their addresses
	$(STOA) services up

.PHONY: down
down: .install-run ## Stop PostgreSQL and Redis; their data stays
	$(STOA) services down

##@ Development
.PHONY: test
test: .install-dev ## Every test and feature but the slowest
	$(PYTEST) -m "not slow and not browser and not crash and not fuzz"

.PHONY: test-fast
test-fast: .install-dev ## The tests that need no services: seconds
	$(PYTHON_HERE) -m pytest tests/unit tests/architecture

.PHONY: test-all
test-all: .install-dev ## Every test, the slow ones too
	$(PYTEST) -m "not crash and not fuzz"

.PHONY: test-slow
test-slow: .install-dev ## Only the slow ones: scale, and pages in a browser (needs Chromium)
	$(PYTHON_HERE) -m pytest -m "slow or browser"

.PHONY: fuzz
fuzz: .install-dev ## Let schemathesis look for holes in the whole API; random, minutes
	$(PYTEST) -m fuzz

.PHONY: test-crash
test-crash: .install-dev ## Kill a selling shop at random for minutes and count afterwards; wants a quiet machine
	$(PYTHON_HERE) -m pytest -m crash

.PHONY: features
features: .install-dev ## What the shop does, in the customer's words, on every driver
	$(PYTEST) features

.PHONY: format
format: .install-dev ## Format the code
	$(PYTHON_HERE) -m ruff check --fix --quiet . || true
	$(PYTHON_HERE) -m ruff format .

.PHONY: lint
lint: .install-dev ## Style, types, layers, security
	$(PYTHON_HERE) -m ruff check .
	$(PYTHON_HERE) -m ruff format --check .
	$(PYTHON_HERE) -m mypy
	$(VENV)/bin/lint-imports
	$(PYTHON_HERE) -m bandit --quiet --configfile pyproject.toml --recursive domain application adapters wiring bootstrap.py

.PHONY: lint-containers
lint-containers: ## Dockerfile, compose file and Kubernetes manifests, without Docker or a cluster
	scripts/bootstrap ci
	scripts/lint-containers

.PHONY: audit
audit: .install-dev ## Ask the public advisories about every pinned dependency
	$(PYTHON_HERE) scripts/audit-dependencies

.PHONY: check
check: lint lint-containers audit test ## Everything that must hold before a change is shown to others

.PHONY: bench
bench: .install-dev ## Measure; results go to bench/results
	$(PYTHON_HERE) -m bench

.PHONY: lock
lock: .install-dev ## Pin the dependencies again (scripts/lock --upgrade takes newer ones)
	scripts/lock

.PHONY: help
help: ## Show this
	awk 'BEGIN { FS = ":.*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

.PHONY: .install-run .install-dev
.install-run:
	scripts/bootstrap run
.install-dev:
	scripts/bootstrap dev
