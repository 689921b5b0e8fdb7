"""Searching: what is found, for whom, in which order, and that nothing which can be typed is an error."""

from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.reports.catalogue.opening import open_catalogue
from assay.reports.catalogue.scope import NOTHING, Scope
from assay.reports.catalogue.words import writing
from assay.reports.catalogue.words.asking import LONGEST, read_question
from assay.reports.catalogue.words.finding import Found, find_hits
from assay.reports.catalogue.words.layout import KINDS, word_of_deal, word_of_seller
from assay.reports.catalogue.words.opening import open_words
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from reports.catalogue.made_words import add_activity, make_record, put_words

ALL = Scope(everything=True)
ANNA = Scope(sellers=frozenset({101}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words")
    put_words(folder)
    return folder


def find(folder: Path, typed: str, kind: str, scope: Scope = ALL, size: int = 20, after: str = "") -> Found:
    home = Home(folder, {})
    return find_hits(open_words(home), open_catalogue(home), scope, read_question(typed), kind, size, after)


def list_rows(found: Found) -> list[int | None]:
    return [hit.row_id for hit in found.hits]


def find_any(folder: Path, typed: str, scope: Scope = ALL) -> set[str]:
    return {kind for kind in KINDS if find(folder, typed, kind, scope).hits}


def read(pieces: tuple[object, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("gas", "deal"),
        ("nordwerk", "account"),
        ("zoe", "buyer"),
        ("anna", "seller"),
        ("lost", "statement"),
        ("budget", "speech"),
        ("offer", "email"),
        ("paiement", "talk"),
        ("price", "note"),
    ],
)
def test_each_kind_is_found(folder: Path, typed: str, kind: str) -> None:
    assert find(folder, typed, kind).count == 1


@pytest.mark.parametrize("typed", ["ol gas", "ÖL GAS", "öl", "O\u0308l"])
def test_accents_and_capitals_make_no_difference(folder: Path, typed: str) -> None:
    assert [hit.deals[0].id for hit in find(folder, typed, "deal").hits] == [1]


def test_the_last_word_may_be_a_beginning_and_no_other(folder: Path) -> None:
    assert find(folder, "too hig", "email").count == 2
    assert find(folder, "hig pri", "email").count == 0
    assert find(folder, "hig ", "email").count == 0
    assert find(folder, "hi", "email").count == 0


def test_a_long_beginning_finds_each_word_that_begins_so(folder: Path) -> None:
    assert find(folder, "paiem", "talk").count == 1
    assert find(folder, "Nordwe", "account").count == 1
    assert find(folder, "paiemz", "talk").count == 0


def test_words_in_quotes_stand_side_by_side(folder: Path) -> None:
    assert list_rows(find(folder, '"high price"', "email")) == [35]
    assert sorted(map(int, list_rows(find(folder, "high price", "email")))) == [31, 35]
    assert list_rows(find(folder, "„price is“", "email")) == [31]


def test_what_is_found_in_is_shown_with_its_places_marked(folder: Path) -> None:
    hit = next(hit for hit in find(folder, "high price", "email").hits if hit.row_id == 31)
    assert read(hit.text) == "The [price] is <b>too [high]</b> for us."
    assert (read(hit.who), hit.table, hit.deals[0].name) == ("Zoë Müller", "activity", "Öl und Gas")


def test_new_and_telling_come_before_old(folder: Path) -> None:
    assert list_rows(find(folder, "price", "email")) == [33, 31, 35]


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        (ALL, 3),
        (ANNA, 2),
        (Scope(sellers=frozenset({102})), 0),
        (Scope(deals=frozenset({4})), 1),
        (Scope(sellers=frozenset({101}), deals=frozenset({4})), 3),
        (NOTHING, 0),
        (Scope(sellers=frozenset({999}), deals=frozenset({999})), 0),
    ],
)
def test_what_is_out_of_scope_is_neither_shown_nor_counted(folder: Path, scope: Scope, count: int) -> None:
    found = find(folder, "price", "email", scope)
    assert (found.count, len(found.hits)) == (count, count)


def test_people_and_accounts_are_found_where_a_deal_in_scope_knows_them(folder: Path) -> None:
    assert find_any(folder, "secret", ANNA) == set()
    assert find_any(folder, "sudwerk", ANNA) == set()
    assert find_any(folder, "sara", ANNA) == set()
    assert "buyer" in find_any(folder, "secret", Scope(deals=frozenset({4})))
    (hit,) = find(folder, "nordwerk", "account", Scope(sellers=frozenset({102}))).hits
    assert [deal.id for deal in hit.deals] == [3]


def test_a_statement_for_a_circle_is_not_searched(folder: Path) -> None:
    assert find(folder, "price", "statement").count == 1


@pytest.mark.parametrize(
    "typed",
    [
        "",
        '"',
        '""',
        "*",
        "AND OR NOT NEAR(",
        "title:price",
        "{may}:x",
        "^price",
        "-price",
        "'; DROP TABLE meta; --",
        "\0\ud7ff\uffff",
        "مرحبا بالعالم",
        "\u202eprice",
        "価格",
        "(" * 500,
        "price " * 500,
        "%_",
        word_of_seller(0),
        word_of_deal(0),
    ],
)
def test_nothing_that_can_be_typed_is_an_error(folder: Path, typed: str) -> None:
    question = read_question(typed)
    assert len(question.text) <= LONGEST
    for kind in KINDS:
        assert find(folder, typed, kind, ANNA).count < 3


@pytest.mark.parametrize("after", ["x", "-1.0", "1", "1.2.3", "9" * 40 + ".0", "0.9999"])
def test_a_page_that_nobody_gave_is_read_as_the_beginning(folder: Path, after: str) -> None:
    assert find(folder, "price", "email", after=after).count == 3


def test_pages_show_every_hit_once(tmp_path: Path) -> None:
    put_words(tmp_path)
    record = make_record()
    for number in range(1000, 1250):
        add_activity(record, number, 1, "email", f"Rebate {number}", "", days=number)
    with record.open() as connection:
        writing.write_words_from(connection, tmp_path / "catalogue", 2)
    seen: list[int | None] = []
    after: str | None = ""
    while after is not None:
        found = find(tmp_path, "rebate", "email", ANNA, 30, after)
        seen += list_rows(found)
        after = found.after
    assert sorted(map(int, filter(None, seen))) == list(range(1000, 1250))


def test_words_are_written_when_the_record_has_changed_and_not_before(tmp_path: Path) -> None:
    home = Home(tmp_path, {})
    with pytest.raises(InputError):
        open_words(home)
    assert not writing.is_words_stale(home)
    with make_record().open() as rows, open_place(home.record, TABLES).writing() as commit:
        commit.replace(rows, "deal", "SELECT * FROM deal")
        commit.publish(note="deals")
    assert writing.is_words_stale(home)
    assert writing.write_words(home) is not None
    assert not writing.is_words_stale(home)
    assert writing.write_words(home) is None
    assert len(list((tmp_path / "catalogue").glob("*.words"))) == 1
