"""What a value of a mapping may be: a cell, the first filled, a lookup, a case, a shift, a duration, a clock."""

from datetime import UTC, datetime

from sources.mapping.conftest import SEEN_AT, Desk, parse_feed


def test_the_first_filled_the_joined_and_the_looked_up(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        rows:
          - table: deal
            id: Id
            set:
              name: {join: [A, B], with: " / "}
              product: {first: [A, B, {const: none given}]}
              segment: {col: A, lookup: {small: S, LARGE: L}, else: keep}
              deal_type: {col: B, lookup: {new: New}, else: null}
        """
    )
    desk.map(mapping, ["Id", "A", "B"], ("1", "Large", "NEW"), ("2", "", "old"), ("3", None, None))
    assert desk.staged("deal", "name, product, segment, deal_type") == [
        ("Large / NEW", "Large", "L", "New"),
        ("old", "old", None, None),
        (None, "none given", None, None),
    ]


def test_a_lookup_without_else_rejects_what_it_does_not_know(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: deal, id: Id, set: {segment: {col: A, lookup: {s: S}}}}]")
    desk.map(mapping, ["Id", "A"], ("1", "S"), ("2", "m"), ("3", ""))
    assert desk.column("deal", "segment") == ["S", None]
    assert desk.rejects == [(3, "A", "m", "expected one of s")]


def test_a_value_that_a_column_does_not_allow_is_rejected(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: activity, id: Id, set: {kind: K, status: S}}]")
    desk.map(mapping, ["Id", "K", "S"], ("1", "Call", "held"), ("2", "phone", "held"), ("3", "call", ""))
    assert desk.staged("activity", "kind, status, direction") == [
        ("call", "held", "unknown"),
        ("call", "unknown", "unknown"),
    ]
    assert desk.rejects[0][:3] == (3, "K", "phone")


def test_a_case_converts_only_in_its_own_branch(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        rows:
          - table: stage_history
            id: Id
            set:
              deal_id: Deal
              field: Field
              changed_at: At
              new_value:
                case:
                  - {when: {Field: amount}, then: {col: New, type: money}}
                  - {when: {Field: close_date}, then: {col: New, type: day}}
                else: New
        """
    )
    rows = [
        ("1", "d", "amount", "1.200,50 €", "2024-01-01"),
        ("2", "d", "close_date", "13/04/2024", "2024-01-01"),
        ("3", "d", "stage", "Lost", "2024-01-02"),
        ("4", "d", "amount", "much", "2024-01-02"),
    ]
    desk.map(mapping, ["Id", "Deal", "Field", "New", "At"], *rows)
    assert desk.staged("stage_history", "new_value, sequence") == [("1200.5", 1), ("2024-04-13", 2), ("Lost", 1)]
    assert desk.rejects[0][:3] == (5, "New", "much")


def test_a_value_may_be_the_one_before(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [deal]
        rows:
          - table: stage_history
            id: [deal, name, at]
            set:
              deal_id: deal
              field: name
              old_value: {previous: value, per: [deal, name], by: at}
              new_value: value
              changed_at: at
        """
    )
    rows = [
        ("1", "stage", "b", "2024-02-01"),
        ("1", "stage", "a", "2024-01-01"),
        ("1", "amount", "5", "2024-03-01"),
        ("2", "stage", "x", "2024-04-01"),
    ]
    desk.map(mapping, ["deal", "name", "value", "at"], *rows)
    assert desk.column("stage_history", "old_value") == ["a", None, None, None]


def test_a_day_moved_by_days_and_a_piece_of_a_text(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        rows:
          - table: deal
            id: Id
            set:
              opened_at: {col: Closed, minus_days: Cycle}
              close_date_stated: {col: Span, split: " to ", take: last}
              name: {col: Id, match: '^D-(\\d+)$'}
        """
    )
    desk.map(
        mapping,
        ["Id", "Closed", "Cycle", "Span"],
        ("D-7", "2024-03-01", "1", "2024-01-01 to 2024-02-02"),
        ("D-8", "", "5", ""),
    )
    day = int(datetime(2024, 2, 29, tzinfo=UTC).timestamp())
    assert desk.staged("deal", "opened_at, close_date_stated::VARCHAR, name") == [
        (day, "2024-02-02", "7"),
        (None, None, "8"),
    ]


def test_a_day_takes_the_clock_of_a_time_that_lies_on_it(desk: Desk) -> None:
    mapping = parse_feed("require: [Id]\nrows: [{table: deal, id: Id, set: {opened_at: {day: Day, clock: [A, B]}}}]")
    desk.map(
        mapping,
        ["Id", "Day", "A", "B"],
        ("1", "2024-01-02", "2024-01-02T09:30:00Z", ""),
        ("2", "2024-01-02", "2024-01-09T09:30:00Z", "2024-01-02T11:00:00Z"),
        ("3", "2024-01-02", "2024-01-09T09:30:00Z", ""),
    )
    start = int(datetime(2024, 1, 2, tzinfo=UTC).timestamp())
    assert desk.column("deal", "opened_at") == [start + 9 * 3600 + 1800, start + 11 * 3600, start]


def test_durations_are_seconds_whatever_they_were(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        rows:
          - table: activity
            id: Id
            set: {kind: {const: call}, duration_s: {first: [{col: Min, unit: minutes}, {col: Ms, unit: ms}, Clock]}}
        """
    )
    desk.map(
        mapping,
        ["Id", "Min", "Ms", "Clock"],
        ("1", "45", "", ""),
        ("2", "", "1500", ""),
        ("3", "", "", "1:02:03"),
        ("4", "", "", "2:05"),
    )
    assert desk.column("activity", "duration_s") == [2700, 2, 3723, 125]


def test_known_at_is_the_first_filled_basis_and_at_last_the_day_of_the_file(desk: Desk) -> None:
    mapping = parse_feed(
        """
        require: [Id]
        known_at: {created: Made, assumed: Happened}
        rows: [{table: deal, id: Id}]
        """
    )
    rows = [("1", "2024-01-01", "2023-01-01"), ("2", "", "2023-01-01"), ("3", "", ""), ("4", "", "2030-01-01")]
    desk.map(mapping, ["Id", "Made", "Happened"], *rows)
    days = [int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2024, 2023)]
    assert desk.staged("deal", "known_at, known_at_basis") == [
        (days[0], "created"),
        (days[1], "assumed"),
        (SEEN_AT, "file_date"),
        (SEEN_AT, "file_date"),
    ]
