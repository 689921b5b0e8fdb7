"""Small histories as a person would write them, cut into a book and put before a signal on a real engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from assay.domain.book import ESTIMATED, SCHEMAS
from assay.domain.key import make_key
from assay.domain.seniority import LABELS
from signals.spoken import WORD_KEYS, WORDS, add_words, forget_done
from signals.times import read_time

CASES = Path(__file__).parents[1] / "cases"

Row = dict[str, Any]

#: The clock by which a row of each table is cut, besides known_at.
CLOCKS = {
    **dict.fromkeys(("event", "presence", "seat", "touch", "turnover", *WORDS), "occurred_at"),
    "change": "changed_at",
    "rival": "named_at",
}

#: Columns that are empty in a book while they lie ahead of it.
AHEAD = {"debrief": ("announced_at", "asked_at", "held_at")}

#: Tables that are never cut: what is typical, and what is estimated of a deal at its moment.
UNCLOCKED = {"deal", "baseline", *ESTIMATED}

CASE_KEYS = {
    *("deal", "people", "activities", "changes", "touches", "baseline"),
    *("rivals", "turnover", "demands", "debriefs", *ESTIMATED),
    *("answer", "value", "day", "evidence", "otherwise", "typical"),
}
DEAL_KEYS = {
    "opened",
    "as_of",
    "amount",
    "size_band",
    "segment",
    "product",
    "channel",
    "account",
    "owner",
    "pipeline",
    "stage",
    "stage_entered",
    "complete",
    "ended",
}
ACTIVITY_KEYS = {
    *("day", "known", "kind", "direction", "status", "automated", "with", "from", "to", "cc", "unnamed"),
    *("owner", "sellers", "attachment", "body", *WORD_KEYS),
}


@dataclass(frozen=True)
class History:
    """Rows of the record by table of the book, each with `known_at`, not yet cut; baseline rows are never cut."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in SCHEMAS})

    def plus(self, *others: "History") -> "History":
        """The deals of all of them, with the baseline of this one."""
        merged = {name: [*rows] for name, rows in self.rows.items()}
        for other in others:
            for name in merged.keys() - {"baseline"}:
                merged[name] += other.rows[name]
        return History(merged)

    def cut(self) -> "History":
        """The book: of each deal, what had happened and was known at its own as_of."""
        as_of = {deal["deal_id"]: deal["as_of"] for deal in self.rows["deal"]}
        kept = {name: [*rows] for name, rows in self.rows.items()}
        for name in kept.keys() - UNCLOCKED:
            kept[name] = [row for row in kept[name] if _latest_clock(name, row) <= as_of[row["deal_id"]]]
        for name, columns in AHEAD.items():
            kept[name] = [_forget_ahead(row, columns, as_of[row["deal_id"]]) for row in kept[name]]
        kept["promise"] = [forget_done(row, as_of[row["deal_id"]]) for row in kept["promise"]]
        kept["deal"] = [_place_in_stage(deal, kept["change"]) for deal in kept["deal"]]
        return History(kept)


@dataclass(frozen=True)
class Case:
    """One deal's history and what a signal must say of it.

    otherwise: thresholds and the answer that they lead to.  typical: what the deal, had it been won, would add to the
    baseline, by group and age.
    """

    name: str
    history: History
    answer: str
    value: float | None = None
    day: date | None = None
    evidence: tuple[date, ...] | None = None
    otherwise: tuple[tuple[dict[str, Any], str], ...] = ()
    typical: dict[str, dict[int, float]] | None = None

    @property
    def deal_id(self) -> int:
        return int(self.history.rows["deal"][0]["deal_id"])


def read_cases(signal: str) -> list[Case]:
    """The cases of signal `<family>.<name>`, from tests/cases/<family>/<name>.yml."""
    family, name = signal.split(".")
    return [read_case(case, spec) for case, spec in read_yaml(CASES / family / f"{name}.yml").items()]


def read_yaml(path: Path) -> dict[str, Any]:
    written: dict[str, Any] = yaml.safe_load(path.read_text())
    return written


