"""What came back in calls, kept here and on its way into the record as statements of the buyer."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assay.asking.finished import CodeRow, Row, StatementRow
from assay.asking.when import next_workday
from assay.reports.same_situation.reading import is_reason
from assay.web.debriefs.hearing import hear_driver
from assay.web.debriefs.holidays import list_holidays
from assay.web.debriefs.recording import Waiting, ask_to_record
from assay.web.people.log import note
from assay.web.people.saving import StaleRow
from assay.web.plays.announcing import tell_called
from assay.web.plays.models import Play, PlayCall
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy

#: of the same words sent twice within so long one call is kept
_TWICE = timedelta(minutes=5)


def keep_call(request: Request, play: Play, seen: int, told: dict[str, Any]) -> PlayCall:
    """Keeps a call, moves the play on, and sends the words on their way. Raises StaleRow for an old page.

    told: the cleaned fields of CallForm. The same sent twice is one call.
    """
    with transaction.atomic():
        standing = Play.objects.select_for_update().get(pk=play.pk)
        given = {name: told[name] for name in ("result", "said", "referral", "next_step", "next_due")}
        chosen = told.get("driver", "") if told["result"] == PlayCall.Result.OTHER else ""
        recent = timezone.now() - _TWICE
        same = standing.calls.filter(by=request.user, at__gt=recent, **given).first()
        if same is not None:
            return same
        if standing.version != seen:
            raise StaleRow
        now = timezone.now()
        heard = "" if chosen or told["result"] != PlayCall.Result.OTHER else hear_concern(told["said"])
        call = PlayCall.objects.create(
            play=standing,
            by=request.user,
            at=now,
            finished_at=now,
            speaker_id=standing.contact_id,
            driver=chosen or heard,
            was_proposed=bool(heard),
            **given,
        )
        _move_on(standing, call)
        note(request, "recorded", "play_call", call.pk, standing.deal_name, deal=str(standing.deal_id))
        tell_called(standing, call)
        ask_to_record(request.user)
    return call


def hear_concern(said: str) -> str:
    """The driver that the words speak of, where the coder is sure enough to code them by itself; else empty."""
    driver = hear_driver(said)
    return driver if is_reason(driver, speak_taxonomy()) else ""


def _move_on(play: Play, call: PlayCall) -> None:
    """No answer is tried again on the next working day; a next step gives the day; else nothing is left to do."""
    if call.next_due is not None:
        play.due, play.answered_at = call.next_due, None
    elif call.result == PlayCall.Result.NO_ANSWER:
        play.due, play.answered_at = next_workday(timezone.localdate() + timedelta(days=1), list_holidays()), None
    else:
        play.answered_at = call.at
    play.version += 1
    play.save(update_fields=["due", "answered_at", "version"])


def set_concern(request: Request, call: PlayCall, driver: str) -> None:
    """A person says which driver the buyer's words name; it goes into the record with them."""
    with transaction.atomic():
        standing = PlayCall.objects.select_for_update().get(pk=call.pk)
        if standing.driver == driver and not standing.was_proposed:
            return
        standing.driver, standing.was_proposed = driver, False
        standing.version += 1
        standing.changed_at = timezone.now()
        standing.save(update_fields=["driver", "was_proposed", "version", "changed_at"])
        note(request, "coded", "play_call", call.pk, standing.play.deal_name, driver=driver)
        ask_to_record(request.user)


def gather_calls() -> Waiting:
    """The calls that were kept or coded since they were last recorded."""
    waiting = Waiting([], [])
    changed = PlayCall.objects.exclude(finished_at=None).exclude(recorded_version=F("version")).filter(erased_at=None)
    for call in changed.select_related("play"):
        waiting.rows.extend(_state(call))
        waiting.marks.append(partial(PlayCall.objects.filter(pk=call.pk).update, recorded_version=call.version))
    return waiting


def _state(call: PlayCall) -> Iterator[Row]:
    """Nothing where nothing was said: that a call was tried is no statement."""
    if not call.said.strip():
        return
    known = int(call.changed_at.timestamp())
    said = StatementRow(
        source_id=f"play call {call.pk}",
        known_at=known,
        is_deleted=call.removed_at is not None,
        deal_id=call.play.deal_id,
        side="buyer",
        speaker_id=call.speaker_id,
        origin="play",
        occurred_at=int(call.at.timestamp()),
        text=call.said,
        circle=None,
    )
    yield said
    # what the coder named alone it names again in the record, where its code is known for the coder's own
    if call.driver and not call.was_proposed and not said.is_deleted:
        yield CodeRow(
            source_id=f"{said.source_id} {call.driver}",
            known_at=known,
            is_deleted=False,
            statement_id=said.id,
            driver=call.driver,
            theme=None,
            about=None,
            polarity="against",
            span=None,
        )
