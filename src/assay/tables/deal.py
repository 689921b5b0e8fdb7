"""One chance to sell."""

from assay.tables.column import Column, Table

DEAL = Table(
    "deal",
    "One chance to sell.",
    (
        Column("name", "text", "name"),
        Column("account_id", "id", "the account", refers="account"),
        Column("owner_id", "id", "the seller", refers="seller"),
        Column("pipeline", "text", "pipeline"),
        Column("stage", "text", "the stage that it is in now (a snapshot; the past is in stage_history)"),
        Column(
            "outcome",
            "text",
            "outcome",
            required=True,
            values=("open", "won", "lost", "no_decision", "disqualified", "unknown"),
        ),
        Column(
            "outcome_stated",
            "text",
            "the outcome in so many words of the source; without one, the class of the stage decides",
            values=("open", "won", "lost", "no_decision", "disqualified", "unknown"),
        ),
        Column("segment", "text", "a group of deals by a field of the user's own"),
        Column("amount", "money", "amount"),
        Column("currency", "text", "ISO 4217"),
        Column("probability", "number", "as stated, 0 to 1"),
        Column("forecast_category", "text", "forecast category"),
        Column("discount", "number", "share of the list price, 0 to 1"),
        Column("opened_at", "time", "when it was opened"),
        Column("closed_at", "time", "derived from the history where there is one"),
        Column("closed_at_stated", "time", "when the source says that it closed"),
        Column("closed_at_basis", "text", "what closed_at rests on", values=("history", "field", "first_seen")),
        Column("close_date_stated", "day", "as the source has it: a forecast until the deal closes"),
        Column("source_channel", "text", "source channel"),
        Column("deal_type", "text", "deal type"),
        Column("product", "text", "product"),
        Column("loss_reason_stated", "text", "loss reason stated"),
        Column("win_reason_stated", "text", "win reason stated"),
        Column("closed_in_batch", "yes_no", "closed together with many others by one person"),
        Column("history_complete", "yes_no", "the source gave the whole history of this deal"),
    ),
)
