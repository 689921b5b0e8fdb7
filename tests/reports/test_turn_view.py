"""What a loss file says of the momentum turn: an interval, the facts on both sides, or that none is visible."""

from dataclasses import replace

from assay.domain.spans import DAY
from assay.reports.deal_file import DealFile, Touch, Turn
from assay.reports.deal_file import Standing as Place
from assay.reports.listing import list_rows
from assay.reports.timeline import draw_timeline
from assay.reports.turn import SIGNAL, view_turn
from reports.made_file import AT, make_deal_file, make_event, make_person


def spell(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\xa0", " ")


def make_turned(answer: str = "hit") -> DealFile:
    """A word every second day for 24 days, then one in 8; the turn most likely on the 26th day, opened 3 March 2025."""
    days = [*range(0, 24, 2), 30, 38, 46, 51]
    words = [make_event(number, day, people=(1,)) for number, day in enumerate(days)]
    ours = [make_event(50 + number, day + 1, direction="outbound") for number, day in enumerate((0, 8, 40))]
    turn = Turn(16, 51, AT + 26 * DAY, AT + 20 * DAY, AT + 34 * DAY - 1)
    return make_deal_file(
        last_word=AT + 51 * DAY,
        events=tuple(sorted((*words, *ours), key=lambda event: event.at)),
        people=(make_person(1, "Ann", 2),),
        touches=(Touch(9, AT + 40 * DAY, 1, "Spring", "sent", False, Place()),),
        turn=turn,
        answers={SIGNAL: answer},
    )


def test_a_turn_is_said_as_an_interval() -> None:
    view = view_turn(make_turned())
    assert view is not None
    assert spell(view.sentence) == (
        "Contact fell for good some time between 23 Mar 2025 and 5 Apr 2025, most likely late March 2025 (80 % "
        "interval, from 16 words of the buyer): from 3.2 words a week since 3 Mar 2025 to 1.1 until "
        "23 Apr 2025, the last of them."
    )


def test_the_table_holds_the_days_that_the_sentence_speaks_of() -> None:
    view = view_turn(make_turned())
    assert view is not None
    assert spell(view.before) == "3 Mar 2025 to 28 Mar 2025, 26 days"
    assert spell(view.after) == "29 Mar 2025 to 23 Apr 2025, 26 days"
    sides = {side.name: (spell(side.before), spell(side.after)) for side in view.sides}
    assert sides["Words of the buyer"] == ("12 (3.2)", "4 (1.1)")
    assert sides["Messages to the buyer"] == ("2 (0.5)", "1 (0.3)")
    assert sides["Campaign touches"] == ("none", "1 (0.3)")
    assert sides["Buyers met or heard from"] == ("1 person", "1 person")
    assert sides["Our answers to their messages"][0] == "3, half within 7 days"


def test_sides_of_unequal_length_compare_by_the_week() -> None:
    file = make_turned()
    assert file.turn is not None
    early = replace(file.turn, turn_at=AT + 10 * DAY, low_at=AT + 6 * DAY, high_at=AT + 14 * DAY - 1)
    view = view_turn(replace(file, turn=early))
    assert view is not None
    assert (spell(view.before)[-7:], spell(view.after)[-7:]) == ("10 days", "42 days")
    sides = {side.name: (spell(side.before), spell(side.after)) for side in view.sides}
    assert sides["Words of the buyer"] == ("5 (3.5)", "11 (1.8)")
    assert "a week" in view.note


def test_where_no_turn_is_visible_no_day_is_named() -> None:
    view = view_turn(make_turned("clear"))
    assert view is not None
    assert spell(view.sentence).startswith("No turn visible: 16 words of the buyer in 51 days, about 2.2 a week")
    assert view.sides == ()
    assert "2025" not in view.sentence


def test_what_cannot_be_told_is_left_to_the_unknown() -> None:
    assert view_turn(make_turned("unknown")) is None
    assert view_turn(replace(make_turned(), turn=None)) is None


def test_the_picture_shows_the_interval_and_its_middle() -> None:
    file = make_turned()
    line = draw_timeline(file, list_rows(file), AT)
    assert line is not None
    edge = next(edge for edge in line.edges if edge.kind == "turn")
    assert line.turn_x < edge.x < line.turn_x + line.turn_width
    assert spell(edge.label) == "contact fell for good 23 Mar to 5 Apr 2025 (80 %)"


def test_without_a_turn_the_picture_has_no_band() -> None:
    file = make_turned("clear")
    line = draw_timeline(file, list_rows(file), AT)
    assert line is not None
    assert line.turn_width == 0
    assert all(edge.kind != "turn" for edge in line.edges)
