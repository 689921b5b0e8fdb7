"""Calls by name what the sentence of a finding leaves general: which stage, competitor, campaign, person.

A signal answers with a number and a day; its evidence tells the rest. Names are put behind the words that they stand
for, which are those of the signal's sentence; where the evidence holds none, the sentence stays as it is.
"""

from collections.abc import Mapping

from assay.domain.tongue import ENGLISH, find_tongue, translate
from assay.reports.deal_file import AskedSignal, DealFile, Finding
from assay.reports.naming import people, steps, things
from assay.reports.naming.evidence import Evidence, Namer, gather_evidence
from assay.runs.saying import say_finding

#: signal -> the words of its sentence behind which names go, and what finds these
NAMERS: Mapping[str, tuple[tuple[str, Namer], ...]] = {**people.NAMERS, **steps.NAMERS, **things.NAMERS}

#: signals whose sentence speaks of nothing that has a name
NAMELESS: Mapping[str, str] = {
    "marketing.no_touch": "there was no campaign",
    "process.amount_cut_late": "an amount, which stands in the sentence",
    "process.close_date_pushed": "a date and how often it moved",
    "process.debrief_not_announced": "a talk that had no name",
    "process.demo_before_discovery": "a day",
    "process.discount_early_or_late": "a day",
    "rhythm.gone_silent": "the whole buyer's side",
    "rhythm.long_gap_on_our_side": "nothing that was done",
    "rhythm.meetings_called_off": "a share of several",
    "rhythm.momentum_turned": "the whole buyer's side",
    "rhythm.talked_too_much": "a share of all calls",
}


def name_things(finding: Finding, file: DealFile, thresholds: dict[str, float]) -> str:
    """The sentence of `finding`, with the names that its evidence holds. thresholds: those of its signal in force."""
    return _put_names(finding.sentence, finding, file, thresholds)


def say_named(finding: Finding, file: DealFile, signal: AskedSignal | None) -> str:
    """The sentence of `finding` with names, in the language that is spoken; as it was stored where it is unknown."""
    return _put_names(say_plain(finding, signal), finding, file, signal.thresholds if signal else {})


def say_plain(finding: Finding, signal: AskedSignal | None) -> str:
    """The sentence of `finding` without names, in the language that is spoken; as it was stored where it is unknown."""
    if signal is None or not signal.says or find_tongue() is ENGLISH:
        return finding.sentence
    return say_finding(signal.says, signal.unit, finding.value, finding.hit_at)


def _put_names(sentence: str, finding: Finding, file: DealFile, thresholds: dict[str, float]) -> str:
    found = gather_evidence(finding, file, thresholds)
    for told, find in NAMERS.get(finding.signal, ()):
        names, words = find(found), translate(told)
        if names and words in sentence:
            sentence = sentence.replace(words, f"{words} ({names})", 1)
    return sentence


__all__ = ["NAMELESS", "NAMERS", "Evidence", "name_things", "say_named", "say_plain"]
