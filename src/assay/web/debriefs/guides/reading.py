"""The questions of one debrief, for whoever asks them and for the buyer's own page."""

from dataclasses import dataclass

from assay.asking.guide.choosing import fill_guide
from assay.web.debriefs.guides.templates import list_templates
from assay.web.debriefs.models import ChosenQuestion, Debrief


@dataclass(frozen=True)
class GuideQuestion:
    """One question as the buyer may read it. key: answers carry it.  why: what it is asked for.  order: from 1.

    part: what it is about; "process" and "information" are the buying process.
    """

    key: str
    text: str
    why: str
    order: int
    part: str = ""


def read_questions(debrief: Debrief, language: str | None = None) -> tuple[GuideQuestion, ...]:
    """The questions in their order; those of the templates as long as nobody has chosen any.

    language: of who reads them, else the debrief's. A question in somebody's own words is read as it was written.
    What was expected, and what in the record proposed a question, is never part of it.
    """
    language = language or debrief.language
    chosen = ChosenQuestion.objects.filter(guide__debrief=debrief, removed_at=None)
    found = [_say_chosen(one, language) for one in chosen]
    if not found:
        found = [
            (one.key, one.say(language), one.say_why(language), one.part)
            for one in fill_guide(list_templates(debrief.outcome))
        ]
    return tuple(
        GuideQuestion(key, text, why, order, part) for order, (key, text, why, part) in enumerate(found, start=1)
    )


def _say_chosen(one: ChosenQuestion, language: str) -> tuple[str, str, str, str]:
    """Key, text, why and part; in the reader's language where its words are not somebody's own."""
    return one.key, one.texts.get(language) or one.text, one.whys.get(language) or one.why, one.part
