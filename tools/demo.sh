#!/usr/bin/env bash
# The sample company through the ordinary path: export files, import, run, loss files, team page; then the application
# on it, with a person of each role. Without a terminal, or with DEMO_SERVE=0, it is started, tried and ended.
set -euo pipefail
here=$1
assay=.venv/bin/assay python=.venv/bin/python
export ASSAY_HOME="$PWD/$here/home"
# whatever the caller's shell holds for an application of its own
unset DATABASE_URL ASSAY_URL ASSAY_HOSTS ASSAY_BEHIND_PROXY ASSAY_EMAIL_URL ASSAY_SECRET_KEY
rm -rf "$here" && mkdir -p "$here"
"$assay" sample "$here/export"
mkdir -p "$ASSAY_HOME" && printf 'company = "Larkmoor Instruments"\n' >"$ASSAY_HOME/assay.toml"
"$assay" import "$here/export"
"$assay" run
"$assay" report --out "$here/report"
people=$("$assay" demo-people)
"$python" -c 'from assay.reports.catalogue.writing import write_catalogue; from assay.store.home import open_home; write_catalogue(open_home())'
port=$("$python" tools/demo_tried.py port)
printf '\n%s\n\n' "$people"
if [ -t 0 ] && [ -t 1 ] && [ "${DEMO_SERVE:-1}" != 0 ]; then
  exec "$assay" serve --port "$port"
fi
"$assay" serve --port "$port" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true' EXIT
"$python" tools/demo_tried.py try "http://127.0.0.1:$port" "$people"
