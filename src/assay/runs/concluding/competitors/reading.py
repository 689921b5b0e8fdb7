"""Which competitor was known on which deal before it ended, and what its buyer spoke of most until then.

After a loss reps fill in who won. Whoever read that would find every competitor unbeatable, so that nothing counts
that was entered later than a day before the close or than a week after the buyer's last word. How much is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.domain.spans import DAY
from assay.runs.concluding.part import Work
from assay.runs.quarters import number_quarter
from assay.signals.rivals import FIELD_STEMS, NOBODY
from assay.tables.concluded.competitor import NO_THEME
from assay.tables.mention import OPEN_MENTION, OWN

_RECORD: Mapping[str, dict[str, str]] = {
    "competitor": {"id": "int64", "name": "string", "aliases": "string", "known_at": "int64", "is_deleted": "boolean"},
    "deal_competitor": {
        "deal_id": "int64",
        "competitor_id": "int64",
        "named_at": "int64",
        "known_at": "int64",
        "known_at_basis": "string",
        "is_deleted": "boolean",
    },
    "competitor_event": {
        "id": "int64",
        "competitor_id": "int64",
        "theme": "string",
        "occurred_at": "int64",
        "known_at": "int64",
        "is_deleted": "boolean",
    },
}

#: a form that asks for the competitor in order to close is filled in minutes before
_ENDED = f"""
SELECT deal_id, outcome, coalesce(ended_at, closed_at) AS ended_at, least(as_of, closed_at - {DAY}) AS until
FROM moment WHERE "view" = 'look_back' AND outcome IN ('won', 'lost', 'no_decision')
  AND NOT coalesce(closed_in_batch, false) AND coalesce(ended_at, closed_at) IS NOT NULL"""

#: rows of several sources that name one company alike are one competitor
_NAMED = """
SELECT c.id, coalesce(f.first_id, c.id) AS rival_id, lower(trim(c.name)) AS name, c.aliases
FROM competitor c LEFT JOIN (
  SELECT lower(trim(name)) AS name, min(id) AS first_id FROM competitor
  WHERE NOT is_deleted AND known_at <= {known_by} GROUP BY 1) f ON f.name = lower(trim(c.name))
WHERE NOT c.is_deleted"""

#: a row without a day of naming proves nothing of an earlier day than the one on which it was seen
_ROWS = """
SELECT r.deal_id, n.rival_id,
  CASE WHEN r.named_at IS NOT NULL THEN r.named_at <= e.until
      AND (r.known_at_basis NOT IN ('created', 'history_row') OR r.known_at <= e.until)
    WHEN r.known_at_basis = 'assumed' THEN false ELSE r.known_at <= e.until END AS in_time
FROM deal_competitor r JOIN rival_named n ON n.id = r.competitor_id JOIN rival_ended e USING (deal_id)
WHERE NOT r.is_deleted AND r.known_at <= {known_by} AND coalesce(r.named_at, 0) <= {as_of}"""

#: what was written or said is of its day; what a rep notes down may be noted later
_SAID = f"""
SELECT m.*, e.until FROM mention m JOIN rival_ended e USING (deal_id)
WHERE {OWN} AND {OPEN_MENTION} AND m.occurred_at <= e.until
  AND (m.origin IN ('email', 'transcript') OR (m.origin = 'crm_note' AND m.known_at <= e.until))"""

_HEARD = """
SELECT s.deal_id, n.rival_id, true AS in_time FROM rival_said s JOIN rival_named n ON n.id = s.competitor_id
WHERE s.about IN ('competitor', 'incumbent')"""

#: the history of a field that names competitors, read where it says a name of one, alone or between semicolons
_FIELDS = """
SELECT h.deal_id, n.rival_id, h.changed_at <= e.until AND h.known_at <= e.until AS in_time
FROM (SELECT deal_id, changed_at, known_at, unnest(string_split(lower(new_value), ';')) AS name FROM rival_field) h
JOIN rival_ended e USING (deal_id) JOIN rival_named n ON n.name = trim(h.name)
  OR list_contains(from_json(lower(coalesce(n.aliases, '[]')), '["VARCHAR"]'), trim(h.name))"""

_KNOWN = """
SELECT deal_id, rival_id, bool_or(in_time) AS in_time FROM (
  {rows} UNION ALL {heard} UNION ALL {fields}) GROUP BY deal_id, rival_id"""

_THEMES = f"""
SELECT deal_id, arg_min(theme, (-n, first_at, theme)) AS theme FROM (
  SELECT deal_id, theme, count(*) AS n, min(occurred_at) AS first_at FROM rival_said
  WHERE side = 'buyer' AND theme IS NOT NULL AND theme <> '{NO_THEME}' GROUP BY deal_id, theme) GROUP BY deal_id"""

_DEALS = """
SELECT e.deal_id, e.outcome, {quarter} AS quarter, coalesce(t.theme, '{no_theme}') AS theme, k.rival_id,
  coalesce(k.in_time, false) AS in_time, a.answer IS NOT NULL AS is_none
