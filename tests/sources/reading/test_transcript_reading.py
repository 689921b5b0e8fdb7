"""Transcripts as Teams, Zoom and others write them."""

import pytest

from assay.domain.errors import InputError
from assay.sources.transcripts.turn import is_name, read_clock
from sources.reading.reading_desk import ReadingDesk

HEADINGS = ("file", "stem", "position", "start_ms", "end_ms", "speaker", "text")

TEAMS = """WEBVTT

NOTE recorded on 3 May

STYLE
::cue { color: red }

6f1e/15-0
00:00:01.000 --> 00:00:03.500 align:start
<v Ann Lee>Hello <b>there</b> &amp; all</v>

6f1e/16-0
00:03.500 --> 00:05.000
<v.loud Ann Lee>and welcome</v>

01:00:05.000 --> 01:00:06.000
<v Bob Ray (Acme)>Yes.</v>
<v Ann Lee>No.</v>
"""

ZOOM = """WEBVTT\r
\r
1\r
00:00:01.000 --> 00:00:03.500\r
Ann Lee: The price is: 5\r
\r
2\r
00:00:03.500 --> 00:00:04.500\r
Ann Lee: per seat.\r
\r
3\r
00:00:04.500 --> 00:00:05.500\r
Bob Ray: I see\r
"""

SRT = """1
00:00:01,000 --> 00:00:03,500
Ann: Hello
all

2
00:00:04,000 --> 00:00:05,500
[Bob Ray] Hi
"""

TEXT = """Call of 3 May

[00:00:01] Ann Lee: Hello
and more words
00:01:02 Bob Ray: The meeting at 10:30 was fine
Ann Lee (02:03): Yes
Bob Ray 00:03:04
words below the name
"""


def said(desk: ReadingDesk, name: str, content: str | bytes) -> list[tuple[str | None, ...]]:
    raw = desk.read_one(name, content)
    assert (raw.kind, raw.headings) == ("transcript", HEADINGS)
    return [cells[3:] for cells in desk.cells(raw)]


def test_teams_voices_are_speakers_and_their_cues_join_to_turns(desk: ReadingDesk) -> None:
    assert said(desk, "a.vtt", TEAMS) == [
        ("1000", "5000", "Ann Lee", "Hello there & all and welcome"),
        ("3605000", "3606000", "Bob Ray (Acme)", "Yes."),
        ("3605000", "3606000", "Ann Lee", "No."),
    ]


def test_a_turn_carries_file_stem_position_and_line(desk: ReadingDesk) -> None:
    desk.put("calls/D-17.vtt", TEAMS)
    [raw] = desk.read(desk.folder)
    assert [cells[:3] for cells in desk.cells(raw)] == [("calls/D-17.vtt", "D-17", str(n)) for n in (1, 2, 3)]
    assert [line for _, line in desk.places(raw)] == [8, 16, 16]


def test_names_before_a_colon_are_speakers_as_in_zoom(desk: ReadingDesk) -> None:
    assert said(desk, "a.vtt", ZOOM) == [
        ("1000", "4500", "Ann Lee", "The price is: 5 per seat."),
        ("4500", "5500", "Bob Ray", "I see"),
    ]


def test_subrip_cues_are_read(desk: ReadingDesk) -> None:
    assert said(desk, "a.srt", SRT) == [("1000", "3500", "Ann", "Hello all"), ("4000", "5500", "Bob Ray", "Hi")]


def test_plain_text_is_read_with_and_without_times(desk: ReadingDesk) -> None:
    assert said(desk, "a.txt", TEXT) == [
        ("1000", "62000", "Ann Lee", "Hello and more words"),
        ("62000", "123000", "Bob Ray", "The meeting at 10:30 was fine"),
        ("123000", "184000", "Ann Lee", "Yes"),
        ("184000", None, "Bob Ray", "words below the name"),
    ]
    assert said(desk, "b.txt", "Ann: Hi\nBob: Hello\nAnn: Bye\n") == [
        (None, None, "Ann", "Hi"),
        (None, None, "Bob", "Hello"),
        (None, None, "Ann", "Bye"),
    ]


