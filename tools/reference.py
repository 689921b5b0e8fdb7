"""Writes docs/reference from the code, so that what the code says and what the docs say is one text.

`--check` writes nothing and fails when a page would change.
"""

import json
import sys
from pathlib import Path

import click

from assay.cli import main as commands
from assay.signals.discovery import find_signals
from assay.tables import BOOKKEEPING, CANONICAL, CLUSTERED
from assay.tables.column import COMMON, Column, Table
from assay.tables.results import RESULTS

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
NOTE = "<!-- Made from the code by `make docs`. -->\n"


def describe_columns(columns: tuple[Column, ...]) -> str:
    lines = ["| column | type | meaning |", "|---|---|---|"]
    for column in columns:
        kind = f"{column.type}, required" if column.required else column.type
        values = f": {', '.join(column.values)}" if column.values else ""
        lines.append(f"| `{column.name}` | {kind} | {column.about}{values} |")
    return "\n".join(lines)


def describe_tables(title: str, about: str, tables: tuple[Table, ...]) -> str:
    parts = [f"# {title}", "", about, ""]
    for table in tables:
        parts += [f"## {table.name}", "", table.about, "", describe_columns(table.own), ""]
    return "\n".join(parts)


def describe_record() -> str:
    about = (
        "Every canonical table has the common columns beside its own. Times are seconds since 1970 in UTC; "
        "in files that `assay export` writes they are ISO 8601."
    )
    page = describe_tables("The record", about, CANONICAL)
    kept = describe_tables(
        "Bookkeeping and clustered tables", "They carry no common columns.", (*BOOKKEEPING, *CLUSTERED)
    )
    return f"{page}\n## Common columns\n\n{describe_columns(COMMON)}\n\n{kept.replace('# ', '## ', 1)}"


def describe_signals() -> str:
    parts = [
        "# Signals",
        "",
        "Each is one question asked of every deal. Missing data gives *unknown*, never *clear*.",
        "",
    ]
    for signal in find_signals():
        text = signal.text
        thresholds = ", ".join(f"`{name}` = {json.dumps(value)}" for name, value in signal.thresholds.items()) or "none"
        parts += [f"## {text.title}", "", f"`{signal.name}`: {text.question}", ""]
        parts += [f"- **Fires**: {text.fires}", f"- **Unknown**: {text.unknown}", f"- **Evidence**: {text.evidence}"]
        parts += [
            f"- **Reads**: {', '.join(text.reads)}",
            f"- **Thresholds**: {thresholds}",
            f"- **Source**: {text.source}",
            "",
        ]
    return "\n".join(parts)


def describe_commands() -> str:
    parts = ["# Commands", ""]
    for name in ("", *sorted(commands.commands)):
        command = commands.commands[name] if name else commands
        path = f"assay {name}".strip()
        with click.Context(command, info_name=path, max_content_width=100, terminal_width=100) as context:
            parts += [f"## {path}", "", "```", command.get_help(context), "```", ""]
    return "\n".join(parts)


def pages() -> dict[str, str]:
    return {
        "record.md": describe_record(),
        "results.md": describe_tables(
            "Result tables",
            "Had by `assay results NAME`. All rows belong to one run. Times are UTC: `2026-03-04T05:06:07Z` in CSV and "
            "JSON, timestamps in Parquet; one that never comes is empty. Beside `deal_id` stand `deal_source_id`, the "
            "deal's id in its source, and `deal_name`.",
            RESULTS,
        ),
        "signals.md": describe_signals(),
        "commands.md": describe_commands(),
    }


def main() -> int:
    stale = []
    for name, text in pages().items():
        path, page = REFERENCE / name, NOTE + text.rstrip() + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == page:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.stderr.write(f"docs/reference is behind the code: {', '.join(stale)}. Run `make docs`.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
