"""Opportunity and what hangs on it: stages, histories, contact roles, competitors, partners."""

from collections.abc import Iterable

from assay.sample.clock import DAY, END, day_text, moment, time_text
from assay.sample.deal import NO_DECISION, OLD_EVALUATION, PROBABILITIES, STAGES, WON, Change, Deal, stage_name
from assay.sample.files import Row, Sheet, make_sheet, yes_no
from assay.sample.ids import Ids

#: field history is kept for two years; what is older has evaporated, as it does
FIELD_HISTORY_FROM = END - 730 * DAY
_FORECAST_API = {"Best Case": "BestCase", "Commit": "Forecast"}
_OPPORTUNITY = (
    "Id IsDeleted AccountId Name StageName Amount CurrencyIsoCode Probability CloseDate Type LeadSource NextStep IsClosed "
    "IsWon ForecastCategory ForecastCategoryName OwnerId Product__c Segment__c Discount__c Why_They_Buy__c Loss_Reason__c "
    "Loss_Reason_Detail__c Win_Reason__c Main_Competitor__c Debrief_Announced__c Invented__c CreatedById CreatedDate "
    "LastModifiedDate LastStageChangeDate SystemModstamp"
)
_HISTORY = (
    "Id IsDeleted OpportunityId CreatedById CreatedDate StageName Amount ExpectedRevenue CloseDate Probability "
    "ForecastCategory CurrencyIsoCode SystemModstamp PrevAmount PrevCloseDate"
)


def deal_sheets(deals: list[Deal], ids: Ids) -> list[Sheet]:
    """Everything about deals but their activities."""
    return [
        make_sheet(
            "OpportunityStage",
            "Id MasterLabel ApiName IsActive SortOrder IsClosed IsWon ForecastCategory ForecastCategoryName DefaultProbability CreatedDate",
            _stage_rows(ids),
        ),
        make_sheet("Opportunity", _OPPORTUNITY, map(_deal_row, deals)),
        make_sheet("OpportunityHistory", _HISTORY, _history_rows(deals, ids)),
        make_sheet(
            "OpportunityFieldHistory",
            "Id IsDeleted OpportunityId CreatedById CreatedDate Field DataType OldValue NewValue",
            _field_rows(deals, ids),
        ),
        make_sheet(
            "OpportunityContactRole",
            "Id IsDeleted OpportunityId ContactId Role IsPrimary CreatedDate CreatedById LastModifiedDate SystemModstamp",
            _role_rows(deals, ids),
        ),
        make_sheet(
            "OpportunityCompetitor",
            "Id IsDeleted OpportunityId CompetitorName Strengths Weaknesses CreatedDate CreatedById SystemModstamp",
            _rival_rows(deals, ids),
        ),
        make_sheet(
            "OpportunityPartner",
            "Id IsDeleted OpportunityId AccountToId Role IsPrimary CreatedDate CreatedById SystemModstamp",
            _partner_rows(deals, ids),
        ),
    ]


def _forecast_of(stage: int) -> str:
    return ("Pipeline", "Pipeline", "Pipeline", "Best Case", "Commit", "Closed", "Omitted", "Omitted")[stage]


def _stage_rows(ids: Ids) -> Iterable[Row]:
    names = [(name, number, True) for number, name in enumerate(STAGES)]
    for order, (name, stage, active) in enumerate([*names, (OLD_EVALUATION, 2, False)], start=1):
        forecast = _forecast_of(stage)
        yield (
            ids.take("OpportunityStage"), name, name, yes_no(active), order, yes_no(stage >= WON), yes_no(stage == WON),
            _FORECAST_API.get(forecast, forecast), forecast, PROBABILITIES[stage], time_text(moment(2018, 1, 8)),
        )  # fmt: skip


def _last_change(deal: Deal) -> int:
    return max([change.at for change in deal.changes] + [happening.at for happening in deal.log if happening.at < END])


