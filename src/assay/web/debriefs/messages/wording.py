"""The words of invitations and letters as they are proposed: in the buyer's language, of what the buyer knows."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from assay.web.debriefs.buyer.consenting import list_circles
from assay.web.debriefs.mailing.links import NO, PAGE
from assay.web.debriefs.messages.addressing import name_writer
from assay.web.debriefs.messages.calendaring import find_times
from assay.web.debriefs.messages.facts import Facts
from assay.web.debriefs.models import BuyerMessage
from assay.web.debriefs.models.words import Channel
from assay.web.middleware import read_zone
from assay.web.people.letters import name_company


def propose_subject(message: BuyerMessage) -> str:
    """A subject that sells nothing."""
    with override(message.language):
        if message.kind == BuyerMessage.Kind.LETTER:
            return _("Where did we go wrong?")
        return _("Thank you, and our talk")


def propose_text(message: BuyerMessage, facts: Facts) -> str:
    """The whole message, with places for links."""
    with override(message.language), timezone.override(read_zone(message.zone)):
        parts = _write_letter(message, facts) if message.kind == "letter" else _write_invitation(message)
    return "\n\n".join(part for part in parts if part)


def _write_invitation(message: BuyerMessage) -> list[str]:
    is_won = message.debrief.outcome == "won"
    times = [f"- {date_format(timezone.localtime(at), 'DATETIME_FORMAT')}" for at in find_times(message)]
    told = {
        "name": message.person.name,
        "minutes": message.minutes,
        "channels": _(" or ").join(str(Channel(one).label) for one in message.channels) or Channel.VIDEO.label,
        "zone": message.zone,
        "link": PAGE,
        "no_link": NO,
        "readers": dict(list_circles(message.debrief))[message.circle],
    }
    begun = (
        _(
            "thank you for choosing us, and for being willing to talk to us about it. Your decision stands and we "
            "respect it; nothing will be sold in this talk, and nobody will reopen anything."
        )
        if is_won
        else _(
            "thank you for being willing to talk to us. Your decision stands and we respect it; nothing will be sold, "
            "and nobody will reopen it."
        )
    )
    takes = _("It takes about %(minutes)s minutes, %(channels)s.") % told
    if times:
        takes += " " + "\n".join([_("These times are possible, by the clock of %(zone)s:") % told, *times])
        choose = _("Choose one, or write which would suit you better: %(link)s") % told
    else:
        choose = _("Write here which time would suit you, and how you would like to talk: %(link)s") % told
    return [
        _("Dear %(name)s,") % told,
        begun,
        _("We ask for two reasons: to learn from you what we could do better, and to stay on good terms with you."),
        takes,
        choose,
        _(
            "If you would rather answer in writing, at a time of your own, the questions are on the same page. If you "
            "would rather not at all, one press says so, and nobody asks again: %(no_link)s"
        )
        % told,
        _(
            "Who reads your answers: %(readers)s. Before you say anything we ask whether you agree to that. You can "
            "choose fewer readers, and change or remove what you said at any time."
        )
        % told,
        _sign(message),
    ]


def _write_letter(message: BuyerMessage, facts: Facts) -> list[str]:
    told = {"name": message.person.name, "account": facts.account, "link": PAGE}
    thanks = (
        _("thank you for the time that you and your colleagues at %(account)s gave us.")
        if facts.account
        else _("thank you for the time that you and your colleagues gave us.")
    )
    if facts.has_met:
        thanks = (
            _("thank you for the time that you and your colleagues at %(account)s gave us in our talks.")
            if facts.account
            else _("thank you for the time that you and your colleagues gave us in our talks.")
        )
    if message.person.answer == "declined":
        standing = _("You told us that you would rather not talk about it, and that is fine.")
    elif message.debrief.outcome == "silent":
        standing = _("Our talk has come to rest, and we take it that you have decided otherwise.")
    else:
        standing = _("You have decided, and we accept it.")
    return [
        _("Dear %(name)s,") % told,
        f"{thanks % told} {standing} "
        + _("We respect your decision, and will not ask about the project again."),
        _("One thing we would like to learn before we close our files: where did we go wrong?"),
        "\n".join(
            f"- {line}"
            for line in (
                _("Did we miss the mark?"),
                _("Did we fail to listen?"),
                _("Did we misunderstand what you needed?"),
                _("What was the crucial difference?"),
            )
        ),
        _("A line is enough: answer this letter, or call me."),
        _("Or write it down here, where you choose who reads it: %(link)s") % told,
        _sign(message),
    ]  # fmt: skip


def _sign(message: BuyerMessage) -> str:
    return _("With kind regards") + f"\n{name_writer(message)}\n{name_company()}"
