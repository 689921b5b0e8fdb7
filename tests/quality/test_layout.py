"""The report as text: what stands first, and that nothing runs over the edge."""

from dataclasses import replace

import pytest

from assay.quality.asked import Asked
from assay.quality.exports import Export, Gap
from assay.quality.layout import QualityReport
from assay.quality.remark import Remark
from assay.quality.standing import Rejected, Standing
from assay.quality.wording import fold, write_count, write_share, write_span

STANDING = Standing(
    deals=1200,
    outcomes=(("won", 200), ("lost", 1000)),
    counts=(("account", "accounts", 1), ("activity", "activities", 0)),
    sources=("salesforce",),
    known_until="2026-10-30",
    imported_on="2026-11-02",
)
MANY = Remark("No amount", 30, 1200, "deals", 30, "They are left out. " * 9, "Fill it in. " * 9, lines=("Deal A",))
PAST = Remark("Closed in a batch", 90, 1200, "closed deals", 90, "Tidied up.", "Nothing to mend.", "none")
FILES = Remark(
    "No second clock", 5, 7, "activities", 4, "Late ones are unseen.", "Include the creation date.", "export"
)
CLEAN = Remark("Copy of another deal", 0, 1200, "deals", 0, "Counts twice.", "Merge.")
EMPTY = Remark("No job title", 0, 0, "buyers", 0, "Unknown.", "Fill in.")
REPORT = QualityReport(
    standing=STANDING,
    remarks=(PAST, MANY, FILES, CLEAN, EMPTY),
    asked=(
        Asked("rhythm.gone_silent", "Gone silent", 1200, 0, "activities (1,200), links of activities to deals (1,200)"),
        Asked("process.stage_stalled", "Stage stalled", 1200, 1200, ""),
    ),
    exports=(Export("Salesforce", "Activities", 1200, "1,200 of 1,200 deals have none.", "Task and Event: Setup"),),
    gaps=(Gap("roles", 12, 1200),),
    rejected=(Rejected("deals.csv", 3, "amount is no number", "Mend the row."),),
)


@pytest.mark.parametrize("width", [70, 80, 100, 120])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(len(line) for line in REPORT.text(width).splitlines()) <= width


def test_no_line_ends_in_a_blank() -> None:
    assert [line for line in REPORT.text(80).splitlines() if line != line.rstrip()] == []


def test_the_terminal_gives_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert REPORT.text() == REPORT.text(80)
    assert REPORT.text() != REPORT.text(120)


def test_the_record_is_described_first() -> None:
    first, second = REPORT.text(120).splitlines()[:2]
    assert first == "In the record: 1,200 deals (200 won, 1,000 lost), 1 account, 0 activities."
    assert second == "From salesforce, known until 2026-10-30, last import on 2026-11-02."


def test_only_what_a_person_can_mend_is_to_be_fixed_first() -> None:
    first = REPORT.text(120).split("\n\n")[1]
    assert first.startswith("To fix first")
    assert "1. No amount (30 deals)." in first
    assert "Closed in a batch" not in first
    assert "No second clock" not in first


def test_exports_name_the_menu_and_then_what_else_the_files_lack() -> None:
    exports = REPORT.text(120).split("\n\n")[2].splitlines()
    assert exports[1:] == [
        "  1. Activities. 1,200 of 1,200 deals have none.",
        "     -> Salesforce: Task and Event: Setup.",
        "  2. Include the creation date. No second clock: 5 of 7 activities.",
        "  Lacking on fewer than half of the deals, so rather in the CRM than in the export: roles (12 deals).",
    ]


def test_where_only_the_crm_can_lack_things_there_is_nothing_to_export() -> None:
    text = replace(REPORT, remarks=(MANY,), exports=()).text(120)
    assert "\n\nTo export next: nothing. Lacking on fewer than half of the deals" in text


def test_several_sources_are_told_apart() -> None:
    other = replace(REPORT.exports[0], source="HubSpot")
    text = replace(REPORT, exports=(*REPORT.exports, other)).text(120)
    assert "1. Activities (from Salesforce)." in text
    assert "2. Activities (from HubSpot)." in text


def test_what_can_be_asked_stands_in_columns() -> None:
    lines = REPORT.text(120).split("\n\n")[3].splitlines()
    assert lines[1].startswith("  Gone silent        0 of 1,200    0\u00a0%  activities (1,200), links")
    assert lines[2] == "  Stage stalled  1,200 of 1,200  100\u00a0%"


def test_a_narrow_terminal_has_what_is_lacking_on_a_line_of_its_own() -> None:
    lines = REPORT.text(70).split("\n\n")[3].splitlines()
    assert lines[2].strip().startswith("activities (1,200)")


def test_a_remark_says_how_many_of_what_on_how_many_deals() -> None:
    text = REPORT.text(120)
    assert "  No second clock: 5 of 7 activities (71\u00a0%), on 4 deals\n    Late ones are unseen.\n" in text
    assert "  No amount: 30 of 1,200 deals (2.5\u00a0%)\n" in text
    assert "        Deal A\n" in text


def test_what_was_looked_for_and_not_found_is_said_too() -> None:
    last = REPORT.text(120).split("\n\n")[-1]
    assert "  Copy of another deal: 0 of 1,200 deals" in last
    assert "Nothing there to look at: No job title." in last


def test_rejected_rows_are_told_with_the_remedy() -> None:
    assert "  3 rows of deals.csv: amount is no number. Mend the row." in REPORT.text(120)


def test_a_report_without_faults_says_so() -> None:
    text = replace(REPORT, remarks=(CLEAN,), exports=(), gaps=(), rejected=()).text(100)
    assert "Nothing wrong was found." in text
    assert "To fix first" not in text
    assert "To export next" not in text
    assert "Rejected" not in text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0"), (0.0001, "under 0.1"), (0.0123, "1.2"), (0.42, "42"), (0.999, "over 99"), (1, "100")],
)
def test_a_share_is_never_rounded_to_none_or_all(share: float, text: str) -> None:
    assert write_share(share) == f"{text}\u00a0%"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(60, "under an hour"), (3600, "1 hour"), (40 * 3600, "40 hours"), (72 * 3600, "3 days")],
)
def test_a_span_is_written_in_the_unit_of_its_size(seconds: float, text: str) -> None:
    assert write_span(seconds) == text


def test_counts_agree_with_their_noun() -> None:
    assert [write_count(1, "activity", "activities"), write_count(2, "activity", "activities")] == [
        "1 activity",
        "2 activities",
    ]


def test_folded_lines_hang() -> None:
    assert fold("aa bb cc", 7, 2, 1) == "  aa bb\n   cc"
