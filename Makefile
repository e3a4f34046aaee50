# Two commands do everything: `make run` and `make test`.
PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint build clean

run: $(VENV)/runtime.stamp
	$(BIN)/python -m data build
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev.stamp
	./.ci/find-chromium
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m data build
	$(BIN)/python -m pytest

build: $(VENV)/runtime.stamp
	$(BIN)/python -m data build

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy

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
