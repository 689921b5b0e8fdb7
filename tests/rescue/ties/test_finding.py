"""Who else can talk to a buyer, by the rows of the record."""

from collections.abc import Callable
from datetime import date

from asking.conftest import Put
from assay.asking.ask import Ask
from assay.asking.sight import Sight
from assay.rescue.ties.finding import choose_driver
from assay.rescue.ties.ways import Ground
from assay.sources.forgotten.sweeping import ERASED
from rescue.ties.conftest import (
    ANN,
    BO,
    BOS,
    BUYER,
    CY,
    CYS,
    DAY,
    DEAL,
    ERIK,
    FAY,
    FIRM,
    GIL,
    HAL,
    OTHER,
    Seek,
)

Talk = Callable[..., int]


def _put_reference(put: Put, talk: Talk, **reason: object) -> None:
    told = {"p_active": 0.9, "stated_by_rep": False, "stated_by_buyer": False}
    put("reason", deal_id=CYS, driver="price_too_high", view="look_back", **(told | reason))
    talk(CY, FAY, CYS, 880)


def test_a_colleague_is_found_by_talks_on_another_deal_of_the_buyer(seek: Seek, talk: Talk) -> None:
    talk(BO, ERIK, BOS, 700)
    row = talk(BO, ERIK, BOS, 800)
    (way,) = seek().ways
    assert (way.group, way.through, way.places[-1].name) == ("colleague", f"seller:{BO}", "Erik Holm")
    assert (way.figures.both_ways, way.figures.last_word_at) == (2, 800 * DAY)
    assert way.steps[0].grounds[0] == Ground("activity", row, BOS)
    assert not way.on_deal


def test_the_owner_of_the_deal_is_nobody_else(seek: Seek, talk: Talk) -> None:
    talk(ANN, ERIK, DEAL, 800)
    talk(ANN, ERIK, BOS, 700)
    assert seek().ways == ()


def test_mail_that_went_one_way_is_no_contact(seek: Seek, talk: Talk, put: Put) -> None:
    row = {"deal_id": BOS, "activity_id": 1, "kind": "email", "direction": "outbound", "occurred_at": 9, "known_at": 9}
    put("deal_event", **row)
    put("deal_presence", person_id=ERIK, part="to", **row)
    put("deal_seat", seller_id=BO, part="from", **row)
    assert seek().ways == ()
    back = row | {"activity_id": 2, "direction": "inbound"}
    put("deal_event", **back)
    put("deal_presence", person_id=ERIK, part="from", **back)
    put("deal_seat", seller_id=BO, part="to", **back)
    (way,) = seek().ways
    assert (way.figures.inbound, way.figures.outbound, way.figures.both_ways) == (1, 1, 1)


def test_a_call_in_which_nobody_of_ours_is_named_was_its_owners(seek: Seek, put: Put) -> None:
    row = {"deal_id": BOS, "activity_id": 1, "kind": "call", "direction": "inbound", "occurred_at": 9, "known_at": 9}
    put("deal_event", owner_id=BO, **row)
    put("deal_presence", person_id=ERIK, part="caller", **row)
    assert [way.through for way in seek().ways] == [f"seller:{BO}"]


def test_who_has_left_us_is_asked_nothing(seek: Seek, talk: Talk, put: Put) -> None:
    put("seller", id=110, name="Dee", is_active=False)
    talk(110, ERIK, BOS, 800)
    assert seek().ways == ()


def test_an_activity_on_two_deals_counts_once(seek: Seek, talk: Talk, put: Put) -> None:
    number = talk(BO, ERIK, BOS, 700)
    row = {"deal_id": DEAL, "activity_id": number, "kind": "meeting", "occurred_at": 700 * DAY, "known_at": 700 * DAY}
    put("deal_event", **row)
    put("deal_presence", person_id=ERIK, part="attendee", **row)
    put("deal_seat", seller_id=BO, part="attendee", **row)
    (way,) = seek().ways
    assert (way.figures.both_ways, way.on_deal) == (1, True)


