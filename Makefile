# make demo: the main job on the sample articles.  make test: every check and test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := out

.DEFAULT_GOAL := help
.PHONY: help demo test check model page clean

help: ## list what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run
	$(BIN)/python -m pip install --quiet --editable ".[server,tables]" --group dev
	@touch $@

demo: $(VENV)/run ## ingest data/articles, print a summary, write out/demo.{db,graphml,gexf,jsonl}
	@mkdir -p $(DEMO)
	$(BIN)/kg ingest data/articles --db $(DEMO)/demo.db --graphml $(DEMO)/demo.graphml --gexf $(DEMO)/demo.gexf
	$(BIN)/kg export jsonl $(DEMO)/demo.jsonl --db $(DEMO)/demo.db
	$(BIN)/kg stats --db $(DEMO)/demo.db

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/training: $(VENV)/run
	$(BIN)/python -m pip install --quiet --group training
	@touch $@

model: $(VENV)/training ## train the language model anew: make model CORPORA=folder, see training/README.md
	@test -n "$(CORPORA)" || { echo "make model CORPORA=folder: which, training/README.md tells" >&2; exit 2; }
	$(BIN)/python -m training make --corpora "$(CORPORA)"

test: check ## set up, lint, type-check and run every test
	@.ci/chromium
	$(BIN)/python -m pytest

page: ## bundle kg/sinks/page/src into page.js and page.css, which are committed (needs node and npm)
	cd kg/sinks/page && npm ci --ignore-scripts --no-audit --no-fund --silent && npm run --silent build

clean: ## remove the virtual environment and what the demo wrote
	rm -rf $(VENV) $(DEMO)
