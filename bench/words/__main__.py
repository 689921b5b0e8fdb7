"""All figures on words, one after the other: `python -m bench.words`, or parts of it by name."""

import subprocess
import sys

#: modules of this folder, each of which prints its figures on the sealed half
PARTS = ("coding", "remarks", "coding_speed", "cues", "ear", "redaction", "speech")


def main(arguments: list[str]) -> int:
    """Runs the named parts, or all; each as a process of its own, so that none measures another's memory."""
    failed = 0
    for part in arguments or PARTS:
        print(f"== {part}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"bench.words.{part}"], check=False).returncode  # noqa: S603
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
