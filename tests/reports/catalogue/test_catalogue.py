"""The catalogue: what it holds, who may read what of it, and how it is replaced."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

import assay
from assay.domain.errors import InputError
from assay.reports.catalogue.filtering import Filters, Reason
from assay.reports.catalogue.layout import CALLS, ORDERS
from assay.reports.catalogue.listing import (
    After,
    Order,
    count_calls,
    count_deals,
    find_deal,
    find_hits,
    list_choices,
    list_deals,
    walk_deals,
)
from assay.reports.catalogue.opening import Catalogue, open_catalogue
from assay.reports.catalogue.scope import NOTHING, Scope
from assay.store.home import Home
from reports.catalogue.made_catalogue import MadeDeal, put_catalogue

ALL = Scope(everything=True)
ANNA = Scope(sellers=frozenset({101}))
PEER = Scope(sellers=frozenset({102}), deals=frozenset({1}))

DEALS = [
    MadeDeal(1, 101, "lost", "Öl und Gas", closed=10, value=500, signals=("people.single_thread",), rivals=(1,)),
    MadeDeal(2, 101, "won", "Beta", closed=20, value=None, segment="Large", likely={"rival": 0.6, "price": 0.49}),
    MadeDeal(
        *(3, 102, "open", "Gamma"),
        word=60,
        p_dead=0.9,
        signals=("rhythm.gone_silent",),
        opened=None,
        likely={"rival": 0.9, "price": 0.5},
        standing="told",
    ),
    MadeDeal(4, 102, "open", "Delta 7", value=9000, signals=("people.single_thread", "process.close_date_pushed")),
    MadeDeal(
        *(5, 201, "no_decision", "epsilon"),
        closed=5,
        debrief="agreed",
        reason="price",
        product="Z",
        likely={"price": 0.8},
        standing="cannot_tell",
    ),
    MadeDeal(6, None, "open", "Zeta", value=None),
]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    put_catalogue(tmp_path, DEALS)
    return Home(tmp_path, {})


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """For reading alone."""
    folder = tmp_path_factory.mktemp("catalogue")
    put_catalogue(folder, DEALS)
    return open_catalogue(Home(folder, {}))


def _ids(catalogue: Catalogue, scope: Scope = ALL, **wanted: Any) -> list[int]:
    order = Order("name", descending=False)
    return [deal.id for deal in list_deals(catalogue, scope, Filters(**wanted), order).deals]


def test_a_list_holds_the_deals_in_scope_alone(catalogue: Catalogue) -> None:
    assert _ids(catalogue) == [2, 4, 5, 3, 1, 6]
    assert _ids(catalogue, ANNA) == [2, 1]
    assert _ids(catalogue, PEER) == [4, 3, 1]
    assert _ids(catalogue, NOTHING) == []


@pytest.mark.parametrize(("scope", "count"), [(ALL, 6), (ANNA, 2), (PEER, 3), (NOTHING, 0)])
def test_a_count_is_of_the_deals_in_scope(catalogue: Catalogue, scope: Scope, count: int) -> None:
    assert count_deals(catalogue, scope, Filters()) == count
    assert count_deals(catalogue, scope, Filters(text="zz")) == 0


def test_a_count_stops_where_it_is_told(catalogue: Catalogue) -> None:
    assert count_deals(catalogue, ALL, Filters(), 3) == 4
    assert count_deals(catalogue, ALL, Filters(outcomes=("open",)), 2) == 3


def test_a_deal_out_of_scope_is_found_no_more_than_one_that_is_not_there(catalogue: Catalogue) -> None:
    assert find_deal(catalogue, ANNA, 3) is None
    assert find_deal(catalogue, ALL, 99) is None
    assert find_deal(catalogue, PEER, 1) is not None
    assert {deal for deal in (1, 3, 99) if find_deal(catalogue, ANNA, deal)} == {1}


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"outcomes": ("lost", "no_decision")}, [5, 1]),
        ({"owners": (102,)}, [4, 3]),
        ({"teams": ("North",)}, [2, 4, 3, 1]),
        ({"segments": ("Large",)}, [2]),
        ({"products": ("Z",)}, [5]),
        ({"rivals": (1,)}, [1]),
        ({"signals": ("people.single_thread", "process.close_date_pushed")}, [4]),
        ({"reasons": (Reason(("rival",)),)}, [2, 3]),
        ({"reasons": (Reason(("price",)),)}, [3]),
        ({"reasons": (Reason(("rival", "price")),), "outcomes": ("open",)}, [3]),
        ({"reasons": (Reason(("rival",)), Reason(("price",)))}, [3]),
        ({"reasons": (Reason(("none such",)),)}, []),
        ({"reasons": (Reason(("price",), frozenset({1}), frozenset({1, 5})),)}, [3, 1]),
        ({"reasons": (Reason(("price",), frozenset(), frozenset({3})),)}, [3]),
        ({"text": "ol gas"}, [1]),
        ({"text": "7 del"}, [4]),
        ({"text": "?!"}, []),
        ({"text": 'x" OR "y'}, []),
        ({"segments": ("none such",)}, []),
    ],
)
def test_filters_leave_what_they_say(catalogue: Catalogue, wanted: dict[str, Any], ids: list[int]) -> None:
    assert _ids(catalogue, **wanted) == ids
    assert count_deals(catalogue, ALL, Filters(**wanted)) == len(ids)


def test_times_are_from_with_until_without(catalogue: Catalogue) -> None:
    closed = find_deal(catalogue, ALL, 1)
    assert closed is not None
    assert closed.closed_at is not None
    assert _ids(catalogue, closed_from=closed.closed_at, closed_until=closed.closed_at + 1) == [1]
    assert _ids(catalogue, closed_until=closed.closed_at) == [2]


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("scope", [ALL, PEER])
def test_pages_hold_each_deal_once_and_the_unknown_last(
    catalogue: Catalogue, name: str, descending: bool, scope: Scope
) -> None:
    order, after, pages = Order(name, descending), None, []
    for _ in range(9):
        page = list_deals(catalogue, scope, Filters(), order, after, 1)
        pages += page.deals
        after = page.after
        if after is None:
            break
    whole = list(list_deals(catalogue, scope, Filters(), order).deals)
    assert pages == whole
    assert sorted(deal.id for deal in whole) == sorted(_ids(catalogue, scope))
    assert list(walk_deals(catalogue, scope, Filters(), order, 2)) == whole


def test_a_page_goes_on_though_its_last_deal_is_gone(catalogue: Catalogue) -> None:
    page = list_deals(catalogue, ALL, Filters(), Order("value"), After(700.0, 10**6), 10)
    assert [deal.id for deal in page.deals] == [1, 6, 2]


def test_calls_hold_what_their_rule_says(catalogue: Catalogue) -> None:
    calls = {name: [deal.id for deal in list_deals(catalogue, ALL, Filters(), Order(name)).deals] for name in CALLS}
    assert calls == {"losses": [5, 1], "wins": [2], "debriefs": [5], "silent": [3], "risk": [4]}
    assert count_calls(catalogue, ANNA, "losses") == 1


def test_hits_come_with_the_weightiest_first(catalogue: Catalogue) -> None:
    deal = find_deal(catalogue, ALL, 4)
    assert deal is not None
    assert deal.weighty == 1
    titles = [signal.title for signal in find_hits(catalogue, ALL, [deal.place])[deal.place]]
    assert titles == ["Single thread", "Close date pushed"]
    assert find_hits(catalogue, ANNA, [deal.place]) == {deal.place: []}


def test_only_owners_in_scope_are_offered(catalogue: Catalogue) -> None:
    assert {choice.value for choice in list_choices(catalogue, ALL)["owner"]} == {101, 102, 201}
    assert {choice.value for choice in list_choices(catalogue, ANNA)["owner"]} == {101}
    assert {choice.value for choice in list_choices(catalogue, PEER)["owner"]} == {101, 102}


def test_a_newer_file_is_read_and_the_last_but_one_stays(home: Home) -> None:
    assert open_catalogue(home).meta["run_id"] == "run"
    for run in ("b", "c"):
        put_catalogue(home.path, DEALS[:2], run_id=run)
    newer = open_catalogue(home)
    assert newer.meta["run_id"] == "c"
    assert count_deals(newer, ALL, Filters()) == 2
    assert len(list((home.path / "catalogue").glob("*.sqlite"))) == 2


def test_a_reader_of_a_removed_file_reads_on(home: Home) -> None:
    catalogue = open_catalogue(home)
    for run in ("b", "c"):
        put_catalogue(home.path, DEALS[:2], run_id=run)
    assert not catalogue.path.exists()
    assert count_deals(catalogue, ALL, Filters(text="e")) == 1


def test_without_a_run_the_next_step_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no list of deals"):
        open_catalogue(Home(tmp_path, {}))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM deal",
        "SELECT * FROM deal_signal",
        "SELECT * FROM seen JOIN deal ON 1",
        'SELECT * FROM seen, "deal"',
        "SELECT * FROM main.deal, seen",
    ],
)
def test_a_query_that_goes_around_the_scope_is_refused(catalogue: Catalogue, query: str) -> None:
    with pytest.raises(InputError, match="went around"):
        catalogue.read(ALL, query)


def test_nobody_else_opens_or_queries_the_file() -> None:
    """Of what knows the catalogue, one room opens SQLite, asked by those who write and who read, and by nobody else."""
    assert _find_callers("sqlite3.connect") <= {"reports/catalogue/placing.py"}
    places = ("reports/catalogue", "reports/catalogue/words")  # the words of deals lie in a file of their own
    askers = _find_callers("open_file", "place_sqlite", "placing.open_file", "placing.place_sqlite")
    assert askers <= {f"{place}/{name}.py" for place in places for name in ("opening", "writing")}
    root = Path(assay.__file__).parent
    private = re.compile(r"\._connection\b")
    users = {path.name for path in (root / "web").rglob("*.py") if private.search(path.read_text(encoding="utf-8"))} | {
        path.name for path in (root / "reports").rglob("*.py") if private.search(path.read_text(encoding="utf-8"))
    }
    assert users <= {"opening.py"}


def _find_callers(*names: str) -> set[str]:
    root = Path(assay.__file__).parent
    texts = {path: path.read_text(encoding="utf-8") for path in root.rglob("*.py")}
    return {
        str(path.relative_to(root))
        for path, text in texts.items()
        if "catalogue" in text and any(_calls(node, names) for node in ast.walk(ast.parse(text)))
    }


def _calls(node: ast.AST, names: tuple[str, ...]) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in names
