"""Forensics: the named deals carry what the guide says of them, read from the files alone."""

from sample.export import Export, days_between

HUB_OPENED = "2025-03-17"
OSTRELBY = "Ostrelby Castings - LX-90 inline control"
SANDVALL = "Sandvall Metall AB - LX-90 melt shop"


def test_f1_the_debrief_waits_until_the_loss_is_accepted(export: Export) -> None:
    deal = "Orlumen Diagnostik GmbH - LX-40 QC lab"
    (debrief,) = export.meetings(deal, "Debrief")
    assert "I respect it" in export.mails(deal, incoming=False)[-1]["TextBody"]
    assert days_between(export.closed(deal), debrief["StartDateTime"]) >= 14


def test_f2_three_buyers_with_two_way_contact_disagree(export: Export) -> None:
    last = {row["FromName"]: row["TextBody"] for row in export.mails(OSTRELBY, incoming=True)[-3:]}
    assert "Their service is better now" in last["Imogen Yelland"]
    assert "seven percent higher" in last["Olivia Crabtree"]
    assert "nobody answered" in last["Nathan Rudge"]


def test_f3_the_new_cfo_comes_with_a_mandate_before_the_loss(export: Export) -> None:
    deal = "Aceros Hontoria SA - LX-90 new plant"
    account = export.deal(deal)["AccountId"]
    changes = [
        row for row in export.rows("ContactHistory") if export.contacts[row["ContactId"]]["AccountId"] == account
    ]
    (news,) = [row for row in export.mails(deal, incoming=True) if row["Subject"] == "News"]
    assert [(row["Field"], row["OldValue"]) for row in changes] == [("Title", "CFO")]
    assert "twelve percent" in news["TextBody"]
    assert "Fundiciones Galdea" in news["TextBody"]
    assert changes[0]["CreatedDate"] < news["MessageDate"] < export.closed(deal)


def test_f4_a_technician_first_then_four_demos_each_higher(export: Export) -> None:
    deal = "Brenkhoff Gusswerke GmbH - LX-90 melt shop"
    demos = [{guest["Title"] for guest in export.guests(demo)} for demo in export.meetings(deal, "Demo")]
    assert export.contacts[export.calls(deal)[0]["WhoId"]]["Title"] == "Chemielaborantin"
    assert demos == [
        {"Chemielaborantin"},
        {"Chemielaborantin", "Laborleiter"},
        {"Laborleiter", "Werkleiterin"},
        {"Werkleiterin", "CFO"},
    ]


def test_f5_one_call_goes_through_all_themes(export: Export) -> None:
    said = export.said(OSTRELBY).lower()
    assert [
        word for word in ("price", "reputation", "range", "quality", "features", "service") if word not in said
    ] == []


def test_f6_service_was_our_strength_against_northgauge_and_no_longer_is(export: Export) -> None:
    before = ("Marchwell Tube Works - LX-90 line 2", "Norrhamra Stål AB - LX-90 melt shop")
    after = (OSTRELBY, "Weatherall Extrusions - LX-90 line 4")
    for deal in before:
        (rival,) = export.rivals(deal)
        assert (rival["CompetitorName"], export.deal(deal)["IsWon"]) == ("Northgauge", "true")
        assert "service and support" in rival["Weaknesses"]
        assert export.closed(deal) < HUB_OPENED
    for deal in after:
        (rival,) = export.rivals(deal)
        assert (rival["CompetitorName"], export.deal(deal)["IsWon"]) == ("Northgauge", "false")
        assert "service and support" in rival["Strengths"]
        assert rival["CreatedDate"] > HUB_OPENED


def test_f6_the_competitors_step_is_dated_with_its_source(export: Export) -> None:
    (note,) = export.notes(OSTRELBY)
    assert "17 March 2025" in note["Body"]
    assert "press release" in note["Body"]


def test_f7_the_letters_stopped_days_after_the_last_answer(export: Export) -> None:
    deal = "Mulgarth Dairies - Moorline silo monitoring"
    (programme,) = [row for row in export.rows("Campaign") if row["Name"] == "Letters: Food & Beverage"]
    readers = {row["ContactId"] for row in export.roles(deal)}
    (stop,) = [
        row for row in export.rows("CampaignMember")
        if row["CampaignId"] == programme["Id"] and row["ContactId"] in readers
    ]  # fmt: skip
    last_answer = export.mails(deal, incoming=True)[-1]["MessageDate"]
    assert stop["Status"] == "Stopped"
    assert 0 < days_between(last_answer, stop["LastModifiedDate"]) < 30
    assert stop["LastModifiedDate"] < export.closed(deal)


def test_f7_other_readers_of_the_same_letters_keep_getting_them(export: Export) -> None:
    (programme,) = [row for row in export.rows("Campaign") if row["Name"] == "Letters: Food & Beverage"]
    members = [row["Status"] for row in export.rows("CampaignMember") if row["CampaignId"] == programme["Id"]]
    assert members.count("Subscribed") > 10 * members.count("Stopped")


def test_f8_four_people_name_reasons_that_hang_together(export: Export) -> None:
    views = " ".join(note["Body"] for note in export.notes(SANDVALL))
    assert "low" in views
    assert "Nobody asked whether the unit was ready" in views
    assert "none of us had met the CFO" in views


def test_f8_the_new_cfo_the_price_and_a_late_answer_come_together(export: Export) -> None:
    mails = " ".join(row["TextBody"] for row in export.mails("Aceros Hontoria SA - LX-90 new plant"))
    assert "new CFO" in mails
    assert "took us a little longer" in mails
    assert "I have a number to reach" in mails


def test_f9_too_few_larkview_deals_are_won_to_tell_anything(export: Export) -> None:
    won = [row for row in export.rows("Opportunity") if row["Product__c"] == "Larkview" and row["IsWon"] == "true"]
    assert 0 < len(won) < 15


def test_f10_what_was_believed_of_the_rival_stands_in_the_buyers_own_words(export: Export) -> None:
    quotes = [
        row["TextBody"] for row in export.mails(OSTRELBY, incoming=True) if "loaner within a day" in row["TextBody"]
    ]
    assert len(quotes) == 1
    assert "<v " not in export.said(OSTRELBY)
    assert "Imogen Yelland: Service. I came to you for your service." in export.said(OSTRELBY)


def test_f11_the_deal_stood_in_commit_until_it_was_lost(export: Export) -> None:
    deal = "Corvanth Alloys - LX-90 line 4"
    states = export.states(deal)
    sure = [row for row in states if row["ForecastCategory"] == "Forecast"]
    assert states[-1]["StageName"] == "Closed Lost"
    assert states[-2]["ForecastCategory"] == "Forecast"
    assert days_between(sure[0]["CreatedDate"], export.closed(deal)) > 45
    assert {export.sellers[row["CreatedById"]] for row in sure} >= {"Tobias Relling", "Konrad Ellery"}
    assert "how similar deals had closed" in export.notes(deal)[-1]["Body"]
