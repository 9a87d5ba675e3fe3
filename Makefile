# `make` lists the targets. The two that matter: `make demo` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8000
# uv as found, or as scripts/uv puts it beside the project on a machine that has none.
export PATH := $(CURDIR)/.tools/bin:$(HOME)/.local/bin:$(PATH)
DIST := liandong/web/static/dist/.built
SOURCES := $(shell find liandong/web/assets data/maps -type f 2>/dev/null)

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

.PHONY: demo
demo: setup ## build the demo province and serve it (PORT=8000)
	uv run --no-sync liandong demo --port $(PORT)

.PHONY: setup
setup: .venv/.synced $(DIST) ## install what running needs

.venv/.synced: pyproject.toml uv.lock
	@scripts/uv
	uv sync --frozen --compile-bytecode --quiet
	uv run --no-sync python -m compileall -q liandong
	@touch $@

node_modules/.installed: package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(DIST): node_modules/.installed $(SOURCES)
	npm run --silent build
	@touch $@

.PHONY: test
test: setup system ## everything CI checks: house rules, both databases, browser
	scripts/test

.PHONY: quick
quick: setup ## the fast tests only: no browser, SQLite
	uv run --no-sync pytest -m "not browser" -x

.PHONY: system
system: ## Debian packages that tests need (Chromium, fonts, PostgreSQL)
	@scripts/system

.PHONY: lint
lint: setup ## ruff, mypy, import contracts
	scripts/lint

.PHONY: format
format: setup ## put the code in its usual form
	uv run --no-sync ruff check --fix .
	uv run --no-sync ruff format .

.PHONY: bench
bench: setup system ## measure, beside alternatives, with correctness checked
	scripts/bench

.PHONY: books
books: setup ## write the generated pages of docs/ anew
	uv run --no-sync liandong books write

.PHONY: pictures
pictures: setup system ## take the README's pictures of the real pages anew
	uv run --no-sync python -m scripts.pictures

.PHONY: clean
clean: ## remove what was built; `var/`, where your data is, stays
	rm -rf .venv node_modules liandong/web/static/dist .tools .pytest_cache .mypy_cache .ruff_cache