def read_case(name: str, spec: Mapping[str, Any]) -> Case:
    """raises  ValueError for a word that no case knows: a misspelt expectation would hold whatever is answered."""
    _refuse_strangers("case", spec, CASE_KEYS)
    otherwise = [dict(change) for change in spec.get("otherwise", [])]
    return Case(
        name=name,
        history=read_history(name, spec),
        answer=spec["answer"],
        value=spec.get("value"),
        day=spec.get("day"),
        evidence=tuple(sorted(spec["evidence"])) if "evidence" in spec else None,
        otherwise=tuple((change, change.pop("answer")) for change in otherwise),
        typical=spec.get("typical"),
    )


def read_history(name: str, spec: Mapping[str, Any]) -> History:
    """The rows of one deal. name: tells its ids from those of other deals."""
    history = History()
    rows = history.rows
    deal_id = _id("deal", name)
    rows["deal"].append(_read_deal(deal_id, spec["deal"]))
    people = {person: _read_person(words) for person, words in spec.get("people", {}).items()}
    for person, words in people.items():
        if "role" in words:
            rows["member"].append(_read_member(deal_id, person, words, spec["deal"]))
    for number, activity in enumerate(spec.get("activities", [])):
        _add_activity(rows, deal_id, _id("activity", name, number), activity, people)
    for number, change in enumerate(spec.get("changes", [])):
        rows["change"].append(_read_change(deal_id, number, change))
    for number, touch in enumerate(spec.get("touches", [])):
        rows["touch"].append(_read_touch(deal_id, _id("touch", name, number), touch, people))
    rows["rival"] = [_read_rival(deal_id, number, rival) for number, rival in enumerate(spec.get("rivals", []))]
    rows["turnover"] = [
        _read_turnover(deal_id, number, change, people) for number, change in enumerate(spec.get("turnover", []))
    ]
    rows["demand"] = [_read_demand(deal_id, number, demand) for number, demand in enumerate(spec.get("demands", []))]
    rows["debrief"] = [_read_debrief(deal_id, number, one) for number, one in enumerate(spec.get("debriefs", []))]
    rows["baseline"] = [_read_baseline(row) for row in spec.get("baseline", [])]
    for name in ESTIMATED:
        written = spec.get(name, [])
        for row in written if isinstance(written, list) else [written]:
            rows[name].append(_read_estimate(deal_id, name, row))
    return history


