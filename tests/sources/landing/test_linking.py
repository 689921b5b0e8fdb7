from typing import Any

import pytest

JAN, DAY = 1_735_689_600, 86_400
LINKS = "SELECT l.basis, d.source_id FROM activity_deal l JOIN deal d ON d.id = l.deal_id ORDER BY l.id"


@pytest.fixture
def met(record: Any) -> Any:
    """One call with a buyer of one account, attached to no deal, on day 10."""
    account = record.key("account", "a")
    record.stage("account", {"source_id": "a", "name": "Acme"})
    record.stage("person", {"source_id": "p", "kind": "contact", "full_name": "Ann Lee", "account_id": account})
    call = {"source_id": "t", "kind": "call", "direction": "unknown", "status": "held", "occurred_at": JAN + 10 * DAY}
    record.stage("activity", {**call, "known_at": JAN + 11 * DAY, "known_at_basis": "created"})
    part = {"activity_id": record.key("activity", "t"), "person_id": record.key("person", "p")}
    record.stage("activity_person", {"source_id": "t/p", **part, "side": "unknown", "part": "attendee"})
    return record


def stage_deal(record: Any, source_id: str, opened: int, closed: int | None = None) -> None:
    end = {"outcome": "lost", "closed_at": JAN + closed * DAY} if closed else {"outcome": "open", "closed_at": None}
    record.stage(
        "deal",
        {
            "source_id": source_id,
            "opened_at": JAN + opened * DAY,
            "account_id": record.key("account", "a"),
            "known_at": JAN + opened * DAY,
            "known_at_basis": "created",
            **end,
        },
    )


def stage_role(record: Any, deal: str) -> None:
    ids = {"deal_id": record.key("deal", deal), "person_id": record.key("person", "p")}
    record.stage("deal_person", {"source_id": f"{deal}/p", **ids, "role": "unknown", "basis": "crm_role"})


def test_the_only_open_deal_of_the_account_gets_the_activity(met: Any) -> None:
    stage_deal(met, "open then", 0, 20)
    stage_deal(met, "closed before", 0, 5)
    stage_deal(met, "opened after", 15)
    met.land()
    assert met.rows(LINKS) == [("inferred_account", "open then")]
    assert met.value("SELECT count(*) FROM deal_event") == 1


def test_the_buyers_own_deal_goes_before_those_of_the_account(met: Any) -> None:
    stage_deal(met, "theirs", 0)
    stage_deal(met, "colleague's", 0)
    stage_role(met, "theirs")
    met.land()
    assert met.rows(LINKS) == [("inferred_contact", "theirs")]


def test_two_open_deals_leave_it_without_one(met: Any) -> None:
    stage_deal(met, "one", 0)
    stage_deal(met, "two", 0)
    met.land()
    assert met.rows(LINKS) == []


def test_a_link_of_the_source_leaves_nothing_to_infer(met: Any) -> None:
    stage_deal(met, "one", 0)
    met.land()
    stage_deal(met, "two", 0, 5)
    ids = {"activity_id": met.key("activity", "t"), "deal_id": met.key("deal", "two")}
    met.stage("activity_deal", {"source_id": "t/two", **ids, "basis": "source"})
    met.land()
    assert met.rows(LINKS) == [("source", "two")]


def test_a_deal_that_comes_later_takes_an_inferred_link_away(met: Any) -> None:
    stage_deal(met, "one", 0)
    met.land()
    stage_deal(met, "two", 0)
    met.land()
    assert met.rows(LINKS) == []


def test_a_link_is_known_when_all_it_rests_on_was_known(met: Any) -> None:
    stage_deal(met, "one", 0)
    met.land()
    assert met.value("SELECT known_at FROM activity_deal") == JAN + 11 * DAY
