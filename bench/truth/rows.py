"""The rows of a record that a made-up history leaves behind, as columns by table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.truth.around import write_heads, write_marketing, write_rivals
from bench.truth.columns import DAY, Columns, Rows, closed_at, hide, join, key, number_words, opened_at, pick, repeat
from bench.truth.contact import CALL, MAIL, Contact
from bench.truth.history import REPS, TEAMS, Lives
from bench.truth.spoken import lay_passages, tell_causes, tell_reasons, tell_themes
from bench.truth.witness import Witness
from bench.truth.world import DRIVERS, SEGMENTS, Whole

STAGES = ("Discovery", "Evaluation", "Proposal", "Negotiation")
CHANNELS = ("web", "fair", "partner")
_RANKS = ("individual", "manager", "director", "c_level")
_TITLES = ("Analyst", "Team Manager", "Director Operations", "CFO")


@dataclass(frozen=True)
class Told:
    """What a history leaves: rows of the record, and the passages that a coder would find in it."""

    rows: Rows
    mentions: Columns
    ends: int


def write_rows(lives: Lives, contact: Contact, witness: Witness, seed: int) -> Told:
    """All rows that stood in the record on its last day."""
    dice = np.random.default_rng(seed + 3_000)
    ends = (lives.last_day + 1) * DAY - 1
    late = _delay(lives, dice)
    rows: Rows = {}
    _write_people(rows, lives)
    _write_deals(rows, lives, witness, ends)
    words, notes = _write_activities(rows, lives, contact, late, dice, ends)
    write_marketing(rows, lives, ends)
    write_rivals(rows, lives, dice, ends)
    write_heads(rows, lives, contact, late)
    spoken = _write_statements(rows, lives, witness, ends)
    mentions = join([
        tell_causes(lives, contact, rows, words, notes),
        tell_themes(lives, contact, rows, words, dice),
        tell_reasons(lives, witness),
        spoken,
    ])  # fmt: skip
    return Told(
        _cut(rows, ends), {name: values[mentions["known_at"] <= ends] for name, values in mentions.items()}, ends
    )


def _delay(lives: Lives, dice: np.random.Generator) -> Callable[[Whole], Whole]:
    """When what happened at some moment is entered."""

    def enter(when: Whole) -> Whole:
        days = dice.exponential(lives.world.late, len(when)) if lives.world.late else np.zeros(len(when))
        return when + 600 + (days * DAY).astype(np.int64)

    return enter


def _write_people(rows: Rows, lives: Lives) -> None:
    n, begin = len(lives.opened), opened_at(lives)
    deals = np.arange(n)
    rows["account"] = {"id": key("account", deals), "known_at": begin, "name": number_words("Account", deals)}
    person = np.arange(4 * n)
    rows["person"] = {
        "id": key("person", person),
        "known_at": begin[person // 4],
        "kind": repeat("contact", 4 * n),
        "full_name": number_words("Person", person),
        "title": pick(_TITLES, person % 4),
        "seniority": pick(_RANKS, person % 4),
        "account_id": key("account", person // 4),
    }
    rows["deal_person"] = {
        "id": key("deal_person", person),
        "known_at": begin[person // 4],
        "deal_id": key("deal", person // 4),
        "person_id": key("person", person),
        "role": pick(("evaluator", "champion", "influencer", "decision_maker"), person % 4),
        "is_primary": person % 4 == 1,
        "basis": repeat("crm_role", 4 * n),
    }
    reps = np.arange(REPS)
    rows["seller"] = {
        "id": key("seller", reps),
        "known_at": np.full(REPS, begin.min() - DAY),
        "name": number_words("Rep", reps),
        "team": number_words("Team", reps % TEAMS),
        "is_active": np.ones(REPS, np.bool_),
    }


def _write_deals(rows: Rows, lives: Lives, witness: Witness, ends: int) -> None:
    n = len(lives.opened)
    deals, begin, closed = np.arange(n), opened_at(lives), closed_at(lives)
    is_closed = closed <= ends
    last_week = np.minimum(lives.weeks, np.maximum(lives.last_day - lives.opened, 0) // 7)
    stage = pick(STAGES, lives.stage[deals, last_week])
    ended = np.where(lives.won, "Closed Won", "Closed Lost").astype(object)
    names = (*STAGES, "Closed Won", "Closed Lost")
    steps = np.arange(len(names))
    rows["stage"] = {
        "id": key("stage", steps),
        "known_at": np.full(len(names), begin.min()),
        "code": np.array(names, dtype=object),
        "label": np.array(names, dtype=object),
        "sort_order": steps + 1,
        "stage_class": np.array(["open"] * 4 + ["won", "lost"], dtype=object),
        "class_basis": repeat("source", len(names)),
    }
    rows["deal"] = {
        "id": key("deal", deals),
        "known_at": begin,
        "name": number_words("Deal", deals),
        "account_id": key("account", deals),
        "owner_id": key("seller", lives.rep),
        "pipeline": repeat("New business", n),
        "stage": np.where(is_closed, ended, stage),
        "outcome": np.where(is_closed, np.where(lives.won, "won", "lost"), "open").astype(object),
        "segment": pick(SEGMENTS, lives.segment),
        "amount": lives.amount,
        "currency": repeat("EUR", n),
        "opened_at": begin,
        "closed_at": hide(closed, ~is_closed),
        "closed_at_basis": hide(repeat("history", n), ~is_closed),
        "source_channel": pick(CHANNELS, lives.channel),
        "loss_reason_stated": hide(pick(_reason_texts(), np.maximum(witness.rep, 0)), witness.rep < 0),
        "closed_in_batch": np.zeros(n, np.bool_),
        "history_complete": np.ones(n, np.bool_),
    }
    rows["stage_history"] = _write_changes(lives, witness, ended)


def _reason_texts() -> tuple[str, ...]:
    return tuple(driver.replace("_", " ").capitalize() for driver in DRIVERS)


def _write_changes(lives: Lives, witness: Witness, ended: NDArray[Any]) -> Columns:
    n = len(lives.opened)
    deals, begin, closed = np.arange(n), opened_at(lives), closed_at(lives)
    reach = np.arange(lives.stage.shape[1]) <= lives.weeks[:, None]
    moved = (np.diff(lives.stage, axis=1, prepend=lives.stage[:, :1]) > 0) & reach
    of, week = np.nonzero(moved)
    before, after = lives.stage[of, week - 1], lives.stage[of, week]
    nothing = np.full(n, None, dtype=object)
    lost = witness.rep >= 0
    parts = [
        (deals, "stage", nothing, pick(STAGES, lives.stage[:, 0]), begin),
        (of, "stage", pick(STAGES, before), pick(STAGES, after), begin[of] + week * 7 * DAY),
        (deals, "stage", pick(STAGES, lives.stage[deals, lives.weeks]), ended, closed),
        (deals, "amount", nothing, lives.amount.astype(np.int64).astype(str).astype(object), begin),
        (deals, "segment", nothing, pick(SEGMENTS, lives.segment), begin),
        (deals, "source_channel", nothing, pick(CHANNELS, lives.channel), begin),
        (deals[lost], "loss_reason", nothing[lost], pick(_reason_texts(), witness.rep[lost]), closed[lost]),
    ]
    deal = np.concatenate([part[0] for part in parts])
    when = np.concatenate([part[4] for part in parts])
    return {
        "id": key("stage_history", np.arange(len(deal))),
        "known_at": when,
        "deal_id": key("deal", deal),
        "field": np.concatenate([repeat(part[1], len(part[0])) for part in parts]),
        "old_value": np.concatenate([part[2] for part in parts]),
        "new_value": np.concatenate([part[3] for part in parts]),
        "changed_at": when,
        "basis": repeat("source_history", len(deal)),
        "sequence": np.arange(len(deal)),
    }


def _write_activities(
    rows: Rows, lives: Lives, contact: Contact, late: Callable[[Whole], Whole], dice: np.random.Generator, ends: int
) -> tuple[Whole, Whole]:
    """Returns the places among activities of the words, and of the notes (of the mentions without a word)."""
    word_at = contact.day * DAY + contact.second
    replied = np.flatnonzero(~np.isnan(contact.answered))
    reply_at = word_at[replied] + 1800 + (contact.answered[replied] * DAY).astype(np.int64)
    kept = reply_at < closed_at(lives)[contact.deal[replied]]
    replied, reply_at = replied[kept], reply_at[kept]
    noted = np.flatnonzero(contact.mention_word < 0)
    note_at = contact.mention_day[noted] * DAY + 17 * 3600
    kinds = np.where(contact.kind == MAIL, "email", np.where(contact.kind == CALL, "call", "meeting")).astype(object)
    inbound = (contact.kind == MAIL) | ((contact.kind == CALL) & (dice.random(len(kinds)) < 0.5))
    parts = [
        (contact.deal, word_at, kinds, np.where(inbound, "inbound", "outbound").astype(object)),
        (contact.deal[replied], reply_at, repeat("email", len(replied)), repeat("outbound", len(replied))),
        (contact.out_deal, contact.out_day * DAY + 10 * 3600, *(
            repeat(word, len(contact.out_deal)) for word in ("email", "outbound"))),
        (contact.mention_deal[noted], note_at, repeat("note", len(noted)), repeat("internal", len(noted))),
    ]  # fmt: skip
    deal, when, kind, direction = (np.concatenate([part[place] for part in parts]) for place in range(4))
    n = len(deal)
    known, ids = late(when), key("activity", np.arange(n))
    rows["activity"] = {
        "id": ids,
        "known_at": known,
        "kind": kind,
        "direction": direction,
        "occurred_at": when,
        "status": repeat("held", n),
        "is_automated": np.zeros(n, np.bool_),
        "owner_id": key("seller", lives.rep[deal]),
    }
    rows["activity_deal"] = {
        "id": key("activity_deal", np.arange(n)),
        "known_at": known,
        "activity_id": ids,
        "deal_id": key("deal", deal),
        "basis": repeat("source", n),
    }
    rows["activity_person"] = _write_takers(lives, contact, deal, kind, direction, known, ids, dice)
    return np.arange(len(contact.deal)), n - len(noted) + np.arange(len(noted))


def _write_takers(
    lives: Lives,
    contact: Contact,
    deal: Whole,
    kind: NDArray[Any],
    direction: NDArray[Any],
    known: Whole,
    ids: Whole,
    dice: np.random.Generator,
) -> Columns:
    n, words = len(deal), len(contact.deal)
    spoke = np.flatnonzero(kind != "note")
    who = np.ones(n, np.int64)  # what is not the buyer's own word goes to the champion
    who[:words] = np.where(contact.champion, 1, np.where(dice.random(words) < 0.5, 0, 2))
    senior = np.flatnonzero(contact.senior)
    talk = np.isin(kind, ("meeting",))
    inward = direction == "inbound"
    buyer_part = np.where(talk, "attendee", np.where(inward, "from", "to")).astype(object)
    seller_part = np.where(talk, "organizer", np.where(inward, "to", "from")).astype(object)
    parts: list[tuple[Any, ...]] = [
        (spoke, key("person", deal[spoke] * 4 + who[spoke]), None, "buyer", buyer_part[spoke]),
        (senior, key("person", deal[senior] * 4 + 3), None, "buyer", repeat("attendee", len(senior))),
        (spoke, None, key("seller", lives.rep[deal[spoke]]), "seller", seller_part[spoke]),
    ]
    places = np.concatenate([part[0] for part in parts])

    def gather(place: int) -> NDArray[Any]:
        columns = [np.zeros(len(part[0]), np.int64) if part[place] is None else part[place] for part in parts]
        hidden = [np.full(len(part[0]), part[place] is None) for part in parts]
        return hide(np.concatenate(columns), np.concatenate(hidden))

    return {
        "id": key("activity_person", np.arange(len(places))),
        "known_at": known[places],
        "activity_id": ids[places],
        "person_id": gather(1),
        "seller_id": gather(2),
        "side": np.concatenate([repeat(part[3], len(part[0])) for part in parts]),
        "part": np.concatenate([part[4] for part in parts]),
    }


def _write_statements(rows: Rows, lives: Lives, witness: Witness, ends: int) -> Columns:
    """The buyers' and auditors' statements, with the passages in them."""
    closed, texts = closed_at(lives), _reason_texts()
    asked, audited = np.flatnonzero(witness.asked), np.flatnonzero(witness.audited)
    found = np.flatnonzero(witness.audited & witness.found.any(axis=1))
    buyer_at, audit_at = np.minimum(closed[asked] + 10 * DAY, ends - 60), np.minimum(closed + 30 * DAY, ends - 60)
    n, m = len(asked), len(found)
    said = [texts[witness.buyer[deal]] for deal in asked]
    judged = ["\n".join(texts[cause] for cause in np.flatnonzero(witness.found[deal])) for deal in found]
    ids = key("statement", np.arange(n + m))
    when = np.concatenate([buyer_at, audit_at[found]])
    rows["statement"] = {
        "id": ids,
        "known_at": when,
        "deal_id": key("deal", np.concatenate([asked, found])),
        "side": np.array(["buyer"] * n + ["auditor"] * m, dtype=object),
        "origin": np.array(["debrief"] * n + ["audit"] * m, dtype=object),
        "occurred_at": when,
        "text": np.array(said + judged, dtype=object),
    }
    held = np.concatenate([buyer_at, audit_at[audited]])
    rows["debrief"] = {
        "id": key("debrief", np.arange(len(held))),
        "known_at": held,
        "deal_id": key("deal", np.concatenate([asked, audited])),
        "asked_at": held - 5 * DAY,
        "answer": repeat("agreed", len(held)),
        "held_at": held,
        "kind": np.array(["buyer"] * n + ["audit"] * len(audited), dtype=object),
    }
    rows["audit"] = _write_audits(lives, witness, audited, audit_at)
    of, cause = np.nonzero(witness.found[found])
    rows["statement_code"] = {
        "id": key("statement_code", np.arange(len(of))),
        "known_at": audit_at[found][of],
        "statement_id": ids[n:][of],
        "driver": pick(DRIVERS, cause),
        "about_whom": repeat("us", len(of)),
        "polarity": repeat("against", len(of)),
        "coder": repeat("person", len(of)),
        "coded_at": audit_at[found][of],
    }
    bought = lay_passages(asked, "statement", ids[:n], "buyer", "debrief", buyer_at, buyer_at, witness.buyer[asked])
    judgement = lay_passages(
        found[of], "statement", ids[n:][of], "auditor", "audit", audit_at[found][of], audit_at[found][of], cause
    )
    judgement["coder"] = repeat("person", len(of))
    return join([bought, judgement])


def _write_audits(lives: Lives, witness: Witness, audited: Whole, audit_at: Whole) -> Columns:
    """One row a cause and audited loss. Its losses were drawn from all that were closed, each with the same chance."""
    n = len(audited)
    of, cause = np.divmod(np.arange(n * len(DRIVERS)), len(DRIVERS))
    deal = audited[of]
    on = lives.begun[deal, cause] <= lives.weeks[deal]
    verdict = np.where(witness.found[deal, cause], "material", np.where(on, "present", "absent")).astype(object)
    day = lives.closed[deal].astype("datetime64[D]")
    first = day.astype("datetime64[M]").astype(np.int64) // 3 * 3
    begin, until = (one.astype("datetime64[M]").astype("datetime64[s]").astype(np.int64) for one in (first, first + 3))
    names = [f"{1970 + month // 12} Q{month % 12 // 3 + 1}" for month in first.tolist()]
    return {
        "id": key("audit", np.arange(n * len(DRIVERS))),
        "known_at": audit_at[deal],
        "deal_id": key("deal", deal),
        "auditor": np.ones(len(deal), np.int64),
        "driver": pick(DRIVERS, cause),
        "verdict": verdict,
        "is_main": lives.main[deal] == cause,
        "occurred_at": audit_at[deal],
        "quarter": np.array(names, dtype=object),
        "quarter_first": begin,
        "quarter_until": until,
        "probability": np.full(len(deal), n / max(int(lives.lost.sum()), 1)),
    }


def _cut(rows: Rows, ends: int) -> Rows:
    """What was known by the last second of the record."""
    return {
        name: {column: values[columns["known_at"] <= ends] for column, values in columns.items()}
        for name, columns in rows.items()
    }
