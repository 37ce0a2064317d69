# `make help` lists the commands. Two are enough: `make run` and `make test`.

PYTHON ?= python3
PORT ?= 8000
export PORT
export SITE_URL ?= http://127.0.0.1:$(PORT)

VENV := .venv/bin
PIP := $(VENV)/pip --disable-pip-version-check --no-input --quiet --retries 2
# PostgreSQL and Redis have requirements of their own.
SCALE := $(if $(DATABASE_URL)$(CACHE_URL),.venv/requirements-scale.installed)
# Another database than the usual file, or none yet: look whether it is up to date at every start.
LOOK := $(if $(DATABASE_URL),look,$(if $(wildcard db.sqlite3),,look))
TYPED := conditions/lookup conditions/search conditions/exchange conditions/actions conditions/selectors
PRODUCTION := SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz \
	ALLOWED_HOSTS=calcsite.example SITE_URL=https://calcsite.example SECURE_TLS=true \
	EMERGENCY_NUMBER=112

# Say one sentence and give up. It may hold no comma, which make would take for a second argument.
stop = { echo "$(1)" >&2; exit 1; }

.NOTPARALLEL:
.PHONY: help run test check requirements port look

help: ## List the commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 15

run: .venv/created port .venv/requirements.installed $(SCALE) var/secret-key var/prepared staticfiles/staticfiles.json ## Start the site at http://127.0.0.1:8000/ (PORT=8123 make run moves it)
	@echo "Calcsite:  http://127.0.0.1:$(PORT)/  (stop it with Ctrl-C)"
	@echo "For staff: http://127.0.0.1:$(PORT)/admin/  (names and passwords are in var/demo-staff.txt)"
	@exec $(VENV)/gunicorn calcsite.wsgi

test: .venv/requirements-dev.installed $(SCALE) ## Run the tests (T=tests/lookup/test_ranking.py: only these)
	@$(VENV)/python -m pytest $(or $(T),-n auto)

check: .venv/requirements-dev.installed ## Check format, lint, templates, layers, types, migrations, deployment, content
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	find templates conditions -name '*.html' | xargs -r $(VENV)/djade --check --target-version 5.2
	$(VENV)/lint-imports
	$(VENV)/mypy $(TYPED)
	$(PRODUCTION) $(VENV)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(VENV)/python manage.py check --deploy --fail-level WARNING
	$(PRODUCTION) $(VENV)/python manage.py check_content conditions/content

requirements: .venv/created ## Pin what the requirements*.in files ask for, with hashes
	$(PIP) install uv==0.13.9
	for name in requirements requirements-scale requirements-dev; do \
		$(VENV)/uv pip compile --quiet --generate-hashes --no-header --no-annotate \
			--python-version 3.11 $$name.in --output-file $$name.txt || exit 1; \
	done
	$(VENV)/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-deps \
		--python-version 3.11 requirements-catalogue.in --output-file requirements-catalogue.txt

port:
	@$(PYTHON) -c 'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))' \
		'$(PORT)' 2>/dev/null \
		|| $(call stop,Port $(PORT) cannot be used: another program has it or it is no port number. Choose another one: PORT=8123 make run)

.venv/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| $(call stop,Calcsite needs Python 3.11 or newer as $(PYTHON). Name another one: make run PYTHON=/path/to/python3)
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { [ "$$(id -u)" = 0 ] && apt-get -qq update && apt-get -qq install -y python3-venv; } >/dev/null 2>&1 \
		|| $(call stop,Python cannot make virtual environments here. On Debian and Ubuntu this adds it: sudo apt-get install python3-venv)
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/%.installed: %.txt .venv/created
	@mkdir -p var
	@echo "Installing $< ..."
	@$(PIP) install --require-hashes -r $< >var/install.log 2>&1 \
		|| $(call stop,The packages of $< could not be installed: is the network there? What pip said is in var/install.log)
	@touch $@

var/secret-key:
	@mkdir -p var
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' >$@

# One run of each command brings the database up to date; none of them changes what staff wrote.
var/prepared: $(LOOK) .venv/requirements.installed var/secret-key $(shell find conditions -name '*.py' -path '*/migrations/*' -o -path '*/content/*.yaml')
	@$(VENV)/python manage.py migrate --verbosity 0
	@$(VENV)/python manage.py load_content
	@$(VENV)/python manage.py create_demo_staff
	@touch $@

staticfiles/staticfiles.json: .venv/requirements.installed var/secret-key $(shell find static conditions -path '*static/*' -type f)
	@$(VENV)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@
