"""Calendar files, read back by a reader of RFC 5545's grammar, by two libraries, and by libical as calendars use it."""

import ctypes
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from assay.outside.calendar import Attendee, Method, Talk, write_calendar
from assay.outside.calendar_lines import escape_text, fold_line

BERLIN = ZoneInfo("Europe/Berlin")
LINE = re.compile(
    r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*))*):([^\x00-\x08\x0a-\x1f\x7f]*)'
)
PARAMETER = re.compile(r';([A-Z-]+)=(?:"([^"]*)"|([^";:,]*))')


@dataclass
class Part:
    """A component as it was read: its properties in order, and the components within."""

    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list[tuple[dict[str, str], str]]:
        return [(parameters, value) for found, parameters, value in self.lines if found == name]

    def one(self, name: str) -> str:
        ((_, value),) = self.all(name)
        return value


def read_calendar(text: str) -> Part:
    """Reads by the grammar of section 3.1; anything that it does not allow fails."""
    octets = text.encode()
    assert octets.endswith(b"\r\n")
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    for line in octets.split(b"\r\n"):
        line.decode()  # no fold within a letter
    whole = Part("")
    standing = [whole]
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        found = LINE.fullmatch(line)
        assert found, line
        name, told, value = found.groups()
        if name == "BEGIN":
            standing[-1].parts.append(Part(value))
            standing.append(standing[-1].parts[-1])
        elif name == "END":
            assert standing.pop().name == value
        else:
            parameters = {key: quoted or plain for key, quoted, plain in PARAMETER.findall(told)}
            standing[-1].lines.append((name, parameters, value))
    assert standing == [whole]
    (calendar,) = whole.parts
    return calendar


def unescape(value: str) -> str:
    return re.sub(r"\\([\\;,nN])", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)


def make_talk(**told: Any) -> Talk:
    standing = Talk(
        uid="7f3a@assay.example.org",
        sequence=0,
        made_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        begins_at=datetime(2026, 3, 30, 15, 0, tzinfo=BERLIN),
        minutes=30,
        summary="Our talk; thank you, Ms. Müller",
        description="Two purposes:\nto learn, and to stay on good terms.",
        place="by video",
        organizer=Attendee("anna@example.org", 'Anna "A." Berg', sent_by="assay@example.org"),
        attendees=(Attendee("ines@hartwell.example", "Ines Roth"),),
    )
    return replace(standing, **told)


def test_an_invitation_is_a_request_with_all_that_the_standard_asks_for() -> None:
    calendar = read_calendar(write_calendar(make_talk(), Method.REQUEST))
    assert calendar.name == "VCALENDAR"
    assert [calendar.one(name) for name in ("VERSION", "METHOD")] == ["2.0", "REQUEST"]
    (event,) = [part for part in calendar.parts if part.name == "VEVENT"]
    for name in ("UID", "DTSTAMP", "DTSTART", "ORGANIZER", "SEQUENCE", "STATUS", "SUMMARY"):
        event.one(name)
    ((parameters, address),) = event.all("ATTENDEE")
    assert address == "mailto:ines@hartwell.example"
    assert (parameters["RSVP"], parameters["PARTSTAT"]) == ("TRUE", "NEEDS-ACTION")
    ((organizer, _),) = event.all("ORGANIZER")
    assert organizer == {"CN": "Anna ^'A.^' Berg", "SENT-BY": "mailto:assay@example.org"}
    assert unescape(event.one("SUMMARY")) == "Our talk; thank you, Ms. Müller"
    assert unescape(event.one("DESCRIPTION")) == "Two purposes:\nto learn, and to stay on good terms."


