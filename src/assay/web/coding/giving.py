"""Giving a code to a passage: once a person, kept beside all that the person said of it before."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from assay.reports.coding.context import Context
from assay.reports.coding.passage import Passage
from assay.web.coding.models import PassageCode
from assay.web.coding.recording import ask_soon, list_standing
from assay.web.people.models import User
from assay.words.taxonomy import Taxonomy


class OlderPage(Exception):
    """The person has said something else of the passage since the page was loaded."""


@dataclass(frozen=True)
class Said:
    """What a person says of a passage. theme, about, polarity: as they are chosen, none of them left open."""

    driver: str
    theme: str
    about: str
    competitor_id: int | None
    polarity: str


def find_own(user: User, key: str) -> PassageCode | None:
    """What the user says of the passage now."""
    return list_standing().filter(coder=user, passage=key, is_withdrawn=False).first()


def list_others(user: User, key: str) -> list[PassageCode]:
    """What others say of it: to be shown to a user who has said something only."""
    found = list_standing().filter(passage=key, is_withdrawn=False).exclude(coder=user)
    return list(found.select_related("coder").order_by("made_at"))


def give_code(
    user: User,
    passage: Passage,
    context: Context,
    said: Said,
    *,
    queue: str,
    is_blind: bool,
    seen: int,
    taxonomy: Taxonomy,
) -> PassageCode:
    """Keep what the user says; the same once more changes nothing.

    seen: the id of the user's own code when the page was loaded, 0 for none.  Raises OlderPage when it is another one
    by now and says something else.
    """
    before = _find_standing(user, passage)
    if before is not None and not before.is_withdrawn and _say(before) == said:
        return before
    if (before.pk if before is not None and not before.is_withdrawn else 0) != seen:
        raise OlderPage
    code = _make(user, passage, context, said, queue=queue, is_blind=is_blind, taxonomy=taxonomy)
    try:
        with transaction.atomic():
            if before is not None:
                list_standing().filter(pk=before.pk).update(replaced_at=timezone.now())
            code.save(force_insert=True)
    except IntegrityError as error:  # another page of the same user was quicker
        raise OlderPage from error
    ask_soon()
    return code


def take_back(code: PassageCode) -> None:
    """The person says nothing of the passage any more; that something was said stays."""
    code.pk = None
    code._state.adding = True
    with transaction.atomic():
        list_standing().filter(coder=code.coder, passage=code.passage).update(replaced_at=timezone.now())
        code.is_withdrawn, code.written_at, code.made_at = True, None, timezone.now()
        code.save(force_insert=True)
    ask_soon()


def _find_standing(user: User, passage: Passage) -> PassageCode | None:
    return list_standing().filter(coder=user, passage=passage.place.key).first()


def _say(code: PassageCode) -> Said:
    return Said(code.driver, code.theme, code.about, code.competitor_id, code.polarity)


def _make(
    user: User, passage: Passage, context: Context, said: Said, *, queue: str, is_blind: bool, taxonomy: Taxonomy
) -> PassageCode:
    place, is_of_model = passage.place, passage.coder != "person"
    return PassageCode(
        coder=user,
        passage=place.key,
        deal_id=passage.deal_id,
        table=place.table,
        row_id=place.row_id,
        start=place.start,
        end=place.end,
        whole=context.length,
        side=passage.side,
        origin=passage.origin,
        occurred_at=passage.occurred_at,
        known_at=passage.known_at,
        quote=passage.quote,
        driver=said.driver,
        theme=said.theme,
        about=said.about,
        competitor_id=said.competitor_id,
        polarity=said.polarity,
        taxonomy=taxonomy.version,
        model_driver=passage.driver if is_of_model else "",
        model_choices=[[choice.driver, choice.score] for choice in passage.choices],
        model=passage.model if is_of_model else "",
        queue=queue,
        is_blind=is_blind,
    )
