"""What the record knows, in words, each with the row that it stands in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.asking import facts
from assay.asking.ask import Ask
from assay.asking.taking_part import SIGNALS
from assay.web.debriefs.team.questions import Known, Line
from assay.words.taxonomy import Taxonomy

#: how we sold, as signals see it: what an own analysis looks at
OURS = tuple(dict.fromkeys(signal for signals in SIGNALS.values() for signal in signals))
_MOST_LINES = 6


def know_reasons(ask: Ask, deal_id: int, taxonomy: Taxonomy) -> Known:
    """The reason entered in the CRM, and the drivers that were coded in it."""
    entered = facts.read_entered(ask, deal_id)
    coded = facts.read_reasons(ask, deal_id, "rep", taxonomy)
    lines = [_line(deal_id, _("“%(words)s”") % {"words": one.words}, _("entered in the CRM"), one) for one in entered]
    seen = {one.words for one in entered}
    lines += [
        Line(
            _("“%(words)s”") % {"words": one.quote},
            _("our words on record"),
            address_row(deal_id, one.table, one.row_id),
        )
        for one in coded
        if one.quote not in seen
    ]
    in_use = {driver.code for driver in taxonomy.in_use}
    drivers = [one.driver for one in coded if one.driver in in_use]
    return Known(lines[:_MOST_LINES], {"drivers": drivers} if drivers else {})


def know_competitors(ask: Ask, deal_id: int) -> Known:
    """The competitors named; the one that won is chosen for a start."""
    words = {"won_by": _("won it, says the record"), "incumbent": _("was there before us, says the record")}
    found = facts.read_competitors(ask, deal_id)
    lines = [_line(deal_id, one.words, words.get(one.kind, _("named on the deal")), one) for one in found]
    won = next((one.words for one in found if one.kind == "won_by"), None)
    return Known(lines, {"who": f"named {won}"} if won else {})


def know_gap(ask: Ask, deal_id: int) -> Known:
    """What we took off the price; the other price stands in no record."""
    discount = facts.read_discount(ask, deal_id)
    if not discount:
        return Known()
    share = number_format(round(discount * 100, 1), 1 if discount * 100 % 1 else 0)
    said = _("We took %(share)s %% off the list price.") % {"share": share}
    return Known([Line(said, _("from the deal"), address_row(deal_id, "deal", deal_id))])


def know_deciders(ask: Ask, deal_id: int) -> tuple[Known, dict[str, tuple[str, str]]]:
    """Those who decide: how far they were known by the record, and id -> name and what is known of each."""
    found = facts.read_deciders(ask, deal_id)
    people = {str(one.person_id): (one.name, _say_decider(one)) for one in found}
    standing = {str(one.person_id): "met" if one.talks else "known" for one in found}
    return Known((), {"people": standing} if standing else {}), people


def _say_decider(one: facts.Decider) -> str:
    words = [
        one.title,
        ngettext("%(n)d talk", "%(n)d talks", one.talks) % {"n": one.talks} if one.talks else _("no talk on record"),
        ngettext("%(n)d message", "%(n)d messages", one.written) % {"n": one.written} if one.written else "",
        _("last %(day)s") % {"day": say_day(one.last_at)} if one.last_at else "",
    ]
    return " · ".join(filter(None, words))


def know_contact(ask: Ask, deal_id: int) -> Known:
    """Whom we relied on, and what that person was given."""
    one = facts.read_contact(ask, deal_id)
    lines = []
    if one:
        part = _("%(name)s spoke for us") if one.is_champion else _("%(name)s was our main contact")
        given = ngettext("%(n)d message with something attached", "%(n)d messages with something attached",
                         one.attachments) % {"n": one.attachments}  # fmt: skip
        talks = ngettext("%(n)d talk", "%(n)d talks", one.talks) % {"n": one.talks}
        lines.append(Line(f"{part % {'name': one.name}}: {talks}, {given}.", _("counted in the record")))
    return Known([*lines, *list_findings(ask, deal_id, ("people.champion_not_equipped", "people.champion_silent"))])


def know_weak(ask: Ask, deal_id: int) -> Known:
    """What the last run found in how we sold."""
    return Known(list_findings(ask, deal_id, OURS)[:_MOST_LINES])


def know_strong(ask: Ask, deal_id: int) -> Known:
    """What the last run looked for in how we sold, and did not find."""
    named = ", ".join(f"'{name}'" for name in OURS)
    rows = ask(
        f"SELECT s.title FROM answer a JOIN signal s ON s.signal = a.signal WHERE a.deal_id = {deal_id:d}"
        f" AND a.answer = 'clear' AND a.signal IN ({named}) ORDER BY s.title"
    )
    if not rows:
        return Known()
    said = _("Looked for and not found here: %(what)s.") % {"what": ", ".join(title.lower() for (title,) in rows)}
    return Known([Line(said, _("the last run"), reverse("deal", args=[deal_id]))])


def list_findings(ask: Ask, deal_id: int, signals: Sequence[str] = ()) -> list[Line]:
    """Findings of the last run on the deal as lines that lead to its file."""
    address = reverse("deal", args=[deal_id])
    return [Line(one.words, _("found in the record"), address) for one in facts.read_findings(ask, deal_id, signals)]


def know_own(ask: Ask, deal_id: int, taxonomy: Taxonomy) -> tuple[Mapping[str, Known], dict[str, tuple[str, str]]]:
    """Question -> what the record knows for the own analysis; and those who decide."""
    deciders, people = know_deciders(ask, deal_id)
    return {
        "reasons": know_reasons(ask, deal_id, taxonomy),
        "competitor": know_competitors(ask, deal_id),
        "price_gap": know_gap(ask, deal_id),
        "deciders": deciders,
        "equipped": know_contact(ask, deal_id),
        "done_well": know_strong(ask, deal_id),
        "fell_short": know_weak(ask, deal_id),
    }, people


def _line(deal_id: int, text: str, source: str, fact: facts.Fact) -> Line:
    said = f"{source}, {say_day(fact.at)}" if fact.at else source
    return Line(text, said, address_row(deal_id, fact.table, fact.row_id) if fact.row_id is not None else "")


def address_row(deal_id: int, table: str, row_id: int) -> str:
    """Where one row of a deal is shown whole."""
    return reverse("deal_row", args=[deal_id, table, row_id])


def say_day(seconds: int | None) -> str:
    """A time of the record as a day, in the reader's own format and time zone."""
    return "" if seconds is None else date_format(localtime(datetime.fromtimestamp(seconds, UTC)), "SHORT_DATE_FORMAT")