def test_the_time_is_told_by_the_clock_of_the_place_with_its_zone() -> None:
    calendar = read_calendar(write_calendar(make_talk(), Method.REQUEST))
    (zone,) = [part for part in calendar.parts if part.name == "VTIMEZONE"]
    (event,) = [part for part in calendar.parts if part.name == "VEVENT"]
    assert event.all("DTSTART") == [({"TZID": "Europe/Berlin"}, "20260330T150000")]
    assert event.all("DTEND") == [({"TZID": "Europe/Berlin"}, "20260330T153000")]
    changes = {
        part.one("DTSTART"): (part.name, part.one("TZOFFSETFROM"), part.one("TZOFFSETTO")) for part in zone.parts
    }
    assert changes["20260329T020000"] == ("DAYLIGHT", "+0100", "+0200")
    assert changes["20261025T030000"] == ("STANDARD", "+0200", "+0100")


def test_a_talk_that_spans_a_change_of_the_clocks_ends_when_it_is_over() -> None:
    begins = datetime(2026, 3, 29, 1, 45, tzinfo=BERLIN)
    calendar = read_calendar(write_calendar(make_talk(begins_at=begins), Method.REQUEST))
    (event,) = [part for part in calendar.parts if part.name == "VEVENT"]
    assert event.one("DTEND") == "20260329T031500"


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_every_zone_is_told_as_its_clocks_go(zone: str) -> None:
    around = datetime(2026, 6, 1, 9, tzinfo=ZoneInfo(zone))
    calendar = read_calendar(write_calendar(make_talk(begins_at=around), Method.REQUEST))
    (told,) = [part for part in calendar.parts if part.name == "VTIMEZONE"]
    changes = sorted((part.one("DTSTART"), part.one("TZOFFSETTO")) for part in told.parts)
    for days in range(-500, 500, 7):
        shown = around + timedelta(days=days)
        (*_, (_, offset)) = [change for change in changes if change[0] <= f"{shown:%Y%m%dT%H%M%S}"]
        assert offset == f"{shown:%z}"


def test_a_time_in_utc_needs_no_zone() -> None:
    begins = datetime(2026, 3, 30, 15, tzinfo=timezone(timedelta(hours=2)))
    calendar = read_calendar(write_calendar(make_talk(begins_at=begins), Method.REQUEST))
    assert [part.name for part in calendar.parts] == ["VEVENT"]
    assert calendar.parts[0].one("DTSTART") == "20260330T130000Z"


def test_a_change_keeps_the_uid_and_raises_the_sequence_and_a_cancelling_says_so() -> None:
    moved = read_calendar(write_calendar(make_talk(sequence=1), Method.REQUEST)).parts[-1]
    gone = read_calendar(write_calendar(make_talk(sequence=2), Method.CANCEL))
    assert moved.one("UID") == gone.parts[-1].one("UID")
    assert (moved.one("SEQUENCE"), gone.parts[-1].one("SEQUENCE")) == ("1", "2")
    assert (gone.one("METHOD"), gone.parts[-1].one("STATUS")) == ("CANCEL", "CANCELLED")


def test_a_proposal_is_tentative_and_what_is_published_names_nobody_who_attends() -> None:
    assert (
        read_calendar(write_calendar(make_talk(is_tentative=True), Method.REQUEST)).parts[-1].one("STATUS")
        == "TENTATIVE"
    )
    assert read_calendar(write_calendar(make_talk(), Method.PUBLISH)).parts[-1].all("ATTENDEE") == []


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        write_calendar(make_talk(begins_at=datetime(2026, 3, 30, 15)), Method.REQUEST)  # noqa: DTZ001


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_back_as_it_was(typed: str) -> None:
    event = read_calendar(write_calendar(make_talk(description="x" + typed), Method.REQUEST)).parts[-1]
    kept = typed.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in kept if one in "\n\t" or ord(one) >= 32 and ord(one) != 127)
    assert unescape(event.one("DESCRIPTION")) == "x" + kept


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_a_name_cannot_break_out_of_its_line(name: str) -> None:
    event = read_calendar(write_calendar(make_talk(organizer=Attendee("a@b.example", name)), Method.REQUEST)).parts[-1]
    ((parameters, address),) = event.all("ORGANIZER")
    assert address == "mailto:a@b.example"
    told = parameters.get("CN", "")
    assert re.sub(r"\^([\^'n])", lambda one: {"'": '"', "n": "\n"}.get(one[1], one[1]), told) == name


