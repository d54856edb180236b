# make run   set everything up and open the app on the sample corpus
# make test  set everything up (browser included) and run every check
# Without make (Windows, for instance): docs/install.md

PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.13 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV = .venv/bin/python
PORT ?= 8501
# Where the app listens: this machine alone. make run ADDRESS=0.0.0.0: whoever can reach it.
ADDRESS ?= localhost
# A process for each processor, a file of tests in one of them; the browser's files, which come last, stay last.
SPREAD = --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: run test setup setup-dev lint unit browser bench fuzz golden requirements screenshots clean python

run: setup
	@ONTHERECORD_ADDRESS="$(ADDRESS)" $(VENV) -m ontherecord app --port $(PORT)

test: setup-dev lint
	@echo "== Tests"
	@$(VENV) -m pytest $(SPREAD)

setup: python
	@$(PYTHON) scripts/setup.py

setup-dev: python
	@$(PYTHON) scripts/setup.py --dev

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and was not found. Install one from https://www.python.org/downloads/, or name it: make run PYTHON=/path/to/python3.12"; exit 1; }

lint:
	@echo "== Style and types"
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m mypy

unit:
	@$(VENV) -m pytest -m "not browser"

browser:
	@$(VENV) -m pytest -m browser

bench: setup-dev
	@$(VENV) benchmarks/extraction.py
	@$(VENV) benchmarks/memory.py

# Ten thousand broken files of every format: none may end the program, hang it, fill its memory or show a traceback.
fuzz: setup-dev
	@$(VENV) scripts/fuzz.py

# Take what the rules find in the sample articles now as what they should find (tests/core/extraction/test_golden.py); shows what changed.
golden: setup-dev
	@$(VENV) -m tests.golden --renew

# Python 3.11 is the oldest supported; the wheel's hash alone is kept for the language model, so that no other build of it can be installed.
requirements: setup-dev
	$(VENV) -m uv pip compile requirements.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make requirements" -o requirements.txt
	sed -i '/f237882f9c6ff55334232036e0d07a9d995564dafbed53a7898b935297df7c2e/d; s/\(e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779\) \\/\1/' requirements.txt
	$(VENV) -m uv pip compile requirements-dev.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make requirements" -o requirements-dev.txt

# Pictures of every page for docs/img, in both themes, wide and narrow.
screenshots: setup-dev
	@$(VENV) scripts/screenshots.py

clean:
	rm -rf .venv corpora .pytest_cache .ruff_cache .mypy_cache
