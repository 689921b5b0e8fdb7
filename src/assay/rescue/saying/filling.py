"""What the record says of an open deal for a script: who is called, the stage, and that person's own words."""

from dataclasses import dataclass
from datetime import date

from assay.asking.ask import Ask
from assay.asking.capping import Cap
from assay.asking.whom import propose_people
from assay.rescue.saying.scripts import say_stage
from assay.sources.forgotten.sweeping import ERASED
from assay.store.quoting import quote_text
from assay.tables.statement import OPEN_STATEMENT

#: letters of a quote of the buyer's own words
_QUOTED = 160
#: no requests are given to count, so that any day does
_ANY_DAY = date.max


@dataclass(frozen=True)
class Called:
    """Who is called. name, title: as the record has them; empty where unknown."""

    person_id: int | None = None
    name: str = ""
    title: str = ""


def choose_called(ask: Ask, deal_id: int, person_id: int | None = None) -> Called:
    """That person of the buyer; by default the one with the strongest tie who may be asked."""
    people = propose_people(ask, deal_id, {}, _ANY_DAY, Cap())
    for one in people:
        if (person_id is None and not one.hindered) or one.person_id == person_id:
            name = "" if one.name == ERASED or "@" in one.name else one.name
            return Called(one.person_id, name, one.title)
    return Called()


def read_filling(
    ask: Ask, deal_id: int, driver: str, driver_name: str, language: str, called: Called, rep: str
) -> dict[str, str]:
    """place -> what fills it; an empty text where the record does not tell. rep: who calls.

    English calls a buyer by the first name; German by the whole one, since the record does not know Frau from Herr.
    """
    rows = ask(
        "SELECT coalesce(a.name, ''), coalesce(d.stage, ''), coalesce(d.pipeline, '') FROM deal d"
        f" LEFT JOIN account a ON a.id = d.account_id AND NOT a.is_deleted WHERE d.id = {deal_id:d}"
    )
    account, stage, pipeline = rows[0] if rows else ("", "", "")
    parts = called.name.split()
    first = parts[0] if len(parts) > 1 and len(parts[0].rstrip(".")) > 1 else called.name
    return {
        "buyer": called.name if language == "de" else first,
        "role": called.title,
        "rep": rep,
        "account": account if account != ERASED else "",
        "stage": say_stage(_place_stage(ask, stage, pipeline), language),
        "known": _read_known(ask, deal_id, driver, called),
        "driver": driver_name,
    }


def _place_stage(ask: Ask, stage: str, pipeline: str) -> str:
    """early or late: the first or last third of the pipeline's open stages; empty between them or where unknown."""
    if not stage:
        return ""
    rows = ask(
        "SELECT code FROM stage WHERE stage_class = 'open' AND sort_order IS NOT NULL AND NOT is_deleted"
        f" AND (coalesce(pipeline, '') = {quote_text(pipeline)} OR pipeline IS NULL) ORDER BY sort_order, code"
    )
    codes = [code for (code,) in rows]
    if stage not in codes or len(codes) < 2:
        return ""
    place = codes.index(stage)
    if 3 * place < len(codes):
        return "early"
    return "late" if 3 * (place + 1) > 2 * len(codes) else ""


def _read_known(ask: Ask, deal_id: int, driver: str, called: Called) -> str:
    """What this very person last said of this concern on this deal, in so many words; never what others said."""
    if called.person_id is None:
        return ""
    rows = ask(
        "SELECT s.text FROM statement s JOIN statement_code c ON c.statement_id = s.id AND NOT c.is_deleted"
        f" WHERE s.deal_id = {deal_id:d} AND s.side = 'buyer' AND s.speaker_id = {called.person_id:d}"
        f" AND c.driver = {quote_text(driver)} AND {OPEN_STATEMENT.replace('circle', 's.circle')} AND NOT s.is_deleted"
        " ORDER BY s.occurred_at DESC NULLS LAST, s.id LIMIT 1"
    )
    text = " ".join(rows[0][0].split()) if rows and rows[0][0] else ""
    return text if 0 < len(text) <= _QUOTED and "{" not in text and "[" not in text else ""
