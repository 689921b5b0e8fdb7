"""What to say on the command line: scripts for a deal, and whether a text gives a loss away."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from assay.asking.ask import Ask, ask_through
from assay.asking.brief import read_process
from assay.domain.errors import InputError
from assay.reports.choosing import choose_deal
from assay.reports.same_situation.reading import seek_reasons
from assay.reports.wording import write_count, write_day
from assay.rescue.saying.buyers import Buyers, find_buyers
from assay.rescue.saying.filling import Called, choose_called, read_filling
from assay.rescue.saying.hearing import Remark, hear_script
from assay.rescue.saying.scripts import LANGUAGES, Script, fill_script, find_template
from assay.rescue.saying.secrecy import Leak, check_secrecy
from assay.rescue.saying.secrets import allow, read_secrets
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.taxonomy import load_taxonomy

_TITLES = {
    "opener": "Opener",
    "question": "One question",
    "prompts": "While you listen",
    "adviser_script": "For an adviser or reference who talks to them in our stead",
}


#: (driver, language) -> the template that is in force for it
Finds = Callable[[str, str], Script]


@dataclass(frozen=True)
class Wanted:
    """For what scripts are asked. loss: "" for none.  language: "en" or "de"."""

    deal: str
    reason: str
    loss: str = ""
    language: str = "en"


def show_scripts(home: Home, wanted: Wanted, kind: str = "text", find: Finds = find_template) -> str:
    """The scripts for a deal and a driver, checked against the loss, or else for names of buyers that we lost.

    kind: text or json.  find: the team's own wordings, where there are any; ours by default.  Raises InputError for an
    unknown deal, loss, reason or language.
    """
    language, loss = wanted.language, wanted.loss
    if language not in LANGUAGES:
        raise InputError(f"No script is written in {language!r}.", fix=f"Write one of {', '.join(LANGUAGES)}.")
    taxonomy = load_taxonomy(home)
    driver = next(iter(seek_reasons((wanted.reason,), taxonomy).weights))
    with open_results(home) as results:
        ask = ask_through(results.connection)
        number = choose_deal(results.connection, wanted.deal)
        called = choose_called(ask, number)
        rep = _name_owner(ask, number)
        filling = read_filling(ask, number, driver, taxonomy.by_code[driver].name, language, called, rep)
        script = fill_script(find(driver, language), filling)
        process = list(_say_process(ask, number))
        names = (rep, called.name, called.title)
        check = _choose_check(ask, choose_deal(results.connection, loss) if loss else None, number, names)
        leaks = {part: check(text) for part, text in script.as_texts().items()}
    remarks = hear_script(script)
    if kind == "json":
        told = {"reason": driver, "language": language, "called": asdict(called), **asdict(script)}
        told |= {"leaks": {part: [asdict(one) for one in some] for part, some in leaks.items()}}
        return json.dumps(told | {"remarks": [asdict(one) for one in remarks]}, ensure_ascii=False, indent=1) + "\n"
    return "\n".join([*process, *_say(script, called), *_say_checked(leaks, remarks, loss)]) + "\n"


def _choose_check(ask: Ask, loss_id: int | None, deal_id: int, names: tuple[str, ...]) -> Callable[[str], list[Leak]]:
    """What finds leaks in a text: of the loss, or else the names of buyers that we lost."""
    if loss_id is None:
        return partial(find_buyers, ask, buyers=Buyers(deal_id=deal_id, allowed=names))
    return partial(check_secrecy, secrets=allow(read_secrets(ask, loss_id, deal_id), names))


def show_secrecy(home: Home, loss: str, text: str, kind: str = "text") -> tuple[str, bool]:
    """The leaks of a text, and whether there are any. Raises InputError for an unknown loss."""
    with open_results(home) as results:
        secrets = read_secrets(ask_through(results.connection), choose_deal(results.connection, loss))
    leaks = check_secrecy(text, secrets)
    if kind == "json":
        return json.dumps([asdict(one) for one in leaks], ensure_ascii=False, indent=1) + "\n", bool(leaks)
    if not leaks:
        return (
            "Nothing found that gives the loss away. Figures and names that the record lacks cannot be found.\n",
            False,
        )
    return "\n".join([f"{write_count(len(leaks), 'place')} to reword:", *_say_leaks(leaks)]) + "\n", True


def _name_owner(ask: Ask, deal_id: int) -> str:
    rows = ask(f"SELECT s.name FROM deal d JOIN seller s ON s.id = d.owner_id WHERE d.id = {deal_id:d}")
    return str(rows[0][0] or "") if rows else ""


def _say_process(ask: Ask, deal_id: int) -> Iterator[str]:
    """How they decide comes first: nobody is approached without having read it."""
    rows = ask(f"SELECT account_id FROM deal WHERE id = {deal_id:d}")
    process = read_process(ask, rows[0][0]) if rows else None
    if process is None:
        yield "How they decide: not known yet. Ask first how they gather what they need, and who decides."
    else:
        when = f" (told on {write_day(process.at)})" if process.at is not None else ""
        yield f"How they decide{when}: {process.how}" + (f" Who decides: {process.who}." if process.who else "")
    yield ""


def _say(script: Script, called: Called) -> Iterator[str]:
    if called.name:
        yield f"To {called.name}" + (f", {called.title}" if called.title else "") + ":"
        yield ""
    for part, text in script.as_texts().items():
        yield f"{_TITLES[part]}:"
        yield from (f"  {line}" for line in text.splitlines())
        yield ""


def _say_checked(leaks: dict[str, list[Leak]], remarks: Sequence[Remark], loss: str) -> Iterator[str]:
    found = [one for some in leaks.values() for one in some]
    if found:
        yield f"Reword before you call; this gives {'the other deal' if loss else 'another buyer'} away:"
        yield from _say_leaks(found)
    elif loss:
        yield "Checked: nothing in it was found that gives the other deal away."
    else:
        yield "Checked: it names no buyer that we lost. With --loss it is checked for all that one loss could show."
    for one in remarks:
        yield f'{_TITLES[one.part]}: {one.fault}: "{one.quote}": {one.why}'


def _say_leaks(leaks: Sequence[Leak]) -> Iterator[str]:
    for one in leaks:
        slip = ", misspelt" if one.is_misspelt else ""
        yield f'  characters {one.start} to {one.end}, "{one.quote}": {one.tells}{slip}. {one.instead}'
