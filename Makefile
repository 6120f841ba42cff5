# The chores of the workshop. `make help` lists them; CONTRIBUTING.md says when to use which.

PYTHON ?= python3
VENV ?= .venv
DEMO ?= headrace-demo
BIN := $(VENV)/bin
# UV=1 installs with uv, which is faster than pip; the result is the same.
UV ?=
# For instance BENCH_ARGS="imports --rows 100000".
BENCH_ARGS ?=
PYTEST_ARGS ?= -n auto
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet

ifdef UV
MAKE_VENV = uv venv --quiet --allow-existing --python $(PYTHON) $(VENV)
INSTALL = VIRTUAL_ENV=$(CURDIR)/$(VENV) uv pip install --quiet
else
MAKE_VENV = $(PYTHON) -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

# mkdocs-material advertises its successor at every build.
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
.PHONY: help demo test check docs bench lock format clean

help: ## List the chores
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime ## Make a believable company in ./headrace-demo and print its waterfall
	@if [ -f $(DEMO)/funnel.yaml ]; then \
		echo "$(DEMO) is there already; delete it to have it made anew."; \
		$(BIN)/headrace report waterfall --as-of 2026-06-30 --data $(DEMO); \
	else $(BIN)/headrace demo $(DEMO); fi

test: $(VENV)/.test ## Run the tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/.check ## Lint, format, types, the order of imports, the docs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py
	$(BIN)/python docs/generate.py --check
	$(BIN)/mkdocs build --strict --quiet

docs: $(VENV)/.check ## Write the reference pages from the code, and build the site into ./site
	$(BIN)/python docs/generate.py
	$(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/.bench ## Measure, side by side with other tools
	$(BIN)/python -m bench $(BENCH_ARGS)

format: $(VENV)/.check ## Put the code into its usual shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: ## Pin the dependencies anew, with hashes (needs uv)
	$(LOCK) --upgrade --extra postgresql --group build --group test --group check --group bench -o requirements/bench.txt
	$(LOCK) -c requirements/bench.txt --extra postgresql --group build --group test --group check -o requirements/check.txt
	$(LOCK) -c requirements/bench.txt --extra postgresql --group build --group test -o requirements/test.txt
	$(LOCK) -c requirements/bench.txt --extra postgresql --group build -o requirements/runtime.txt
	@! grep -HnE 'https?:|index-url|find-links' requirements/*.txt

clean: ## Delete what the other chores made, the demo apart
	rm -rf $(VENV) site dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# -- what is installed: a stamp for each set, so that the second run is quick --------------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "headrace needs Python 3.11 or newer; choose one with PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || [ -n "$(UV)" ] || \
		{ echo "Python's venv is missing here; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Making $(VENV)"
	@$(MAKE_VENV)
	@touch $@

$(VENV)/.runtime $(VENV)/.test $(VENV)/.check $(VENV)/.bench: $(VENV)/.%: requirements/%.txt pyproject.toml | $(VENV)/.made
	@echo "Installing what $(<F) pins"
	@$(INSTALL) --require-hashes --requirement $<
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
