# Two commands do everything: `make demo` and `make test`. Each first installs what is missing.

UV ?= .uv/bin/uv
RUN = .venv/bin
READY = .venv/.ready

.PHONY: demo test check format lint types contracts fuzz monkey faults bench soak pictures sounds \
	translations dist clean

demo: $(READY)  ## One evening, end to end; on a screen if there is one
	$(RUN)/usher demo

test: $(READY)  ## Every test
	$(RUN)/python -m pytest

check: $(READY) lint types contracts test  ## What must be green before a change lands

format: $(READY)
	$(RUN)/ruff format .
	$(RUN)/ruff check --fix .

lint: $(READY)
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .

types: $(READY)
	$(RUN)/mypy

contracts: $(READY)
	$(RUN)/lint-imports

fuzz: $(READY)  ## The whole API against its own description, for longer
	USHER_FUZZ_EXAMPLES=40 $(RUN)/python -m pytest tests/sync_server/test_fuzz.py

faults: $(READY)  ## Hundreds of evenings in which everything goes wrong; writes docs/reliability.md
	$(RUN)/python -m tests.faults.report

monkey: $(READY)  ## Random hands at the kiosk, for minutes
	USHER_MONKEY_SECONDS=$${USHER_MONKEY_SECONDS:-300} $(RUN)/python -m pytest tests/desktop/ui/test_monkey.py

bench: $(READY)  ## Tables and one JSON line each
	$(RUN)/python -m bench.decode
	$(RUN)/python -m bench.scan
	$(RUN)/python -m bench.sync
	$(RUN)/python -m bench.server
	$(RUN)/python -m bench.api
	$(RUN)/python -m bench.seats
	$(RUN)/python -m bench.pages

pictures: $(READY)  ## The screenshots in docs/
	$(RUN)/python -m bench.pictures docs
	$(RUN)/python -m bench.rooms docs
	$(RUN)/python -m tests.e2e.pictures docs

sounds: $(READY)  ## The sounds of the door
	$(RUN)/python -m bench.sounds desktop/ui/sounds

LANGUAGES = ar de es fr sw
PAGES = fr
TEXTS = desktop/ui/*.py desktop/ui/seats/*.py desktop/flows/*.py -no-obsolete -locations none -source-language en

translations: $(READY)  ## Collect the texts of the screens and compile their translations
	for language in $(LANGUAGES); do $(RUN)/pyside6-lupdate $(TEXTS) \
	  -target-language $$language -ts desktop/ui/translations/kiosk_$$language.ts; done
	$(RUN)/pyside6-lupdate $(TEXTS) -pluralonly -target-language en \
	  -ts desktop/ui/translations/kiosk_en.ts
	$(RUN)/pyside6-lrelease desktop/ui/translations/*.ts
	mkdir -p build
	PYTHONPATH=. $(RUN)/pybabel -q extract -F babel.cfg --no-location --sort-output --omit-header \
	  -o build/web.pot .
	for language in $(PAGES); do $(RUN)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date \
	  --ignore-obsolete -D web -i build/web.pot -d sync_server/web/locale -l $$language; done
	$(RUN)/pybabel -q compile -D web -d sync_server/web/locale

soak: $(READY)  ## Eight hours of scans with the camera running, faster than life
	$(RUN)/python -m bench.soak

dist: $(READY)  ## A kiosk that starts without Python, in dist/
	$(UV) sync --locked --inexact --system-certs --group dist
	$(RUN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build \
	  desktop/packaging/usher-kiosk.spec
	cp desktop/packaging/usher-kiosk.desktop desktop/packaging/usher-kiosk.svg \
	  desktop/packaging/70-usher-kiosk.rules dist/usher-kiosk/
	desktop/packaging/check

$(READY): .ci/setup pyproject.toml uv.lock
	@bash .ci/setup
	@touch $@

clean:  ## Remove what setup made
	rm -rf .venv .uv .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