def test_cues_without_any_speaker_are_kept_apart(desk: ReadingDesk) -> None:
    content = "WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n\n00:02.000 --> 00:03.000\nagain\n"
    assert said(desk, "a.vtt", content) == [("1000", "2000", None, "hello"), ("2000", "3000", None, "again")]


def test_a_transcript_in_utf16_is_read(desk: ReadingDesk) -> None:
    assert said(desk, "a.vtt", TEAMS.encode("utf-16"))[1][2] == "Bob Ray (Acme)"


def test_a_cue_that_cannot_be_read_is_rejected_with_its_line(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.vtt", TEAMS + "\n00:00:07.000 --> soon\nwhat now\n\nno times at all\n")
    assert raw.rows == 5
    assert desk.rejects() == [
        (20, "start_ms", "the times '00:00:07.000 --> soon' cannot be read"),
        (23, "start_ms", "a cue has no line with times"),
    ]


@pytest.mark.parametrize("cut", ["00:00:07.000 --", "00:00:07.000 --> 00:0", "00:00:07.000 --> 00:00:09.000\n"])
def test_the_cue_at_which_a_transcript_was_cut_off_is_rejected(desk: ReadingDesk, cut: str) -> None:
    raw = desk.read_one("a.vtt", f"{TEAMS}\n{cut}")
    assert (raw.rows, [line for line, *_ in desk.rejects()]) == (4, [20])


def test_a_cue_in_which_nothing_is_said_is_no_row(desk: ReadingDesk) -> None:
    raw = desk.read_one("a.vtt", f"{TEAMS}\n00:00:07.000 --> 00:00:09.000\n<v Ann Lee></v>\n")
    assert (raw.rows, desk.rejects()) == (3, [])


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
@pytest.mark.parametrize("content", ["WEBVTT\n", "WEBVTT\n\nNOTE nothing\n"])
def test_a_transcript_without_a_cue_is_refused(desk: ReadingDesk, name: str, content: str) -> None:
    with pytest.raises(InputError, match="holds no cue"):
        desk.read_one(name, content)


@pytest.mark.parametrize("name", ["a.vtt", "a.srt", "a.txt"])
def test_an_empty_transcript_is_refused(desk: ReadingDesk, name: str) -> None:
    with pytest.raises(InputError, match="is empty"):
        desk.read_one(name, "")


def test_a_binary_transcript_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="NUL characters"):
        desk.read_one("a.vtt", b"WEBVTT\n\n" + bytes(range(40)) * 10 + b"\x00" * 3)


def test_labels_that_come_once_each_are_no_conversation(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="holds no rows"):
        desk.read_one("SOURCE.txt", "Origin: somewhere\nLicence: MIT\nFetched: today\n")
    assert "no one speaks twice" in desk.left_out()["SOURCE.txt"]


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [("01:02:03.450", 3_723_450), ("02:03,4", 123_400), ("2:03", 123_000), ("soon", None), ("1:2:3:4", None)],
)
def test_clocks_are_read_in_their_spellings(text: str, milliseconds: int | None) -> None:
    assert read_clock(text) == milliseconds


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ann Lee", True),
        ("Ludwig van Beethoven", True),
        ("ann@acme.example", True),
        ("山田 太郎", True),
        ("+1 408*****85", True),
        ("The price is", False),
        ("Well, I think", False),
        ("One Two Three Four Five Six Seven", False),
        ("10", False),
    ],
)
def test_names_are_told_from_the_beginnings_of_sentences(text: str, named: bool) -> None:
    assert is_name(text) is named


def test_a_log_of_times_names_and_words_between_tabs_is_a_conversation(desk: ReadingDesk) -> None:
    content = "00:00:12\tAnn Lee:\tHello\n00:01:05\tBob Ray:\tHi there\n"
    assert said(desk, "chat.txt", content) == [
        ("12000", "65000", "Ann Lee", "Hello"),
        ("65000", None, "Bob Ray", "Hi there"),
    ]
