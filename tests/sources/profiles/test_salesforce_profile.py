"""Each object of Salesforce under API names, from a file of a few rows."""

from datetime import UTC, datetime

from sources.profiles.conftest import MapFiles, key_of

OPP = "0061G00000N31HAQAZ"
CONTACT = "0031G00001S3JniQAF"
USER = "0051G000005Mun4QAC"
TASK = "00T1G00003UfepsUAB"
LEAD = "00Q1G00000nDnM5UAK"


def epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def key(table: str, source_id: str) -> int:
    return key_of("salesforce", table, source_id)


OPPORTUNITY = f"""
Id,Name,StageName,CloseDate,IsClosed,IsWon,Amount,Probability,AccountId,OwnerId,CreatedDate,LastStageChangeDate,Loss_Reason__c,MainCompetitors__c,Region__c
{OPP[:15]},Alpha,Closed Lost,2024-05-03,true,false,1.0E4,0,001000000000001,{USER[:15]},2024-01-05T10:00:00.000Z,2024-05-02T09:00:00.000Z,Price,Zenith;Apex,East
0061G00000N31HBQAZ,Beta,Closed - No Decision,2024-06-03,true,false,,0,,{USER},2024-01-05T10:00:00.000Z,,,,
0061G00000N31HCQAZ,Gamma,Prospecting,2031-01-01,false,false,500,10,,{USER},2024-01-05T10:00:00.000Z,,,,
"""


def test_opportunities_become_deals_with_reason_and_competitors(map_files: MapFiles) -> None:
    mapped = map_files({"Opportunity.csv": OPPORTUNITY})
    deal = mapped.one(
        "deal", "name, outcome_stated, amount, probability, closed_at_stated, loss_reason_stated, custom", OPP
    )
    assert [str(value) for value in deal] == [
        "Alpha", "lost", "10000.0000", "0.0", str(epoch("2024-05-02T09:00")), "Price", '{"Region__c":"East"}',
    ]  # fmt: skip
    assert mapped.rows("deal", "outcome") == [("lost",), ("no_decision",), ("open",)]
    assert mapped.rows("statement", "deal_id, side, origin, text, speaker_id, known_at") == [
        (key("deal", OPP), "rep", "crm_reason", "Price", key("seller", USER), epoch("2024-05-02T09:00"))
    ]
    assert mapped.rows("deal_competitor", "source_id, part, known_at_basis") == [
        (f"{OPP}/apex", "present", "assumed"),
        (f"{OPP}/zenith", "present", "assumed"),
    ]
    assert mapped.rows("competitor", "name, primary_row") == [("Apex", False), ("Zenith", False)]


def test_data_loader_capitals_are_the_same_headings(map_files: MapFiles) -> None:
    head, *rows = OPPORTUNITY.strip().splitlines()
    mapped = map_files({"extract.csv": "\n".join((head.upper(), *rows))})
    assert mapped.readers == {"extract.csv": "salesforce_api Opportunity"}
    assert len(mapped.rows("deal", "id")) == 3


def test_history_and_field_history_of_one_change_build_one_id(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "OpportunityHistory.csv": f"""
Id,OpportunityId,StageName,Amount,CloseDate,Probability,ForecastCategory,CreatedDate,CreatedById
0081,{OPP},Prospecting,100,2024-05-01,10,Pipeline,2024-01-05T10:00:00.000Z,{USER}
0082,{OPP},Closed Lost,100,2024-05-01,0,Omitted,2024-03-05T10:00:00.000Z,{USER}
""",
            "OpportunityFieldHistory.csv": f"""
Id,OpportunityId,Field,OldValue,NewValue,CreatedDate,CreatedById
0171,{OPP},StageName,Prospecting,Closed Lost,2024-03-05T10:00:00.000+0000,{USER}
0172,{OPP},Owner,Ann Lee,Bob Ray,2024-02-01T10:00:00.000Z,{USER}
0173,{OPP},Owner,{USER[:15]},005000000000001,2024-02-01T10:00:00.000Z,{USER}
0174,{OPP},created,,,2024-01-05T10:00:00.000Z,{USER}
0175,{OPP},Amount,100,1200.50,2024-02-02T10:00:00.000Z,{USER}
""",
        }
    )
    at = epoch("2024-03-05T10:00")
    assert mapped.rows("stage_history", "count(*), count(DISTINCT id)", f"source_id = '{OPP}/{at}/stage'") == [(2, 1)]
    assert mapped.rows("stage_history", "field, old_value, new_value", "basis = 'field_history'") == [
        ("amount", "100", "1200.5"),
        ("owner", USER, "005000000000001AAA"),
        ("stage", "Prospecting", "Closed Lost"),
    ]
    assert mapped.rows(
        "stage_history", "old_value, new_value", "basis = 'source_history' AND field = 'probability'"
    ) == [
        ("0.1", "0"),
        (None, "0.1"),
    ]
    assert sorted(mapped.skipped) == [
        "the change of owner once more by name",
        "the deal's creation, which the deal itself states",
    ]


