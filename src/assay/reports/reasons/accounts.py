"""The rep's account, the buyer's and the record's side by side, and where they differ (A2)."""

from collections.abc import Iterable

from assay.domain.tongue import say
from assay.reports.reasons.rows import LIKELY, DealReasons, ReasonRow
from assay.reports.reasons.saying import Name
from assay.reports.reasons.view import AccountRow, AccountsView
from assay.reports.wording import write_list, write_share


def view_accounts(reasons: DealReasons, name: Name) -> AccountsView | None:
    """A line for each driver that somebody named or the record bears out; None where there is none."""
    rep, buyer, record = _list_named(reasons)
    rows = {row.driver: row for row in reasons.rows}
    drivers = list(dict.fromkeys([*rep, *buyer, *record]))
    if not drivers or not (rep or buyer):
        return None
    drivers.sort(key=lambda driver: -rows[driver].p if driver in rows else 0.0)
    audit = reasons.verdict.by_audit if reasons.verdict and reasons.verdict.is_audited else None
    drivers += [driver for driver in audit or () if driver not in drivers]
    lines = tuple(_view_row(driver, rows.get(driver), (rep, buyer, record), audit, name(driver)) for driver in drivers)
    return AccountsView(_say_difference(rep, buyer, record, name), audit is not None, lines)


def _list_named(reasons: DealReasons) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    if reasons.verdict:
        return reasons.verdict.by_rep, reasons.verdict.by_buyer, reasons.verdict.by_record
    return (
        tuple(row.driver for row in reasons.rows if row.stated_by_rep),
        tuple(row.driver for row in reasons.rows if row.stated_by_buyer),
        tuple(row.driver for row in reasons.rows if row.p_record >= LIKELY),
    )


def _view_row(
    driver: str, row: ReasonRow | None, named: tuple[tuple[str, ...], ...], audit: tuple[str, ...] | None, name: str
) -> AccountRow:
    rep, buyer, record = named
    # who said nothing neither agrees nor differs
    held = [driver in account for account in (rep, buyer) if account] + [driver in record]
    is_apart = len(set(held)) > 1
    given = write_share(row.p_record) if row else ""
    likely, unlikely = say("likely ({share})", share=given), say("not likely ({share})", share=given)
    return AccountRow(
        name=name,
        rep=_say_named(driver, rep),
        buyer=_say_named(driver, buyer),
        record=(likely if driver in record else unlikely) if row else say("nothing on record"),
        audit="" if audit is None else say("found") if driver in audit else say("not found"),
        verdict=say("they differ") if is_apart else say("they agree"),
        is_apart=is_apart,
    )


def _say_named(driver: str, account: tuple[str, ...]) -> str:
    if not account:
        return say("no reason on record")
    return say("named") if driver in account else say("not named")


def _say_difference(rep: tuple[str, ...], buyer: tuple[str, ...], record: tuple[str, ...], name: Name) -> str:
    heard = [set(account) for account in (rep, buyer) if account] + [set(record)]
    shared = set.intersection(*heard)
    told = []
    if shared:
        told.append(say("All accounts hold {names}.", names=_join(shared, name)))
    elif len(set().union(*heard)) > 0:
        told.append(say("No driver stands in all accounts."))
    for account, others, message in (
        (rep, (buyer, record), say("Only the rep names {names}.", names="{names}")),
        (buyer, (rep, record), say("Only the buyer names {names}.", names="{names}")),
        (record, (rep, buyer), say("Only the record speaks for {names}.", names="{names}")),
    ):
        alone = set(account).difference(*others)
        if alone:
            told.append(message.format(names=_join(alone, name)))
    if not buyer:
        told.append(say("The buyer was not heard, or named no reason."))
    return " ".join(told)


def _join(drivers: Iterable[str], name: Name) -> str:
    return write_list(sorted(name(driver) for driver in drivers), limit=8)
