"""What many of the signals ask, as an analyst would ask it in pandas: one group-by and apply each.

Slow only in the way in which such notebooks are slow; the same questions on the same rows. What is typical of won
deals, what nobody can tell, and the evidence are left out, all of which costs Assay its time.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd

from assay.store import open_place
from assay.tables import TABLES

DAY = 86_400
MET = ("meeting", "call", "demo")
WRITTEN = ("email", "chat", "letter")


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


def demo_before_discovery(group: pd.DataFrame) -> bool:
    """No meeting and no call came before the first demo."""
    demos = group[(group.kind == "demo") & (group.status == "held")]
    talks = group[group.kind.isin(("meeting", "call")) & (group.status == "held")]
    return len(demos) > 0 and not (talks.occurred_at < demos.occurred_at.min()).any()


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


def long_gap_on_our_side(group: pd.DataFrame) -> bool:
    """We did nothing for a month."""
    ours = group[(group.direction == "outbound") | (group.kind.isin(MET) & (group.status == "held"))]
    moments = pd.concat([group.opened_at.head(1), ours.occurred_at, group.as_of.head(1)]).sort_values()
    return bool(moments.diff().max() > 30 * DAY)


def meetings_called_off(group: pd.DataFrame) -> float:
    """The share of meetings that were called off."""
    arranged = group[group.kind.isin(MET)]
    return float(arranged.status.isin(("cancelled", "moved", "missed")).mean())


def count_buyers(group: pd.DataFrame) -> int:
    """Distinct buyers who were met or wrote."""
    return int(group[group.kind.isin(MET) | (group.direction == "inbound")].person_id.nunique())


def no_decision_maker_met(group: pd.DataFrame) -> bool:
    """Nobody at the top was met."""
    met = group[group.kind.isin(MET) | (group.direction == "inbound")]
    return len(met) > 1 and met["rank"].max() < 5


def single_thread(group: pd.DataFrame) -> bool:
    """One person alone met us, of three or more who were ever named."""
    met = group[group.kind.isin(MET) | (group.direction == "inbound")]
    return len(met) > 2 and met.person_id.nunique() == 1 and group.person_id.nunique() > 2


def champion_silent(group: pd.DataFrame) -> bool:
    """Others went on for three weeks after the champion's last word."""
    met = group[group.kind.isin(MET) | (group.direction == "inbound")]
    said = met[met.role == "champion"].occurred_at
    return len(said) > 2 and met.occurred_at.max() - said.max() > max(21 * DAY, 5 * said.sort_values().diff().median())


def decider_met_late(group: pd.DataFrame) -> float:
    """Days until somebody who decides was met."""
    met = group[group.kind.isin(MET) | (group.direction == "inbound")]
    deciding = met[(met["rank"] > 4) | (met.role == "decision_maker")]
    return float((deciding.occurred_at.min() - group.opened_at.iloc[0]) / DAY)


def close_date_pushed(group: pd.DataFrame) -> bool:
    """The close date was moved later twice."""
    moves = group[group.field == "close_date"]
    return int((pd.to_datetime(moves.new_value) > pd.to_datetime(moves.old_value)).sum()) > 1


def days_in_stage(group: pd.DataFrame) -> float:
    """Days since the last change of stage."""
    return float((group.as_of.iloc[0] - group[group.field == "stage"].changed_at.max()) / DAY)


def stage_went_back(group: pd.DataFrame) -> bool:
    """A stage was entered again after it had been left."""
    moves = group[group.field == "stage"].sort_values("changed_at")
    return bool(moves.new_value.duplicated().any())


def amount_cut_late(group: pd.DataFrame) -> bool:
    """The amount stands a fifth below what it was at the middle of the deal's life."""
    moves = group[group.field == "amount"].sort_values("changed_at")
    amounts, middle = moves.new_value.astype(float), (group.as_of.iloc[0] + group.opened_at.iloc[0]) / 2
    before = amounts[moves.changed_at <= middle]
    return len(before) > 0 and amounts.iloc[-1] <= 0.8 * before.iloc[-1]


def discount_early_or_late(group: pd.DataFrame) -> float:
    """Days from the opening to the first discount."""
    given = group[group.field == "discount"]
    return float((given.changed_at.min() - group.opened_at.iloc[0]) / DAY)


