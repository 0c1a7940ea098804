# Fourfold's commands. `make run` and `make test` are all a newcomer needs.
PORT ?= 8000
PYTHON ?= python3
export PYTHON
BIN := .venv/bin

.PHONY: run test test-long check docs bench clean help

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: ## Set up, bring the published figures to the public pages, start the site (PORT=8000)
	@tools/setup.sh run
	@$(BIN)/fourfold db prepare
	@$(BIN)/fourfold serve --port $(PORT)

test: ## Set up and run everything: checks, tests on SQLite and PostgreSQL, tests in Chromium
	@tools/setup.sh dev
	@tools/test.sh

test-long: ## The same with many more generated cases
	@tools/setup.sh dev
	@FOURFOLD_LONG=1 tools/test.sh

check: ## Format, lint, types, contracts, migrations, templates, printed docs: all, counted
	@tools/setup.sh dev
	@$(BIN)/python tools/check.py

docs: ## Print docs/reference from the code
	@tools/setup.sh dev
	@$(BIN)/python tools/print_docs.py

bench: ## Measure: each prints one ratio against a named peer or bound, in one run
	@tools/setup.sh dev
	@for file in bench/*_bench.py; do $(BIN)/python $$file || exit 1; done

clean: ## Remove what was installed and made; the database under var/ goes too
	rm -rf .venv node_modules var
