"""Reasons that a list is narrowed to: by the verdict of the last run, and by who confirmed or corrected it."""

from collections.abc import Sequence

from django.conf import settings

from assay.reports.catalogue.filtering import Reason
from assay.web.confirming.models import Act, ConfirmedVerdict
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import load_taxonomy


def list_confirmed() -> set[str]:
    """The main reasons of verdicts that were confirmed or corrected, of any deal."""
    standing = ConfirmedVerdict.objects.exclude(act=Act.TAKEN_BACK).only("deal_id", "drivers")
    return {driver for one in standing for driver in one.mains}


def seek_reasons(codes: Sequence[str]) -> tuple[Reason, ...]:
    """What each code asks for. Where a verdict was confirmed or corrected and that stands, its main reasons count."""
    if not codes:
        return ()
    taxonomy = load_taxonomy(settings.HOME)
    standing = ConfirmedVerdict.objects.exclude(act=Act.TAKEN_BACK).only("deal_id", "drivers")
    mains = {one.deal_id: set(one.mains) for one in standing}
    found = []
    for code in codes:
        same = {code, *(one.code for one in taxonomy.drivers if code in taxonomy.read_code(one.code))}
        confirmed = frozenset(deal for deal, drivers in mains.items() if drivers & same)
        found.append(Reason(tuple(sorted(same)), confirmed, frozenset(mains)))
    return tuple(found)


def name_reasons(codes: Sequence[str]) -> dict[str, str]:
    """Code -> the driver as the reader calls it; without codes that the taxonomy does not know."""
    taxonomy = speak_taxonomy()
    return {code: taxonomy.by_code[code].name for code in codes if code in taxonomy.by_code}
