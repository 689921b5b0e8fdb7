"""Team: the named deals carry what the guide says of them, read from the files alone."""

from sample.export import Export, Row, days_between

SANDVALL = "Sandvall Metall AB - LX-90 melt shop"
MAUPERTUIS = "Laiterie Maupertuis - LX-40 QC lab"
DELMONTEL = "Delmontel Biscuits SAS - Moorline dryer upgrade"
LAST_MOMENT = "2026-10-30T17:00:00.000Z"


def _days_to_answer(export: Export, deal: str) -> list[int]:
    """For each e-mail of the buyer, the days until our next one."""
    waits = []
    mails = export.mails(deal)
    for number, mail in enumerate(mails):
        later = [row for row in mails[number:] if row["Incoming"] == "false"]
        if mail["Incoming"] == "true" and later:
            waits.append(days_between(mail["MessageDate"], later[0]["MessageDate"]))
    return waits


def test_t1_questions_stayed_open_for_weeks(export: Export) -> None:
    assert max(_days_to_answer(export, MAUPERTUIS)) > 20
    assert [row["Status"] for row in export.promises(MAUPERTUIS)].count("Not Started") == 1
    late = [row for row in export.promises(MAUPERTUIS) if row["CompletedDateTime"][:10] > row["ActivityDate"]]
    assert len(late) == 2


def test_t1_a_buyer_who_could_not_decide_was_never_kept_waiting(export: Export) -> None:
    assert max(_days_to_answer(export, DELMONTEL)) <= 1
    assert export.deal(DELMONTEL)["StageName"] == "Closed No Decision"
    assert not [row for row in export.promises(DELMONTEL) if row["Status"] == "Not Started"]


def test_t2_the_delegate_was_introduced_before_she_rang(export: Export) -> None:
    deal = "Fonderie Brévannes - LX-90 inline control"
    introduction = next(row for row in export.mails(deal, incoming=False) if row["CcAddress"].startswith("claudine"))
    rang = next(row for row in export.calls(deal) if export.sellers[row["OwnerId"]] == "Claudine Vasseron")
    assert export.sellers[export.deal(deal)["OwnerId"]] == "Emeka Lindqvist"
    assert introduction["MessageDate"][:10] < rang["ActivityDate"]


def test_t3_the_form_stayed_without_answer_where_the_call_was_agreed(export: Export) -> None:
    by_mail = "Galdora Conservas - LX-40 incoming goods"
    by_voice = "Orlumen Diagnostik GmbH - LX-40 QC lab"
    asked = next(row for row in export.mails(by_mail) if row["Subject"] == "Feedback?")
    assert [row for row in export.mails(by_mail, incoming=True) if row["MessageDate"] > asked["MessageDate"]] == []
    assert "not by mail" in export.calls(by_voice)[-1]["Description"]
    assert len(export.meetings(by_voice, "Debrief")) == 1


def test_t4_both_purposes_stand_in_one_introduction_and_ill_words_in_another_mail(export: Export) -> None:
    good = "Fonderie Brévannes - LX-90 inline control"
    bad = export.mails("Fairhollow Milling Inc. - LX-90 inline control", incoming=False)[-1]["TextBody"]
    assert any("apprendre, et rester en bons termes" in row["TextBody"] for row in export.mails(good))
    assert "Spectrane has no service" in bad


def test_t5_a_small_loss_has_next_to_nothing_in_the_record(export: Export) -> None:
    deal = "Whitlock Snacks LLC - LX-40 second lab"
    assert len(export.calls(deal)) + len(export.mails(deal)) + len(export.meetings(deal)) == 2
    assert export.deal(deal)["Loss_Reason__c"] == "Price"


def test_t6_seven_buyers_and_four_sellers_took_part(export: Export) -> None:
    events = {row["Id"] for row in export.meetings(SANDVALL)}
    present = {row["RelationId"] for row in export.rows("EventRelation") if row["EventId"] in events}
    assert len(present & set(export.contacts)) == 7
    assert len(present & set(export.sellers)) == 4


def test_t7_four_answered_alone_before_they_answered_together(export: Export) -> None:
    notes = export.notes(SANDVALL)
    alone = [row for row in notes if row["Title"] == "My view, written alone"]
    (together,) = [row for row in notes if row["Title"] == "What we see together"]
    assert len({row["OwnerId"] for row in alone}) == 4
    assert max(row["CreatedDate"] for row in alone) < together["CreatedDate"]


def _words_around(export: Export, turn: Row) -> tuple[int, int]:
    words = [row["MessageDate"] for row in export.mails(SANDVALL, incoming=True)]
    before = sum(at < turn["StartDateTime"] for at in words)
    return before, len(words) - before


def test_t8_the_buyers_wrote_much_less_after_the_run_for_the_board(export: Export) -> None:
    turn = export.meetings(SANDVALL, "Demo")[-1]
    before, after = _words_around(export, turn)
    opened, closed = export.deal(SANDVALL)["CreatedDate"], export.closed(SANDVALL)
    rate_before = before / days_between(opened, turn["StartDateTime"])
    rate_after = after / days_between(turn["StartDateTime"], closed)
    assert rate_before > 2.5 * rate_after


def test_t8_the_buyers_question_was_asked_twice_and_never_answered(export: Export) -> None:
    deal = "Brenkhoff Gusswerke GmbH - LX-90 melt shop"
    assert any("Was kostet mich eine Probe heute" in row["TextBody"] for row in export.mails(deal, incoming=True))
    assert "In euros, please." in export.said(deal)


def test_t9_the_review_checks_off_what_was_agreed_last_time(export: Export) -> None:
    (note,) = [r for r in export.notes("Czarnolas Metal - LX-40 bench replacement") if r["Title"].startswith("Review")]
    assert "First the actions of last time" in note["Body"]
    assert "(done" in note["Body"]


def test_t10_a_reason_became_a_task_with_owner_and_due_date(export: Export) -> None:
    deal = "Czarnolas Metal - LX-40 bench replacement"
    (task,) = [row for row in export.promises(deal) if row["Subject"] == "Larkview reports in Polish"]
    assert export.sellers[task["OwnerId"]] == "Deepa Thorsby"
    assert task["Status"] == "Completed"
    assert task["CompletedDateTime"][:10] <= task["ActivityDate"]


def test_t11_something_of_value_came_months_later_and_then_a_new_deal(export: Export) -> None:
    first, second = "Ravelsby Foods - LX-90 line 2", "Ravelsby Foods - LX-90 line 5"
    (gift,) = [row for row in export.mails(first, incoming=False) if row["MessageDate"] > "2025-11"]
    assert "No offer in here" in gift["TextBody"]
    assert days_between(export.closed(first), gift["MessageDate"]) > 150
    assert gift["MessageDate"] < export.deal(second)["CreatedDate"]


def test_t11_a_buyer_who_named_a_month_is_left_alone_until_then(export: Export) -> None:
    deal = "Ekelund Bryggeri AB - LX-90 line 2"
    (debrief,) = export.meetings(deal, "Debrief")
    assert [row for row in export.mails(deal) if row["MessageDate"] > debrief["StartDateTime"]] == []


def test_t12_a_meeting_lies_ahead_and_a_question_is_still_open(export: Export) -> None:
    deal = "Dunmarsh Forge - LX-90 line 2"
    assert export.meetings(deal)[-1]["StartDateTime"] > LAST_MOMENT
    assert "still open" in export.mails(deal)[-1]["TextBody"]
    assert export.mails(deal)[-1]["Incoming"] == "true"