def test_nothing_that_became_known_later_counts_for_an_earlier_day(seek: Seek, talk: Talk, put: Put) -> None:
    talk(BO, ERIK, BOS, 1001)
    put("tie", id=1, person_id=GIL, account_id=BUYER, kind="adviser", known_at=1001 * DAY)
    assert seek(is_now=False).ways == ()


def test_a_tie_entered_since_the_run_counts_at_once(seek: Seek, put: Put) -> None:
    put("tie", id=1, person_id=GIL, account_id=BUYER, kind="adviser", known_at=1001 * DAY)
    assert [way.name for way in seek().ways] == ["Gil Noor"]


def test_an_adviser_is_found_by_the_tie_with_who_of_ours_knows_them_best(seek: Seek, talk: Talk, put: Put) -> None:
    put("tie", id=5, person_id=GIL, account_id=BUYER, kind="adviser", since=100 * DAY, basis="Adviser", known_at=0)
    talk(BO, GIL, BOS, 700)
    talk(BO, GIL, BOS, 710)
    talk(ANN, GIL, DEAL, 800)
    (way,) = seek().of_group("tied")
    assert [place.name for place in way.places] == ["Bo", "Gil Noor", "Noir"]
    assert [step.kind for step in way.steps] == ["exchange", "adviser"]
    assert (way.figures.both_ways, way.steps[1].at, way.on_deal) == (2, 100 * DAY, True)
    assert Ground("tie", 5) in way.steps[1].grounds


def test_a_tie_without_any_exchange_says_so(seek: Seek, put: Put) -> None:
    put("tie", id=5, person_id=GIL, account_id=BUYER, kind="partner", known_at=0)
    (way,) = seek().of_group("tied")
    assert (way.places[0].name, way.steps[0].kind, way.figures.both_ways) == ("", "none", 0)


def test_a_tie_of_one_deal_of_the_buyer_counts_for_its_others(seek: Seek, put: Put) -> None:
    put("tie", id=5, person_id=GIL, deal_id=BOS, kind="reference", known_at=0)
    assert [way.steps[-1].kind for way in seek().of_group("tied")] == ["reference"]


def test_who_took_part_though_of_another_company_is_tied(seek: Seek, talk: Talk) -> None:
    talk(BO, GIL, BOS, 700)
    (way,) = seek().of_group("tied")
    assert (way.steps[1].kind, way.steps[1].about, way.about) == ("took_part", "Noir two", "Head, Gil and Sons")


def test_the_partners_side_of_an_activity_is_read_too(seek: Seek, put: Put) -> None:
    put("activity", id=40, kind="meeting", occurred_at=600 * DAY, known_at=0)
    put("activity_deal", id=41, activity_id=40, deal_id=BOS, known_at=0)
    put("activity_person", id=42, activity_id=40, person_id=GIL, side="partner", part="attendee", known_at=0)
    put("deal_event", deal_id=BOS, activity_id=40, kind="meeting", occurred_at=600 * DAY, known_at=0, owner_id=BO)
    (way,) = seek().of_group("tied")
    assert (way.steps[1].kind, way.figures.both_ways, way.places[0].name) == ("partner", 1, "Bo")


def test_who_came_from_a_company_that_we_know_is_known(seek: Seek, talk: Talk, put: Put) -> None:
    put("person", id=HAL, full_name="Erik Holm", account_id=OTHER, known_at=0)
    put("person_change", id=7, account_id=BUYER, person_id=ERIK, name="Erik Holm", change="joined",
        from_employer="blanc", occurred_at=950 * DAY, known_at=950 * DAY)  # fmt: skip
    talk(CY, HAL, CYS, 800)
    (way,) = seek().of_group("moved")
    assert (way.through, way.places[0].name, way.steps[1].kind) == (f"person:{ERIK}", "Cy", "joined")
    assert (way.steps[1].about, way.steps[1].at, way.is_sure) == ("blanc", 950 * DAY, True)
    assert way.steps[1].grounds == (Ground("person_change", 7), Ground("person", HAL))


