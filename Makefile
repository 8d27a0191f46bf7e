# Each target sets up what it needs; a machine with Python 3.11, git and make is enough.
PORT ?= 8000
PYTHON = $(shell for p in .venv/bin/python python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV = .venv/bin/python
# Compiled modules are what keeps the second start short, whatever the shell says.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup setup-dev run test lint messages bench screenshots

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## all that running needs
	@test -n "$(PYTHON)" || { echo "Gevinst needs Python 3.11; none was found. On Debian 12: sudo apt-get install python3"; exit 1; }
	@$(PYTHON) -m tools.setup

setup-dev:  ## all that testing needs
	@test -n "$(PYTHON)" || { echo "Gevinst needs Python 3.11; none was found. On Debian 12: sudo apt-get install python3"; exit 1; }
	@$(PYTHON) -m tools.setup --dev

run: setup  ## the whole product at http://127.0.0.1:8000/ (PORT=8001 for another port)
	@exec $(VENV) manage.py serve --port $(PORT)

test: setup-dev  ## lint and every test; what asks the database also on PostgreSQL, Redis and a worker process
	@$(VENV) -m tools.test

lint: setup-dev  ## ruff, mypy, djlint, the wall, translations
	@$(VENV) -m tools.lint

messages: setup-dev  ## collect texts to translate into locale/
	@$(VENV) -m tools.messages update

bench: setup-dev  ## measure; prints a table and writes bench/latest.json
	@$(VENV) -m bench.run

screenshots: setup-dev  ## every page at two widths, light and dark
	@$(VENV) -m tools.screenshots
