"""The eight questions as an analyst would ask them in pandas: one group-by and apply each.

Slow on purpose only in the way in which such notebooks are slow; the answers are the same questions on the same rows.
"""

import sys
from typing import Any

import duckdb
import pandas as pd

from assay.store import open_place
from assay.tables import TABLES

DAY = 86_400
MET = ("meeting", "call", "demo")


def _met(events: pd.DataFrame) -> pd.DataFrame:
    return events[events.kind.isin(MET) & (events.status == "held") & (events.buyers > 0)]


def began_too_low(group: pd.DataFrame) -> bool:
    """The first two meetings had nobody at director level."""
    first = _met(group).sort_values("occurred_at").head(2)
    return len(first) > 0 and first.top_rank.max() < 3


def demo_repeated_upward(group: pd.DataFrame) -> bool:
    """A later demo was given to somebody more senior."""
    demos = group[group.kind == "demo"].sort_values("occurred_at")
    return len(demos) > 1 and demos.top_rank.iloc[0] < 3 and demos.top_rank.iloc[1:].max() > demos.top_rank.iloc[0]


def count_buyers(group: pd.DataFrame) -> int:
    """Distinct buyers who were met or wrote."""
    return int(group[group.kind.isin(MET) | (group.direction == "inbound")].person_id.nunique())


def no_decision_maker_met(group: pd.DataFrame) -> bool:
    """Nobody at the top was met."""
    met = group[group.kind.isin(MET) | (group.direction == "inbound")]
    return len(met) > 1 and met["rank"].max() < 5


def gone_silent(group: pd.DataFrame) -> bool:
    """The buyer has been silent for five times the usual gap."""
    words = group[group.direction == "inbound"].sort_values("occurred_at")
    days = (words.occurred_at // DAY).drop_duplicates()
    return len(days) > 2 and group.as_of.iloc[0] // DAY - days.iloc[-1] > max(21, 5 * days.diff().median())


def slow_replies(group: pd.DataFrame) -> bool:
    """At least two replies of ours took more than three days."""
    group = group[group.kind.isin(("email", "call", "chat"))].sort_values("occurred_at")
    before = group.direction.shift()
    asked_at = group.occurred_at.where((group.direction == "inbound") & (before != "inbound")).ffill()
    waited = (group.occurred_at - asked_at)[(group.direction == "outbound") & (before == "inbound")]
    return int((waited > 3 * DAY).sum()) > 1


def close_date_pushed(group: pd.DataFrame) -> bool:
    """The close date was moved later twice."""
    moves = group[group.field == "close_date"]
    return int((pd.to_datetime(moves.new_value) > pd.to_datetime(moves.old_value)).sum()) > 1


def days_in_stage(group: pd.DataFrame) -> float:
    """Days since the last change of stage."""
    return float((group.as_of.iloc[0] - group[group.field == "stage"].changed_at.max()) / DAY)


def read_frames(record: str, deals: int) -> dict[str, pd.DataFrame]:
    """Events, presences and changes of the first `deals` deals, up to each deal's end."""
    connection = duckdb.connect()
    open_place(record, TABLES).attach(connection)
    cut = f"""(SELECT id AS deal_id, coalesce(closed_at, 1767139200) AS as_of, size_band FROM (
      SELECT *, floor(log10(amount))::VARCHAR AS size_band FROM deal ORDER BY id LIMIT {deals})) cut"""
    queries = {
        "event": f"SELECT e.*, as_of FROM deal_event e JOIN {cut} USING (deal_id) WHERE occurred_at <= as_of",
        "presence": f"SELECT p.*, size_band FROM deal_presence p JOIN {cut} USING (deal_id) WHERE occurred_at <= as_of",
        "change": f"SELECT h.*, as_of FROM stage_history h JOIN {cut} USING (deal_id) WHERE changed_at <= as_of",
    }
    return {name: connection.execute(query).df() for name, query in queries.items()}


def ask_all(frames: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """All eight questions; for each the number of deals answered."""
    event, presence, change = (frames[name].groupby("deal_id") for name in ("event", "presence", "change"))
    return {
        "began_too_low": len(event.apply(began_too_low)),
        "demo_repeated_upward": len(event.apply(demo_repeated_upward)),
        "few_buyers_engaged": len(presence.apply(count_buyers)),
        "no_decision_maker_met": len(presence.apply(no_decision_maker_met)),
        "gone_silent": len(event.apply(gone_silent)),
        "slow_replies": len(event.apply(slow_replies)),
        "close_date_pushed": len(change.apply(close_date_pushed)),
        "stage_stalled": len(change.apply(days_in_stage)),
    }


if __name__ == "__main__":
    ask_all(read_frames(sys.argv[1], int(sys.argv[2])))
