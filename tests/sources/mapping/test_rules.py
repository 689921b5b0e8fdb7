"""What rules make of source rows, and which rows they refuse."""

from datetime import UTC, datetime

import pytest

from assay.sources.assignment import Assignment
from assay.sources.feed import map_tables
from sources.mapping.conftest import Desk, key_of, parse_feed


def test_references_are_keys_of_source_ids(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: deal, id: Id, set: {account_id: A, owner_id: O}}]")
    desk.map(mapping, ["Id", "A", "O"], ("1", "acc", "Ann Lee"), ("2", "", None))
    wanted = [
        (key_of("deal", "1"), "1", key_of("account", "acc"), key_of("seller", "Ann Lee")),
        (key_of("deal", "2"), "2", None, None),
    ]
    assert desk.staged("deal", "id, source_id, account_id, owner_id") == wanted


def test_keys_are_the_same_when_they_are_worked_out_once_for_each_id(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assay.sources.compile_value.MANY_ROWS", 1)
    mapping = parse_feed(
        """
        require: [Id]
        rows:
          - {table: deal, id: Id, set: {account_id: {first: [B, A]}, owner_id: O}}
          - {table: statement, id: [Id, {const: x}], set: {deal_id: Id, side: {const: rep}, origin: {const: crm_note}, text: O}}
          - {table: seller, id: O, primary: false, set: {name: O}}
        """
    )
    desk.map(mapping, ["Id", "A", "B", "O"], ("1", "a", "", "Ann"), ("2", "a", "b", "Ann"), ("3", "", "", ""))
    assert desk.staged("deal", "id, account_id, owner_id") == [
        (key_of("deal", "1"), key_of("account", "a"), key_of("seller", "Ann")),
        (key_of("deal", "2"), key_of("account", "b"), key_of("seller", "Ann")),
        (key_of("deal", "3"), None, None),
    ]
    assert desk.column("statement", "deal_id") == [key_of("deal", "1"), key_of("deal", "2")]
    assert desk.column("seller", "id") == [key_of("seller", "Ann")]


def test_the_rows_that_cannot_be_used_are_rejected_and_no_others(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        rows:
          - {table: deal, id: Id, set: {name: Name, amount: Amount, close_date_stated: Closed}}
          - {table: account, id: Company, primary: false, set: {name: Company}}
        """
    )
    headings = ["Id", "Name", "Amount", "Closed", "Company"]
    rows = [
        ("1", "a", "10", "2024-01-01", "Acme"),
        ("2", "b", "ten", "2024-01-01", "Borealis"),
        ("", "c", "10", "2024-01-01", "Cumulus"),
        ("4", "d", "10", "2024-13-01", "Dune"),
        ("5", "", "", "", ""),
    ]
    desk.map(mapping, headings, *rows)
    assert desk.column("deal", "source_id") == ["1", "5"]
    assert desk.column("account", "name") == ["Acme"]
    assert [(line, field, value) for line, field, value, _ in desk.rejects] == [
        (3, "Amount", "ten"),
        (4, "Id", None),
        (5, "Closed", "2024-13-01"),
    ]
    whole = desk.connection.execute("SELECT row_json FROM reject WHERE line = 3").fetchall()
    assert whole == [('{"Id":"2","Name":"b","Amount":"ten","Closed":"2024-01-01","Company":"Borealis"}',)]


def test_a_row_that_no_rule_takes_is_rejected(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: deal, id: Id, when: {Kind: sale}, set: {name: Id}}]")
    desk.map(mapping, ["Id", "Kind"], ("1", "Sale"), ("2", "lease"), ("3", None))
    assert desk.column("deal", "source_id") == ["1"]
    assert [(line, message) for line, _, _, message in desk.rejects] == [
        (3, "no rule of the mapping took this row"),
        (4, "no rule of the mapping took this row"),
    ]


def test_a_skipped_row_lands_nothing_and_is_not_judged(desk: Desk) -> None:
    mapping = parse_feed(
        "require: [Id]\nskip: [{when: {Copy: true}, reason: a copy}]\nrows: [{table: deal, id: Id, set: {amount: A}}]"
    )
    desk.map(mapping, ["Id", "Copy", "A"], ("1", "false", "5"), ("2", "true", "broken"))
    assert desk.column("deal", "source_id") == ["1"]
    assert (desk.skipped, desk.rejects) == (["a copy"], [])


def test_a_by_product_lands_once_with_what_was_last_filled(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        known_at: {created: Made}
        rows:
          - {table: deal, id: Id}
          - {table: seller, id: Rep, primary: false, set: {name: Rep, team: Team}}
        """
    )
    rows = [("1", "Ann", "East", "2024-03-01"), ("2", "Ann", "", "2024-01-01"), ("3", "", "West", "2024-01-01")]
    desk.map(mapping, ["Id", "Rep", "Team", "Made"], *rows)
    made = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
    assert desk.staged("seller", "source_id, team, known_at, primary_row") == [("Ann", "East", made, False)]


def test_a_missing_heading_leaves_the_column_unstated(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: deal, id: Id, set: {name: Name, amount: Amount}}]")
    desk.map(mapping, ["Id", "Name"], ("1", ""))
    provided = desk.connection.execute("SELECT column_name, row_from, row_to FROM land_provides").fetchall()
    assert ("name", 1, 1) in provided
    assert "amount" not in {column for column, _, _ in provided}