def test_a_line_is_folded_by_octets() -> None:
    folded = fold_line("SUMMARY:" + "ü" * 100)
    assert max(len(piece) for piece in folded.encode().split(b"\r\n")) <= 75
    assert folded.replace("\r\n ", "") == "SUMMARY:" + "ü" * 100 + "\r\n"


def test_text_is_escaped() -> None:
    assert escape_text("a;b,c\\d\r\ne") == "a\\;b\\,c\\\\d\\ne"


@pytest.mark.parametrize("begins", [datetime(2026, 3, 30, 15, tzinfo=BERLIN), datetime(2026, 3, 30, 13, tzinfo=UTC)])
def test_icalendar_reads_the_same(begins: datetime) -> None:
    text = write_calendar(make_talk(begins_at=begins), Method.REQUEST)
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["METHOD"] == "REQUEST"
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("DTSTART") == begins
    assert event.decoded("DTEND") == begins + timedelta(minutes=30)
    assert str(event["SUMMARY"]) == "Our talk; thank you, Ms. Müller"
    assert event["ORGANIZER"].params["SENT-BY"] == "mailto:assay@example.org"
    assert event.errors == []


@pytest.mark.parametrize("begins", [datetime(2026, 3, 30, 15, tzinfo=BERLIN), datetime(2026, 3, 30, 13, tzinfo=UTC)])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_vobject_reads_the_same(begins: datetime) -> None:
    event = vobject.readOne(write_calendar(make_talk(begins_at=begins), Method.REQUEST)).vevent
    assert event.dtstart.value == begins
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=30)
    assert event.summary.value == "Our talk; thank you, Ms. Müller"
    assert event.attendee.value == "mailto:ines@hartwell.example"
    assert event.uid.value == "7f3a@assay.example.org"


@pytest.mark.parametrize("begins", [datetime(2026, 3, 30, 15, tzinfo=BERLIN), datetime(2026, 3, 30, 13, tzinfo=UTC)])
@pytest.mark.parametrize("method", list(Method))
def test_libical_which_evolution_and_korganizer_read_with_finds_no_fault(begins: datetime, method: Method) -> None:
    summary, faults, begun = read_by_libical(write_calendar(make_talk(begins_at=begins), method))
    assert faults == 0
    assert summary == "Our talk; thank you, Ms. Müller"
    assert begun == begins.timestamp()


def test_libical_finds_the_fault_of_a_broken_file() -> None:
    broken = write_calendar(make_talk(), Method.REQUEST).replace("DTSTART;TZID=Europe/Berlin:2026", "DTSTART:late")
    assert read_by_libical(broken)[1] > 0


def read_by_libical(text: str) -> tuple[str, int, int]:
    """The summary of the talk, how many faults libical counts in the file, and when the talk begins, epoch seconds."""
    library = ctypes.CDLL("libical.so.3")
    for name in ("icalparser_parse_string", "icalcomponent_get_first_component", "icaltimezone_get_utc_timezone"):
        getattr(library, name).restype = ctypes.c_void_p
    library.icalcomponent_get_summary.restype = ctypes.c_char_p
    library.icalcomponent_get_dtstart.restype = IcalTime
    library.icaltime_as_timet_with_zone.restype = ctypes.c_long
    whole = ctypes.c_void_p(library.icalparser_parse_string(text.encode()))
    try:
        event = ctypes.c_void_p(library.icalcomponent_get_first_component(whole, ICAL_VEVENT))
        summary = library.icalcomponent_get_summary(event).decode()
        begins = library.icalcomponent_get_dtstart(event)
        seconds = library.icaltime_as_timet_with_zone(begins, ctypes.c_void_p(begins.zone))
        return summary, library.icalcomponent_count_errors(whole), seconds
    finally:
        library.icalcomponent_free(whole)


class IcalTime(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_: ClassVar = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_dst")),
        ("zone", ctypes.c_void_p),
    ]


#: ICAL_VEVENT_COMPONENT of libical 3's icalcomponent_kind
ICAL_VEVENT = 4
