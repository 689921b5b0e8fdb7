"""A mapping that reads what another one reads: marks of a loader, ways of headings, feeds alike."""

import pytest

from assay.domain.errors import InputError
from assay.sources.headings import find_headings, fold_heading
from assay.sources.mapping import parse_mapping

TOP = "name: made\nsource: salesforce\nheadings: snake\nids: salesforce\n"
OWN = "feeds:\n  - {name: own, require: [A], ignore: no reason}\n"


def test_the_feeds_of_another_profile_follow_the_own_ones_with_the_marks_of_all() -> None:
    text = TOP + "like: salesforce_api\nrequire: [_loaded]\ndeleted: {_gone: true}\ndrop: [_l*]\n" + OWN
    feeds = {feed.name: feed for feed in parse_mapping(text, "made.yml").feeds}
    assert feeds["own"].require == (("A",), ("_loaded",))
    assert feeds["Opportunity"].require[-1] == ("_loaded",)
    assert feeds["Opportunity"].drop[-1] == "_l*"
    assert all("is_deleted" in rule.set for rule in feeds["Opportunity"].rows if rule.primary)


def test_a_feed_of_the_same_name_takes_the_place_of_the_other() -> None:
    text = TOP + "like: salesforce_api\nfeeds:\n  - {name: Task, require: [A], ignore: no reason}\n"
    assert [feed.require for feed in parse_mapping(text, "made.yml").feeds if feed.name == "Task"] == [(("A",),)]


def test_a_feed_may_take_over_the_rows_of_one_where_something_holds() -> None:
    text = TOP + "feeds:\n  - {name: own, require: [A], like: salesforce_api/Campaign, only: {_active: true}}\n"
    (feed,) = parse_mapping(text, "made.yml").feeds
    assert [rule.table for rule in feed.rows] == ["campaign"]
    assert feed.rows[0].when is not None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TOP + "like: nowhere\n" + OWN, "there is no profile 'nowhere'"),
        (TOP + "feeds:\n  - {name: own, require: [A], like: salesforce_api/Nothing}\n", "there is no feed 'Nothing'"),
    ],
)
def test_what_is_not_there_cannot_be_taken_over(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse_mapping(text, "made.yml")


@pytest.mark.parametrize(
    ("way", "one", "other", "same"),
    [
        ("snake", "StageName", "stage_name", True),
        ("snake", "Loss_Reason__c", "loss_reason_c", True),
        ("snake", "Loss_Reason__c", "LossReason", False),
        ("property", "dealname", "property_dealname", True),
        ("property", "dealname", "properties.dealname", True),
        ("property", "hs_createdate", "propertyHsCreatedate", True),
        ("property", "dealname", "Deal Name", False),
    ],
)
def test_headings_of_a_loader_are_compared_its_way(way: str, one: str, other: str, *, same: bool) -> None:
    assert (fold_heading(one, way) == fold_heading(other, way)) is same


def test_a_heading_without_a_prefix_counts_before_one_with_it() -> None:
    assert find_headings(["property_id", "id"], "property") == {"id": 1}