def test_stages_carry_the_class_that_the_source_gives(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "OpportunityStage.csv": "Id,MasterLabel,ApiName,IsClosed,IsWon,SortOrder\n01J,Signed,Signed,true,true,9\n01K,Gone,Gone,true,false,10\n"
        }
    )
    assert mapped.rows("stage", "source_id, code, sort_order, stage_class, class_basis") == [
        ("Gone", "Gone", 10, "lost", "source"),
        ("Signed", "Signed", 9, "won", "source"),
    ]


def test_roles_are_told_in_our_words_and_kept_in_theirs(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "OpportunityContactRole.csv": f"""
Id,OpportunityId,ContactId,Role,IsPrimary,CreatedDate
00K1,{OPP},{CONTACT[:15]},Economic Buyer,true,2024-01-06T10:00:00.000Z
00K2,{OPP},003000000000001,Something Else,false,2024-01-06T10:00:00.000Z
"""
        }
    )
    assert mapped.rows(
        "deal_person", "person_id = " + str(key("person", CONTACT)) + ", role, role_stated, is_primary"
    ) == [
        (False, "unknown", "Something Else", False),
        (True, "economic_buyer", "Economic Buyer", True),
    ]


def test_a_converted_lead_is_the_contact_it_became(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "Contact.csv": f"Id,AccountId,FirstName,LastName,Email,Title\n{CONTACT},001,Ann,Lee,ANN@x.org,CFO\n",
            "Lead.csv": f"""
Id,FirstName,LastName,Company,Status,Email,Title,IsConverted,ConvertedContactId,HasOptedOutOfEmail
{LEAD},Ann,Lee,Acme,Converted,ann@x.org,Head,true,{CONTACT},false
00Q1G00000nDnM6UAK,Bob,Ray,Borealis,Open,bob@x.org,,false,,true
""",
            "CampaignMember.csv": f"""
Id,CampaignId,ContactId,LeadId,Status,HasResponded,FirstRespondedDate,CreatedDate
00v1,701,,{LEAD},Attended,true,2024-02-03,2024-02-03T12:00:00.000Z
""",
        }
    )
    assert mapped.rows("campaign_touch", "person_id, kind, responded, occurred_at") == [
        (key("person", CONTACT), "attended", True, epoch("2024-02-03T12:00"))
    ]
    assert mapped.rows("person", "source_id, kind, full_name, email, do_not_contact, order_no < 0") == [
        (CONTACT, "contact", "Ann Lee", "ann@x.org", False, True),
        (CONTACT, "contact", "Ann Lee", "ann@x.org", None, False),
        ("00Q1G00000nDnM6UAK", "lead", "Bob Ray", "bob@x.org", True, True),
    ]


def test_accounts_users_and_their_roles(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "Account.csv": 'Id,Name,Website,Industry,NumberOfEmployees,BillingCountry,OwnerId,Type\n001000000000001,Acme,https://www.acme.com,Tools,"1,200",DE,005,Customer\n',
            "User.csv": f"Id,Username,FirstName,LastName,Email,Title,UserRoleId,IsActive\n{USER},u@x.org,Ann,Lee,Ann@x.org,AE,00E1,true\n",
            "UserRole.csv": "Id,Name,ParentRoleId\n00E1,East,\n",
        }
    )
    assert mapped.one("account", "name, domain, employee_count, custom", "001000000000001AAA") == (
        "Acme", "acme.com", 1200, '{"Type":"Customer"}',
    )  # fmt: skip
    assert mapped.one("seller", "name, email, role, team, is_active", USER) == (
        "Ann Lee",
        "ann@x.org",
        "AE",
        "East",
        True,
    )


