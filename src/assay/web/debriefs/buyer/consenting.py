"""The promise, and the consent that the buyer gives: in the very words that were shown, and never overwritten."""

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assay.asking.circles import WIDTHS, Circle
from assay.web.debriefs.answering import narrow_answers, share_answers
from assay.web.debriefs.asker import name_asker
from assay.web.debriefs.buyer.opening import Visit
from assay.web.debriefs.models import AskedPerson, Consent, ConsentText, Debrief
from assay.web.people.letters import name_company


def list_promises(debrief: Debrief) -> list[str]:
    """What we promise, sentence by sentence."""
    names = {"asker": name_asker(debrief), "company": name_company()}
    return [
        _("We accept your decision. Nobody will reopen it, and nothing will be sold to you here."),
        _("We ask for two reasons: to learn what we could do better, and to stay on good terms with you."),
        _("You choose below who reads your answers. Whoever reads them, they are used to learn, by %(company)s alone.")
        % names,
        _("Answers may be counted with those of at least four other companies, without any name."),
        _("You need not answer every question. You can change or remove everything at any time, without a reason."),
    ]


def list_circles(debrief: Debrief) -> list[tuple[str, str]]:
    """Who may read the answers, the narrowest first, in words for the buyer."""
    names = {"asker": name_asker(debrief), "company": name_company()}
    return [
        (str(Circle.PARTICIPANTS), _("%(asker)s, and those who prepare and hold this talk") % names),
        (str(Circle.TEAM), _("%(asker)s, your contacts at %(company)s, and the managers there") % names),
        (str(Circle.COMPANY), _("everybody at %(company)s who may see what was between us") % names),
    ]


def find_consent(person: AskedPerson) -> Consent | None:
    """What this person said last, if that was yes."""
    last = person.consents.select_related("text").last()
    return last if last is not None and last.is_given else None


def find_offered(visit: Visit) -> str:
    """The circle that the buyer was told of beforehand, which is proposed."""
    message = visit.invitation or visit.person.messages.exclude(sent_at=None).last()
    circle = message.circle if message else visit.debrief.circle
    return circle if circle in {value for value, _words in list_circles(visit.debrief)} else str(Circle.PARTICIPANTS)


def give_consent(visit: Visit, circle: str) -> Consent:
    """Keeps the yes with its level. Where a narrower one was chosen than before, answers leave the wider circle."""
    with transaction.atomic():
        standing = find_consent(visit.person)
        if standing is not None and standing.circle == circle:
            return standing
        given = _keep(visit, circle, is_given=True)
        who = name_who(visit.person)
        if visit.debrief.answers.filter(who=who, removed_at=None).exclude(finished_at=None).exists():
            share_answers(visit.debrief, who, circle)
        narrow_answers(visit.debrief, visit.person.person_id, circle)
    return given


def withdraw_consent(visit: Visit) -> None:
    """Keeps that it holds no longer."""
    standing = find_consent(visit.person)
    _keep(visit, standing.circle if standing else str(WIDTHS[0]), is_given=False)


def _keep(visit: Visit, circle: str, *, is_given: bool) -> Consent:
    return Consent.objects.create(
        debrief=visit.debrief,
        person=visit.person,
        text=_keep_text(
            "\n".join([*list_promises(visit.debrief), *(f"{c}: {w}" for c, w in list_circles(visit.debrief))])
        ),
        circle=circle,
        is_given=is_given,
        how="page",
    )


def _keep_text(text: str) -> ConsentText:
    """The row of these very words; a new version where they have changed."""
    language = get_language() or "en"
    for _attempt in range(5):
        found = ConsentText.objects.filter(language=language, text=text).first()
        if found is not None:
            return found
        last = ConsentText.objects.filter(language=language).first()
        try:
            with transaction.atomic():
                return ConsentText.objects.create(
                    version=(last.version if last else 0) + 1, language=language, text=text
                )
        except IntegrityError:  # somebody else kept other words under that number
            continue
    return ConsentText.objects.filter(language=language).latest("version")


def name_who(person: AskedPerson) -> str:
    """Under what name answers on the own page are kept, apart from those noted in a call."""
    return f"page {person.person_id}"
