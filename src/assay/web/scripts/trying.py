"""A template tried out: what in it gives somebody away, what the ear remarks, and how it reads for an open deal."""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.asking.ask import Ask
from assay.rescue.saying.buyers import check_template_secrecy, find_sums
from assay.rescue.saying.filling import choose_called, read_filling
from assay.rescue.saying.hearing import Remark
from assay.rescue.saying.scripts import LANGUAGES, PARTS, Script, fill, fill_script, find_template
from assay.store.quoting import quote_text
from assay.web.debriefs.hearing import hear_typed_script
from assay.web.learning.actions.figures import name_driver
from assay.web.learning.reading import open_ask
from assay.web.people.letters import name_company
from assay.web.plays.allowing import find_doer
from assay.web.request import Request
from assay.web.scripts.checking import say_leaks

#: open deals to choose from in a preview, those likeliest to have the concern first
_DEALS = 20
#: what stands in the places while the ear listens
_SAMPLE: Mapping[str, Mapping[str, str]] = {
    "en": {"buyer": "Dana", "role": "Head of Finance", "rep": "Ann Lind", "account": "the company"},
    "de": {"buyer": "Dana Reyes", "role": "Leiterin Finanzen", "rep": "Ann Lind", "account": "dem Unternehmen"},
}


@dataclass(frozen=True)
class OpenDeal:
    """An open deal that the user may see. p: how likely the driver is at work there, None where the run tells not."""

    deal_id: int
    name: str
    owner_id: int | None
    p: float | None


@dataclass(frozen=True)
class Preview:
    """A template filled for an open deal. called: the person whom it is written for, "" for nobody known."""

    deal: OpenDeal
    called: str
    texts: Mapping[str, str]


def list_open_deals(request: Request, ask: Ask, driver: str) -> list[OpenDeal]:
    """Open deals that the user may see, the likeliest to have the concern first."""
    rows = ask(
        "SELECT d.id, coalesce(d.name, d.source_id), d.owner_id, r.p_active FROM deal d LEFT JOIN reason r"
        f" ON r.deal_id = d.id AND r.view = 'open' AND r.driver = {quote_text(driver)}"
        f" WHERE d.outcome = 'open' AND NOT d.is_deleted AND {request.scope.sight.sql('d')}"
        f" ORDER BY r.p_active DESC NULLS LAST, d.id LIMIT {_DEALS:d}"
    )
    return [OpenDeal(*row) for row in rows]


def preview_script(request: Request, ask: Ask, script: Script, deal: OpenDeal, driver: str, language: str) -> Preview:
    """The template as a rep would find it on the page of a play, before what gives somebody away is taken out."""
    called = choose_called(ask, deal.deal_id)
    rep = find_doer(request, deal.owner_id).name
    filling = read_filling(ask, deal.deal_id, driver, name_driver(driver), language, called, rep)
    return Preview(deal, called.name, fill_script(script, filling).as_texts())


def hear_template(language: str, part: str, text: str) -> list[Remark]:
    """What the ear remarks on a part, its places filled with a sample."""
    return hear_typed_script(part, fill(text, _SAMPLE.get(language, {})))


def check_template(request: Request, driver: str, script: Script) -> dict[str, list[str]]:
    """What a template may not hold, as sentences by part. Before the first run sums alone are found."""
    with open_ask() as ask:
        if ask is None:
            found = {part: find_sums(text) for part, text in script.as_texts().items()}
        else:
            ours = [find_template(driver, language) for language in LANGUAGES]
            found = check_template_secrecy(ask, script, ours, [name_company()])
    return {part: say_leaks(request, leaks, None) for part, leaks in found.items() if leaks}


def check_part(request: Request, driver: str, part: str, text: str) -> list[str]:
    """The same for one part as it is typed."""
    told = dict.fromkeys(PARTS, "") | {part: text}
    script = Script(told["opener"], told["question"], (told["prompts"],), told["adviser_script"])
    return check_template(request, driver, script).get(part, [])