TASKS = f"""
Id,Subject,Status,ActivityDate,CompletedDateTime,CreatedDate,WhoId,WhatId,OwnerId,TaskSubtype,Type,CallType,CallDurationInSeconds,CallDisposition
{TASK},Call about price,Completed,2024-02-03,2024-02-03T15:00:00.000Z,2024-02-03T15:00:00.000Z,{CONTACT},{OPP},{USER},Call,,Inbound,600,
00T000000000002,Call,Completed,2024-02-04,,2024-02-09T08:00:00.000Z,{CONTACT},{OPP},{USER},Call,,Outbound,,Left voicemail
00T000000000003,Email: >> offer,Completed,2024-02-05,,2024-02-05T08:00:00.000Z,{CONTACT},{OPP},{USER},Email,,,,
00T000000000004,Prepare,Not Started,2031-02-05,,2024-02-05T08:00:00.000Z,,{OPP},{USER},Task,,,,
00T000000000005,Product demo,Completed,2024-02-07,,2024-02-05T08:00:00.000Z,{LEAD},001000000000001,{USER},Task,Demo,,,
"""


def test_tasks_become_calls_emails_demos_and_to_dos(map_files: MapFiles) -> None:
    mapped = map_files({"Task.csv": TASKS})
    assert mapped.rows("activity", "right(source_id, 4), kind, direction, status, occurred_at, duration_s") == [
        ("2EAA", "call", "outbound", "missed", epoch("2024-02-04"), None),
        ("3EAA", "email", "outbound", "held", epoch("2024-02-05T08:00"), None),
        ("4EAA", "task", "unknown", "planned", epoch("2031-02-05"), None),
        ("5EAA", "demo", "unknown", "held", epoch("2024-02-07"), None),
        ("sUAB", "call", "inbound", "held", epoch("2024-02-03T15:00"), 600),
    ]
    assert mapped.rows("activity_deal", "count(*), count(DISTINCT deal_id)") == [(4, 1)]
    assert mapped.rows("activity_person", "side, part, count(*)", "true GROUP BY ALL") == [
        ("buyer", "attendee", 1), ("buyer", "callee", 1), ("buyer", "caller", 1), ("buyer", "to", 1),
    ]  # fmt: skip
    assert mapped.rows("activity_person", "count(*)", f"person_id = {key('person', LEAD)}") == [(1,)]


def test_an_email_and_the_task_made_of_it_are_one_activity(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "Task.csv": TASKS,
            "EmailMessage.csv": f"""
Id,Incoming,MessageDate,FromAddress,ToAddress,CcAddress,Subject,TextBody,RelatedToId,ActivityId,Status,CreatedDate,ThreadIdentifier
02s000000000001,true,2024-02-05T07:30:00.000Z,Ann Lee <Ann@x.org>,rep@us.com; two@us.com,boss@x.org,offer,Hello,{OPP},00T000000000003,1,2024-02-05T08:00:00.000Z,t1
""",
            "EmailMessageRelation.csv": f"""
Id,EmailMessageId,RelationId,RelationType,RelationAddress
0AZ1,02s000000000001,{CONTACT},FromAddress,ann@x.org
0AZ2,02s000000000001,{USER},ToAddress,rep@us.com
""",
        }
    )
    email = key("activity", "00T000000000003EAA")
    rows = mapped.rows("activity", "direction, occurred_at, order_no < 0", f"id = {email}")
    assert rows == [("inbound", epoch("2024-02-05T07:30"), False), ("outbound", epoch("2024-02-05T08:00"), True)]
    assert mapped.rows("activity_person", "DISTINCT activity_id", "source_id LIKE '02s%'") == [(email,)]
    assert mapped.rows("activity_person", "part, count(*), count(DISTINCT id), count(person_id), count(seller_id)", "source_id LIKE '02s%' GROUP BY part") == [
        ("cc", 1, 1, 0, 0), ("from", 2, 1, 1, 0), ("to", 3, 2, 0, 1),
    ]  # fmt: skip


