"""What to say in a call, by the API, and the check that it gives nobody away."""

from django.conf import settings
from ninja import Query, Router

from assay.asking.ask import ask_through
from assay.domain.errors import InputError
from assay.reports.same_situation.reading import is_reason
from assay.web.api.asking import find_seen
from assay.web.api.shapes import saying as shapes
from assay.web.api.shapes.plain import Id
from assay.web.people.log import note_visit
from assay.web.plays.preparing.facts import read_facts
from assay.web.plays.preparing.people import list_people, may_call
from assay.web.plays.preparing.views import read_prepared
from assay.web.plays.suggesting import is_held_back
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.scripts.checking import check_texts
from assay.web.scripts.part import list_names, write_texts
from assay.web.whole_numbers import read_id
from assay.words.taxonomy import load_taxonomy

router = Router(tags=["plays"])


@router.get("deals/{deal_id}/saying", response=shapes.Saying, summary="What to say in a call about an open deal")
def what_to_say(request: Request, deal_id: Id, query: Query[shapes.SayingQuery]) -> shapes.Saying:
    """As on the page on which a play is prepared, in the language of Accept-Language."""
    number, name, _owner = find_seen(request, deal_id)
    taxonomy = load_taxonomy(settings.HOME)
    if query.driver and not is_reason(query.driver, taxonomy):
        raise InputError(f"There is no reason {query.driver!r}.", fix="Send the code of a driver.")
    if query.loss is not None:
        find_seen(request, query.loss)
    with open_reading() as reading:
        prepared = read_prepared(request, reading, number)
        facts = read_facts(reading.connection, number, prepared.driver)
        if facts is None or facts.outcome != "open":
            raise InputError("This deal is not open.", fix="Scripts are for calls about open deals.")
        if not prepared.driver:
            raise InputError("No reason is known to be at work in this deal.", fix="Send driver: the one it is about.")
        people = list_people(reading, number)
        contact = None if query.contact is None else read_id(query.contact)
        if contact is not None and contact not in {one.person_id for one in people}:
            raise InputError(f"Nobody of this deal has the id {query.contact}.", fix="Send one of people, or none.")
        texts = write_texts(request, ask_through(reading.connection), prepared, contact)
    note_visit(request, "saw", "prepared_play", number, name, deal=str(number), driver=prepared.driver, by="api")
    return shapes.Saying(
        deal_id=str(number), driver=prepared.driver, name=prepared.driver_name, p=facts.p,
        held_out=is_held_back(number, prepared.lot, prepared.loss_id),
        people=[
            shapes.Callable(
                person_id=str(one.person_id), name=one.name, title=one.title or "", may_call=may_call(one)
            )
            for one in people
        ],
        **{part: texts.get(part, "") for part in ("opener", "question", "prompts", "adviser_script")},
    )  # fmt: skip


@router.post("deals/{deal_id}/saying/check", response=shapes.Checked, summary="Whether texts give another buyer away")
def check_saying(request: Request, deal_id: Id, told: shapes.CheckIn) -> shapes.Checked:
    """Nothing is kept; a token that may only read may ask."""
    number, name, owner = find_seen(request, deal_id)
    loss = find_seen(request, told.loss_id)[0]
    texts = {part: getattr(told, part) for part in ("opener", "question", "prompts", "adviser_script")}
    with open_reading() as reading:
        asked = None if told.contact_id is None else read_id(told.contact_id)
        called = next((one for one in list_people(reading, number) if one.person_id == asked), None)
        names = list_names(request, owner, *((called.name, called.title) if called else ()))
        leaks = check_texts(request, ask_through(reading.connection), texts, loss, number, names)
    note_visit(request, "checked", "saying", number, name, deal=str(number), by="api")
    return shapes.Checked(is_clear=not leaks, leaks=leaks)