def test_a_required_column_left_empty_rejects_the_row(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: account, id: Id, set: {name: Name}}]")
    desk.map(mapping, ["Id", "Name"], ("1", "Acme"), ("2", "n/a"))
    assert desk.column("account", "name") == ["Acme"]
    assert desk.rejects == [(3, "Name", None, "it is empty, and a row of account needs its name")]


def test_items_of_a_list_an_array_and_of_people_become_rows(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        rows:
          - {table: activity, id: Id, set: {kind: {const: email}}}
          - table: activity_person
            id: [Id, $item]
            each: {col: Listed, split: ";"}
            set: {activity_id: Id, named_as: $item, part: {const: to}}
          - table: activity_person
            id: [Id, $item.mail]
            each: {col: Array, as: json}
            set: {activity_id: Id, named_as: $item.mail, part: {const: cc}}
          - table: activity_person
            id: [Id, $item.address]
            each: {col: People, as: people}
            set: {activity_id: Id, named_as: $item.name, part: {const: from}}
        """
    )
    people = 'Ann <A@x.org>; "Lee, Bob" <b@x.org>'
    desk.map(
        mapping,
        ["Id", "Listed", "Array", "People"],
        ("1", "p; q ;", '[{"mail":"m@x.org"},{"mail":""}]', people),
        ("2", "", "", ""),
    )
    assert desk.staged("activity_person", "source_id, named_as, part", "source_id") == [
        ("1/a@x.org", "Ann", "from"),
        ("1/b@x.org", "Lee, Bob", "from"),
        ("1/m@x.org", "m@x.org", "cc"),
        ("1/p", "p", "to"),
        ("1/q", "q", "to"),
    ]


def test_columns_side_by_side_become_rows(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        rows:
          - table: stage_history
            id: [Id, $item.key]
            each: {as: columns, match: '^entered (.+)$'}
            set: {deal_id: Id, field: {const: stage}, new_value: $item.key, changed_at: $item.value}
        """
    )
    desk.map(
        mapping,
        ["Id", "Entered Won", "entered Lost"],
        ("1", "2024-01-02", ""),
        ("2", "13/01/2024", "02/01/2024"),
        ("3", "", "soon"),
    )
    assert desk.staged("stage_history", "source_id, new_value", "source_id") == [
        ("1/Won", "Won"),
        ("2/Lost", "Lost"),
        ("2/Won", "Won"),
    ]
    assert [(line, value) for line, _, value, _ in desk.rejects] == [(4, "soon")]


def test_states_become_one_row_for_each_change(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [deal]
        rows:
          - table: stage_history
            id: [deal, at]
            changes: {per: deal, by: at, fields: {stage: stage, amount: amount, close_date: closes}}
            set: {deal_id: deal, changed_at: at, basis: {const: source_history}}
        """
    )
    rows = [
        ("1", "2024-01-01", "Open", "100", "2024-06-01"),
        ("1", "2024-02-01", "Open", "120.50", "2024-06-01"),
        ("1", "2024-03-01", "Open", "120.5", "2024-06-01"),
        ("1", "2024-04-01", "Lost", "", "2024-06-01"),
    ]
    desk.map(mapping, ["deal", "at", "stage", "amount", "closes"], *rows)
    assert desk.staged("stage_history", "field, old_value, new_value, sequence", "changed_at, sequence") == [
        ("stage", None, "Open", 1),
        ("amount", None, "100", 2),
        ("close_date", None, "2024-06-01", 3),
        ("amount", "100", "120.5", 1),
        ("stage", "Open", "Lost", 1),
        ("amount", "120.5", None, 2),
    ]
    assert desk.skipped == ["nothing changed that is kept"]


def test_an_outcome_follows_the_flags_before_the_stage(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        rows:
          - table: deal
            id: Id
            set:
              stage: Stage
              outcome: {class: Stage, closed: C, won: W, classes: {won: [Signed], lost: [Gone], no_decision: [Nothing bought]}}
        """
    )
    rows = [
        ("1", "Signed", "true", "true"),
        ("2", "Nothing bought", "1", "0"),
        ("3", "Talks", "no", "no"),
        ("4", "Gone", "", ""),
    ]
    desk.map(mapping, ["Id", "Stage", "C", "W"], *rows)
    assert desk.staged("deal", "outcome, outcome_stated") == [
        ("won", "won"),
        ("no_decision", "no_decision"),
        ("open", "open"),
        ("lost", None),
    ]
    assert desk.staged("stage", "code, stage_class, class_basis", "code") == [
        ("Gone", "lost", "label"),
        ("Nothing bought", "no_decision", "source"),
        ("Signed", "won", "source"),
        ("Talks", "open", "source"),
    ]


