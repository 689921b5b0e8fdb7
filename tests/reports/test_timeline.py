"""The picture of a deal: its lanes, bands, silence and moments."""

from dataclasses import replace

from assay.domain.spans import DAY
from assay.reports.deal_file import Change, Competitor, DealFile, Standing
from assay.reports.listing import list_rows
from assay.reports.picture import Timeline
from assay.reports.timeline import WIDTH, draw_timeline
from reports.made_file import AT, make_deal_file, make_event, make_person


def draw(file: DealFile) -> Timeline:
    timeline = draw_timeline(file, list_rows(file), AT + 400 * DAY)
    assert timeline is not None
    return timeline


def test_buyers_stand_in_the_order_of_seniority() -> None:
    people = (make_person(1, "Ann", 1), make_person(2, "Vic", 4), make_person(3, "Cleo", 5))
    timeline = draw(make_deal_file(people=people))
    assert [lane.label for lane in timeline.lanes][:3] == ["Cleo", "Vic", "Ann"]


def test_a_buyer_who_was_only_written_to_was_not_met() -> None:
    people = (make_person(1, "Ann", 1), make_person(2, "Vic", 4))
    events = (make_event(1, 3, "email", "outbound", people=(2,)), make_event(2, 4, "meeting", people=(1,)))
    lanes = {lane.label: lane for lane in draw(make_deal_file(people=people, events=events)).lanes}
    assert lanes["Vic"].kind == "quiet"
    assert lanes["Vic"].note.startswith("not met")
    assert lanes["Ann"].kind == "buyer"


def test_what_names_nobody_stands_in_a_lane_of_its_own() -> None:
    timeline = draw(make_deal_file(events=(make_event(1, 3, "email", "inbound"),)))
    assert [len(lane.marks) for lane in timeline.lanes if lane.label == "Buyer, not named"] == [1]


def test_our_own_lane_holds_what_went_out_and_our_notes() -> None:
    events = (make_event(1, 3, "email", "outbound"), make_event(2, 9, "note", "internal"), make_event(3, 20, "meeting"))
    own = next(lane for lane in draw(make_deal_file(events=events)).lanes if lane.label == "Our side")
    assert [mark.way for mark in own.marks] == ["out", "own"]


def test_direction_is_told_without_colour() -> None:
    events = (make_event(1, 3, "email", "inbound"), make_event(2, 30, "email", "outbound"))
    marks = [mark for lane in draw(make_deal_file(events=events)).lanes for mark in lane.marks]
    assert {mark.way for mark in marks} == {"in", "out"}
    assert {"from the buyer" in mark.title for mark in marks} == {True, False}


def test_a_cancelled_meeting_is_struck_out() -> None:
    events = (make_event(1, 3, "meeting", status="cancelled"), make_event(2, 30, "meeting"))
    struck = [mark.struck for lane in draw(make_deal_file(events=events)).lanes for mark in lane.marks]
    assert struck == [True, False]


def test_people_of_one_meeting_are_tied_together() -> None:
    people = (make_person(1, "Ann", 1), make_person(2, "Vic", 4))
    timeline = draw(make_deal_file(people=people, events=(make_event(1, 3, "demo", people=(1, 2)),)))
    (tie,) = timeline.ties
    assert (tie.top, tie.bottom) == tuple(lane.middle for lane in timeline.lanes[:2])


def test_the_silence_runs_from_the_last_word_to_the_close() -> None:
    file = make_deal_file(last_word=AT + 20 * DAY)
    timeline = draw(file)
    word, cut, close = timeline.edges
    assert (word.kind, cut.kind, close.kind) == ("word", "cut", "close")
    assert timeline.silence_x == word.x < cut.x < close.x
    assert abs(timeline.silence_x + timeline.silence_width - close.x) < 0.2
    assert "40 days without a word" in word.label.replace("\u00a0", " ")


def test_a_deal_without_a_last_word_has_no_silence() -> None:
    assert draw(make_deal_file()).silence_width == 0


def test_messages_without_a_direction_make_the_silence_unsure() -> None:
    events = (make_event(1, 20), make_event(2, 30, "email", "unknown"), make_event(3, 40, "chat", "unknown"))
    timeline = draw(make_deal_file(last_word=AT + 20 * DAY, events=events))
    assert timeline.silence_kind == "unsure"
    assert [edge.label.replace("\u00a0", " ") for edge in timeline.edges[:2]] == [
        "buyer's last known word 23 Mar 2025, no word known for 40 days",
        "after it 2 messages carry no direction",
    ]


