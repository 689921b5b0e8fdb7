"""What a note tells of questions."""

import pytest

from assay.words.coding.asked import only_asks


@pytest.mark.parametrize(
    "text",
    [
        "Kevin asked about SOC 2 compliance.",
        "Their engineers also asked about rate limits and custom connectors.",
        "He wanted to know whether the export can be scheduled.",
        "Asked for two references in the food industry.",
    ],
)
def test_that_somebody_asked_is_no_reason_yet(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "He asked about the price, it is too high for them.",
        "She asked about service again, nobody had answered.",
        "He asked about the export. We do not have it.",
        "They asked us to come back next year.",
        "The yearly cost is what hurts.",
    ],
)
def test_a_question_with_an_objection_may_give_a_reason(text: str) -> None:
    assert not only_asks(text)
