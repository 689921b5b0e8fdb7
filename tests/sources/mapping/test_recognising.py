"""Which feed reads which file, and which files are left to a person."""

import pytest

from assay.domain.errors import InputError
from assay.sources.assignment import Assignment
from assay.sources.language import Mapping
from assay.sources.profiles import shipped_mappings
from assay.sources.recognise import lacking_headings, recognise, refuse_unused
from sources.mapping.conftest import Desk, parse_feed

#: Headings in the manner of systems that no shipped profile knows.
ODD = {
    "translated labels of a small CRM": [
        "Name of the opportunity", "Targets the organisation", "Sales phase", "Estimated sales", "Made sales",
        "Expected closing date", "Is the contract signed", "Reference", "Currency", "Creation date",
    ],
    "a ticket system": [
        "Ticket Id", "Name", "Status", "Owner", "Company", "Created", "Closed", "Value", "Reason", "Stage", "Close Date",
    ],
    "orders of a shop": ["Id", "Name", "Status", "Customer", "Revenue", "Created", "Sales Rep", "Product", "Currency"],
    "projects": ["Id", "Title", "Phase", "Budget", "Client", "Responsible", "Start Date", "End Date", "Type"],
    "people of a newsletter": ["Id", "First Name", "Last Name", "Signed up", "Open rate", "Status"],
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_headings_are_left_to_a_person(desk: Desk, name: str) -> None:
    raw = desk.raw("export.csv", ODD[name], [])
    found = recognise([raw], shipped_mappings())
    assert found.assignments == ()
    assert "run assay import --map export.csv" in found.unknown[0].reason


def test_the_feed_with_the_most_required_headings_is_taken(desk: Desk) -> None:
    few = parse_feed("require: [Id, Stage]\nignore: few")
    many = parse_feed("require: [Id, Stage, [Amount, Value]]\nignore: many")
    raw = desk.raw("x.csv", ["ID", "stage", "Value", "More"], [])
    assert [one.feed.ignore for one in recognise([raw], [few, many]).assignments] == ["many"]


def test_equally_good_feeds_leave_a_file_unknown_unless_its_name_decides(desk: Desk) -> None:
    one = parse_feed("require: [Id, A]\nhint: '*deal*'\nignore: one")
    two = parse_feed("require: [Id, B]\nignore: two")
    plain, hinted = desk.raw("x.csv", ["Id", "A", "B"], []), desk.raw("my deals.csv", ["Id", "A", "B"], [])
    found = recognise([plain, hinted], [one, two])
    assert [assignment.raw.name for assignment in found.assignments] == ["my deals.csv"]
    assert "equally well" in found.unknown[0].reason


def test_a_kept_mapping_goes_before_a_profile(desk: Desk) -> None:
    kept = parse_feed("require: [Id]\nignore: kept", top="rank: 2")
    profile = parse_feed("require: [Id, Stage, Amount]\nignore: profile")
    raw = desk.raw("x.csv", ["Id", "Stage", "Amount"], [])
    assert recognise([raw], [profile, kept]).assignments[0].feed.ignore == "kept"


def test_a_heading_that_must_not_be_there_rules_a_feed_out(desk: Desk) -> None:
    feed = parse_feed("require: [Id]\nunless: [Contact]\nignore: x")
    raw = desk.raw("x.csv", ["Id", "CONTACT"], [])
    assert recognise([raw], [feed]).assignments == ()


def test_the_nearest_profile_and_what_is_missing_are_named(desk: Desk) -> None:
    raw = desk.raw("opportunities.csv", ["Id", "StageName", "Amount"], [])
    reason = recognise([raw], shipped_mappings()).unknown[0].reason
    assert "salesforce_api Opportunity, which needs CloseDate" in reason


def test_loose_headings_disregard_prefix_case_accents_and_custom_endings(desk: Desk) -> None:
    feed = parse_feed("require: [Loss Reason, Étape, closeDate]\nignore: x", top="headings: loose")
    raw = desk.raw("x.csv", ["Deal - loss_reason__c", "ETAPE", "close_date"], [])
    assert len(recognise([raw], [feed]).assignments) == 1


def test_a_nested_list_is_not_taken_for_what_the_object_around_it_is(desk: Desk) -> None:
    outer = ["deal_id", "deal_name", "stage", "amount", "owner", "close_date", "outcome"]
    deals = desk.raw("crm.json#deals[]", outer, [])
    contacts = desk.raw("crm.json#deals[].contacts[]", ["name", "title", *(f"../{one}" for one in outer)], [])
    found = recognise([deals, contacts], shipped_mappings())
    assert [one.raw.name for one in found.assignments] == ["crm.json#deals[]"]
    assert [one.raw.name for one in found.unknown] == ["crm.json#deals[].contacts[]"]


def assign(desk: Desk, mapping: Mapping, headings: list[str]) -> Assignment:
    (found,) = recognise([desk.raw("x.csv", headings, [])], [mapping]).assignments
    return found


def test_a_mapping_of_ones_own_says_which_of_its_headings_the_file_lacks(desk: Desk) -> None:
    feed = "require: [Id]\nrows: [{table: deal, id: Id, set: {name: Name, amount: [Umsaz, Umsatzz]}}]"
    assert lacking_headings(assign(desk, parse_feed(feed, top="rank: 2"), ["Id", "Name", "Umsatz"])) == [
        "deal.amount stays empty: the mapping reads it from 'Umsaz' or 'Umsatzz', and the file has no such heading"
    ]


def test_a_shipped_profile_does_not_name_the_headings_that_an_export_lacks(desk: Desk) -> None:
    feed = "require: [Id]\nrows: [{table: deal, id: Id, set: {name: Name}}]"
    assert lacking_headings(assign(desk, parse_feed(feed), ["Id"])) == []


def test_a_named_mapping_that_reads_nothing_is_refused_with_what_is_missing(desk: Desk) -> None:
    given = parse_feed("require: [Id, Stage, Vertriebsfase]\nignore: x", top="rank: 3")
    raw = desk.raw("x.csv", ["Id", "Stage"], [])
    with pytest.raises(InputError, match="x.csv lacks 'Vertriebsfase', which its feed it requires"):
        refuse_unused(given, [raw], recognise([raw], [given]))
    fitting = parse_feed("require: [Id, Stage]\nignore: x", top="rank: 3")
    refuse_unused(fitting, [raw], recognise([raw], [fitting]))