def test_a_name_alone_makes_nobody_sure(seek: Seek, talk: Talk, put: Put) -> None:
    put("person", id=HAL, full_name="erik holm", account_id=OTHER, known_at=0)
    put("person_change", id=7, account_id=OTHER, person_id=HAL, name="erik holm", change="left",
        occurred_at=950 * DAY, known_at=950 * DAY)  # fmt: skip
    talk(CY, HAL, CYS, 800)
    (way,) = seek().of_group("moved")
    assert (way.is_sure, way.steps[1].about) == (False, "Blanc")


def test_a_name_that_two_bear_tells_of_nobody(seek: Seek, talk: Talk, put: Put) -> None:
    for number in (HAL, HAL + 1):
        put("person", id=number, full_name="Erik Holm", account_id=OTHER, known_at=0)
        talk(CY, number, CYS, 800)
    put("person_change", id=7, account_id=BUYER, person_id=ERIK, name="Erik Holm", change="joined",
        from_employer="Blanc", occurred_at=950 * DAY, known_at=0)  # fmt: skip
    assert seek().of_group("moved") == []


def test_who_left_the_buyer_knows_it_from_within(seek: Seek, talk: Talk, put: Put) -> None:
    put("person", id=HAL, full_name="Hal Oder", account_id=FIRM, known_at=0)
    put("person_change", id=7, account_id=BUYER, person_id=HAL, name="Hal Oder", change="left",
        occurred_at=950 * DAY, known_at=0)  # fmt: skip
    talk(CY, HAL, CYS, 800)
    (way,) = seek().of_group("moved")
    assert (way.name, way.about, way.steps[1].kind) == ("Hal Oder", "Gil and Sons", "left")


def test_where_to_somebody_left_is_said_only_where_the_record_tells(seek: Seek, talk: Talk, put: Put) -> None:
    put("person_change", id=7, account_id=BUYER, person_id=ERIK, name="Erik Holm", change="left",
        occurred_at=950 * DAY, known_at=0)  # fmt: skip
    talk(ANN, ERIK, DEAL, 800)
    assert [(way.name, way.about) for way in seek().of_group("moved")] == [("Erik Holm", "")]


def test_who_left_is_no_contact_of_colleagues_any_more(seek: Seek, talk: Talk, put: Put) -> None:
    put("person_change", id=7, account_id=BUYER, person_id=ERIK, name="Erik Holm", change="left",
        occurred_at=950 * DAY, known_at=0)  # fmt: skip
    talk(BO, ERIK, BOS, 800)
    assert [way.group for way in seek().ways] == ["moved"]


def test_somebody_met_on_another_companys_deal_is_known_without_any_change(seek: Seek, talk: Talk) -> None:
    talk(CY, ERIK, CYS, 800)
    (way,) = seek().ways
    assert (way.group, way.steps[1].kind, way.places[0].name) == ("moved", "stands_there", "Cy")


def test_a_buyer_won_with_the_same_concern_is_named_with_a_person(seek: Seek, talk: Talk, put: Put) -> None:
    _put_reference(put, talk)
    put("reason_ground", deal_id=CYS, driver="price_too_high", kind="mention", way="for", table_name="activity",
        row_id=77, side="buyer", occurred_at=600 * DAY)  # fmt: skip
    (way,) = seek("price_too_high").of_group("reference")
    assert [place.name for place in way.places] == ["Cy", "Fay Lund", "Noir"]
    assert (way.steps[1].kind, way.steps[1].at, way.alike) == ("same_concern", 900 * DAY, ("segment", "industry"))
    assert way.steps[1].grounds == (Ground("activity", 77, CYS),)


def test_a_concern_that_was_hardly_there_makes_no_reference(seek: Seek, talk: Talk, put: Put) -> None:
    _put_reference(put, talk, p_active=0.3)
    found = seek("price_too_high")
    assert (found.of_group("reference"), "references" in found.missing) == ([], True)


def test_a_concern_that_was_named_makes_one_however_likely(seek: Seek, talk: Talk, put: Put) -> None:
    _put_reference(put, talk, p_active=0.1, stated_by_buyer=True)
    assert len(seek("price_too_high").of_group("reference")) == 1


