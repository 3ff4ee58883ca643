# Varje mål gör i ordning vad det behöver och anropar ett verktyg. Utan make: se README.md.
# PYTHON väljer tolk när .venv skapas (3.11, 3.12 eller 3.13), till exempel: make site PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := site
.PHONY: site serve test test-content offline demo bench bench-search check clean

site: $(VENV)/.site ## bygger site/
	$(BIN)/mkdocs build
	@echo 'Klart. Öppna så här: $(BIN)/python -m http.server -d site 8000, och gå till http://localhost:8000/'

serve: $(VENV)/.site ## visar webbplatsen medan du skriver; en annan port: make serve PORT=8001
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

check: $(VENV)/.site ## kontrollerar data och sidor, utan att bygga
	$(BIN)/kb check

offline: $(VENV)/.site ## gör dist/kunskapsbasen-<datum>.zip
	$(BIN)/kb build --offline

test: $(VENV)/.test ## kör alla tester
	$(BIN)/python tests/prepare.py
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto --dist loadgroup

test-content: $(VENV)/.test ## kontrollerar innehållet: regler, stavning, språk, källor, dokumentation
	$(BIN)/python tests/prepare.py hunspell node
	$(BIN)/kb check --strict
	$(BIN)/pytest -q -n auto tests/content

demo: $(VENV)/.site ## bygger dist/demo/ med påhittade notiser, märkta som exempel
	$(BIN)/python tests/demo/build.py
	@echo 'Klart. Öppna så här: $(BIN)/python -m http.server -d dist/demo 8000, och gå till http://localhost:8000/'

bench: $(VENV)/.test ## mäter bygget mot MkDocs + Material + static-i18n
	$(BIN)/python tests/benchmarks/bench_build.py

bench-search: $(VENV)/.test ## mäter sökningen mot Material och Pagefind
	$(BIN)/python tests/prepare.py
	$(BIN)/python tests/benchmarks/bench_search.py

clean: ## tar bort det som byggs
	rm -rf site dist .build .site.next .site.last

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { test "$$(id -u)" = 0 && apt-get update -q && apt-get install -yq python3 python3-venv; } \
	  || { echo 'Python 3.11 eller senare med venv saknas. På Debian: sudo apt install python3-venv'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: tests/requirements.lock $(VENV)/.site
	$(BIN)/python -m pip install -q --require-hashes -r tests/requirements.lock
	@touch $@