def _deal_row(deal: Deal) -> Row:
    moves = [change.at for change in deal.changes if change.field == "StageName"]
    over = deal.is_over
    stage = stage_name(deal.stage, END)
    return (
        deal.id, "false", deal.account.id, deal.name, stage, f"{deal.amount}.00", deal.currency,
        PROBABILITIES[deal.stage], day_text(deal.close_day), deal.kind, deal.source, deal.next_step, yes_no(over),
        yes_no(deal.stage == WON), _FORECAST_API.get(deal.forecast, deal.forecast), deal.forecast, deal.owner.id,
        deal.product.name, deal.account.size, deal.discount or "", deal.why_buy, deal.reason, deal.reason_detail,
        deal.win_reason, deal.lost_to if over else "", day_text(deal.announced) if deal.announced else "", "sample",
        deal.changes[0].by.id, time_text(deal.opened), time_text(_last_change(deal)),
        time_text(max(moves, default=deal.opened)), time_text(_last_change(deal)),
    )  # fmt: skip


def _history_rows(deals: list[Deal], ids: Ids) -> Iterable[Row]:
    for deal in deals:
        states = sorted(deal.states, key=lambda state: state.at)
        for number, state in enumerate(states):
            before = states[number - 1] if number else None
            superseded = states[number + 1].at if number + 1 < len(states) else state.at
            probability = PROBABILITIES[state.stage_no]
            yield (
                ids.take("OpportunityHistory"), "false", deal.id, state.by.id, time_text(state.at), state.stage,
                f"{state.amount}.00", f"{state.amount * probability // 100}.00", day_text(state.close_day), probability,
                _FORECAST_API.get(state.forecast, state.forecast), deal.currency, time_text(superseded),
                f"{before.amount}.00" if before else "", day_text(before.close_day) if before else "",
            )  # fmt: skip


def _field_rows(deals: list[Deal], ids: Ids) -> Iterable[Row]:
    for deal in deals:
        for change in sorted(deal.changes, key=lambda change: change.at):
            if change.at >= FIELD_HISTORY_FROM:
                kind = {"Amount": "Currency", "CloseDate": "DateOnly", "Owner": "EntityId"}.get(
                    change.field, "DynamicEnum"
                )
                yield (
                    ids.take("OpportunityFieldHistory"), "false", deal.id, change.by.id, time_text(change.at), change.field,
                    kind, _shown(change, change.old), _shown(change, change.new),
                )  # fmt: skip


def _shown(change: Change, value: str) -> str:
    return day_text(int(value)) if change.field == "CloseDate" and value else value


def _role_rows(deals: list[Deal], ids: Ids) -> Iterable[Row]:
    for deal in deals:
        for member in deal.members:
            if member.listed is not None:
                listed = time_text(member.listed)
                yield (
                    ids.take("OpportunityContactRole"), "false", deal.id, member.contact.id, member.role,
                    yes_no(member.primary), listed, deal.owner.id, listed, listed,
                )  # fmt: skip


def _rival_rows(deals: list[Deal], ids: Ids) -> Iterable[Row]:
    for deal in deals:
        for rival in deal.rivals:
            if rival.at < END:
                at = time_text(rival.at)
                yield (
                    ids.take("OpportunityCompetitor"), "false", deal.id, rival.name, rival.strengths, rival.weaknesses, at,
                    deal.owner.id, at,
                )  # fmt: skip


def _partner_rows(deals: list[Deal], ids: Ids) -> Iterable[Row]:
    for deal in deals:
        if deal.partner:
            at = time_text(deal.opened + DAY)
            yield (
                ids.take("OpportunityPartner"), "false", deal.id, deal.partner.id, deal.partner_role, "true", at,
                deal.owner.id, at,
            )  # fmt: skip


def count_outcomes(deals: list[Deal]) -> tuple[int, int, int, int]:
    """How many deals were won, lost, ended without a decision, are open."""
    won = sum(deal.stage == WON for deal in deals)
    stopped = sum(deal.stage == NO_DECISION for deal in deals)
    still_open = sum(not deal.is_over for deal in deals)
    return won, len(deals) - won - stopped - still_open, stopped, still_open