def test_a_reference_with_nobody_known_is_asked_through_the_owner(seek: Seek, put: Put) -> None:
    put("reason", deal_id=CYS, driver="price_too_high", view="look_back", p_active=0.9)
    (way,) = seek("price_too_high").of_group("reference")
    assert (way.through, way.steps[0].kind, way.places[1].name) == (f"seller:{CY}", "none", "Blanc")


def test_references_of_the_same_segment_go_first(seek: Seek, talk: Talk, put: Put) -> None:
    _put_reference(put, talk)
    put("account", id=8, name="Rouge", industry="Food")
    put("deal", id=80, name="Rouge one", account_id=8, owner_id=CY, outcome="won", known_at=0)
    put("moment", deal_id=80, outcome="won", segment="Large", closed_at=950 * DAY)
    put("reason", deal_id=80, driver="price_too_high", view="look_back", p_active=0.9)
    put("person", id=210, full_name="Rea Roth", account_id=8, known_at=0)
    for day in (900, 910, 920):
        talk(CY, 210, 80, day)
    assert [way.name for way in seek("price_too_high").of_group("reference")] == ["Fay Lund", "Rea Roth"]


def test_the_driver_is_the_likeliest_at_work(ask: Ask, put: Put) -> None:
    put("reason", deal_id=DEAL, driver="timing", view="open", p_active=0.4)
    put("reason", deal_id=DEAL, driver="other", view="open", p_active=0.9)
    put("reason", deal_id=DEAL, driver="integration", view="open", p_active=0.2)
    assert (choose_driver(ask, DEAL), choose_driver(ask, BOS)) == ("timing", "")


def test_what_the_record_would_need_is_said(seek: Seek, put: Put) -> None:
    assert seek().missing == ("exchanges", "ties", "changes", "driver")
    put("person_change", id=1, account_id=FIRM, change="joined", occurred_at=1, known_at=1)
    assert "changes" not in seek().missing


class TestWhoMayNotBeAsked:
    """Those who refuse stand last with the reason; those who are forgotten stand nowhere."""

    def test_who_wants_no_contact_stands_last(self, seek: Seek, talk: Talk, put: Put) -> None:
        put("person", id=HAL, full_name="Hal Oder", account_id=FIRM, do_not_contact=True, known_at=0)
        for number, person in ((1, HAL), (2, GIL)):
            put("tie", id=number, person_id=person, account_id=BUYER, kind="adviser", known_at=0)
        for day in (700, 800):
            talk(BO, HAL, BOS, day)
        told = [(way.name, way.hindered) for way in seek().of_group("tied")]
        assert told == [("Gil Noor", ""), ("Hal Oder", "do_not_contact")]

    def test_a_consent_denied_in_the_crm_counts(self, seek: Seek, put: Put) -> None:
        put("person", id=HAL, full_name="Hal Oder", account_id=FIRM, consent="Opted out", known_at=0)
        put("tie", id=1, person_id=HAL, account_id=BUYER, kind="adviser", known_at=0)
        assert [way.hindered for way in seek().ways] == ["consent"]

    def test_what_was_said_to_us_counts(self, seek: Seek, put: Put) -> None:
        put("tie", id=1, person_id=GIL, account_id=BUYER, kind="adviser", known_at=0)
        assert [way.hindered for way in seek(refused={GIL: "said_no"}).ways] == ["said_no"]

    def test_nobody_is_asked_twice_in_a_quarter(self, seek: Seek, put: Put) -> None:
        put("tie", id=1, person_id=GIL, account_id=BUYER, kind="adviser", known_at=0)
        (way,) = seek(requests={GIL: [date(2026, 2, 1)]}).ways
        assert (way.hindered, way.free_on) == ("cap", date(2026, 5, 2))

    def test_a_colleagues_way_leads_to_whom_one_may_contact(self, seek: Seek, talk: Talk, put: Put) -> None:
        put("person", id=HAL, full_name="Hal Oder", account_id=BUYER, do_not_contact=True, known_at=0)
        for day in (700, 710, 720):
            talk(BO, HAL, BOS, day)
        talk(BO, ERIK, BOS, 600)
        (way,) = seek().ways
        assert (way.places[-1].name, way.hindered, way.others) == ("Erik Holm", "", ())

    def test_who_asked_to_be_forgotten_stands_nowhere(self, seek: Seek, talk: Talk, put: Put) -> None:
        put("person", id=HAL, full_name=ERASED, account_id=BUYER, do_not_contact=True, known_at=0)
        put("tie", id=1, person_id=HAL, account_id=BUYER, kind="adviser", known_at=0)
        talk(BO, HAL, BOS, 700)
        found = seek()
        assert (found.ways, found.unnamed) == ((), ())


