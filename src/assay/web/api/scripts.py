"""What to say by the API: the script of a deal and a driver as its page proposes it, and what may be offered."""

from django.conf import settings
from ninja import Query, Router

from assay.asking.ask import Ask, ask_through
from assay.domain.errors import InputError
from assay.reports.same_situation.reading import seek_reasons
from assay.rescue.saying.filling import choose_called
from assay.rescue.saying.scripts import LANGUAGES, PARTS
from assay.web.api.asking import TooMany, find_seen
from assay.web.api.shapes import scripts as shapes
from assay.web.api.shapes.plain import Id
from assay.web.api.shapes.plays import PlayIn
from assay.web.material.choosing import name_offers
from assay.web.people.log import note_visit
from assay.web.plays.preparing.facts import read_facts
from assay.web.plays.preparing.parts import Prepared
from assay.web.plays.preparing.people import list_people, may_call
from assay.web.plays.suggesting import is_held_back
from assay.web.request import Request
from assay.web.results import Reading, open_reading
from assay.web.scripts.checking import CHECKED, check_texts
from assay.web.scripts.hearing import may_hear
from assay.web.scripts.keeping import find_row
from assay.web.scripts.part import list_names, write_texts
from assay.web.whole_numbers import read_id
from assay.words.taxonomy import load_taxonomy

router = Router(tags=["plays"])


@router.get("deals/{deal_id}/script", response=shapes.Script, summary="What to say about a reason, and what to offer")
def read_script(request: Request, deal_id: Id, query: Query[shapes.ScriptQuery]) -> shapes.Script:
    """Of an open deal: filled from the record, in the team's own words where it has any."""
    number, name, owner = find_seen(request, deal_id)
    loss_id, loss_name = None, ""
    if query.loss_id is not None:
        loss_id, loss_name, _ = find_seen(request, query.loss_id)
    (driver,) = seek_reasons([query.reason], load_taxonomy(settings.HOME)).weights
    language = query.language or tell_own_language(request)
    note_visit(request, "saw", "prepared_play", number, name, deal=str(number), driver=driver, by="api")
    with open_reading() as reading:
        ask = ask_through(reading.connection)
        facts = read_facts(reading.connection, number, driver)
        if facts is None or facts.outcome != "open":
            raise InputError("This deal is not open.", fix="A script is for an open deal.")
        prepared = prepare_told(reading, number, name, owner, driver, (loss_id, loss_name))
        texts = write_texts(request, ask, prepared, None, language)
        people = list_people(reading, number)
        called, offers = choose_called(ask, number).name, name_offers(request, ask, number, driver)
    return shapes.Script(
        deal_id=str(number), driver=driver, p=facts.p, language=language,
        is_own=find_row(driver, language).is_own, called=called,
        opener=texts["opener"], question=texts["question"], prompts=texts["prompts"].splitlines(),
        adviser_script=texts["adviser_script"], left_out=[part for part in PARTS if not texts[part]],
        held_out=is_held_back(number, prepared.lot, loss_id),
        people=[
            shapes.Reachable(
                person_id=str(one.person_id), name=one.name, title=one.title or "", may_call=may_call(one)
            )
            for one in people
        ],
        may_offer=[shapes.Offerable(key=key, title=title) for key, title in offers.items()],
    )  # fmt: skip


@router.post("deals/{deal_id}/script/check", response=shapes.Checked, summary="Whether texts give a buyer away")
def check_script(request: Request, deal_id: Id, told: shapes.CheckIn) -> shapes.Checked:
    """Nothing is kept; a token that may only read may ask. So many texts a minute as while somebody types on a page."""
    number, name, owner = find_seen(request, deal_id)
    loss = None if told.loss_id is None else find_seen(request, told.loss_id)[0]
    texts = {part: getattr(told, part) for part in CHECKED}
    if not may_hear(request, sum(bool(text.strip()) for text in texts.values())):
        raise TooMany
    asked = None if told.contact_id is None else read_id(told.contact_id)
    with open_reading() as reading:
        called = next((one for one in list_people(reading, number) if one.person_id == asked), None)
        names = list_names(request, owner, *((called.name, called.title) if called else ()))
        leaks = check_texts(request, ask_through(reading.connection), texts, loss, number, names)
    note_visit(request, "checked", "script", number, name, deal=str(number), by="api")
    return shapes.Checked(is_clear=not leaks, leaks=leaks)


def tell_own_language(request: Request) -> str:
    """In which language the person of the token reads scripts."""
    begun = request.user.language[:2]
    return begun if begun in LANGUAGES else "en"


def propose_texts(request: Request, ask: Ask, prepared: Prepared, contact: int | None, told: PlayIn) -> dict[str, str]:
    """The texts that were sent, and for those that were left out what the page of the play would propose."""
    sent = {part: getattr(told, part) for part in PARTS}
    if None not in sent.values():
        return {part: text or "" for part, text in sent.items()}
    written = write_texts(request, ask, prepared, contact, tell_own_language(request))
    return {part: written[part] if text is None else text for part, text in sent.items()}


def prepare_told(
    reading: Reading, deal_id: int, name: str, owner_id: int | None, driver: str, loss: tuple[int | None, str]
) -> Prepared:
    """What a play is prepared from. loss: id and name of the understood loss."""
    rows = reading.connection.execute(f"SELECT account_id FROM deal WHERE id = {deal_id:d}").fetchall()
    driver_name = load_taxonomy(settings.HOME).by_code[driver].name
    return Prepared(deal_id, name, owner_id, rows[0][0] if rows else None, driver, driver_name, *loss, reading)
