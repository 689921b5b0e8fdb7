"""`make audit`: whoever could not look has shown nothing."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKED = f"psycopg==3.3.9 --hash=sha256:{'0' * 64}\n"


def test_an_audit_that_reaches_nobody_fails_and_says_so(tmp_path: Path) -> None:
    locked = tmp_path / "run.txt"
    locked.write_text(LOCKED)
    nowhere = dict.fromkeys(("HTTPS_PROXY", "https_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(  # noqa: S603
        [ROOT / "tools" / "audit.sh", locked],
        env={**os.environ, **nowhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Could not look" in done.stderr
    assert "127.0.0.1" in done.stderr


def test_the_whole_lock_is_audited_by_make() -> None:
    recipe = (ROOT / "Makefile").read_text().split("\naudit:")[1].splitlines()[1]
    assert recipe.strip() == "tools/audit.sh"
    assert "${1:-requirements/run.txt}" in (ROOT / "tools" / "audit.sh").read_text()
