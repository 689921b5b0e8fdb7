"""Gold in the open pipeline: the named deals carry what the guide says of them, read from the files alone."""

import pytest

from sample.export import Export, days_between

ORLUMEN = "Orlumen Diagnostik GmbH - LX-40 QC lab"
WESSENDORF = "Wessendorf Pharma GmbH - LX-40 QC lab"
HAUTERIVE = "Laboratoires Hauterive - LX-40 bench replacement"
KELMFORD = "Kelmford Therapeutics - Larkview audit trail"
NOIRCLERC = "Noirclerc Biotech SA - LX-40 second lab"
TOLLGATE = "Tollgate Diagnostics - LX-40 QC lab"
RAVELMOOR = "Ravelmoor Biologics - LX-40 second lab"


def test_g1_what_we_thought_stands_beside_what_they_required(export: Export) -> None:
    assert "faster" in export.deal(ORLUMEN)["Why_They_Buy__c"]
    assert any("qualification papers before the audit" in row["Body"] for row in export.notes(ORLUMEN))
    assert "slow" in export.deal(KELMFORD)["Why_They_Buy__c"]
    assert "reason and signature" in export.notes(KELMFORD)[-1]["Body"]


def test_g2_those_who_decide_are_known_and_were_never_met(export: Export) -> None:
    deal = "Maddock Extrusions Co. - LX-90 line 4"
    deciders = {r["ContactId"] for r in export.roles(deal) if r["Role"] in ("Decision Maker", "Economic Buyer")}
    met = {guest["Id"] for event in export.meetings(deal) for guest in export.guests(event)}
    assert len(deciders) == 2
    assert deciders.isdisjoint(met | {row["WhoId"] for row in export.calls(deal)})
    assert any("I did not have the answers" in row["TextBody"] for row in export.mails(deal, incoming=True))


def test_g3_the_rep_answered_first_and_a_colleague_read_the_file_after(export: Export) -> None:
    own, friend, *_ = export.notes(KELMFORD)
    assert own["OwnerId"] == export.deal(KELMFORD)["OwnerId"]
    assert "Fell short" in own["Body"]
    assert own["CreatedDate"] < friend["CreatedDate"]


def test_g4_the_peer_is_neither_owner_nor_manager(export: Export) -> None:
    friend = export.notes(KELMFORD)[1]
    assert export.sellers[friend["OwnerId"]] == "Claudine Vasseron"
    assert "as a friend" in friend["Title"]


@pytest.mark.parametrize("deal", [WESSENDORF, HAUTERIVE])
def test_g5_an_open_deal_waits_for_the_same_papers_as_the_lost_one(export: Export, deal: str) -> None:
    for name in (ORLUMEN, deal):
        asked = [
            r for r in export.mails(name, incoming=True) if "qualif" in r["TextBody"].lower() or "IQ" in r["TextBody"]
        ]
        assert asked
    assert export.deal(deal)["IsClosed"] == "false"
    assert export.deal(deal)["Product__c"] == export.deal(ORLUMEN)["Product__c"]


def test_g5_an_open_deal_asks_for_the_loaner_that_lost_another(export: Export) -> None:
    lost, still_open = "Ostrelby Castings - LX-90 inline control", "Dunmarsh Forge - LX-90 line 2"
    for name in (lost, still_open):
        assert any("loaner" in row["TextBody"] for row in export.mails(name, incoming=True))
        assert export.rivals(name)[0]["CompetitorName"] == "Northgauge"
    assert export.deal(still_open)["IsClosed"] == "false"


def test_g6_an_adviser_has_a_tie_to_the_buyer(export: Export) -> None:
    deal = export.deal(NOIRCLERC)
    (partner,) = [row for row in export.rows("OpportunityPartner") if row["OpportunityId"] == deal["Id"]]
    (tie,) = [row for row in export.rows("AccountContactRelation") if row["AccountId"] == deal["AccountId"]]
    assert tie["Roles"] == "Adviser"
    assert export.contacts[tie["ContactId"]]["AccountId"] == partner["AccountToId"]


def test_g7_one_call_found_the_same_issue_and_one_a_different_concern(export: Export) -> None:
    same = export.calls(WESSENDORF)[-1]["Description"]
    different = export.calls(NOIRCLERC)[-1]["Description"]
    assert "the same issue" in same
    assert "Orlumen" not in export.said(WESSENDORF)
    assert "a different concern" in different
    assert "Does the same problem apply" in export.said(NOIRCLERC)


def test_g8_a_deal_with_the_same_worry_was_won(export: Export) -> None:
    doubt = next(row for row in export.mails(RAVELMOOR, incoming=True) if row["Subject"] == "Doubt")
    assert "qualification papers" in doubt["TextBody"]
    assert export.deal(RAVELMOOR)["IsWon"] == "true"
    assert "The folder did it" in export.mails(RAVELMOOR, incoming=True)[-1]["TextBody"]


def test_g9_a_play_was_followed_by_an_order_and_a_referral(export: Export) -> None:
    (play,) = [row for row in export.calls(TOLLGATE) if row["Subject"].startswith("Play:")]
    assert 0 < days_between(play["ActivityDate"], export.closed(TOLLGATE)) < 45
    assert export.deal(TOLLGATE)["IsWon"] == "true"
    assert [row["Subject"] for row in export.promises(TOLLGATE)] == ["Call Tessbury Vaccines"]
    assert export.deal(WESSENDORF)["IsClosed"] == "false"


def test_g10_every_rep_has_wins_beside_losses(export: Export) -> None:
    reps = {row["Id"] for row in export.rows("User") if row["Title"] == "Account Executive"}
    closed = [row for row in export.rows("Opportunity") if row["IsClosed"] == "true"]
    assert {row["OwnerId"] for row in closed if row["IsWon"] == "true"} == reps
    assert {row["OwnerId"] for row in closed if row["IsWon"] == "false"} == reps
