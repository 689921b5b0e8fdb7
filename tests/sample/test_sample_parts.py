"""The parts that the sample company is made of."""

import pytest

from assay.sample.clock import END, calendar_day, in_office, is_free, moment, month_end, quarter_end, time_text
from assay.sample.dice import Dice
from assay.sample.files import Sheet
from assay.sample.happenings import Transcript
from assay.sample.ids import Ids, add_checksum
from assay.sample.names import ascii_word
from assay.sample.script import read_story
from assay.sample.texts import read_phrases
from assay.sample.titles import find_posts
from assay.sample.transcripts import render_transcript


def test_the_checksum_is_that_of_the_published_example() -> None:
    # the example of the CRM's own documentation of 15- and 18-character ids
    assert add_checksum("00530000003xqAb") == "00530000003xqAbAAI"


def test_two_objects_with_one_prefix_never_share_an_id() -> None:
    ids = Ids()
    contact, deal = ids.take("ContactHistory"), ids.take("OpportunityFieldHistory")
    assert contact[:3] == deal[:3]
    assert contact != deal


def test_dice_of_one_seed_fall_alike_and_of_two_seeds_apart() -> None:
    one, same, other = (Dice("x", number) for number in (1, 1, 2))
    first = [one.whole(0, 999) for _ in range(20)]
    assert first == [same.whole(0, 999) for _ in range(20)]
    assert first != [other.whole(0, 999) for _ in range(20)]


def test_skewed_dice_stay_within_seven_times_of_their_median() -> None:
    dice = Dice("skew")
    draws = [dice.skewed(10) for _ in range(2000)]
    assert 10 / 7.3 < min(draws) < max(draws) < 73
    assert 9 < sorted(draws)[1000] < 11


def test_an_option_with_more_weight_comes_more_often() -> None:
    dice = Dice("weights")
    draws = [dice.weighted((("rare", 1.0), ("often", 9.0))) for _ in range(1000)]
    assert 50 < draws.count("rare") < 150


def test_nobody_works_at_weekends_or_between_christmas_and_new_year() -> None:
    dice = Dice("office")
    for at in range(moment(2025, 12, 19, 18), moment(2026, 1, 5), 7 * 3600):
        when = in_office(at, dice)
        assert not is_free(when)
        assert 7 <= when % 86400 // 3600 < 18


def test_months_and_quarters_end_on_their_last_day() -> None:
    assert calendar_day(month_end(moment(2024, 1, 31), 1) // 86400) == "2024-02-29"
    assert calendar_day(quarter_end(moment(2025, 11, 3)) // 86400) == "2025-12-31"


def test_times_are_written_in_utc_to_the_second() -> None:
    assert time_text(END) == "2026-10-30T17:00:00.000Z"


def test_a_sheet_refuses_a_row_with_other_columns() -> None:
    sheet = Sheet("Thing")
    sheet.add(Id="1", Name="a")
    with pytest.raises(ValueError, match="has the columns"):
        sheet.add(Id="2")


@pytest.mark.parametrize(("name", "word"), [("Jürgen", "juergen"), ("Łucja", "lucja"), ("O'Élan", "oelan")])
def test_addresses_are_spelt_in_plain_letters(name: str, word: str) -> None:
    assert ascii_word(name) == word


def test_a_title_takes_the_womans_form_where_the_language_has_one() -> None:
    (post,) = find_posts(1, ("it",))
    assert post.title("de", 0, woman=True) == "Automatisierungstechnikerin"
    assert post.title("de", 0, woman=False) == "Automatisierungstechniker"


def test_every_phrase_is_filled_by_the_facts_of_a_deal() -> None:
    slots = {
        "first",
        "me",
        "account",
        "product",
        "makes",
        "purpose",
        "site",
        "sample",
        "Sample",
        "engineer",
        "colleague",
    }
    slots |= {"topic", "other", "rival", "rival_theme", "rival_word", "amount", "who"}
    for name in ("mails_en", "mails_de", "mails_fr", "notes_en"):
        for phrases in read_phrases(name).values():
            for phrase in phrases:
                assert phrase.format_map(dict.fromkeys(slots, "."))


def test_a_story_is_read_beat_by_beat() -> None:
    head = "deal: A - B\nshows: F4 T8\ncast anna: Anna B | bench quality | -\n"
    text = head + "@0 09:30 call anna 12 | Hello\nShe\nspoke.\n@7 won Price\n"
    story = read_story("try", text)
    first, second = story.beats
    assert (story.shows, story.cast) == (("F4", "T8"), {"anna": "Anna B | bench quality | -"})
    assert (first.day, first.minute, first.verb, first.words) == (0, 570, "call", ("anna", "12"))
    assert (first.parts, first.text) == (("Hello",), "She\nspoke.")
    assert (second.day, second.minute, second.words) == (7, None, ("Price",))


@pytest.mark.parametrize("text", ["deal A\n@0 call a 1 | x\n", "deal: A\n@soon call a 1 | x\n"])
def test_a_line_that_is_neither_fact_nor_beat_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        read_story("try", text)


def test_transcripts_name_the_speaker_in_both_styles() -> None:
    turns = (("Ann B", "Good morning."), ("Cy D", "Morning."))
    teams = render_transcript("00U1", Transcript("teams", turns))
    zoom = render_transcript("00U1", Transcript("zoom", turns))
    assert teams.startswith("WEBVTT\n\n00U1/1-0\n00:00:")
    assert "<v Ann B>Good morning.</v>" in teams
    assert "\nCy D: Morning.\n" in zoom
