"""The page of themes: a table of parties by themes with the buyer's voice apart from what we report, and the quotes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from assay.domain.tongue import mark, say, translate
from assay.reports.charts import Numbers
from assay.reports.patterns.floor import is_telling
from assay.reports.themes.reading import VOICES, Cell, Party, Quote, Said
from assay.reports.wording import write_count, write_day, write_number, write_share, write_share_range
from assay.stats.share import share

#: deals below which a share is not said; the counts stand there
FEWEST = 12

#: competitors beside us; the others are chosen one by one
MOST_COLUMNS = 4

NOT_ENOUGH = mark("not enough to tell")

_QUOTE_HEADINGS = (
    *("about", "theme", "voice", "deal", "day", "side", "origin", "polarity", "driver", "coder", "certainty"),
    *("language", "quote"),
)

_SIDES = {"buyer": mark("the buyer"), "rep": mark("the rep"), "peer": mark("a peer"), "manager": mark("a manager")}
_POLARITIES = {
    "for": mark("for"),
    "against": mark("against"),
    "mixed": mark("for and against"),
    "unknown": mark("neither said"),
}
_ORIGINS = {
    "crm_reason": mark("reason in the CRM"),
    "crm_note": mark("note"),
    "email": mark("e-mail"),
    "transcript": mark("call"),
    "debrief": mark("debrief"),
}
_NAMES = {"us": mark("Us"), "incumbent": mark("The incumbent, unnamed"), "unnamed": mark("A competitor without a name")}
VOICE_NAMES = {"buyer": mark("Buyers' own words"), "reported": mark("As we report")}


@dataclass(frozen=True)
class VoiceView:
    """What one voice said of one theme of one party."""

    voice: Annotated[str, "buyer or reported"]
    name: Annotated[str, "whose words they are"]
    against: Annotated[str, "in how many deals it speaks against, or that it cannot be told"]
    against_share: Annotated[str, "that as a share with its interval, or not enough to tell"]
    praise: Annotated[str, "in how many deals it speaks for, and in how many it tells neither"]
    passages: Annotated[str, "how many passages"]
    is_withheld: Annotated[bool, "the count would tell of single deals out of sight"]


@dataclass(frozen=True)
class QuoteView:
    """One passage, with all that tells how far it goes."""

    text: Annotated[str, "the words"]
    day: Annotated[str, "when they were said"]
    deal: Annotated[str, "name of the deal"]
    href: Annotated[str, "address of its file, or empty"]
    who: Annotated[str, "whose words, and where they stand"]
    polarity: Annotated[str, "for, against or neither, in words"]
    polarity_code: Annotated[str, "the same as a style class"]
    coder: Annotated[str, "who coded it, and how certain"]
    language: Annotated[str, "en, de or other"]


@dataclass(frozen=True)
class CellView:
    """One theme of one party: both voices, and the quotes of each."""

    party: Annotated[str, "code of the party"]
    voices: Annotated[tuple[VoiceView, ...], "what each voice said; none where nothing was said"]
    quotes: Annotated[tuple[tuple[str, tuple[QuoteView, ...]], ...], "by voice, the latest first"]
    href: Annotated[str, "address of all its quotes, or empty"]


@dataclass(frozen=True)
class ThemeView:
    """One row: a theme, and a cell for each party."""

    code: Annotated[str, "code of the theme"]
    name: Annotated[str, "the theme"]
    cells: Annotated[tuple[CellView, ...], "in the order of the parties"]


@dataclass(frozen=True)
class PartyView:
    """One column."""

    code: Annotated[str, "us, c and an id, incumbent or unnamed"]
    name: Annotated[str, "who it is"]
    about: Annotated[str, "in how many deals they were spoken of, by each voice"]
    href: Annotated[str, "address of the page for it alone, or empty"]


@dataclass(frozen=True)
class ThemesPage:
    """Themes by competitor."""

    title: Annotated[str, "what the page is"]
    parties: Annotated[tuple[PartyView, ...], "the columns"]
    others: Annotated[tuple[PartyView, ...], "competitors that have no column here"]
    themes: Annotated[tuple[ThemeView, ...], "the rows"]
    is_empty: Annotated[bool, "no coded passage is about anybody"]
    left_out: Annotated[str, "what plays no part, in words"]
    banner: Annotated[str, "that the company is invented, or empty"] = ""
    note: Annotated[str, "what a reader should know first, or empty"] = ""
    back: Annotated[str, "address of the team page, or empty"] = ""
    run_text: Annotated[str, "which run made this"] = ""
    csv: Annotated[tuple[tuple[str, str], ...], "name and address of the table and the quotes as CSV"] = ()


@dataclass(frozen=True)
class Hrefs:
    """How to address things: a deal's file, a party's page, all quotes of a party and theme. Empty for none."""

    deal: Callable[[int], str] = lambda deal: ""
    party: Callable[[str], str] = lambda party: ""
    quotes: Callable[[str, str], str] = lambda party, theme: ""


def build_themes_page(said: Said, names: Mapping[str, str], hrefs: Hrefs, *, party: str = "") -> ThemesPage:
    """The page. names: theme -> how it is called, in the order of the rows.  party: set beside us alone."""
    columns, others = _choose_columns(said.parties, party)
    cells = {(cell.party, cell.theme, cell.voice): cell for cell in said.cells}
    heard = {(one.code, one.voice): one for one in said.parties}
    themes = [*names, *sorted({cell.theme for cell in said.cells} - names.keys())]
    rows = []
    for theme in themes:
        views = tuple(_view_cell(code, theme, cells, heard, said.quotes, hrefs) for code in columns)
        rows.append(ThemeView(theme, names.get(theme, theme.replace("_", " ")), views))
    return ThemesPage(
        title=say("Themes by competitor"),
        parties=tuple(_view_party(code, heard, hrefs) for code in columns),
        others=tuple(_view_party(code, heard, hrefs) for code in others),
        themes=tuple(rows),
        is_empty=not said.cells,
        left_out=_say_left_out(said),
    )


def list_numbers(said: Said, names: Mapping[str, str]) -> tuple[Numbers, Numbers]:
    """The table and the quotes as they stand, for CSV: counts that would tell of single deals are empty."""
    heard = {(one.code, one.voice): one for one in said.parties}
    rows = []
    for cell in said.cells:
        party = heard[cell.party, cell.voice]
        is_open = not (is_telling(cell.hidden) or is_telling(party.hidden))
        is_against = is_open and not is_telling(cell.against_hidden)
        told = share(cell.against, party.deals) if is_against and not cell.untold else None
        rows.append(
            (
                *(name_party(party.code, party.name), names.get(cell.theme, cell.theme), cell.voice),
                *((cell.passages, cell.deals, party.deals) if is_open else (None, None, None)),
                cell.against if is_against else None,
                *((told.mid, told.low, told.high) if told else (None, None, None)),
                cell.praised if is_open and not is_telling(cell.praised_hidden) else None,
                cell.untold if is_open and _may_tell_untold(cell) else None,
            )
        )
    columns = {
        **dict.fromkeys(("about", "theme", "voice"), "text"),
        **dict.fromkeys(("passages", "deals", "deals_about", "deals_against"), "count"),
        **dict.fromkeys(("against", "against_low", "against_high"), "share"),
        **dict.fromkeys(("deals_for", "deals_untold"), "count"),
    }
    quotes = tuple(
        (
            *(name_party(one.party, _name(heard, one.party)), names.get(one.theme, one.theme), one.voice),
            *(one.deal, write_day(one.occurred_at), one.side, one.origin, one.polarity, one.driver, one.coder),
            *(one.confidence, one.language, one.text),
        )
        for one in said.quotes
    )
    kinds = {head: "share" if head == "certainty" else "text" for head in _QUOTE_HEADINGS}
    return Numbers("themes", columns, tuple(rows)), Numbers("theme-quotes", kinds, quotes)


def name_party(code: str, name: str) -> str:
    """Who it is, in words."""
    return translate(_NAMES.get(code, "")) or name or say("A competitor no longer on record")


def _name(heard: Mapping[tuple[str, str], Party], code: str) -> str:
    return next((heard[code, voice].name for voice in VOICES if (code, voice) in heard), "")


def _choose_columns(parties: Sequence[Party], party: str) -> tuple[list[str], list[str]]:
    """Us, then the competitors of whom buyers spoke in most deals; where one is chosen, us and that one."""
    weight: dict[str, tuple[int, int]] = {}
    for one in parties:
        buyer, reported = weight.get(one.code, (0, 0))
        visible = 0 if is_telling(one.hidden) else one.deals
        weight[one.code] = (buyer + visible, reported) if one.voice == "buyer" else (buyer, reported + visible)
    # those with a name first: of the others nobody can say whether they are one or many
    others = sorted(
        (code for code in weight if code != "us"),
        key=lambda code: (code in _NAMES, *(-n for n in weight[code]), code),
    )
    if party and party != "us":
        return ["us", party], [code for code in others if code != party]
    return ["us", *others[:MOST_COLUMNS]], others[MOST_COLUMNS:]


def _view_party(code: str, heard: Mapping[tuple[str, str], Party], hrefs: Hrefs) -> PartyView:
    found = [heard[code, voice] for voice in VOICES if (code, voice) in heard]
    texts = [
        say("buyers: {deals}", deals=_say_heard(one))
        if one.voice == "buyer"
        else say("our reports: {deals}", deals=_say_heard(one))
        for one in found
    ]
    return PartyView(code, name_party(code, _name(heard, code)), "; ".join(texts), hrefs.party(code))


def _say_heard(one: Party) -> str:
    return translate(NOT_ENOUGH) if is_telling(one.hidden) else write_count(one.deals, "deal")


def _view_cell(
    code: str,
    theme: str,
    cells: Mapping[tuple[str, str, str], Cell],
    heard: Mapping[tuple[str, str], Party],
    quotes: Sequence[Quote],
    hrefs: Hrefs,
) -> CellView:
    voices = tuple(
        _view_voice(cells[code, theme, voice], heard[code, voice]) for voice in VOICES if (code, theme, voice) in cells
    )
    shown = []
    for voice in VOICES:
        some = tuple(_view_quote(q, hrefs) for q in quotes if (q.party, q.theme, q.voice) == (code, theme, voice))
        if some:
            shown.append((translate(VOICE_NAMES[voice]), some))
    return CellView(code, voices, tuple(shown), hrefs.quotes(code, theme) if shown else "")


def _view_voice(cell: Cell, party: Party) -> VoiceView:
    withheld = is_telling(cell.hidden) or is_telling(party.hidden)
    against = not withheld and not is_telling(cell.against_hidden)
    praised = not withheld and not is_telling(cell.praised_hidden)
    untold = cell.untold and not withheld and _may_tell_untold(cell)
    both = [say("for in {n}", n=write_number(cell.praised))] * praised
    both += [say("in {n} it tells neither", n=write_number(cell.untold))] * bool(untold)
    return VoiceView(
        voice=cell.voice,
        name=translate(VOICE_NAMES[cell.voice]),
        against=say("against in {n} of {deals}", n=write_number(cell.against), deals=write_count(party.deals, "deal"))
        if against
        else translate(NOT_ENOUGH),
        # a deal of which nobody can tell is not one in which nothing was said against it
        against_share=_say_share(cell.against, party.deals) if against and not cell.untold else "",
        praise=", ".join(both),
        passages="" if withheld else write_count(cell.passages, "passage"),
        is_withheld=withheld,
    )


def _may_tell_untold(cell: Cell) -> bool:
    """With all deals and one of the other two counts it would tell the third by subtraction."""
    return not any(is_telling(count) for count in (cell.untold_hidden, cell.against_hidden, cell.praised_hidden))


def _say_share(k: int, n: int) -> str:
    """The share with its interval; of few deals the interval alone."""
    found = share(k, n)
    if found is None:
        return ""
    interval = write_share_range(found.low, found.high)
    return f"{write_share(found.mid)} ({interval})" if n >= FEWEST else f"{translate(NOT_ENOUGH)} ({interval})"


def _view_quote(quote: Quote, hrefs: Hrefs) -> QuoteView:
    origin = translate(_ORIGINS.get(quote.origin, quote.origin.replace("_", " ")))
    coder = {"person": say("a person"), "model": say("the model"), "rule": say("a rule")}.get(quote.coder, quote.coder)
    coded = say("coded by {coder}", coder=coder)
    if quote.confidence is not None and quote.coder != "person":
        coded += ", " + say("certainty {n}", n=write_number(quote.confidence, 2))
    return QuoteView(
        text=quote.text,
        day=write_day(quote.occurred_at),
        deal=quote.deal,
        href=hrefs.deal(quote.deal_id),
        who=f"{translate(_SIDES.get(quote.side, quote.side))}, {origin}",
        polarity=translate(_POLARITIES.get(quote.polarity or "unknown", quote.polarity)),
        polarity_code=(quote.polarity or "unknown").replace("_", "-"),
        coder=coded,
        language=quote.language or "",
    )


def _say_left_out(said: Said) -> str:
    texts = []
    if said.ours:
        ours = write_count(said.ours, "coded passage")
        texts.append(say("{passages} that our side said to buyers tell of no buyer", passages=ours))
    if said.nobody:
        nobody = write_count(said.nobody, "coded passage")
        texts.append(say("{passages} about neither us nor a competitor play no part", passages=nobody))
    if said.without_theme:
        untold = write_count(said.without_theme, "passage")
        texts.append(say("{passages} about one of them touch none of the themes", passages=untold))
    return f"{'; '.join(texts)}." if texts else ""
