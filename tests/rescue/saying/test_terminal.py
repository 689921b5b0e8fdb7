"""What to say, on the command line."""

import json

import pytest

from assay.domain.errors import InputError
from assay.reports.saying.terminal import Wanted, show_scripts, show_secrecy
from assay.store.home import Home


def test_how_they_decide_comes_before_anything_is_said(like_home: Home) -> None:
    text = show_scripts(like_home, Wanted("alike", "price_too_high", "loss"))
    assert text.startswith("How they decide: not known yet.")
    assert "how the price sits with you" in text
    assert "nothing in it was found that gives the other deal away" in text


def test_json_holds_every_part_and_german_is_german(like_home: Home) -> None:
    told = json.loads(show_scripts(like_home, Wanted("alike", "timing", language="de"), "json"))
    assert told["opener"].startswith("Guten Tag")
    assert len(told["prompts"]) == 3
    assert told["remarks"] == []


def test_an_unknown_reason_language_or_loss_is_refused(like_home: Home) -> None:
    with pytest.raises(InputError, match="There is no reason 'astrology'"):
        show_scripts(like_home, Wanted("alike", "astrology"))
    with pytest.raises(InputError, match="No script is written in 'fr'"):
        show_scripts(like_home, Wanted("alike", "timing", language="fr"))
    with pytest.raises(InputError, match="No deal is called"):
        show_secrecy(like_home, "nowhere", "Hello.")


def test_a_text_is_checked_against_a_loss(like_home: Home) -> None:
    assert show_secrecy(like_home, "loss", "How do you see the price?")[1] is False