def sure_and_then(group: pd.DataFrame) -> bool:
    """The close date was put off twice while the deal was counted as sure."""
    sure = group[(group.field == "forecast_category") & (group.new_value == "Commit")]
    moves = group[group.field == "close_date"]
    return len(sure) > 0 and int((moves.changed_at > sure.changed_at.min()).sum()) > 1


def touches_after_last_word(group: pd.DataFrame) -> bool:
    """Two touches or more came three weeks after the buyer's last word."""
    return int((group.occurred_at > group.spoke_at + 21 * DAY).sum()) > 1


def nurture_stopped(group: pd.DataFrame) -> bool:
    """A campaign that came steadily stopped."""
    for _, touches in group.groupby("campaign_id"):
        gaps = touches.occurred_at.sort_values().diff()
        if len(touches) > 3 and group.as_of.iloc[0] - touches.occurred_at.max() > 2 * gaps.max():
            return True
    return False


#: name of the signal -> the rows that it asks, and what is asked of each deal's
QUESTIONS: dict[str, tuple[str, Callable[[pd.DataFrame], Any]]] = {
    "judgement.sure_and_then": ("change", sure_and_then),
    "marketing.nurture_stopped": ("touch", nurture_stopped),
    "marketing.touches_after_last_word": ("touch", touches_after_last_word),
    "people.began_too_low": ("event", began_too_low),
    "people.champion_silent": ("presence", champion_silent),
    "people.decider_met_late": ("presence", decider_met_late),
    "people.demo_repeated_upward": ("event", demo_repeated_upward),
    "people.few_buyers_engaged": ("presence", count_buyers),
    "people.no_decision_maker_met": ("presence", no_decision_maker_met),
    "people.single_thread": ("presence", single_thread),
    "process.amount_cut_late": ("change", amount_cut_late),
    "process.close_date_pushed": ("change", close_date_pushed),
    "process.demo_before_discovery": ("event", demo_before_discovery),
    "process.discount_early_or_late": ("change", discount_early_or_late),
    "process.stage_stalled": ("change", days_in_stage),
    "process.stage_went_back": ("change", stage_went_back),
    "rhythm.gone_silent": ("event", gone_silent),
    "rhythm.long_gap_on_our_side": ("event", long_gap_on_our_side),
    "rhythm.meetings_called_off": ("event", meetings_called_off),
    "rhythm.slow_replies": ("event", slow_replies),
}


def read_frames(record: str) -> dict[str, pd.DataFrame]:
    """Events, presences, changes and touches of every deal, up to the deal's end."""
    connection = duckdb.connect()
    open_place(record, TABLES).attach(connection)
    cut = """(SELECT id AS deal_id, coalesce(closed_at, (SELECT max(occurred_at) FROM deal_event)) AS as_of, opened_at
      FROM deal) AS cut"""
    queries = {
        "event": f"""SELECT e.*, as_of, opened_at FROM deal_event e JOIN {cut} USING (deal_id)
          WHERE occurred_at <= as_of""",
        "presence": f"""SELECT p.*, role, opened_at FROM deal_presence p JOIN {cut} USING (deal_id)
          LEFT JOIN deal_person USING (deal_id, person_id) WHERE occurred_at <= as_of""",
        "change": f"""SELECT h.*, as_of, opened_at FROM stage_history h JOIN {cut} USING (deal_id)
          WHERE changed_at <= as_of""",
        "touch": f"""SELECT deal_id, t.campaign_id, t.occurred_at, as_of, spoke_at FROM campaign_touch t
          JOIN deal_person USING (person_id) JOIN {cut} USING (deal_id)
          JOIN (SELECT deal_id, max(occurred_at) AS spoke_at FROM deal_event WHERE direction = 'inbound' GROUP BY ALL)
            USING (deal_id) WHERE t.occurred_at <= as_of""",
    }
    return {name: connection.execute(query).df() for name, query in queries.items()}


def ask_all(frames: dict[str, pd.DataFrame]) -> dict[str, int]:
    """Every question of every deal; for each the number of deals answered."""
    grouped = {name: frame.groupby("deal_id") for name, frame in frames.items()}
    return {name: len(grouped[frame].apply(question)) for name, (frame, question) in QUESTIONS.items()}


if __name__ == "__main__":
    print(json.dumps(ask_all(read_frames(sys.argv[1]))))