def test_a_stage_whose_class_nobody_says_lands_no_stage_row(desk: Desk) -> None:
    mapping = parse_feed(
        "require: [Id]\nrows: [{table: deal, id: Id, set: {stage: S, outcome: {class: S, classes: {won: [Won]}}}}]"
    )
    desk.map(mapping, ["Id", "S"], ("1", "Won"), ("2", "Stage 7"))
    assert desk.column("stage", "code") == ["Won"]
    assert desk.column("deal", "outcome") == ["won", "unknown"]


def test_references_to_a_merged_row_point_to_the_one_it_became(desk: Desk) -> None:
    people = parse_feed(
        "require: [Id]\nalias: [{table: person, old: Id, new: Into}]\nrows: [{table: person, id: {first: [Into, Id]}}]"
    )
    touches = parse_feed(
        "require: [Id]\nrows: [{table: campaign_touch, id: Id, set: {person_id: Who, kind: {const: sent}}}]"
    )
    headings = ["Id", "Into"]
    files = [
        Assignment(desk.raw("touches.csv", ["Id", "Who"], [("t1", "old"), ("t2", "other")]), touches, touches.feeds[0]),
        Assignment(desk.raw("people.csv", headings, [("old", "new"), ("other", "")]), people, people.feeds[0]),
    ]
    map_tables(desk.connection, files, instance="main")
    assert desk.column("campaign_touch", "person_id") == [key_of("person", "new"), key_of("person", "other")]


def test_names_of_ids_are_taken_from_another_file(desk: Desk) -> None:
    users = parse_feed(
        "require: [Id]\nrows: [{table: seller, id: Id, set: {team: {col: Role, named: role, else: null}}}]"
    )
    roles = parse_feed("require: [Id]\nnames: {kind: role, id: Id, name: Name}")
    files = [
        Assignment(desk.raw("users.csv", ["Id", "Role"], [("u1", "r1"), ("u2", "r9")]), users, users.feeds[0]),
        Assignment(desk.raw("roles.csv", ["Id", "Name"], [("r1", "East")]), roles, roles.feeds[0]),
    ]
    map_tables(desk.connection, files, instance="main")
    assert desk.column("seller", "team") == ["East", None]
    assert desk.skipped == ["a name for rows of other files"]


def test_what_yields_comes_before_everything_else(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: deal, id: Id, yields: true, set: {name: Id}}]")
    desk.map(mapping, ["Id"], ("1",), ("2",))
    orders = desk.column("deal", "order_no")
    assert orders == sorted(orders, key=int)
    assert all(int(str(order)) < 0 for order in orders)


def test_an_ignored_file_is_reported_with_the_reason(desk: Desk) -> None:
    report = desk.map(parse_feed("require: [Id]\nignore: a price list"), ["Id"], ("1",))
    assert report.ignored == {"file0.csv": "a price list"}


def test_a_rejected_row_names_every_cell_that_is_wrong(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: deal, id: Id, set: {amount: Sum, close_date_stated: Day}}]")
    desk.map(mapping, ["Id", "Sum", "Day"], ("1", "much", "someday"), ("2", "5", "2026-01-31"), ("3", "5", "never"))
    amount = "expected a number, with a decimal point if any"
    assert desk.rejects == [
        (2, "Sum; Day", "much; someday", f"Sum: {amount}; Day: expected a date"),
        (4, "Day", "never", "expected a date"),
    ]
