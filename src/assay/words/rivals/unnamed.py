"""Competitors that a text speaks of without a name: the incumbent, our current supplier, your competitor."""

import re
from collections.abc import Iterator

from assay.words.rivals.found import Found

_SUPPLIER = (
    r"(?:(?:software|solution|service|technology|crm|erp|it|payroll|hr)[ -])?(?:suppliers?|vendors?|providers?"
    r"|partners?|agency|contractor)"
)
_SYSTEM = r"(?:systems?|solution|software|tools?|platform|product|setup|set-up|crm|erp|package|application|stack)"
_WHOSE = r"(?:our|the|their|your|its|his|her|my|an|a)"
_NOW = r"(?:incumbent|current|existing|present|previous|long-?(?:time|standing)|today's|established|old|legacy|trusted)"

_NOW_DE = r"(?:bisherige|jetzige|derzeitige|aktuelle|bestehende|heutige|langjährige|gegenwärtige|etablierte|vorhandene)"
_SUPPLIER_DE = (
    r"(?:Anbieter[ns]?|Lieferant(?:en)?|Dienstleister[ns]?|Partner[ns]?|Hersteller[ns]?|Lösung|Systems?|Software|Tools?"
    r"|Plattform|Produkte?s?|Vertragspartner[ns]?)"
)

_INCUMBENT = re.compile(
    rf"\b(?:{_WHOSE} )?incumbents?(?: {_SUPPLIER}| {_SYSTEM})?\b"
    rf"|\b{_WHOSE} {_NOW} (?:{_SUPPLIER}|{_SYSTEM})\b"
    rf"|\b(?:the )?(?:{_SUPPLIER}|{_SYSTEM}|company|people) (?:that |which |who |whom )?(?:we|they|you) (?:currently "
    r"|already |now |still |have )?(?:work(?:ed)? with|buy from|used?|run|have (?:in place|today|now|already))\b"
    rf"|\bwho(?:m|ever)? (?:we|they) (?:currently|already) (?:work with|buy from|use)\b"
    rf"|\b(?:[Dd](?:er|ie|as|en|em|es)|[Uu]nser(?:e[mnrs]?)?|[Ii]hr(?:e[mnrs]?)?|[Ee]uer|[Ee]ure[mnrs]?|[Ee]in(?:e[mnrs]?)?"
    rf"|[Bb]eim|[Vv]om|[Zz]um|[Mm]it|[Vv]on) {_NOW_DE}[mnrs]? {_SUPPLIER_DE}\b"
    r"|\b(?:Bestands|Haus|Stamm|Alt|Vor)(?:anbieter|lieferant(?:en)?|dienstleister|system|lösung)[ns]?\b"
    r"|\bPlatzhirsch(?:en|s)?\b",
    re.IGNORECASE,
)

_OTHER = re.compile(
    r"\b(?:one of )?(?:your|our|the|a|another|other|some|any|two|three|several|both)(?: (?:main|direct|biggest|closest"
    r"|other|cheaper|local|larger|smaller|bigger|established))? (?:competitors?|competition|rivals?)\b"
    rf"|\b(?:another|a different|a competing|a rival|an alternative|a cheaper|other|competing|rival|alternative)"
    rf" (?:{_SUPPLIER}|solution|product|offer|bid)\b"
    rf"|\b(?:the )?(?:other|second|cheaper|winning|competing|shortlisted|preferred) (?:{_SUPPLIER}|bidders?)\b"
    r"|\bsomeone else's (?:product|solution|platform)\b"
    r"|\b(?:(?:ein|einem|einen|der|dem|den|die|eines|ihr|ihrem|ihren|ihre|euer|eurem|unser|anderer|anderen|andere) )?"
    r"(?:Wettbewerber[ns]?|Mitbewerber[ns]?|Konkurrent(?:en)?|Konkurrenz|Wettbewerb|Konkurrenzanbieter[ns]?"
    r"|Konkurrenzprodukte?s?|Konkurrenzangebote?s?)\b"
    r"|\b(?:ein |einem |einen |der |dem |den |die )?(?:ander(?:e[mnrs]?)|zweite[mnrs]?|günstigere[mnrs]?)"
    r" (?:Anbieter[ns]?|Lieferant(?:en)?|Dienstleister[ns]?|Hersteller[ns]?)\b",
    re.IGNORECASE,
)

#: "the competition" in these is no company
_NOT_MEANT = re.compile(r"(?:competition law|competition authority|wettbewerbsrecht|kartell)", re.IGNORECASE)

#: Without a word that begins so no pattern above can match; folded.
_HINTS = """
    incumbent current existing present previous long today established old legacy trusted competit rival another
    other alternative different cheaper second winning shortlist prefer someone wettbewerb mitbewerb konkurren
    bisherig jetzig derzeitig aktuell bestehend heutig langjahrig gegenwartig etabliert vorhanden bestand hausl
    hausa hausd hauss stamml stamma stammd altsys altanb altlie altlos altd vorlie voranb vord vorsys vorlos
    platzhirsch ander zweite gunstiger
"""

_HINT = tuple(_HINTS.split())

#: "the system we use" has none of these, but one of either.
_USE = frozenset(["use", "used", "run", "have", "work", "worked", "buy"])
_USED_WORDS = """
    supplier suppliers vendor vendors provider providers partner partners agency contractor system systems solution
    software tool tools platform product setup set crm erp package application stack company people who whom whoever
    whomever
"""
_USED = frozenset(_USED_WORDS.split())


def find_unnamed(text: str, words: set[str], incumbent_id: int | None = None) -> Iterator[Found]:
    """Phrases of `text` for the present supplier and for competitors without a name.

    words: those of the text, folded.  incumbent_id: whom the first of these means, where the deal tells it.  "Our" and
    "your" are not looked into: whose supplier it is hangs on who speaks.
    """
    if not any(word.startswith(_HINT) for word in words) and (words.isdisjoint(_USE) or words.isdisjoint(_USED)):
        return
    for match in _INCUMBENT.finditer(text):
        yield Found(match.start(), match.end(), incumbent_id, match.group(), "incumbent", "likely")
    for match in _OTHER.finditer(text):
        if not _NOT_MEANT.match(text, match.start()):
            yield Found(match.start(), match.end(), None, match.group(), "unnamed", "likely")