def day_of(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def _id(*words: object) -> int:
    return make_key("case", "main", str(words[0]), " ".join(map(str, words[1:])))


def _read_deal(deal_id: int, spec: Mapping[str, Any]) -> Row:
    _refuse_strangers("deal", spec, DEAL_KEYS)
    opened_at = read_time(spec.get("opened"), time(0))
    return {
        "deal_id": deal_id,
        "as_of": read_time(spec["as_of"], time(23, 59, 59)),
        "opened_at": opened_at,
        "account_id": _id("account", spec["account"]) if "account" in spec else None,
        "owner_id": _id("seller", spec["owner"]) if "owner" in spec else None,
        "pipeline": spec.get("pipeline"),
        "stage": spec.get("stage"),
        "stage_entered_at": read_time(spec.get("stage_entered"), time(0)),
        "amount": spec.get("amount"),
        "size_band": spec.get("size_band", "unknown"),
        "segment": spec.get("segment"),
        "product": spec.get("product"),
        "channel": spec.get("channel"),
        "history_complete": spec.get("complete"),
        "is_look_back": spec.get("ended", False),
    }


def _read_person(words: str | Mapping[str, str]) -> dict[str, Any]:
    """`Ann: director`, or `Ann: {rank: director, role: champion}`; a person with a role belongs to the buying group."""
    spelled = {"rank": words} if isinstance(words, str) else dict(words)
    _refuse_strangers("person", spelled, {"rank", "role", "known"})
    return {**spelled, "rank": LABELS.index(spelled.get("rank", "unknown"))}


def _read_member(deal_id: int, person: str, words: Mapping[str, Any], deal: Mapping[str, Any]) -> Row:
    return {
        "deal_id": deal_id,
        "row_id": _id("member", deal_id, person),
        "person_id": _id("person", deal_id, person),
        "role": words["role"],
        "rank": words["rank"],
        "is_primary": False,
        "known_at": read_time(words.get("known", deal.get("opened", deal["as_of"])), time(0)),
    }


def _add_activity(
    rows: dict[str, list[Row]], deal_id: int, activity_id: int, spec: Mapping[str, Any], people: Mapping[str, Row]
) -> None:
    _refuse_strangers("activity", spec, ACTIVITY_KEYS)
    occurred_at = read_time(spec["day"])
    wrote = "inbound" if "from" in spec else "outbound" if "to" in spec else "unknown"
    common = {
        "deal_id": deal_id,
        "activity_id": activity_id,
        "occurred_at": occurred_at,
        "kind": spec["kind"],
        "direction": spec.get("direction", wrote),
        "status": spec.get("status", "held"),
        "known_at": read_time(spec.get("known", spec["day"])),
    }
    parts = {"with": "attendee", "from": "from", "to": "to", "cc": "cc"}
    present = [(person, part) for key, part in parts.items() for person in spec.get(key, [])]
    ranks = [people[person]["rank"] for person, part in present if part != "cc"]
    rows["event"].append(
        {
            **common,
            "is_automated": spec.get("automated", False),
            "buyers": len(ranks),
            "unnamed": spec.get("unnamed", 0),
            "top_rank": max(ranks, default=0),
            "owner_id": _id("seller", spec["owner"]) if "owner" in spec else None,
            "has_attachment": spec.get("attachment"),
            "has_body": spec.get("body", "asks" in spec),
        }
    )
    for seller in spec.get("sellers", []):
        rows["seat"].append({**common, "seller_id": _id("seller", seller), "part": "attendee"})
    add_words(rows, common, spec)
    for person, part in present:
        who = {"person_id": _id("person", deal_id, person), "part": part, "rank": people[person]["rank"]}
        rows["presence"].append({**common, **who})


def _read_change(deal_id: int, number: int, spec: Mapping[str, Any]) -> Row:
    _refuse_strangers("change", spec, {"day", "known", "field", "from", "to"})
    changed_at = read_time(spec["day"])
    old, new = (None if spec.get(key) is None else str(spec[key]) for key in ("from", "to"))
    return {
        "deal_id": deal_id,
        "row_id": _id("change", deal_id, number),
        "field": spec["field"],
        "old_value": old,
        "new_value": new,
        "changed_at": changed_at,
        "sequence": number,
        "known_at": read_time(spec.get("known", spec["day"])),
    }


def _read_touch(deal_id: int, row_id: int, spec: Mapping[str, Any], people: Mapping[str, Row]) -> Row:
    _refuse_strangers("touch", spec, {"day", "known", "campaign", "programme", "kind", "responded", "person"})
    if spec["person"] not in people:
        raise ValueError(f"a touch reached {spec['person']!r}, who is not among the people {sorted(people)}")
    top = spec.get("programme", spec.get("campaign"))
    return {
        "deal_id": deal_id,
        "row_id": row_id,
        "campaign_id": _id("campaign", spec["campaign"]) if "campaign" in spec else None,
        "programme_id": _id("campaign", top) if top else None,
        "person_id": _id("person", deal_id, spec["person"]),
        "kind": spec.get("kind", "sent"),
        "responded": spec.get("responded"),
        "occurred_at": read_time(spec.get("day")),
        "known_at": read_time(spec.get("known", spec.get("day", date(1970, 1, 1)))),
    }


def _read_rival(deal_id: int, number: int, spec: Mapping[str, Any]) -> Row:
    _refuse_strangers("rival", spec, {"name", "part", "day", "known"})
    return {
        "deal_id": deal_id,
        "row_id": _id("rival", deal_id, number),
        "competitor_id": _id("competitor", spec["name"]),
        "part": spec.get("part", "present"),
        "named_at": read_time(spec.get("day")),
        "known_at": read_time(spec.get("known", spec.get("day", date(1970, 1, 1)))),
    }


def _read_turnover(deal_id: int, number: int, spec: Mapping[str, Any], people: Mapping[str, Row]) -> Row:
    """`person` may be nobody of the buying group: somebody whom nobody here has met."""
    _refuse_strangers("change of people", spec, {"day", "known", "person", "change", "rank", "old", "mandate", "rival"})
    rank = LABELS.index(spec["rank"]) if "rank" in spec else people.get(spec["person"], {}).get("rank", 0)
    return {
        "deal_id": deal_id,
        "row_id": _id("turnover", deal_id, number),
        "person_id": _id("person", deal_id, spec["person"]),
        "change": spec["change"],
        "occurred_at": read_time(spec["day"]),
        "rank": rank,
        "old_rank": LABELS.index(spec.get("old", "unknown")),
        "has_mandate": spec.get("mandate", False),
        "from_rival_buyer": spec.get("rival"),
        "known_at": read_time(spec.get("known", spec["day"])),
    }


def _read_demand(deal_id: int, number: int, spec: Mapping[str, Any]) -> Row:
    """filled: true, false, or left out where nobody can tell."""
    _refuse_strangers("demand", spec, {"stage", "field", "day", "known", "filled"})
    asked_at = read_time(spec.get("day"))
    return {
        "deal_id": deal_id,
        "row_id": _id("demand", deal_id, number),
        "stage": spec["stage"],
        "field": spec["field"],
        "asked_at": asked_at,
        "is_filled": spec.get("filled"),
        "known_at": read_time(spec.get("known", spec.get("day", date(1970, 1, 1)))),
    }


def _read_debrief(deal_id: int, number: int, spec: Mapping[str, Any]) -> Row:
    _refuse_strangers("debrief", spec, {"kind", "announced", "asked", "held", "known"})
    return {
        "deal_id": deal_id,
        "row_id": _id("debrief", deal_id, number),
        "kind": spec.get("kind", "buyer"),
        **{f"{step}_at": read_time(spec.get(step)) for step in ("announced", "asked", "held")},
        "known_at": read_time(spec.get("known", spec.get("announced", date(1970, 1, 1)))),
    }


def _forget_ahead(row: Row, columns: Iterable[str], as_of: int) -> Row:
    return {**row, **{column: None for column in columns if row[column] is not None and row[column] > as_of}}


def _read_baseline(spec: Mapping[str, Any]) -> Row:
    """What is not written is wide open: valid at any time, 20 won deals, quantiles that nothing lies beyond."""
    row = {"grp": "all", "age_days": 0, "valid_from": 0, "valid_to": 2**40, "n": 20, **spec}
    row["valid_from"], row["valid_to"] = (
        at if isinstance(at, int) else read_time(at, time(0)) for at in (row["valid_from"], row["valid_to"])
    )
    return {**dict.fromkeys(("p10", "p25", "p50"), -1e9), **dict.fromkeys(("p75", "p90"), 1e9), **row}


def _read_estimate(deal_id: int, name: str, spec: Mapping[str, Any]) -> Row:
    """One row of a table that a model fills; a day is its noon, a `seller` is named, what is not written is null."""
    _refuse_strangers(name, spec, (set(SCHEMAS[name]) | {"seller"}) - {"deal_id"})
    told = {column: read_time(value) if isinstance(value, date) else value for column, value in spec.items()}
    who = {"seller_id": _id("seller", told.pop("seller"))} if "seller" in told else {}
    return {**dict.fromkeys(SCHEMAS[name]), **told, **who, "deal_id": deal_id}


def _latest_clock(table: str, row: Row) -> int:
    happened = row[CLOCKS[table]] if table in CLOCKS else None  # a touch may have no day, as in the record
    return int(row["known_at"] if happened is None else max(happened, row["known_at"]))


def _place_in_stage(deal: Row, changes: Iterable[Row]) -> Row:
    own = [row for row in changes if row["deal_id"] == deal["deal_id"] and row["field"] == "stage"]
    if not own:
        return deal
    last = max(own, key=lambda row: (row["changed_at"], row["sequence"]))
    return {**deal, "stage": last["new_value"], "stage_entered_at": last["changed_at"]}


def _refuse_strangers(what: str, spec: Mapping[str, Any], known: set[str]) -> None:
    strangers = spec.keys() - known
    if strangers:
        raise ValueError(f"a {what} has no {sorted(strangers)}; it may have {sorted(known)}")
