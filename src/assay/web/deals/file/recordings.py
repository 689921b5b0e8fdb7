"""Recorded calls of a deal: which there are, and their sound from any place on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from assay.reports.deal_file import Event
from assay.reports.wording import write_day
from assay.runs.recordings.shelf import Recording, find_recorded, find_recording
from assay.web.people.log import note_visit
from assay.web.request import Request

_TYPES = {
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "audio/mp4",
    ".aac": "audio/aac",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".webm": "audio/webm",
}


@dataclass(frozen=True)
class Sound:
    """A recorded call as a page shows it. address: of the sound; row: of the call, as table and id."""

    recording: Recording
    address: str
    row: str
    day: str
    subject: str

    @property
    def length(self) -> str:
        """Minutes and seconds."""
        return f"{self.recording.duration_ms // 60_000}:{self.recording.duration_ms // 1000 % 60:02}"


def list_sounds(deal_id: int, events: Sequence[Event]) -> list[Sound]:
    """The recorded calls among the activities of a deal, in their order."""
    recorded = find_recorded(settings.HOME, (event.id for event in events))
    found = (find_sound(deal_id, event) for event in events if event.id in recorded)
    return [sound for sound in found if sound]


def find_sound(deal_id: int, event: Event) -> Sound | None:
    """The recording of one activity of a deal, if it has one that is still kept."""
    recording = find_recording(settings.HOME, event.id)
    if recording is None:
        return None
    address = reverse("deal_sound", args=[deal_id, event.id])
    return Sound(recording, address, f"activity/{event.id}", write_day(event.at), event.subject or recording.name)


def name_type(recording: Recording) -> str:
    """The kind of sound, as browsers are told."""
    return _TYPES.get(recording.ending, "application/octet-stream")


def note_hearing(request: Request, deal_id: int, recording: Recording) -> None:
    """Adds to the log that somebody hears a recording, once for all the parts in which it is fetched."""
    note_visit(request, "heard", "recording", recording.activity_id, recording.name, deal=str(deal_id))
