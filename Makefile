# Everything a fresh Debian with Python 3.11, git and make needs is installed by the targets themselves.
.PHONY: demo test test-model check bench bench-forensics bench-web bench-words bench-truth bench-rescue audit docs translations lock format clean
SHELL := /bin/bash
V := .venv
RUN := $(V)/bin
DEMO := .demo
export PIP_DISABLE_PIP_VERSION_CHECK = 1

# The stamp depends on the lock: a changed lock makes the environment again.
STAMP := $(V)/.stamp-$(shell cat requirements/dev.txt pyproject.toml tools/venv.sh 2>/dev/null | sha256sum | cut -c1-16)

demo: $(STAMP) tools/.libraries ## the sample company: its loss files and its team page, then the application on it
	@tools/demo.sh $(DEMO)

test: $(STAMP) tools/.libraries tools/.test-packages ## every test
	$(RUN)/pytest -n 2 --dist loadfile

test-model: $(STAMP) tools/.model-packages ## the second opinion with a real small model on loopback; builds it, many minutes
	tools/model.sh .bench/model
	ASSAY_MODEL=$(CURDIR)/.bench/model $(RUN)/pytest tests/model

check: $(STAMP) ## format, lint, types, import directions, docs in step
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	ASSAY_HOME=$(V)/home $(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python tools/reference.py --check
	$(RUN)/python tools/translations.py --check
	$(RUN)/python tools/lessons.py --check
	$(RUN)/python tools/house.py

bench: $(STAMP) ## the figures that the README quotes
	$(RUN)/python -m bench

bench-forensics: $(STAMP) ## all signals at up to a million deals, beside pandas and Polars; hours, and 20 GB of disk
	$(RUN)/python -m bench forensics

bench-web: $(STAMP) ## twenty people at once on a server of 100,000 deals; minutes, after a run that is made once
	$(RUN)/python -m bench.web

bench-words: $(STAMP) ## how well words are read, on labelled statements that nothing was chosen by; about half an hour
	$(RUN)/python -m bench.words

bench-truth: $(STAMP) ## reasons and patterns on made-up histories of which the truth is known; fails where a row falls short
	$(RUN)/python -m bench.truth $(if $(DEALS),--deals $(DEALS)); told=$$?; $(RUN)/python -m bench.truth.coverage && exit $$told

bench-rescue: $(STAMP) ## how fast and how right open deals in the same situation are found; minutes, and 1 GB of disk
	$(RUN)/python -m bench.rescue; told=$$?; $(RUN)/python -m bench.ledger && exit $$told

audit: $(STAMP) ## known faults of the locked packages; fails also where it could not look
	tools/audit.sh

docs: $(STAMP) ## docs/reference from the code
	$(RUN)/python tools/reference.py

translations: $(STAMP) ## the catalogues of messages: collects what is new, compiles what is translated
	$(RUN)/python tools/translations.py

format: $(STAMP)
	$(RUN)/ruff format .
	$(RUN)/ruff check --fix .

lock: $(STAMP) ## requirements/*.txt from pyproject.toml, with hashes and without addresses
	tools/lock.sh

clean:
	rm -rf $(V) $(DEMO) .bench tools/.libraries tools/.test-packages tools/.model-packages

$(STAMP): tools/venv.sh
	@tools/venv.sh $(V) && touch $@

# Pango for the PDF of the team page.
tools/.libraries: tools/debian.sh Makefile
	@tools/debian.sh libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core && touch $@

# A browser for the pages, PostgreSQL and Java (for Spark) for the other engines, a synthesiser for calls to be heard,
# the reader of calendar files that mail programs use.
tools/.test-packages: tools/debian.sh Makefile
	@tools/debian.sh chromium libatomic1 fonts-liberation postgresql openjdk-17-jre-headless \
		poppler-utils espeak-ng libical3 && touch $@

# A compiler for the small language model.
tools/.model-packages: tools/debian.sh Makefile
	@tools/debian.sh build-essential cmake ninja-build python3-venv && touch $@
