"""Who asks the buyer (T2): the rep, or a delegate or somebody from outside, whom the rep introduces first."""

from django.utils import timezone
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.web.debriefs.drafting import Field, Kept, read_draft
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.moving import change
from assay.web.debriefs.tasks import find_user
from assay.web.people.granting import Deal, give_grant
from assay.web.people.models import Grant, PrivateNote, User
from assay.web.people.private import read_note, remove_note, write_note
from assay.web.request import Request

#: a delegate may see the deal for so long
_GRANT_DAYS = 90


def name_asker(request: Request, debrief: Debrief, kind: str, who: User | None, name: str, seen: int) -> Debrief:
    """Has somebody ask. A delegate is let into the deal; another asker has to be introduced anew."""
    owner = find_user(debrief.owner_id)
    asker = owner if kind == "rep" else who if kind == "delegate" else debrief.asker or request.user
    if kind == "delegate" and who is not None:
        if owner is not None and who.pk == owner.pk:
            raise InputError(
                _("%(name)s owns the deal.") % {"name": who}, fix=_("Choose “the rep”, or name somebody else.")
            )
        deal = Deal(debrief.deal_id, debrief.deal_name, debrief.owner_id)
        give_grant(request, deal, who, Grant.Reason.DELEGATE, _GRANT_DAYS, _("asks the buyer in the rep's place"))
    is_same = (kind, asker, name) == (debrief.asker_kind, debrief.asker, debrief.asker_name)
    return change(
        request,
        debrief,
        seen,
        asker_kind=kind,
        asker=asker,
        asker_name=name.strip() if kind == "third_party" else "",
        introduced_at=debrief.introduced_at if is_same else None,
    )


def find_introduction(debrief: Debrief, author: User) -> Field:
    """Where the introduction that this user writes is kept."""
    return Field("introduction", author, debrief)


def read_introduction(debrief: Debrief, author: User) -> Kept:
    """What this user has written, or a proposal as version 0."""
    kept = read_draft(find_introduction(debrief, author))
    if kept.version or debrief.asker_kind == "rep":
        return kept
    name = debrief.asker_name or str(debrief.asker or "")
    return Kept(
        _(
            "Thank you for the time that you and your colleagues gave us. We accept your decision, and nobody of us is "
            "going to reopen it. %(name)s would like to ask you for half an hour: what we did well, and what we could "
            "do better for others. I have asked %(name)s to do so in my place, so that you can speak freely. You are "
            "free to say no."
        )
        % {"name": name},
        0,
    )


def set_introduced(request: Request, debrief: Debrief, seen: int) -> Debrief:
    """The introduction has reached the buyer. Raises InputError where nothing was written."""
    if not read_draft(find_introduction(debrief, request.user)).text.strip():
        raise InputError(_("There is no introduction yet."), fix=_("Write it first, and send it or say it."))
    return change(request, debrief, seen, introduced_at=debrief.introduced_at or timezone.now())


def check_introduced(debrief: Debrief) -> None:
    """Raises InputError where somebody else asks whom the buyer was not told of."""
    if debrief.asker_kind != "rep" and debrief.introduced_at is None:
        raise InputError(
            _("The buyer has not been told yet who will ask."),
            fix=_("The rep introduces that person first: write the introduction, send it, and say that it is sent."),
        )


def would_rather_not(user: User, debrief: Debrief) -> bool:
    """What the user alone may know of themself."""
    return read_note(user, debrief.deal_id, PrivateNote.Kind.TOO_UPSET).is_kept


def set_wish(user: User, debrief: Debrief, *, rather_not: bool) -> None:
    """Keeps the wish as a private note, which nobody else and no log ever reads; or removes it."""
    kind = PrivateNote.Kind.TOO_UPSET
    note = read_note(user, debrief.deal_id, kind)
    if rather_not and not note.is_kept:
        write_note(user, debrief.deal_id, kind, "", 0)
    elif not rather_not:
        remove_note(user, debrief.deal_id, kind)
