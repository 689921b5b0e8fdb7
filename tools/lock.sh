#!/usr/bin/env bash
# Writes the lock files. uv resolves for every platform, names no registry, and is needed for nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m venv .venv/lock && .venv/lock/bin/pip install -q uv
compile=(.venv/lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate)
"${compile[@]}" --extra dev --extra lock --extra postgres --extra spark --extra languages --extra redaction --extra speech pyproject.toml -o requirements/dev.txt -q
"${compile[@]}" --extra lock --extra postgres pyproject.toml -c requirements/dev.txt -o requirements/run.txt -q
