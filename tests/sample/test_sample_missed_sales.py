"""Missed sales: the named deals carry what the guide says of them, read from the files alone."""

from itertools import pairwise

from sample.export import Export, days_between

LAST_DAY = "2026-10-30"
VIKANDER = "Vikander Livsmedel AB - LX-90 dryer control"


def test_m1_the_buying_process_was_told_before_the_account_was_approached_again(export: Export) -> None:
    first, second = "Ravelsby Foods - LX-90 line 2", "Ravelsby Foods - LX-90 line 5"
    (note,) = [row for row in export.notes(first) if row["Title"] == "How Ravelsby buys"]
    assert "managing director signs" in note["Body"]
    assert "By the end of April the list is closed" in export.said(first)
    assert note["CreatedDate"] < export.deal(second)["CreatedDate"]
    assert export.deal(first)["AccountId"] == export.deal(second)["AccountId"]


def test_m2_a_buyer_went_silent_and_every_try_stayed_without_answer(export: Export) -> None:
    deal = "Pendriver Bakeries - LX-90 line 2"
    last = export.mails(deal, incoming=True)[-1]["MessageDate"]
    tries = [row for row in export.mails(deal, incoming=False) if row["MessageDate"] > last]
    assert len(tries) >= 4
    assert days_between(last, export.closed(deal)) > 90
    assert export.deal(deal)["StageName"] == "Closed Lost"


def test_m2_a_pause_of_ten_weeks_ended_in_an_order(export: Export) -> None:
    deal = "Huta Lipowiec - LX-40 shift lab"
    words = [row["MessageDate"] for row in export.mails(deal, incoming=True)]
    words += [row["ActivityDate"] for row in export.calls(deal) if row["CallType"] == "Inbound"]
    assert max(days_between(a, b) for a, b in pairwise(sorted(words))) > 60
    assert export.deal(deal)["IsWon"] == "true"


def test_m2_an_open_deal_has_been_silent_for_months(export: Export) -> None:
    deal = "Browar Zabrodzie - LX-90 inline control"
    assert export.deal(deal)["IsClosed"] == "false"
    assert days_between(export.mails(deal, incoming=True)[-1]["MessageDate"], LAST_DAY) > 90


def test_m3_the_letter_is_answered_by_someone_more_senior_and_the_deal_revives(export: Export) -> None:
    (letter,) = [row for row in export.mails(VIKANDER, incoming=False) if row["Subject"] == "Where did we go wrong?"]
    answers = [row for row in export.mails(VIKANDER, incoming=True) if row["MessageDate"] > letter["MessageDate"]]
    earlier = {row["FromName"] for row in export.mails(VIKANDER, incoming=True)} - {answers[0]["FromName"]}
    people = {row["Name"]: row["Title"] for row in export.rows("Contact")}
    assert people[answers[0]["FromName"]] == "COO"
    assert answers[0]["FromName"] not in letter["ToAddress"]
    assert "COO" not in {people[name] for name in earlier}
    assert export.deal(VIKANDER)["IsClosed"] == "false"
    assert export.meetings(VIKANDER)[-1]["StartDateTime"] > answers[0]["MessageDate"]


def test_m4_the_sellers_own_analysis_comes_before_the_talk_with_the_buyers(export: Export) -> None:
    deal = "Kelmford Therapeutics - Larkview audit trail"
    own = next(row for row in export.notes(deal) if row["Title"].startswith("My own part"))
    (talk,) = export.meetings(deal, "Debrief")
    assert own["OwnerId"] == export.deal(deal)["OwnerId"]
    assert export.closed(deal) < own["CreatedDate"] < talk["StartDateTime"]
    assert {guest["Name"] for guest in export.guests(talk)} == {"Ellen Jardine", "Fergus Netherton"}


def test_m5_a_loss_and_a_win_are_debriefed_along_a_guide(export: Export) -> None:
    lost = export.said("Orlumen Diagnostik GmbH - LX-40 QC lab")
    won = export.said("Ravelmoor Biologics - LX-40 second lab")
    assert [ask for ask in ("What made you feel good", "one thing", "trust us", "the price") if ask not in lost] == []
    assert [ask for ask in ("What made the difference", "What did we do well", "the price") if ask not in won] == []


def test_m6_one_letter_sells_nothing_and_one_answer_sells_again(export: Export) -> None:
    good = next(row["TextBody"] for row in export.mails(VIKANDER) if row["Subject"] == "Where did we go wrong?")
    bad = export.mails("Fairhollow Milling Inc. - LX-90 inline control", incoming=False)[-1]["TextBody"]
    assert "Thank you" in good
    assert "not an attempt to sell" in good
    assert "better offer" in bad


def test_m7_a_weak_opportunity_shows_it_from_the_first_day(export: Export) -> None:
    deal = "Lindon Falls Snacks LLC - Larkview multi-site"
    (sender,) = {row["FromAddress"] for row in export.mails(deal, incoming=True)}
    (buyer,) = [row for row in export.rows("Contact") if row["Email"] == sender]
    proposal = next(row for row in export.states(deal) if row["StageName"] == "Proposal")
    assert buyer["Title"] == ""
    assert export.meetings(deal) == []
    assert days_between(export.deal(deal)["CreatedDate"], proposal["CreatedDate"]) < 14


def test_m8_an_account_that_a_buyer_named_has_people_and_no_deal(export: Export) -> None:
    (account,) = [row["Id"] for row in export.rows("Account") if row["Name"] == "Tessbury Vaccines"]
    assert [row["Name"] for row in export.contacts.values() if row["AccountId"] == account] == ["Patrick Underhay"]
    assert [row for row in export.rows("Opportunity") if row["AccountId"] == account] == []
    assert "Tessbury" in export.mails("Tollgate Diagnostics - LX-40 QC lab", incoming=True)[-1]["TextBody"]


def test_m8_most_leads_never_became_a_deal(export: Export) -> None:
    loose = [row for row in export.rows("Lead") if row["IsConverted"] == "false"]
    assert len(loose) >= 50