def test_the_silence_is_told_when_nothing_in_it_can_be_the_buyers_word() -> None:
    automated = replace(make_event(1, 30, "email", "unknown"), is_automated=True)
    planned = make_event(2, 31, "call", "unknown", status="planned")
    before, after = make_event(3, 10, "email", "unknown"), make_event(4, 70, "email", "unknown")
    note, sent = make_event(5, 32, "note", "unknown"), make_event(6, 33, "email", "outbound")
    events = (before, make_event(7, 20), automated, planned, note, sent, after)
    timeline = draw(make_deal_file(last_word=AT + 20 * DAY, events=events))
    assert timeline.silence_kind == "told"
    assert timeline.edges[0].label.replace("\u00a0", " ").endswith(", then 40 days without a word")


def test_labels_of_moments_lie_inside_the_drawing() -> None:
    for days in (2, 29, 30, 59):
        events = (make_event(1, 59.5, "email", "unknown"), make_event(2, 59.7, "call", "unknown"))
        for edge in draw(make_deal_file(last_word=AT + days * DAY, events=events)).edges:
            length = 6.4 * len(edge.label)
            assert edge.x + length < WIDTH if edge.anchor == "start" else edge.x - length > 0


def test_stages_become_bands_and_the_first_one_reaches_back_to_the_opening() -> None:
    changes = (
        Change(1, AT + 10 * DAY, "stage", "Qualify", "Demo", Standing()),
        Change(2, AT + 60 * DAY, "stage", "Demo", "Closed lost", Standing()),
    )
    bands = draw(make_deal_file(changes=changes)).bands
    assert [band.full.split(":")[0] for band in bands] == ["Qualify", "Demo"]
    assert bands[0].x + bands[0].width == bands[1].x


def test_a_long_stage_name_is_cut_to_its_band() -> None:
    change = Change(1, AT + 55 * DAY, "stage", "Q", "A stage with a remarkably long name", Standing())
    band = draw(make_deal_file(changes=(change,))).bands[1]
    assert len(band.label) * 6.3 <= band.width


def test_without_stage_history_the_band_says_so() -> None:
    assert [band.full.split(":")[0] for band in draw(make_deal_file()).bands] == ["no stage history in the record"]


def test_a_crowd_of_buyers_is_put_together_and_those_met_are_kept() -> None:
    people = tuple(make_person(number, f"Buyer {number:02}", number % 5) for number in range(1, 31))
    events = (make_event(1, 3, "meeting", people=(25, 30)),)
    labels = [lane.label for lane in draw(make_deal_file(people=people, events=events)).lanes]
    assert len(labels) == 13
    assert {"Buyer 25", "Buyer 30", "19 others"} <= set(labels)


def test_what_came_long_after_the_close_is_left_out_and_said() -> None:
    events = (make_event(1, 3), make_event(2, 500))
    timeline = draw(make_deal_file(events=events))
    assert timeline.left_out.replace("\u00a0", " ") == "1 activity outside these days."
    assert sum(len(lane.marks) for lane in timeline.lanes) == 1


def test_nothing_dated_gives_no_picture() -> None:
    file = make_deal_file()
    bare = replace(file, deal=replace(file.deal, opened_at=None, closed_at=None), moment=None)
    assert draw_timeline(bare, list_rows(bare), AT) is None


def test_an_axis_of_any_length_has_a_few_labels_that_do_not_touch() -> None:
    for days in (5, 40, 200, 900, 4000, 12000):
        file = make_deal_file()
        long = replace(file, deal=replace(file.deal, closed_at=AT + days * DAY))
        ticks = [tick for tick in draw(long).ticks if tick.label]
        assert len(ticks) <= 24
        ends = [tick.x + 6 * len(tick.label) for tick in ticks]
        assert all(end < tick.x + 8 for end, tick in zip(ends, ticks[1:], strict=False)), days


def test_a_buyer_in_copy_only_is_drawn_paler() -> None:
    people = (make_person(1, "Ann", 1), make_person(2, "Vic", 4))
    event = replace(make_event(1, 3, people=(1,)), copied=(2,))
    lanes = {lane.label: lane for lane in draw(make_deal_file(people=people, events=(event,))).lanes}
    assert [lanes[name].marks[0].faint for name in ("Ann", "Vic")] == [False, True]


def test_a_competitor_stands_on_the_day_it_was_named() -> None:
    rivals = (
        Competitor(1, "Zenith", "incumbent", AT + 9 * DAY, Standing()),
        Competitor(2, "Apex", "present", None, Standing()),
    )
    lanes = {lane.label: lane for lane in draw(make_deal_file(competitors=rivals)).lanes}
    (mark,) = lanes["Competitors"].marks
    assert "Zenith: incumbent" in mark.title