class TestOtherTeams:
    """Of a way over a deal that the reader may not see, the name of a colleague is told and nothing else."""

    own = Sight(sellers=[ANN])

    def test_a_colleague_is_named_and_neither_deal_nor_figures(self, seek: Seek, talk: Talk) -> None:
        talk(BO, ERIK, BOS, 700)
        found = seek(sight=self.own)
        assert found.ways == ()
        assert [(one.seller_id, one.name, one.kind) for one in found.unnamed] == [(BO, "Bo", "knows")]
        assert "Noir two" not in repr(found)

    def test_a_single_deal_that_may_be_seen_is_told(self, seek: Seek, talk: Talk) -> None:
        talk(BO, ERIK, BOS, 700)
        found = seek(sight=Sight(sellers=[ANN], deals=[BOS]))
        assert ([way.through for way in found.ways], found.unnamed) == ([f"seller:{BO}"], ())

    def test_a_deal_that_is_shut_for_now_is_not_told(self, seek: Seek, talk: Talk) -> None:
        talk(BO, ERIK, BOS, 700)
        assert [one.name for one in seek(sight=Sight(closed=[BOS])).unnamed] == ["Bo"]

    def test_figures_count_only_what_may_be_seen(self, seek: Seek, talk: Talk) -> None:
        talk(BO, ERIK, DEAL, 600)
        talk(BO, ERIK, BOS, 700)
        (way,) = seek(sight=self.own).ways
        assert (way.figures.both_ways, way.figures.last_word_at, way.steps[0].about) == (1, 600 * DAY, "Noir one")

    def test_an_outsider_of_a_hidden_deal_is_not_named(self, seek: Seek, talk: Talk) -> None:
        talk(BO, GIL, BOS, 700)
        found = seek(sight=self.own)
        assert (found.ways, [one.name for one in found.unnamed]) == ((), ["Bo"])
        assert "Gil" not in repr(found)

    def test_a_tie_of_a_hidden_deal_is_not_named(self, seek: Seek, put: Put) -> None:
        put("tie", id=5, person_id=GIL, deal_id=BOS, kind="adviser", known_at=0)
        found = seek(sight=self.own)
        assert (found.ways, [one.name for one in found.unnamed]) == ((), ["Bo"])

    def test_a_mover_known_from_a_hidden_deal_is_not_named(self, seek: Seek, talk: Talk) -> None:
        talk(CY, ERIK, CYS, 800)
        found = seek(sight=self.own)
        assert (found.ways, [(one.name, one.kind) for one in found.unnamed]) == ((), [("Cy", "knows")])

    def test_who_knows_an_adviser_from_a_hidden_deal_is_named(self, seek: Seek, talk: Talk, put: Put) -> None:
        put("tie", id=5, person_id=FAY, account_id=BUYER, kind="adviser", known_at=0)
        _put_reference(put, talk)
        found = seek("price_too_high", self.own)
        assert [(way.name, way.steps[0].kind) for way in found.ways] == [("Fay Lund", "none")]
        assert [(one.name, one.kind) for one in found.unnamed] == [("Cy", "knows"), ("Cy", "reference")]

    def test_a_reference_of_a_hidden_deal_is_not_named(self, seek: Seek, talk: Talk, put: Put) -> None:
        _put_reference(put, talk)
        found = seek("price_too_high", self.own)
        assert (found.ways, [(one.name, one.kind) for one in found.unnamed]) == ((), [("Cy", "reference")])
        assert "Blanc" not in repr(found)
