#!/usr/bin/env bash
# The sample company through the ordinary path: export files, import, run, loss files, team page.
set -euo pipefail
here=$1
assay=.venv/bin/assay
export ASSAY_HOME="$PWD/$here/home"
rm -rf "$here" && mkdir -p "$here"
"$assay" sample "$here/export"
"$assay" import "$here/export"
"$assay" run
"$assay" report --out "$here/report"
