# Two commands do everything: `make run` and `make test`. `make bench` measures (QUICK=1, SIZES=10k,1M,10M).
PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint build bench clean

run: $(VENV)/runtime.stamp
	$(BIN)/python -m data build
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev.stamp
	./.ci/find-chromium
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m data build
	$(BIN)/python -m pytest -n 2 --dist loadfile

build: $(VENV)/runtime.stamp
	$(BIN)/python -m data build

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy

BENCH := tests/benchmarks
BENCH_VENV := $(BENCH)/.venv-bench

bench: $(BENCH_VENV)/stamp $(BENCH)/node_modules/stamp
	./.ci/find-chromium
	$(BENCH_VENV)/bin/python -m data build
	$(BENCH_VENV)/bin/python -m tests.benchmarks $(if $(QUICK),--quick) $(if $(SIZES),--sizes $(SIZES))

$(BENCH_VENV)/stamp: requirements.txt requirements-bench.txt
	./.ci/find-venv $(PYTHON)
	test -x $(BENCH_VENV)/bin/python || $(PYTHON) -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	touch $@

$(BENCH)/node_modules/stamp: $(BENCH)/package.json $(BENCH)/bundle.mjs
	npm --prefix $(BENCH) run --silent libraries
	touch $@

$(VENV)/bin/python:
	./.ci/find-venv $(PYTHON)
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $(VENV)/runtime.stamp $@

clean:
	rm -rf $(VENV) .store
