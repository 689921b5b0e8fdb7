#!/usr/bin/env bash
# Known faults of the locked packages. Fails where one has such a fault, and also where nobody could be asked.
set -uo pipefail
cd "$(dirname "$0")/.."
locked=${1:-requirements/run.txt}
# nothing that was answered earlier: what is known is what is known today
cache=$(mktemp -d) && trap 'rm -rf "$cache"' EXIT
said=$(.venv/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off --cache-dir "$cache" \
  -r "$locked" 2>&1)
status=$?
if [ $status -eq 0 ]; then
  printf '%s\n' "$said"
elif grep -q '^Found .* known vulnerabilit' <<<"$said"; then
  printf '%s\n' "$said" >&2
else
  printf 'Could not look whether the packages of %s have known faults:\n  %s\n' "$locked" "$(tail -1 <<<"$said")" >&2
  printf 'They are not shown to be free of any. Try again with a way to https://pypi.org.\n' >&2
fi
exit $status
