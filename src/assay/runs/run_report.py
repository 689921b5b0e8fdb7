"""What a run tells the person who started it, in a few lines."""

import json
from dataclasses import dataclass

import duckdb

from assay.domain.happening import HAPPENINGS
from assay.domain.spans import DAY, day_text

#: when so many times the won deals behind the baseline are known, making it anew is worth a word
_OUTGROWN = 1.5


@dataclass(frozen=True)
class RunReport:
    """counts: outcome -> deals.  claims: (title, lift, low, high) of the signals that go with losing or winning.

    before: (event, hazard ratio, low, high) of the events that go with losing.  tried: signals and events in all.
    baseline_won: won deals known when what is typical was made.  is_same: nothing had changed since the last run.
    record_ends: the end of the last day of which the record tells, where as_of is a later day; None otherwise.
    """

    run_id: str
    as_of: int
    counts: dict[str, int]
    signals: int
    recomputed: int
    findings: int
    asked: int
    claims: tuple[tuple[str, float, float, float], ...]
    baseline_won: int
    before: tuple[tuple[str, float, float, float], ...] = ()
    tried: int = 0
    is_same: bool = False
    record_ends: int | None = None

    def text(self) -> str:
        deals = sum(self.counts.values())
        outcomes = ", ".join(f"{count:,} {outcome.replace('_', ' ')}" for outcome, count in self.counts.items())
        lines = [f"Run {self.run_id} as of {day_text(self.as_of)}: {deals:,} deals ({outcomes})."]
        if self.record_ends is not None:
            lines.append(_say_gap(self.record_ends, self.as_of))
        if self.is_same:
            lines.append(
                f"Nothing has changed since these results were made; they stand: {self.signals} signals, "
                f"{self.findings:,} findings."
            )
        else:
            lines.append(f"{self.signals} signals, {self.recomputed:,} deals asked anew, {self.findings:,} findings.")
        lines.append(f"{self.asked} signals could be compared between lost and won deals of the same age and stage.")
        lines += [_say_claim(*claim) for claim in self.claims]
        if self.asked and not self.claims:
            lines.append("None is shown to go with losing.")
        lines += [_say_event(*event) for event in self.before]
        if self.tried > self.asked:
            lines.append(f"Every claim allows for {self.tried:,} questions tried in all, dated events among them.")
        if self.counts.get("won", 0) > self.baseline_won * _OUTGROWN:
            lines.append(
                f"What is typical was made from {self.baseline_won:,} won deals, {self.counts['won']:,} are known now: "
                "assay run --renew-baseline makes it anew."
            )
        return "\n".join(lines)


def read_report(connection: duckdb.DuckDBPyConnection, prefix: str = "") -> RunReport:
    """The report of the run whose result tables are named `prefix` + name in the connection."""
    ((run_id, as_of, recomputed, parts),) = connection.execute(
        f"SELECT run_id, as_of, recomputed_deals, parts FROM {prefix}run"
    ).fetchall()
    counts = connection.execute(
        f"SELECT outcome, count(*) FROM {prefix}moment GROUP BY outcome ORDER BY 2 DESC, 1"
    ).fetchall()
    ((signals, findings, asked),) = connection.execute(
        f"""SELECT (SELECT count(*) FROM {prefix}signal), (SELECT count(*) FROM {prefix}finding),
            (SELECT count(*) FROM {prefix}comparison WHERE p IS NOT NULL)"""
    ).fetchall()
    claims = connection.execute(
        f"""SELECT title, lift, lift_low, lift_high FROM {prefix}comparison JOIN {prefix}signal USING (signal)
        WHERE verdict = 'associated' ORDER BY signal"""
    ).fetchall()
    before = connection.execute(
        f"""SELECT event, hazard, hazard_low, hazard_high FROM {prefix}precedence
        WHERE verdict = 'associated' ORDER BY event"""
    ).fetchall()
    ((tried,),) = connection.execute(f"SELECT coalesce(max(asked), 0) FROM {prefix}precedence").fetchall()
    return RunReport(
        run_id,
        as_of,
        dict(counts),
        signals,
        recomputed,
        findings,
        asked,
        tuple(claims),
        json.loads(parts)["won"],
        tuple(before),
        tried,
    )


def _say_gap(record_ends: int, as_of: int) -> str:
    days = (as_of - record_ends) // DAY
    before = "1 day" if days == 1 else f"{days:,} days"
    return f"The record ends on {day_text(record_ends)}, {before} before; silence is counted on from there."


def _say_event(event: str, hazard: float, low: float, high: float) -> str:
    words = HAPPENINGS[event]
    return (
        f"{words.title}: in the weeks after, deals were lost {hazard:.2f} times as often as deals alike without it "
        f"(95 % {low:.2f} to {high:.2f}). This is an association."
    )


def _say_claim(title: str, lift: float, low: float, high: float) -> str:
    return f"{title}: {lift:.2f} times as common among lost as among won deals (95 % {low:.2f} to {high:.2f})."
