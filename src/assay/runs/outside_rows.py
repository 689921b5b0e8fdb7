"""What happened around a deal rather than in it: competitors, and people who came and went at the buyer."""

import ibis
import ibis.expr.types as ir
from ibis import _

from assay.runs.ranks import rank_seniority
from assay.runs.record_tables import standing_rows

#: changes at the buyer; the others only tell when the record first learnt of a title
AT_BUYER = ("joined", "left", "promoted", "moved")

#: parts of a competitor who serves the account
_SERVED_BY = ("won_by", "incumbent")


def read_rivals() -> ir.Table:
    """Competitors of the deal; one without a day of naming has always been there, as far as anybody can tell."""
    rival = standing_rows("deal_competitor")
    return rival.select(
        "deal_id",
        row_id=rival.id,
        competitor_id=rival.competitor_id,
        part=rival.part,
        named_at=rival.named_at,
        known_at=rival.known_at,
        happened_at=rival.named_at,
    )


def read_turnover() -> ir.Table:
    """People who joined, left, were promoted or moved at the deal's account.

    `rival_known_at`: since when it is known that a competitor serves the former employer.
    """
    change, deal = standing_rows("person_change"), standing_rows("deal")
    told = change.filter(change.change.isin(AT_BUYER) & change.account_id.notnull())
    served = _find_served()
    dated = told.mutate(
        happened_at=ibis.coalesce(told.occurred_at, told.known_at), employer=told.from_employer.strip().lower()
    )
    joined = dated.inner_join(
        deal.select(deal_id=deal.id, account_id=deal.account_id, deal_known_at=deal.known_at), "account_id"
    ).left_join(served, "employer", rname="{name}_of_rival")
    return joined.select(
        "deal_id",
        row_id=joined.id,
        person_id=joined.person_id,
        change=joined.change,
        occurred_at=joined.happened_at,
        rank=rank_seniority(joined.seniority),
        old_rank=rank_seniority(joined.old_seniority),
        has_mandate=joined.mandate.notnull(),
        from_rival_buyer=joined.rival_known_at.notnull().ifelse(ibis.literal(True), ibis.null("boolean")),
        known_at=ibis.greatest(joined.known_at, joined.deal_known_at),
        happened_at=joined.happened_at,
        rival_known_at=joined.rival_known_at,
    )


def _find_served() -> ir.Table:
    """The companies, by name, of whom the record knows that a competitor serves them, and since when it does."""
    rival, deal, account = standing_rows("deal_competitor"), standing_rows("deal"), standing_rows("account")
    serving = rival.filter(rival.part.isin(_SERVED_BY))
    placed = serving.inner_join(deal.select(deal_id=deal.id, account_id=deal.account_id), "deal_id")
    named = placed.inner_join(
        account.select(account_id=account.id, employer=account.name.strip().lower(), account_known_at=account.known_at),
        "account_id",
    )
    since = ibis.greatest(named.known_at, ibis.coalesce(named.named_at, named.known_at), named.account_known_at)
    return named.mutate(since=since).group_by("employer").aggregate(rival_known_at=_.since.min())
