"""Reasons made by hand, without a record, for tests of what is drawn and said."""

from dataclasses import replace
from typing import Any

from assay.reports.deal_file import DealFile, Run
from assay.reports.listing import list_rows
from assay.reports.reasons.building import view_reasons
from assay.reports.reasons.rows import DealReasons, GroundRow, ReasonRow, VerdictRow
from assay.reports.reasons.view import ReasonsView
from assay.words.taxonomy import load_taxonomy
from reports.made_file import make_deal_file

RUN = Run("run-2", 1_750_000_000, 1_750_000_000, 1, "2025-Q1", "EUR", 10, {}, {})


def make_reason(driver: str, p: float, **values: Any) -> ReasonRow:
    """A driver with this probability and an interval of a tenth to each side."""
    told: dict[str, Any] = {
        "view": "look_back",
        "p_active": min(1.0, p + 0.05),
        "p_low": max(0.0, p - 0.1),
        "p_high": min(1.0, p + 0.1),
        "strength": 0.3,
        "p_record": p,
        "whose": "ours",
        "rank": 1,
        "stated_by_rep": False,
        "stated_by_buyer": False,
    }
    return ReasonRow(driver=driver, p=p, **told | values)


def make_ground(driver: str, way: str = "for", **values: Any) -> GroundRow:
    """Words of the rep in a statement."""
    told: dict[str, Any] = {"kind": "mention", "table": "statement", "row_id": 1, "side": "rep"}
    return GroundRow(driver=driver, way=way, **told | values)


def make_reasons(*rows: ReasonRow, standing: str = "told", gap: str = "not_audited", **values: Any) -> DealReasons:
    """Those rows with the verdict that follows from them."""
    verdict = VerdictRow(
        view="look_back",
        standing=standing,
        truth_gap=gap,
        by_rep=tuple(row.driver for row in rows if row.stated_by_rep),
        by_buyer=tuple(row.driver for row in rows if row.stated_by_buyer),
        by_record=tuple(row.driver for row in rows if row.p_record >= 0.5),
    )
    return DealReasons(**{"rows": rows, "verdict": verdict, "made_of": RUN.run_id} | values)


def make_file(reasons: DealReasons, outcome: str = "lost", **rows: Any) -> DealFile:
    """A deal of that outcome with these reasons."""
    file = make_deal_file(**rows)
    assert file.moment is not None
    view = "open" if outcome == "open" else "look_back"
    return replace(file, reasons=reasons, moment=replace(file.moment, outcome=outcome, view=view))


def show(reasons: DealReasons, outcome: str = "lost", run: Run = RUN, **rows: Any) -> ReasonsView:
    """What is shown of them."""
    file = make_file(reasons, outcome, **rows)
    view = view_reasons(file, run, list_rows(file), load_taxonomy())
    assert view is not None
    return view
