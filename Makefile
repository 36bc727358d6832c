# Every target sets up what it needs on a fresh machine with Python >= 3.11 and Node >= 20; a second call is fast.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS   += --no-print-directory
.DELETE_ON_ERROR:
.NOTPARALLEL:
BENCH_ARGS  ?=
.PHONY: help lab test check endurance fuzz audit bench bench-metrics dev build generate lite pictures wheel lock format clean chromium java poppler libreoffice asked test-js test-py

PYTHON      ?= python3
NOTEBOOK    ?= notebooks/01_quickstart.ipynb
LAB_ARGS    ?=
PYTEST_ARGS ?=
FUZZ        ?= 1000000
FUZZ_SEED   ?= 0

BIN         := .venv/bin
ENV_STAMP   := .venv/.installed
HOSTS_STAMP := .venv-hosts/.installed
LITE_ENV    := .venv-lite/.installed
LITE_WHEELS := build/lite-wheels/.there
LITE_SITE   := build/lite/.built
PYODIDE     ?= js/node_modules/pyodide
COLLABORATION_STAMP := .venv-collaboration/.installed
NPM_STAMP   := js/node_modules/.installed
BUNDLES     := cjm_widgets/static/journey_map.js
SOURCES     := $(shell find js/src -type f 2>/dev/null)
LITE_SOURCES := $(shell find cjm_widgets notebooks/lite requirements/lite -type f -not -path '*/__pycache__/*' -not -path '*/static/*' 2>/dev/null)
ROOT_FLAG   := $(if $(filter 0,$(shell id -u)),--allow-root)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

help: ## show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# ---- set-up --------------------------------------------------------------------------------------

.venv/bin/pip:
	@echo "── virtual environment"
	@bash requirements/venv.sh $(PYTHON)

$(NPM_STAMP): js/package.json js/package-lock.json
	@echo "── JavaScript packages"
	@bash requirements/node.sh
	@cd js && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(BUNDLES): $(NPM_STAMP) $(SOURCES) js/build.mjs
	@echo "── bundles"
	@cd js && node build.mjs
	@touch $@

$(ENV_STAMP): pyproject.toml requirements/constraints.txt | .venv/bin/pip $(BUNDLES)
	@echo "── Python packages (the first time this takes a minute)"
	@$(BIN)/pip install --quiet -c requirements/constraints.txt hatchling hatch-jupyter-builder editables setuptools
	@HATCH_JUPYTER_BUILDER_SKIP_NPM=1 $(BIN)/pip install --quiet --no-build-isolation -c requirements/constraints.txt -e '.[dev]'
	@touch $@

$(HOSTS_STAMP): requirements/hosts.txt requirements/constraints.txt | $(ENV_STAMP)
	@echo "── Notebook 7 and Voila, for the tests"
	@$(BIN)/python -m venv .venv-hosts
	@.venv-hosts/bin/pip install --quiet -c requirements/constraints.txt -r requirements/hosts.txt
	@touch $@

$(LITE_ENV): requirements/lite/builder.txt requirements/constraints.txt | $(ENV_STAMP)
	@echo "── JupyterLite"
	@$(BIN)/python -m venv .venv-lite
	@.venv-lite/bin/pip install --quiet -c requirements/constraints.txt -r requirements/lite/builder.txt
	@touch $@

$(LITE_WHEELS): requirements/lite/page.txt requirements/constraints.txt | $(LITE_ENV)
	@echo "── Python packages for the browser"
	@rm -rf $(@D) && mkdir -p $(@D)
	@.venv-lite/bin/pip download --quiet --dest $(@D) --no-deps --only-binary :all: --platform pyemscripten_2026_0_wasm32 \
	  --implementation cp --python-version 3.14 --abi cp314 -c requirements/constraints.txt -r requirements/lite/page.txt
	@touch $@

$(LITE_SITE): $(LITE_ENV) $(LITE_WHEELS) $(NPM_STAMP) $(BUNDLES) $(LITE_SOURCES) pyproject.toml | $(ENV_STAMP)
	@echo "── JupyterLite site"
	@rm -f build/lite-wheels/cjm_widgets-*
	@$(BIN)/python -m hatchling build -t wheel -d build/lite-wheels >/dev/null
	@.venv-lite/bin/python requirements/lite/build.py --pyodide $(PYODIDE) --wheels build/lite-wheels \
	  --notebooks notebooks/lite --work build/lite-work --out build/lite
	@touch $@

ifneq ($(origin PYODIDE),file)
$(LITE_SITE): asked
endif
asked: # another Pyodide: the site is built whatever there is