def test_copies_of_group_events_count_as_merged(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "Event.csv": f"""
Id,Subject,StartDateTime,DurationInMinutes,WhoId,WhatId,OwnerId,IsChild,Type,CreatedDate
00U1,Platform demo,2024-02-03T10:00:00.000Z,45,{CONTACT},{OPP},{USER},false,Meeting,2024-01-30T10:00:00.000Z
00U2,Platform demo,2024-02-03T10:00:00.000Z,45,{CONTACT},{OPP},{USER},true,Meeting,2024-01-30T10:00:00.000Z
00U3,Cancelled: talk,2024-02-04T10:00:00.000Z,30,,{OPP},{USER},false,,2024-01-30T10:00:00.000Z
00U4,Next talk,2099-02-04T10:00:00.000Z,30,,{OPP},{USER},false,,2024-01-30T10:00:00.000Z
""",
            "EventRelation.csv": f"""
Id,EventId,RelationId,Status
0RE1,00U1,{CONTACT},Accepted
0RE2,00U1,003000000000009,Declined
0RE3,00U1,{USER},New
0RE4,00U1,001000000000001,
""",
        }
    )
    assert mapped.rows("activity", "source_id, kind, status, duration_s") == [
        ("00U1", "demo", "held", 2700),
        ("00U3", "meeting", "cancelled", 1800),
        ("00U4", "meeting", "planned", 1800),
    ]
    assert mapped.skipped == [
        "a copy of a group event for one invitee",
        "an invitation that was declined",
        "a relation to neither a deal nor a person",
    ]
    assert mapped.unaccounted() == []


def test_notes_campaigns_competitors_and_rates(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "Note.csv": f"Id,ParentId,Title,Body,OwnerId,CreatedDate\n002A,{OPP},Lost,They chose Zenith,{USER},2024-02-01T10:00:00.000Z\n002B,001000000000001,About,Big firm,{USER},2024-02-01T10:00:00.000Z\n",
            "Campaign.csv": "Id,Name,Type,StartDate,EndDate,CreatedDate\n701,Spring,Email,2024-03-01,2024-04-01,2024-02-01T00:00:00.000Z\n",
            "OpportunityCompetitor.csv": f"Id,OpportunityId,CompetitorName,CreatedDate\n0F1,{OPP},Zenith,2024-02-01T10:00:00.000Z\n",
            "CurrencyType.csv": "Id,IsoCode,ConversionRate,IsCorporate,LastModifiedDate\n01L,EUR,0.8,false,2024-02-01T00:00:00.000Z\n",
            "DatedConversionRate.csv": "Id,IsoCode,ConversionRate,StartDate\n04w,GBP,0.5,2024-01-01\n",
            "TaskRelation.csv": f"Id,TaskId,RelationId,IsWhat\n0RT,{TASK},{CONTACT},false\n0RU,{TASK},{OPP},true\n0RV,{TASK},001000000000001,true\n",
            "OpportunityPartner.csv": f"Id,OpportunityId,AccountToId,Role\n00I,{OPP},001000000000001,Reseller\n",
        }
    )
    assert mapped.rows("activity", "source_id, kind, direction") == [
        ("002A", "note", "internal"),
        ("002B", "note", "internal"),
    ]
    assert mapped.rows("statement", "deal_id, origin, text") == [
        (key("deal", OPP), "crm_note", "Lost: They chose Zenith")
    ]
    assert mapped.rows("campaign", "name, kind, started_at") == [("Spring", "Email", epoch("2024-03-01"))]
    assert mapped.rows("deal_competitor", "source_id, named_at") == [(f"{OPP}/zenith", epoch("2024-02-01T10:00"))]
    assert mapped.rows("exchange_rate", "currency, day::VARCHAR, rate") == [
        ("EUR", "1970-01-01", 1.25),
        ("GBP", "2024-01-01", 2.0),
    ]
    assert mapped.rows("activity_person", "source_id, primary_row") == [(f"{TASK}/{CONTACT}", False)]
    assert (mapped.rejects, mapped.unaccounted()) == ([], [])
    assert mapped.report.ignored == {"OpportunityPartner.csv": "it names partner companies, and a tie needs a person"}


def test_an_email_says_whether_something_was_attached(map_files: MapFiles) -> None:
    mapped = map_files(
        {
            "EmailMessage.csv": """
Id,Incoming,MessageDate,HasAttachment
02s000000000001,false,2024-02-05T07:30:00.000Z,true
02s000000000002,false,2024-02-06T07:30:00.000Z,false
02s000000000003,false,2024-02-07T07:30:00.000Z,
"""
        }
    )
    assert mapped.rows("activity", "attachments, count(*)", "true GROUP BY ALL") == [("no", 1), ("yes", 1), (None, 1)]
