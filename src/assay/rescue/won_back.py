"""Lost deals of which the reason has passed since: what changed, and whether the buyer let us come back (A7)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from assay.asking.ask import Ask, list_ids, list_texts
from assay.asking.sight import EVERYTHING, Sight
from assay.domain.spans import DAY

#: losses are watched for so long; the end of the contract that they signed is looked at so long before
WATCHED_DAYS, CONTRACT_DAYS = 3 * 365, 180

#: whoever these are about may be told anew to a new head
_BY_PEOPLE = (
    "leadership_change",
    "no_access_to_power",
    "champion_lost_or_weak",
    "priority_shift",
    "rival_relationship",
)

_LEADS = ("c_level", "vp", "director")


@dataclass(frozen=True)
class Told:
    """What is known of a lost deal beside the record. comes_back: what the buyer said to that, None where not asked.

    contract_ends: of the contract with the vendor that they chose.  main: the confirmed main driver, empty for none.
    """

    comes_back: bool | None = None
    said_on: date | None = None
    contract_ends: date | None = None
    main: str = ""


@dataclass(frozen=True)
class Change:
    """What we changed against a driver, and when it was done."""

    driver: str
    what: str
    on: date


@dataclass(frozen=True)
class Why:
    """Why now. kind: consent, changed (by us), contract, moved (one of theirs to another company), leader (a new one).

    row_id: of the row of person_change that tells it.
    """

    kind: str
    on: date
    about: str = ""
    row_id: int | None = None


@dataclass(frozen=True)
class WonBack:
    """A lost deal. driver: its main reason, empty where none is known.  may_call: the buyer said that we may."""

    deal_id: int
    source_id: str
    name: str
    owner_id: int | None
    value: float | None
    closed_on: date
    driver: str
    may_call: bool
    whys: tuple[Why, ...]


@dataclass(frozen=True)
class _Lost:
    deal_id: int
    source_id: str
    name: str
    owner_id: int | None
    value: float | None
    closed_at: int
    account_id: int | None
    driver: str
    people: list[Why] = field(default_factory=list)


def watch_lost(
    ask: Ask,
    today: date,
    told: Mapping[int, Told],
    changes: Sequence[Change],
    sight: Sight = EVERYTHING,
    among: Collection[int] | None = None,
) -> list[WonBack]:
    """Lost deals for which there is a reason to speak again; none whose buyer said no.

    told: deal -> what is known beside the record.  changes: what we changed.  sight: which deals the reader may see.
    among: of these deals alone.
    First those whose buyer said yes, then those for which most speaks, then by value.
    """
    found = []
    for lost in _read_lost(ask, today, sight, among):
        known = told.get(lost.deal_id, Told())
        if known.comes_back is False:
            continue
        driver = known.main or lost.driver
        whys = [*_list_own(known, driver, lost, changes, today), *_keep_fitting(lost.people, driver)]
        if whys:
            closed_on = _day(lost.closed_at)
            found.append(
                WonBack(
                    lost.deal_id, lost.source_id, lost.name, lost.owner_id, lost.value, closed_on, driver,
                    known.comes_back is True, tuple(sorted(whys, key=lambda why: why.on, reverse=True)),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (not one.may_call, -len(one.whys), -(one.value or 0), one.deal_id))


def _list_own(known: Told, driver: str, lost: _Lost, changes: Sequence[Change], today: date) -> list[Why]:
    whys = []
    if known.comes_back:
        whys.append(Why("consent", known.said_on or today))
    if known.contract_ends is not None and 0 <= (known.contract_ends - today).days <= CONTRACT_DAYS:
        whys.append(Why("contract", known.contract_ends))
    after = [one for one in changes if driver and one.driver == driver and one.on > _day(lost.closed_at)]
    whys += [Why("changed", one.on, one.what) for one in after[:3]]
    return whys


def _keep_fitting(people: Sequence[Why], driver: str) -> list[Why]:
    """A new head is a reason where the loss was about people; that somebody moved is one always."""
    return [why for why in people if why.kind == "moved" or driver in _BY_PEOPLE]


def _read_lost(ask: Ask, today: date, sight: Sight, among: Collection[int] | None) -> list[_Lost]:
    since = int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()) - WATCHED_DAYS * DAY
    chosen = "true" if among is None else f"d.id IN ({list_ids(among)})"
    rows = ask(
        f"""
        SELECT d.id, d.source_id, coalesce(d.name, d.source_id), d.owner_id, m.value, m.closed_at, d.account_id,
          coalesce(first(r.driver ORDER BY r.rank, r.driver) FILTER (r.driver NOT IN ('other', 'unknown')), '')
        FROM moment m JOIN deal d ON d.id = m.deal_id LEFT JOIN reason r ON r.deal_id = d.id AND r.view = 'look_back'
        WHERE m.outcome IN ('lost', 'no_decision') AND m.closed_at >= {since} AND NOT d.is_deleted
          AND {sight.sql("d")} AND {chosen}
        GROUP BY ALL"""
    )
    lost = [_Lost(*row) for row in rows]
    people = _read_people(ask, lost)
    for one in lost:
        one.people.extend(people.get(one.deal_id, ()))
    return lost


def _read_people(ask: Ask, lost: Sequence[_Lost]) -> dict[int, list[Why]]:
    """Whom of the deal we met elsewhere since, and who came to lead at the buyer since."""
    if not lost:
        return {}
    rows = ask(
        f"""
        WITH l AS (
          SELECT m.deal_id, m.closed_at, d.account_id FROM moment m JOIN deal d ON d.id = m.deal_id
          WHERE m.deal_id IN ({list_ids(one.deal_id for one in lost)}))
        SELECT l.deal_id, 'moved', c.occurred_at, coalesce(p.full_name, '') || coalesce(', ' || a.name, ''), c.id
        FROM l JOIN deal_person dp ON dp.deal_id = l.deal_id AND NOT dp.is_deleted
        JOIN person p ON p.id = dp.person_id AND NOT p.is_deleted AND NOT coalesce(p.do_not_contact, false)
        JOIN person_change c ON c.person_id = p.id AND c.change = 'joined' AND NOT c.is_deleted
          AND c.account_id <> l.account_id AND c.occurred_at > l.closed_at
        LEFT JOIN account a ON a.id = c.account_id
        UNION ALL
        SELECT l.deal_id, 'leader', c.occurred_at, concat_ws(', ', nullif(c.name, ''), nullif(c.title, '')), c.id
        FROM l JOIN person_change c ON c.account_id = l.account_id AND c.change IN ('joined', 'promoted')
          AND NOT c.is_deleted AND c.occurred_at > l.closed_at AND c.seniority IN ({list_texts(_LEADS)})
        ORDER BY 1, 3 DESC, 5"""
    )
    found: dict[int, list[Why]] = defaultdict(list)
    for deal_id, kind, at, about, row in rows:
        if len(found[deal_id]) < 4:
            found[deal_id].append(Why(kind, _day(at), about, row))
    return found


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
