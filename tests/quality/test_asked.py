"""Which signals can be asked, what deals lack, and what to export next."""

from collections.abc import Iterator

import duckdb
import pytest

from assay.quality.asked import read_asked
from assay.quality.exports import Export, Gap, read_menus, suggest_deals, suggest_exports
from assay.quality.lacking import PARTS, find_lacking
from assay.signals.discovery import find_signals
from assay.tables.results import RESULT_TABLES
from quality.hand_record import HandRecord, make_clean, on_day

SIGNALS = find_signals()


class Asking:
    """A record with the results of a run in which no signal could answer on any deal."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.record = make_clean()

    def ask(self) -> tuple[list[Export], list[Gap]]:
        """What is suggested for it."""
        self._fill()
        find_lacking(self.connection, SIGNALS)
        return suggest_exports(self.connection)

    def lacking(self, part: str) -> set[int]:
        """The deals that lack a part."""
        self.ask()
        rows = self.connection.execute("SELECT deal_id FROM lacking WHERE part = ? AND is_lacking", [part]).fetchall()
        return {int(deal) for (deal,) in rows}

    def deals(self) -> set[int]:
        return {int(row["id"]) for row in self.record.rows["deal"]}

    def _fill(self) -> None:
        self.record.fill(self.connection)
        for name in ("moment", "answer", "signal", "coverage"):
            columns = RESULT_TABLES[name].columns
            listed = ", ".join(f'"{column.name}" {column.sql_type}' for column in columns)
            self.connection.execute(f"CREATE TABLE {name} ({listed})")
        names = ", ".join(f"('{signal.name}', '{signal.text.title}')" for signal in SIGNALS)
        self.connection.execute(f"INSERT INTO signal (signal, title) VALUES {names}")
        self.connection.execute(
            "INSERT INTO moment (deal_id, view, outcome, as_of, known_by)"
            f" SELECT id, 'open', outcome, {on_day(150)}, {on_day(150)} FROM deal"
        )
        self.connection.execute(
            "INSERT INTO answer (signal, deal_id, view, answer)"
            " SELECT signal, deal_id, 'open', 'unknown' FROM signal CROSS JOIN moment"
        )
        self.connection.execute(
            "INSERT INTO coverage"
            " SELECT signal, 'open', 'open', count(*), 1, 2, count(*) - 3 FROM answer GROUP BY signal"
        )


@pytest.fixture
def asking() -> Iterator[Asking]:
    with duckdb.connect() as connection:
        yield Asking(connection)


def _drop(record: HandRecord, *tables: str) -> None:
    for table in tables:
        record.rows[table] = []


#: What no CRM export brings by itself, and the clean record does not hold.
BESIDE = {"Campaign touches", "Changes of people", "Competitors", "Debriefs", "Required fields", "Transcripts of calls"}


def test_a_clean_record_lacks_demos_won_deals_and_what_lies_beside_a_crm(asking: Asking) -> None:
    exports, gaps = asking.ask()
    assert {export.title for export in exports} == {"Demos", "Won deals", "Texts of messages", *BESIDE}
    assert gaps == []


@pytest.mark.parametrize(("part", "table"), [("rival", "deal_competitor"), ("debrief", "debrief")])
def test_a_deal_that_has_it_does_not_lack_it(asking: Asking, part: str, table: str) -> None:
    lacking = asking.lacking(part)
    asking.connection.execute(f"INSERT INTO {table} (deal_id, is_deleted) VALUES ({min(lacking)}, false)")
    find_lacking(asking.connection, SIGNALS)
    query = "SELECT deal_id FROM lacking WHERE part = ? AND is_lacking"
    found = {row[0] for row in asking.connection.execute(query, [part]).fetchall()}
    assert found == lacking - {min(lacking)}


def test_a_deal_with_the_text_of_one_message_does_not_lack_texts(asking: Asking) -> None:
    deal = next(iter(asking.deals()))
    asking.record.activity(deal, 40, kind="email", direction="inbound")
    asking.record.rows["activity"][-1]["body"] = "Is it on stock?"
    lacking = asking.lacking("text")
    assert lacking
    assert deal not in lacking


def test_without_activities_they_and_their_people_come_first(asking: Asking) -> None:
    _drop(asking.record, "activity", "activity_deal", "activity_person")
    exports, _ = asking.ask()
    titles = [export.title for export in exports]
    assert titles[0] == "Activities"
    assert "Who took part" in titles
    assert exports == sorted(exports, key=lambda export: -export.answers)


def test_an_export_opens_the_answers_of_the_signals_that_read_it(asking: Asking) -> None:
    _drop(asking.record, "stage_history")
    for row in asking.record.rows["deal"]:
        row["history_complete"] = False
    history = next(export for export in asking.ask()[0] if export.title == "History")
    readers = [signal for signal in SIGNALS if "change" in signal.text.reads]
    assert history.answers == 12 * len(readers)
    assert all(signal.text.title in history.why for signal in readers)


def test_activities_that_belong_to_no_deal_lack_their_links(asking: Asking) -> None:
    _drop(asking.record, "activity_deal")
    titles = [export.title for export in asking.ask()[0]]
    assert titles[0] == "Links of activities to deals"
    assert "Activities" not in titles


def test_meetings_that_name_nobody_lack_who_took_part(asking: Asking) -> None:
    _drop(asking.record, "activity_person")
    assert asking.lacking("presence") == asking.deals()


def test_one_nameless_meeting_is_enough_to_lack_who_took_part(asking: Asking) -> None:
    record = asking.record
    deal, meeting = record.rows["activity_deal"][0]["deal_id"], record.rows["activity_deal"][0]["activity_id"]
    record.rows["activity_person"] = [row for row in record.rows["activity_person"] if row["activity_id"] != meeting]
    assert asking.lacking("presence") == {deal}


def test_a_title_is_lacking_where_somebody_met_has_none(asking: Asking) -> None:
    deal = next(iter(asking.deals()))
    asking.record.activity(deal, 40, person=asking.record.person(title=None, seniority="unknown"))
    asking.record.activity(deal, 41, person=asking.record.person(title="Wizard", seniority="unknown"))
    assert asking.lacking("title") == {deal}


def test_a_title_that_is_there_is_not_lacking(asking: Asking) -> None:
    deal = next(iter(asking.deals()))
    asking.record.activity(deal, 41, person=asking.record.person(title="Wizard", seniority="unknown"))
    assert asking.lacking("title") == set()


def test_a_role_is_lacking_where_all_are_unknown(asking: Asking) -> None:
    row = asking.record.rows["deal_person"][0]
    row["role"] = "unknown"
    assert asking.lacking("member") == {row["deal_id"]}


def test_a_history_without_close_dates_is_lacking_however_whole_its_stages_are(asking: Asking) -> None:
    record, deal = asking.record, asking.record.rows["deal"][0]
    assert deal["history_complete"]
    record.rows["stage_history"] = [
        row for row in record.rows["stage_history"] if (row["deal_id"], row["field"]) != (deal["id"], "close_date")
    ]
    assert asking.lacking("change") == {deal["id"]}


def test_messages_of_unknown_direction_lack_it(asking: Asking) -> None:
    deal = next(iter(asking.deals()))
    asking.record.activity(deal, 40, kind="email", direction="unknown")
    asking.record.activity(deal, 41, kind="meeting", direction="unknown")
    assert asking.lacking("direction") == {deal}


def test_deals_with_meetings_alone_lack_emails(asking: Asking) -> None:
    deal = asking.record.deal()
    asking.record.activity(deal, 40)
    assert asking.lacking("message") == {deal}


def test_one_demo_shows_that_demos_are_told_apart(asking: Asking) -> None:
    asking.record.activity(next(iter(asking.deals())), 40, kind="demo")
    assert asking.lacking("demo") == set()


def test_enough_won_deals_make_a_baseline(asking: Asking) -> None:
    for _ in range(8):
        asking.record.lost(outcome="won")
    assert asking.lacking("baseline") == set()


def test_what_few_deals_lack_is_missing_in_the_crm(asking: Asking) -> None:
    asking.record.rows["deal_person"][0]["role"] = "unknown"
    exports, gaps = asking.ask()
    assert Gap("roles", 1, 12) in gaps
    assert "Roles" not in {export.title for export in exports}


def test_menus_are_those_of_the_source(asking: Asking) -> None:
    for row in asking.record.rows["deal"]:
        row["source"] = "hubspot"
    assert {export.source for export in asking.ask()[0]} == {"HubSpot"}


def test_a_loader_is_told_its_tables(asking: Asking) -> None:
    asking.record.rows["import_file"][0]["profile"] = "fivetran_salesforce-v3 opportunity"
    _drop(asking.record, "activity", "activity_deal", "activity_person")
    assert asking.ask()[0][0].menu == "sync the tables task, event and email_message"


def test_an_unknown_source_is_told_in_plain_words(asking: Asking) -> None:
    assert {export.source for export in asking.ask()[0]} == {"your CRM"}


def test_two_sources_are_suggested_for_apart(asking: Asking) -> None:
    for row in asking.record.rows["deal"][:4]:
        row["source"] = "pipedrive"
    demos = [(export.source, export.answers) for export in asking.ask()[0] if export.title == "Demos"]
    readers = sum(PARTS["demo"].is_needed_by(signal) for signal in SIGNALS)
    assert demos == [("your CRM", 8 * readers), ("Pipedrive", 4 * readers)]


def test_every_source_has_a_menu_for_every_part() -> None:
    for name, menus in read_menus().items():
        assert menus.keys() == {"name", "deal", *PARTS}, name


def test_a_record_without_deals_is_told_to_export_them() -> None:
    (export,) = suggest_deals(["hubspot", "transcripts"])
    assert (export.source, export.title) == ("HubSpot", "Deals")
    assert suggest_deals(["transcripts"])[0].source == "your CRM"


def test_coverage_is_added_up_over_open_and_closed_deals(asking: Asking) -> None:
    asking.ask()
    asking.connection.execute("INSERT INTO coverage SELECT signal, 'look_back', 'lost', 8, 4, 4, 0 FROM signal")
    asked = read_asked(asking.connection)
    assert {(signal.deals, signal.answered) for signal in asked} == {(20, 11)}
    assert asked[0].share == 0.55


def test_an_unanswered_signal_says_what_most_deals_lack(asking: Asking) -> None:
    _drop(asking.record, "activity", "activity_deal", "activity_person")
    asking.ask()
    lacks = {signal.signal: signal.lacks for signal in read_asked(asking.connection)}
    assert lacks["rhythm.gone_silent"] == "activities (12)"
    assert lacks["people.began_too_low"] == "activities (12), who took part (12)"
    assert lacks["process.close_date_pushed"] == "too little to go by (12)"
