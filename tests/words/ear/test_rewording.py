"""A loaded question is turned into an open one that a person would say."""

import pytest

from assay.words.ear.rewording import reword_question


@pytest.mark.parametrize(
    ("loaded", "fault", "open_one"),
    [
        (
            "Why didn't you tell us that your budget was cut?",
            "blaming",
            "How could we have learned sooner that your budget was cut?",
        ),
        (
            "Why didn't you mention your board had decided?",
            "blaming",
            "How could we have learned sooner that your board had decided?",
        ),
        (
            "Why did you not tell us about your deadline?",
            "blaming",
            "How could we have learned sooner of your deadline?",
        ),
        (
            "Why did you never tell us that there was a second vendor?",
            "blaming",
            "How could we have learned sooner of a second vendor?",
        ),
        ("Did you like the CFO?", "closed", "How did you find the CFO?"),
        ("Did you compare SAP and us fairly?", "closed", "How did you compare SAP and us fairly?"),
    ],
)
def test_a_clause_a_thing_and_names_read_as_english(loaded: str, fault: str, open_one: str) -> None:
    assert reword_question(loaded, (fault,), "en") == (open_one,)


@pytest.mark.parametrize("loaded", ["Was the cheaper decisive?", "Wasn't the faster what you wanted?"])
def test_an_adjective_is_not_asked_for_as_a_thing(loaded: str) -> None:
    (open_one,) = reword_question(loaded, ("leading",), "en")
    assert "the cheaper play" not in open_one
    assert "the faster play" not in open_one
