#!/usr/bin/env bash
# Makes the environment from the lock, then installs this package into it, editable.
set -euo pipefail
venv=$1
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 or newer is needed, $("$python" --version) was found. Set PYTHON to a newer one." >&2
  exit 2
}
"$python" -c 'import ensurepip' 2>/dev/null || tools/debian.sh python3-venv
echo "Setting up $venv (about a minute)"
"$python" -m venv --clear "$venv"
"$venv/bin/pip" install -q --require-hashes -r requirements/dev.txt
"$venv/bin/pip" install -q --no-deps --no-build-isolation --no-index -e .
