# Two commands: `make demo` and `make test`. They need python3 (with venv) and make, nothing else.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

PORT ?= 8000
JOBS ?= auto
UV := .tools/bin/uv
BIN := .venv/bin
RUNTIME := .venv/runtime.stamp
DEV := .venv/dev.stamp
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard inss/locale/*/LC_MESSAGES/*.po))
# The HTML checker comes from npm and runs on Java; without both, its tests say so and are skipped.
NU := $(if $(and $(shell command -v npm),$(shell command -v java)),.tools/node/nu.stamp)

# Use the system's certificates, which may include the institute's own authority.
export UV_SYSTEM_CERTS := 1
export UV_PROJECT_ENVIRONMENT := .venv

# $(call silently,command): print nothing unless the command fails.
silently = @out=$$($(1) 2>&1) || { printf '%s\n' "$$out"; exit 1; }

.PHONY: help demo demo-reset test lint measure format lock clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: $(RUNTIME) ## Serve the demonstration site on http://127.0.0.1:8000/ (PORT=… for another)
	@DEMO=1 PORT=$(PORT) exec $(BIN)/python manage.py demo

demo-reset: $(RUNTIME) ## Serve the demonstration site with its original content again
	@DEMO=1 PORT=$(PORT) exec $(BIN)/python manage.py demo --reset

test: $(DEV) $(NU) $(CATALOGUES) ## Run all tests on SQLite and, if it is installed, on PostgreSQL
	$(BIN)/pytest -n $(JOBS)
	@$(BIN)/python -m tests.postgresql $(BIN)/pytest -n $(JOBS) --ignore=tests/browser

lint: $(DEV) $(CATALOGUES) ## Check style, types, layers, migrations, translations and deployment; silent if all pass
	$(call silently,$(BIN)/ruff check .)
	$(call silently,$(BIN)/ruff format --check .)
	$(call silently,$(BIN)/mypy)
	$(call silently,$(BIN)/lint-imports --no-logo)
	$(call silently,$(AS_TESTED) $(BIN)/python manage.py makemigrations --check --dry-run)
	$(call silently,$(AS_TESTED) $(BIN)/python manage.py catalogues check)
	$(call silently,set -a; . deploy/example.env; SECRET_KEY=$$($(MAKE_KEY)); \
	    $(BIN)/python manage.py check --deploy --fail-level WARNING)

AS_TESTED := DJANGO_SETTINGS_MODULE=tests.settings
MAKE_KEY := $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))'

measure: $(DEV) $(NU) $(CATALOGUES) ## Measure the required figures (PART=main-job for one table)
	@$(BIN)/python -m tests.bench $(PART)

format: $(DEV) ## Format the code as `make lint` requires
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(UV) ## Upgrade dependencies within pyproject.toml, and lock them with hashes
	$(call lock,runtime.txt,pyproject.toml)
	$(call lock,dev.txt,pyproject.toml --group dev --constraint requirements/runtime.txt)
	$(call lock,uv.txt,requirements/uv.in)
	cd tests/html && npm install --package-lock-only --omit-lockfile-registry-resolved

# A lock file contains no address of a package registry, because each machine has its own.
lock = $(UV) pip compile --quiet --upgrade --python-version 3.12 --universal --generate-hashes --no-header \
    --no-annotate --no-emit-index-url $(2) --output-file requirements/$(1)

clean: ## Remove what `make` installed, but keep the demonstration's content
	rm -rf .venv .tools $(CATALOGUES)

$(UV): requirements/uv.txt
	@echo "Preparing the installer …"
	@python3 -m venv .tools
	@.tools/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/pyvenv.cfg: | $(UV)
	@echo "Making the environment …"
	@sh requirements/make-venv.sh

$(RUNTIME): requirements/runtime.txt .venv/pyvenv.cfg
	$(UV) pip install --require-hashes -r requirements/runtime.txt
	@touch $@

$(DEV): requirements/dev.txt $(RUNTIME)
	$(UV) pip sync --require-hashes requirements/dev.txt
	@touch $@

.tools/node/nu.stamp: tests/html/package-lock.json
	@echo "Installing the HTML checker …"
	@mkdir -p .tools/node
	@cp tests/html/package.json tests/html/package-lock.json .tools/node/
	@cd .tools/node && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error # --prefix forgets npm's settings
	@touch $@

%.mo: %.po $(RUNTIME)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
