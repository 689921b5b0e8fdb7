"""What is told of agreement rests on blind codes alone, and says nothing below its floors."""

from collections.abc import Iterable
from dataclasses import replace

from assay.reports.coding.agreeing import DRIVER_FLOOR, GivenCode, tell_agreement
from assay.stats.agreement import FLOOR
from assay.words.taxonomy import load_taxonomy
from assay.words.taxonomy.editing import merge_drivers

TAXONOMY = load_taxonomy()
CODES = ("timing", "no_budget", "usability")


def _sample(n: int, wrong: int = 0, model: str = "m") -> Iterable[GivenCode]:
    for number in range(n):
        told = CODES[number % 3]
        said = CODES[(number + 1) % 3] if number < wrong else told
        yield GivenCode(f"p{number}", "anna", said, told, model, "sample", True, number)


def test_accuracy_is_the_share_of_the_sample_in_which_people_say_the_same() -> None:
    found = tell_agreement(_sample(60, wrong=12), TAXONOMY, "m")
    assert found.accuracy is not None
    assert found.accuracy.mid == 0.8
    assert found.accuracy.n == 60
    assert found.with_model is not None
    assert 0.6 < found.with_model.mid < 0.8


def test_below_the_floor_nothing_is_told() -> None:
    found = tell_agreement(_sample(FLOOR - 1), TAXONOMY, "m")
    assert found.accuracy is None
    assert found.with_model is None
    assert found.sample_n == FLOOR - 1


def test_a_driver_is_told_of_where_enough_passages_are_of_it() -> None:
    found = tell_agreement(_sample(3 * DRIVER_FLOOR - 2), TAXONOMY, "m")
    assert [(one.n, one.right is None) for one in found.drivers] == [(10, False), (9, True), (9, True)]


def test_codes_given_after_seeing_choices_or_beside_another_model_are_left_out() -> None:
    seen = [replace(code, is_blind=False) for code in _sample(40)]
    assert tell_agreement(seen, TAXONOMY, "m").sample_n == 0
    other = tell_agreement(_sample(40, model="old"), TAXONOMY, "m")
    assert (other.sample_n, other.of_others) == (0, 40)


def test_the_first_person_speaks_for_a_passage_that_several_coded() -> None:
    first = GivenCode("p", "anna", "timing", "timing", "m", "sample", True, 1)
    later = replace(first, coder="ben", driver="no_budget", at=2)
    found = tell_agreement(
        [later, first] + [replace(code, passage=f"x{code.at}") for code in _sample(39)], TAXONOMY, "m"
    )
    assert found.accuracy is not None
    assert found.accuracy.mid == 1


def test_people_agree_on_what_two_of_them_coded() -> None:
    anna = list(_sample(40))
    ben = [replace(code, coder="ben", queue="unsure") for code in _sample(50, wrong=4)]
    found = tell_agreement([*anna, *ben], TAXONOMY, "m")
    assert (found.people_n, found.coders) == (40, 2)
    assert found.people is not None
    assert 0.8 < found.people.mid < 0.95


def test_corrections_in_a_loss_file_are_no_agreement() -> None:
    anna = list(_sample(40))
    ben = [replace(code, coder="ben", queue="file") for code in _sample(40)]
    assert tell_agreement([*anna, *ben], TAXONOMY, "m").people_n == 0


def test_old_codes_are_read_through_a_merge() -> None:
    merged = merge_drivers(TAXONOMY, "timing", "no_budget", take_examples=False)
    anna = [
        GivenCode(f"p{n}", "anna", "timing" if n % 2 else "usability", "", "m", "unsure", True, n) for n in range(40)
    ]
    ben = [replace(code, coder="ben", driver=code.driver.replace("timing", "no_budget")) for code in anna]
    found = tell_agreement([*anna, *ben], merged, "m")
    assert found.people is not None
    assert found.people.mid == 1
