"""After the decision: the named deals carry what the guide says of them, read from the files alone."""

import re

from sample.export import Export, days_between

ORLUMEN = "Orlumen Diagnostik GmbH - LX-40 QC lab"
FAIRHOLLOW = "Fairhollow Milling Inc. - LX-90 inline control"


def test_a1_wins_are_debriefed_too(export: Export) -> None:
    for deal in ("Marchwell Tube Works - LX-90 line 2", "Ravelmoor Biologics - LX-40 second lab"):
        (debrief,) = export.meetings(deal, "Debrief")
        assert export.deal(deal)["IsWon"] == "true"
        assert debrief["StartDateTime"] > export.closed(deal)


def test_a2_the_rep_wrote_price_and_the_buyer_says_that_it_played_no_part(export: Export) -> None:
    assert export.deal(ORLUMEN)["Loss_Reason__c"] == "Price"
    asked, _, answer = export.said(ORLUMEN).partition("What part did the price play?")
    assert asked
    assert "<v Silke Rüschhaus>None." in answer


def test_a2_elsewhere_the_rep_wrote_price_and_price_it_was(export: Export) -> None:
    deal = "Fundiciones Galdeano - LX-40 QC lab"
    assert export.deal(deal)["Loss_Reason__c"] == "Price"
    assert "It is the money, nothing else" in export.mails(deal, incoming=True)[-1]["TextBody"]
    assert "only money" in export.meetings(deal, "Debrief")[0]["Description"]


def test_a3_the_debrief_is_announced_while_the_deal_is_open(export: Export) -> None:
    deal = "Thornmere Brewing - LX-90 inline control"
    announced = [row for row in export.mails(deal, incoming=False) if "whatever you decide" in row["TextBody"]]
    assert export.deal(deal)["IsClosed"] == "false"
    assert export.deal(deal)["Debrief_Announced__c"] < announced[0]["MessageDate"][:10]


def test_a4_the_debrief_is_asked_for_by_voice_and_then_put_into_the_calendar(export: Export) -> None:
    (asked,) = [row for row in export.calls(ORLUMEN) if row["Subject"] == "Asking for a debrief"]
    (debrief,) = export.meetings(ORLUMEN, "Debrief")
    assert days_between(export.closed(ORLUMEN), asked["ActivityDate"]) > 1
    assert asked["ActivityDate"] <= debrief["CreatedDate"][:10] < debrief["StartDateTime"][:10]
    assert export.sellers[asked["OwnerId"]] != export.sellers[export.deal(ORLUMEN)["OwnerId"]]


def test_a5_the_guide_has_between_five_and_ten_questions(export: Export) -> None:
    said = export.said(ORLUMEN)
    asked = re.findall(r"<v Judith Amberley>([^<]*\?)</v>", said)
    probes = [question for question in asked if question in ("How do you mean, fit?", "Could you give me an example?")]
    assert 5 <= len(asked) - len(probes) <= 10


def test_a6_leading_closed_and_defensive_questions_were_asked(export: Export) -> None:
    said = export.said(FAIRHOLLOW)
    assert "right?" in said
    assert "wouldn't you agree" in said
    assert "why you would not give us a fair chance" in said


def test_a7_the_buyer_was_asked_whether_we_may_come_back(export: Export) -> None:
    deal = "Ekelund Bryggeri AB - LX-90 line 2"
    assert "May we come back to you on this, or would you rather not be asked?" in export.said(deal)
    assert "Until then no offer" in export.notes(deal)[-1]["Body"]


def test_a8_each_vague_answer_is_met_with_a_probe(export: Export) -> None:
    turns = re.findall(r"<v ([^>]+)>([^<]+)</v>", export.said(ORLUMEN))
    after = {words: turns[number + 1] for number, (_, words) in enumerate(turns[:-1])}
    assert after["Well. It had to fit, overall."] == ("Judith Amberley", "How do you mean, fit?")
    assert after["They were just more professional somehow."] == ("Judith Amberley", "Could you give me an example?")