$(COLLABORATION_STAMP): requirements/collaboration.txt requirements/constraints.txt | $(ENV_STAMP)
	@echo "── jupyter-collaboration, for the tests"
	@$(BIN)/python -m venv .venv-collaboration
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
	  > $$(.venv-collaboration/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/beside.pth
	@.venv-collaboration/bin/pip install --quiet -c requirements/constraints.txt -r requirements/collaboration.txt
	@touch $@

chromium:
	@bash requirements/chromium.sh

java:
	@bash requirements/java.sh

poppler:
	@bash requirements/poppler.sh

libreoffice:
	@bash requirements/libreoffice.sh

build: $(ENV_STAMP) $(BUNDLES) ## set up and build, no more

# ---- use -----------------------------------------------------------------------------------------

lab: $(ENV_STAMP) $(BUNDLES) ## open JupyterLab on the quickstart (LAB_ARGS=… for its options)
	@echo "── JupyterLab on $(NOTEBOOK); stop it with Ctrl+C"
	@exec $(BIN)/jupyter lab $(ROOT_FLAG) $(LAB_ARGS) $(NOTEBOOK)

dev: NOTEBOOK = notebooks/90_playground.ipynb
dev: $(ENV_STAMP) $(BUNDLES) ## JupyterLab on the playground, bundles rebuilt and reloaded at each change
	@echo "── watching js/src; JupyterLab on $(NOTEBOOK)"
	@trap 'kill $$(jobs -p) 2>/dev/null || true; rm -f $(BUNDLES)' EXIT; \
	(cd js && exec node build.mjs --watch) & \
	ANYWIDGET_HMR=1 $(BIN)/jupyter lab $(ROOT_FLAG) $(LAB_ARGS) $(NOTEBOOK)

lite: $(LITE_SITE) ## the editor as a site that needs no server and no network, in build/lite
	@echo "── build/lite is the site; any web server shows it: python3 -m http.server -d build/lite"

# ---- proof ---------------------------------------------------------------------------------------

test: $(ENV_STAMP) $(HOSTS_STAMP) $(COLLABORATION_STAMP) $(BUNDLES) $(LITE_SITE) chromium java poppler libreoffice test-js test-py ## everything: vitest, then pytest with the browser

test-js: $(NPM_STAMP) ## vitest alone
	@echo "── vitest"
	@cd js && node_modules/.bin/vitest run

test-py: $(ENV_STAMP) $(HOSTS_STAMP) $(COLLABORATION_STAMP) $(BUNDLES) $(LITE_SITE) java poppler libreoffice ## pytest alone (PYTEST_ARGS=… for its options)
	@echo "── pytest"
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

endurance: $(ENV_STAMP) $(BUNDLES) chromium ## weather, kills and long life in full size; writes build/endurance.json
	@echo "── endurance"
	@CJM_ENDURANCE=full $(BIN)/python -m pytest tests/endurance tests/browser/test_lab_kills.py $(PYTEST_ARGS)

fuzz: $(ENV_STAMP) $(BUNDLES) ## spoil files and messages FUZZ times, from FUZZ_SEED on
	@echo "── fuzz"
	@$(BIN)/python -m tests.endurance.fuzz $(FUZZ) $(FUZZ_SEED)

audit: $(NPM_STAMP) ## ask the registries what is known against the pinned packages (needs a network)
	@PYTHON=$(PYTHON) bash requirements/audit.sh

check: $(ENV_STAMP) $(NPM_STAMP) ## ruff, mypy, Biome, TypeScript
	@echo "── ruff";       $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "── mypy";       $(BIN)/mypy
	@echo "── Biome";      cd js && node_modules/.bin/biome check --error-on-warnings .
	@echo "── TypeScript"; cd js && node_modules/.bin/tsc --noEmit

format: $(ENV_STAMP) $(NPM_STAMP) ## let ruff and Biome put the sources in shape
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	@cd js && node_modules/.bin/biome check --write .

bench: $(ENV_STAMP) $(BUNDLES) chromium ## measure; writes build/bench.json
	@echo "── bench"
	@$(BIN)/python -m tests.bench.run

bench-metrics: $(ENV_STAMP) $(BUNDLES) ## measure the metrics engine; writes build/bench-metrics.json
	@echo "── bench-metrics (BENCH_ARGS=… for its options)"
	@$(BIN)/python -m tests.bench.metrics.run $(BENCH_ARGS)

# ---- makers --------------------------------------------------------------------------------------

generate: $(NPM_STAMP) $(ENV_STAMP) ## write types, field table, text keys and tokens from the Python side
	@cd js && node scripts/generate.mjs

pictures: $(ENV_STAMP) $(BUNDLES) chromium ## take the pictures of README and notebooks anew
	@$(BIN)/python -m tests.browser.pictures

wheel: $(ENV_STAMP) $(BUNDLES) ## build dist/*.whl with the bundles inside
	@$(BIN)/python -m hatchling build -t wheel

lock: $(ENV_STAMP) ## pin what is installed now in requirements/constraints.txt
	@$(BIN)/python requirements/lock.py

clean: ## remove what was built, the environment and the JavaScript packages
	rm -rf build dist cjm_widgets/static js/node_modules .venv .venv-hosts .venv-lite .venv-collaboration .venv-audit .pytest_cache .mypy_cache .ruff_cache .hypothesis
