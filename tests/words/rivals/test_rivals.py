"""Competitors are found by name, other name, misspelling and phrase, and common words are left alone."""

import pytest

from assay.words.rivals import Found, Rival, RivalNames, find_rivals, learn_names


@pytest.fixture(scope="module")
def names() -> RivalNames:
    return learn_names(
        [
            Rival(1, "Northwind Software GmbH"),
            Rival(2, "Notion"),
            Rival(3, "monday.com"),
            Rival(4, "Velaforce Inc.", ("VFDC", "Vela Cloud")),
            Rival(5, "Pipedrive"),
            Rival(6, "SAP"),
            Rival(7, "Box"),
            Rival(8, "Apple"),
            Rival(9, "Blue Yonder"),
            Rival(10, "Marketo"),
        ]
    )


def tell(found: list[Found]) -> list[tuple[str, int | None, str]]:
    return [(one.as_written, one.competitor_id, one.basis) for one in found]


def test_a_name_is_found_where_it_stands(names: RivalNames) -> None:
    text = "In the end Pipedrive was cheaper."
    (one,) = find_rivals(text, names)
    assert text[one.start : one.end] == "Pipedrive"
    assert (one.competitor_id, one.basis, one.certainty) == (5, "name", "sure")


@pytest.mark.parametrize(
    ("text", "written", "competitor", "basis"),
    [
        ("Northwind gave a lower price.", "Northwind", 1, "name"),
        ("They signed with Northwind Software.", "Northwind Software", 1, "name"),
        ("northwind software gmbh is in", "northwind software gmbh", 1, "name"),
        ("they pitched the VFDC bundle", "VFDC", 4, "alias"),
        ("A demo of Vela Cloud is planned", "Vela Cloud", 4, "alias"),
        ("The buyer compares us with Northwnid.", "Northwnid", 1, "misspelling"),
        ("We lost to North Wind.", "North Wind", 1, "misspelling"),
        ("We lost to BlueYonder.", "BlueYonder", 9, "misspelling"),
        ("we lost to blue yonder", "blue yonder", 9, "name"),
        ("see https://www.pipedrive.com/pricing", "pipedrive", 5, "name"),
    ],
)
def test_one_mention(names: RivalNames, text: str, written: str, competitor: int, basis: str) -> None:
    assert tell(find_rivals(text, names)) == [(written, competitor, basis)]


@pytest.mark.parametrize(
    ("text", "written", "competitor"),
    [
        ("Sie haben sich für Velaforces Angebot entschieden.", "Velaforces", 4),
        ("Die SAP-Lösung ist gesetzt.", "SAP", 6),
        ("Northwinds Preis war deutlich niedriger.", "Northwinds", 1),
        ("Wir nutzen Box seit drei Jahren.", "Box", 7),
        ("Notion hat das bessere Angebot.", "Notion", 2),
        ("Im Haus ist bereits Monday gesetzt, das kennen alle.", "Monday", 3),
    ],
)
def test_german_endings_and_compounds(names: RivalNames, text: str, written: str, competitor: int) -> None:
    assert [(one.as_written, one.competitor_id) for one in find_rivals(text, names)] == [(written, competitor)]


@pytest.mark.parametrize(
    "text",
    [
        "We met on Monday and had no notion of the price.",
        "Let's go with Monday, then. Monday's meeting stands.",
        "Monday Morning Meeting: notes",
        "An apple a day; box it up. Apple pie was served.",
        "sap rises in spring",
        "Die Box steht im Keller. Wir nutzen die Box als Lager.",
        "The market is big. Market prices move.",
        "our new nation, a motion of the board",
        "write to joe@pipedrive.com",
        "Wir haben den Termin auf Montag verlegt.",
    ],
)
def test_common_words_and_addresses_are_no_mention(names: RivalNames, text: str) -> None:
    assert find_rivals(text, names) == []


@pytest.mark.parametrize(
    ("text", "competitor"),
    [
        ("We use Notion for that today.", 2),
        ("They picked Monday's pricing over ours.", 3),
        ("Apple is cheaper.", 8),
        ("we switched to notion last year", 2),
        ("It came down to Pipedrive or Monday.", 3),
    ],
)
def test_a_common_word_counts_where_a_company_is_spoken_of(names: RivalNames, text: str, competitor: int) -> None:
    one = find_rivals(text, names)[-1]
    assert one.competitor_id == competitor
    assert one.certainty != "sure"


@pytest.mark.parametrize(
    "text",
    [
        "They stay with the incumbent.",
        "Our current supplier knows us.",
        "It does less than the system we already use",
        "Wir bleiben beim bisherigen Anbieter.",
        "Unser Bestandslieferant kann das auch.",
    ],
)
def test_the_present_supplier_is_the_incumbent(text: str) -> None:
    (one,) = find_rivals(text, learn_names([Rival(9, "Pipedrive")], incumbent_id=9))
    assert (one.basis, one.competitor_id) == ("incumbent", 9)


@pytest.mark.parametrize(
    "text", ["Your competitor offered less.", "Another vendor was faster.", "Ein Wettbewerber war günstiger."]
)
def test_a_competitor_without_a_name_is_nobody(names: RivalNames, text: str) -> None:
    (one,) = find_rivals(text, names)
    assert (one.basis, one.competitor_id) == ("unnamed", None)


def test_without_the_deal_nobody_knows_who_the_incumbent_is(names: RivalNames) -> None:
    assert tell(find_rivals("the incumbent is safe", names)) == [("the incumbent", None, "incumbent")]


def test_a_form_of_two_competitors_names_neither() -> None:
    names = learn_names([Rival(1, "Fabrikam GmbH"), Rival(2, "Fabrikam Inc.")])
    (one,) = find_rivals("Fabrikam won", names)
    assert (one.competitor_id, one.certainty) == (None, "possible")


def test_a_short_form_gives_way_to_a_whole_name() -> None:
    names = learn_names([Rival(1, "Fabrikam Software"), Rival(2, "Fabrikam")])
    assert [one.competitor_id for one in find_rivals("Fabrikam won over Fabrikam Software", names)] == [2, 1]


def test_mentions_do_not_overlap_and_stand_in_order(names: RivalNames) -> None:
    text = "Our current vendor Pipedrive, Northwind Software GmbH and another vendor, Blue Yonder: all of them."
    found = find_rivals(text, names)
    assert len(found) == 5
    assert all(one.end <= after.start for one, after in zip(found, found[1:], strict=False))
    assert all(text[one.start : one.end] == one.as_written for one in found)


@pytest.mark.parametrize("text", ["", "  \n", "👍👍", "竞争对手更便宜", "\u202e\u0000", "a"])
def test_nothing_is_found_in_next_to_nothing(names: RivalNames, text: str) -> None:
    assert find_rivals(text, names) == []


def test_no_names_leave_the_phrases() -> None:
    assert tell(find_rivals("Pipedrive and the incumbent", learn_names([]))) == [("the incumbent", None, "incumbent")]
    assert learn_names([Rival(1, "  "), Rival(2, "!!")]).by_first == {}


def test_many_pages_are_read_to_their_end(names: RivalNames) -> None:
    found = find_rivals("We spoke about prices and Delivery. " * 20_000 + "Then Pipedrive came.", names)
    assert tell(found) == [("Pipedrive", 5, "name")]
