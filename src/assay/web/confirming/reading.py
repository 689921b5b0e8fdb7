"""What is known of a closed deal: by the verdict of the last run, and by somebody who confirmed or corrected it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import duckdb
from django.conf import settings

from assay.reports.reasons.rows import LIKELY
from assay.reports.same_situation.reading import is_reason
from assay.rescue.situation import PastReason
from assay.web.confirming.models import Act, ConfirmedVerdict, PastVersion
from assay.words.taxonomy import Taxonomy, load_taxonomy

#: a driver weighs as a main reason from this share of the weightiest's probability on
_AS_MUCH = 0.5


@dataclass(frozen=True)
class ClosedDeal:
    """A deal, and the drivers that weigh most by its verdict, none where it cannot tell."""

    deal_id: int
    name: str
    owner_id: int | None
    outcome: str
    mains: tuple[str, ...]


def read_confirmed(deal_id: int, as_of: datetime | None = None) -> list[PastReason] | None:
    """The main reasons of a deal by whoever confirmed them, all as weighty; None where nobody did, or took it back.

    as_of: as it stood at that moment, by default now.
    """
    versions = PastVersion.objects.filter(verdict__deal_id=deal_id)
    if as_of is not None:
        versions = versions.filter(at__lte=as_of)
    latest = versions.order_by("-version").first()
    if latest is None or latest.act == Act.TAKEN_BACK:
        return None
    return [PastReason(one["driver"], 1.0) for one in latest.drivers if one["is_main"]]


def read_standing() -> dict[int, list[str]]:
    """Deal -> its main reasons as confirmed or corrected now, which may be none; without what was taken back."""
    standing = ConfirmedVerdict.objects.exclude(act=Act.TAKEN_BACK).order_by("pk").only("deal_id", "drivers")
    return {one.deal_id: one.mains for one in standing}


def read_all_confirmed() -> dict[int, list[PastReason]]:
    """Deal -> its main reasons as confirmed now, all as weighty; without deals that have none."""
    return {deal: [PastReason(one, 1.0) for one in mains] for deal, mains in read_standing().items() if mains}


def confirmed_until(day: datetime | None) -> Callable[[int], list[PastReason] | None]:
    """How read_confirmed is asked as of the end of a day, told without a zone and meant in UTC; None for now."""
    end = None if day is None else day.replace(tzinfo=UTC) + timedelta(days=1) - timedelta(microseconds=1)
    return lambda deal_id: read_confirmed(deal_id, end)


def find_confirmed(deal_id: int) -> ConfirmedVerdict | None:
    """What somebody last said of the verdict, taken back or not."""
    return ConfirmedVerdict.objects.select_related("by").filter(deal_id=deal_id).first()


def read_closed(connection: duckdb.DuckDBPyConnection, deal_id: int) -> ClosedDeal | None:
    """The deal as the last run has it; None where there is none."""
    found = connection.execute(
        """SELECT coalesce(d.name, d.source_id), d.owner_id, coalesce(m.outcome, d.outcome), v.standing
           FROM deal d LEFT JOIN moment m ON m.deal_id = d.id LEFT JOIN verdict v ON v.deal_id = d.id
           WHERE d.id = CAST(? AS HUGEINT) AND NOT d.is_deleted LIMIT 1""",
        [str(deal_id)],
    ).fetchone()
    if found is None:
        return None
    name, owner, outcome, standing = found
    reasons = _read_standing_out(connection, deal_id) if standing == "told" else []
    return ClosedDeal(deal_id, name, owner, outcome, find_mains(reasons, load_taxonomy(settings.HOME)))


def _read_standing_out(connection: duckdb.DuckDBPyConnection, deal_id: int) -> list[PastReason]:
    """The reasons of which the loss file says that they stand out: nobody confirms what is told as less likely."""
    rows = connection.execute(
        f"""SELECT driver, coalesce(p_main, 0) FROM reason
        WHERE deal_id = CAST(? AS HUGEINT) AND p >= {LIKELY} ORDER BY rank, driver""",
        [str(deal_id)],
    ).fetchall()
    return [PastReason(*row) for row in rows]


def find_mains(reasons: Sequence[PastReason], taxonomy: Taxonomy) -> tuple[str, ...]:
    """The drivers that weigh most: the weightiest, and those at least half as likely the main reason."""
    known = [one for one in reasons if is_reason(one.driver, taxonomy) and one.p_main > 0]
    most = max((one.p_main for one in known), default=0.0)
    return tuple(one.driver for one in known if one.p_main >= _AS_MUCH * most)


def name_drivers(codes: Sequence[str], taxonomy: Taxonomy) -> list[str]:
    """Their names; a code of an older taxonomy is read through what replaced it."""
    return [" / ".join(taxonomy.by_code[one].name for one in taxonomy.read_code(code)) or code for code in codes]