FROM rival_ended e LEFT JOIN rival_theme t USING (deal_id) LEFT JOIN rival_known k USING (deal_id)
LEFT JOIN answer a ON a.deal_id = e.deal_id AND a.signal = 'competition.competitor_present' AND a.answer = 'clear'
ORDER BY e.deal_id, k.rival_id"""

_EVENTS = """
SELECT v.id, n.rival_id, v.theme, v.occurred_at, {quarter} AS quarter
FROM competitor_event v JOIN rival_named n ON n.id = v.competitor_id
WHERE NOT v.is_deleted AND v.occurred_at <= {as_of} AND {known}
ORDER BY v.occurred_at, v.id"""


@dataclass(frozen=True)
class DealRow:
    """An ended deal with one competitor of its record, or with none. in_time: it was known before the end.

    is_none: the record tells that there was no competitor.  quarter: number of that in which it ended.
    """

    deal_id: int
    outcome: str
    quarter: int
    theme: str
    rival_id: int | None
    in_time: bool
    is_none: bool


@dataclass(frozen=True)
class EventRow:
    """A dated and sourced act of a competitor. theme: None where it is about all of them."""

    key: int
    rival_id: int
    theme: str | None
    occurred_at: int
    quarter: int


def read_deals(work: Work) -> list[DealRow]:
    """Every ended deal, once for each of its competitors. Leaves local tables rival_said and rival_ended behind."""
    gathering, clock = work.gathering, work.clock
    for name, schema in _RECORD.items():
        gathering.fetch(name, schema)
    _bring_fields(work)
    cut = {"as_of": clock.as_of, "known_by": clock.known_by}
    gathering.make("rival_ended", _ENDED)
    gathering.make("rival_named", _NAMED.format(**cut))
    gathering.make("rival_said", _SAID)
    gathering.make("rival_known", _KNOWN.format(rows=_ROWS.format(**cut), heard=_HEARD, fields=_FIELDS))
    gathering.make("rival_theme", _THEMES)
    quarter = number_quarter("e.ended_at", work.home.fiscal_start)
    return [DealRow(*row) for row in gathering.rows(_DEALS.format(quarter=quarter, no_theme=NO_THEME))]


def read_events(work: Work) -> list[EventRow]:
    """What competitors did by the moment asked about. After read_deals.

    Of today all that was typed counts, whenever it was: as the record stands now, it is known.
    """
    clock = work.clock
    known = "true" if clock.is_now else f"v.known_at <= {clock.known_by}"
    quarter = number_quarter("v.occurred_at", work.home.fiscal_start)
    query = _EVENTS.format(quarter=quarter, as_of=clock.as_of, known=known)
    return [EventRow(*row) for row in work.gathering.rows(query)]


def _bring_fields(work: Work) -> None:
    """Local table rival_field: changes of fields that name competitors, by what was known."""
    stems = " OR ".join(f"lower(field) LIKE '%{stem}%'" for stem in FIELD_STEMS)
    nobody = ", ".join(f"'{word}'" for word in NOBODY)
    query = f"""SELECT deal_id, changed_at, known_at, new_value FROM stage_history
        WHERE NOT is_deleted AND ({stems}) AND coalesce(new_value, '') <> '' AND lower(new_value) NOT IN ({nobody})
        AND changed_at <= {work.clock.as_of} AND known_at <= {work.clock.known_by}"""
    schema = {"deal_id": "int64", "changed_at": "int64", "known_at": "int64", "new_value": "string"}
    work.gathering.local.put("rival_field", schema, work.gathering.engine.rows(query))
