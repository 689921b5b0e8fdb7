"""Opportunity and what the CRM keeps of its past: stages, stage history, field history."""

from assay.sample.clock import DAY, END, day_text, moment, time_text
from assay.sample.deal import NO_DECISION, OLD_EVALUATION, PROBABILITIES, STAGES, WON, Change, Deal, stage_name
from assay.sample.files import Sheet, stamp, yes_no
from assay.sample.ids import Ids

#: field history is kept for two years; what is older has evaporated, as it does
FIELD_HISTORY_FROM = END - 730 * DAY
_FORECASTS = ("Pipeline", "Pipeline", "Pipeline", "Best Case", "Commit", "Closed", "Omitted", "Omitted")
_KINDS = {"Amount": "Currency", "CloseDate": "DateOnly", "Owner": "EntityId"}


def deal_sheets(deals: list[Deal], ids: Ids) -> list[Sheet]:
    """The deals and their histories."""
    opportunities, histories = Sheet("Opportunity"), Sheet("OpportunityHistory")
    fields = Sheet("OpportunityFieldHistory")
    for deal in deals:
        _add_deal(opportunities, deal)
        _add_states(histories, deal, ids)
        _add_changes(fields, deal, ids)
    return [_stages(ids), opportunities, histories, fields]


def count_outcomes(deals: list[Deal]) -> tuple[int, int, int, int]:
    """How many deals were won, lost, ended without a decision, are open."""
    won = sum(deal.stage == WON for deal in deals)
    stopped = sum(deal.stage == NO_DECISION for deal in deals)
    still_open = sum(not deal.is_over for deal in deals)
    return won, len(deals) - won - stopped - still_open, stopped, still_open


def _forecast_code(name: str) -> str:
    return {"Best Case": "BestCase", "Commit": "Forecast"}.get(name, name)


def _stages(ids: Ids) -> Sheet:
    sheet = Sheet("OpportunityStage")
    names = [*((name, number, True) for number, name in enumerate(STAGES)), (OLD_EVALUATION, 2, False)]
    for order, (name, stage, active) in enumerate(names, start=1):
        sheet.add(
            Id=ids.take("OpportunityStage"),
            MasterLabel=name,
            ApiName=name,
            IsActive=yes_no(active),
            SortOrder=order,
            IsClosed=yes_no(stage >= WON),
            IsWon=yes_no(stage == WON),
            ForecastCategory=_forecast_code(_FORECASTS[stage]),
            ForecastCategoryName=_FORECASTS[stage],
            DefaultProbability=PROBABILITIES[stage],
            CreatedDate=time_text(moment(2018, 1, 8)),
        )
    return sheet


def _add_deal(sheet: Sheet, deal: Deal) -> None:
    moves = [change.at for change in deal.changes if change.field == "StageName"]
    touched = max([change.at for change in deal.changes] + [item.at for item in deal.log if item.at < END])
    sheet.add(
        Id=deal.id,
        IsDeleted="false",
        AccountId=deal.account.id,
        Name=deal.name,
        StageName=stage_name(deal.stage, END),
        Amount=f"{deal.amount}.00",
        CurrencyIsoCode=deal.currency,
        Probability=PROBABILITIES[deal.stage],
        CloseDate=day_text(deal.close_day),
        Type=deal.kind,
        LeadSource=deal.source,
        NextStep=deal.next_step,
        IsClosed=yes_no(deal.is_over),
        IsWon=yes_no(deal.stage == WON),
        ForecastCategory=_forecast_code(deal.forecast),
        ForecastCategoryName=deal.forecast,
        OwnerId=deal.owner.id,
        **_own_fields(deal),
        LastStageChangeDate=time_text(max(moves, default=deal.opened)),
        **stamp(deal.changes[0].by.id, deal.opened, touched),
    )


def _own_fields(deal: Deal) -> dict[str, str | int]:
    """The fields that Larkmoor added to the deal."""
    return {
        "Product__c": deal.product.name,
        "Segment__c": deal.account.size,
        "Discount_Percent__c": deal.discount or "",
        "Why_They_Buy__c": deal.why_buy,
        "Loss_Reason__c": deal.reason,
        "Loss_Reason_Detail__c": deal.reason_detail,
        "Win_Reason__c": deal.win_reason,
        "Lost_To__c": deal.lost_to if deal.is_over else "",
        "Debrief_Announced__c": day_text(deal.announced) if deal.announced else "",
        "Invented__c": "sample",
    }


def _add_states(sheet: Sheet, deal: Deal, ids: Ids) -> None:
    states = sorted(deal.states, key=lambda state: state.at)
    for number, state in enumerate(states):
        before = states[number - 1] if number else None
        probability = PROBABILITIES[state.stage_no]
        sheet.add(
            Id=ids.take("OpportunityHistory"),
            IsDeleted="false",
            OpportunityId=deal.id,
            CreatedById=state.by.id,
            CreatedDate=time_text(state.at),
            StageName=state.stage,
            Amount=f"{state.amount}.00",
            ExpectedRevenue=f"{state.amount * probability // 100}.00",
            CloseDate=day_text(state.close_day),
            Probability=probability,
            ForecastCategory=_forecast_code(state.forecast),
            CurrencyIsoCode=deal.currency,
            PrevAmount=f"{before.amount}.00" if before else "",
            PrevCloseDate=day_text(before.close_day) if before else "",
            SystemModstamp=time_text(states[number + 1].at if number + 1 < len(states) else state.at),
        )


def _add_changes(sheet: Sheet, deal: Deal, ids: Ids) -> None:
    for change in sorted(deal.changes, key=lambda change: change.at):
        # a change of owner is kept twice, by name and by id
        for old, new in [(change.old, change.new), *change.ids] if change.at >= FIELD_HISTORY_FROM else []:
            sheet.add(
                Id=ids.take("OpportunityFieldHistory"),
                IsDeleted="false",
                OpportunityId=deal.id,
                CreatedById=change.by.id,
                CreatedDate=time_text(change.at),
                Field=change.field,
                DataType=_KINDS.get(change.field, "DynamicEnum"),
                OldValue=_show_value(change, old),
                NewValue=_show_value(change, new),
            )


def _show_value(change: Change, value: str) -> str:
    return day_text(int(value)) if change.field == "CloseDate" and value else value
