# Two commands do everything: `make demo` and `make test`. Each first installs what is missing.

UV ?= .uv/bin/uv
RUN = .venv/bin
READY = .venv/.ready

.PHONY: demo test check format lint types contracts fuzz bench pictures clean

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

bench: $(READY)  ## Tables and one JSON line each
	$(RUN)/python -m bench.scan
	$(RUN)/python -m bench.sync
	$(RUN)/python -m bench.server
	$(RUN)/python -m bench.api

pictures: $(READY)  ## The screenshots in docs/
	$(RUN)/python -m bench.pictures docs/images

$(READY): .ci/setup pyproject.toml uv.lock
	@bash .ci/setup
	@touch $@

clean:  ## Remove what setup made
	rm -rf .venv .uv .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
