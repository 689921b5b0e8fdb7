"""The lists of lost deals: the latest and the largest on the team page, all of them on a page of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from assay.domain.tongue import say
from assay.reports.deal_file import Run
from assay.reports.provenance import INVENTED, say_run
from assay.reports.team_file import ListedDeal, TeamFile
from assay.reports.wording import write_count, write_day, write_money, write_outcome

#: deals in each list on the team page
_SHOWN = 20


@dataclass(frozen=True)
class DealLine:
    """One lost deal in a list."""

    name: Annotated[str, "name of the deal"]
    account: Annotated[str, "the account"]
    href: Annotated[str, "address of its page"]
    outcome: Annotated[str, "outcome in words"]
    closed: Annotated[str, "when it was closed"]
    amount: Annotated[str, "amount in the home currency"]
    findings: Annotated[str, "how many findings its file holds"]


@dataclass(frozen=True)
class ListPage:
    """The page that lists every ended deal: the lost ones by date and by amount, then the others."""

    title: Annotated[str, "what the page is"]
    banner: Annotated[str, "that the company is invented, or empty"]
    note: Annotated[str, "what a reader should know first, or empty"]
    back: Annotated[str, "address of the team page"]
    by_date: Annotated[tuple[DealLine, ...], "the latest first"]
    by_amount: Annotated[tuple[DealLine, ...], "the largest first"]
    others: Annotated[tuple[DealLine, ...], "deals that ended in another way, the latest first"]
    run_text: Annotated[str, "which run made this"]


def cut_list(
    lost: Sequence[ListedDeal], hrefs: dict[int, str], currency: str
) -> tuple[tuple[DealLine, ...], tuple[DealLine, ...], str]:
    """The latest, the largest, and a sentence saying how many there are."""
    count = write_count(len(lost), "deal")
    text = say("{deals} lost or ended without a decision, each with its own file.", deals=count)
    if len(lost) > _SHOWN:
        text += " " + say("Here are the {n} closed last and the {n} largest.", n=_SHOWN)
    latest = tuple(_make_lines(lost[:_SHOWN], hrefs, currency))
    largest = tuple(_make_lines(_sort_by_amount(lost)[:_SHOWN], hrefs, currency))
    return latest, largest, text


def build_list_page(team: TeamFile, hrefs: dict[int, str]) -> ListPage:
    """The page of all ended deals. `hrefs`: deal id -> address of its page."""
    run: Run = team.run
    return ListPage(
        title=f"All {write_count(len(team.ended), 'ended deal')}",
        banner=INVENTED if team.invented else "",
        note=run.note,
        back="index.html",
        by_date=tuple(_make_lines(team.lost, hrefs, run.home_currency)),
        by_amount=tuple(_make_lines(_sort_by_amount(team.lost), hrefs, run.home_currency)),
        others=tuple(_make_lines(team.others, hrefs, run.home_currency)),
        run_text=say_run(run),
    )


def _sort_by_amount(lost: Sequence[ListedDeal]) -> list[ListedDeal]:
    return sorted(lost, key=lambda deal: (deal.amount is None, -(deal.amount or 0), deal.name))


def _make_lines(lost: Iterable[ListedDeal], hrefs: dict[int, str], currency: str) -> Iterable[DealLine]:
    for deal in lost:
        yield DealLine(
            name=deal.name,
            account=deal.account,
            href=hrefs[deal.id],
            outcome=write_outcome(deal.outcome),
            closed=write_day(deal.closed_at) or "day not recorded",
            amount="–" if deal.amount is None else write_money(float(round(deal.amount)), currency),
            findings=write_count(deal.findings, "finding") if deal.findings else "none",
        )
