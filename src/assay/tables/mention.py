"""Passages that tell of a reason, coded: a result of a run, one row a passage."""

from assay.tables.column import Column, Table, must
from assay.tables.statement import OPEN_STATEMENT, STATEMENT
from assay.tables.statement_code import ABOUT, POLARITIES

#: begins the coder_id of a second opinion, which stands beside the run's own codes and is never counted among them
SECOND = "second:"

#: SQL: the run's own codes
OWN = f"NOT starts_with(coalesce(coder_id, ''), '{SECOND}')"

#: SQL: whether a passage speaks well of somebody and gives no reason, so that it has no driver and waits for nobody
IS_PRAISE = "(coalesce(driver, '') = '' AND coalesce(polarity, '') = 'for' AND coder = 'model')"

#: SQL: the passages that everybody may read who may see their deal, by what the record says of their circle now
OPEN_MENTION = f"""NOT ("table" = 'statement'
  AND row_id IN (SELECT id FROM statement WHERE NOT {OPEN_STATEMENT}))"""


MENTION = Table(
    "mention",
    "Passages that give a reason or speak well of somebody, each with its place and its code; others have no row.",
    (
        must("deal_id", "id", "the deal"),
        must("table", "text", "table of the row that holds the passage: activity, utterance, deal or statement"),
        must("row_id", "id", "that row"),
        must("side", "text", "whose words they are", STATEMENT.column("side").values),
        must("origin", "text", "where they were said, as in statement", STATEMENT.column("origin").values),
        Column("occurred_at", "time", "when they were said"),
        must("known_at", "time", "when they became known"),
        must("start", "whole", "first character of the passage in the text of the row, from 0"),
        must("end", "whole", "character after its last"),
        must("quote", "text", "the passage in one line, as a person reads it"),
        Column("driver", "text", "driver; empty where the model abstained, and for praise: there polarity is for"),
        Column("theme", "text", "theme"),
        Column("about", "text", "about whom", values=ABOUT),
        Column("competitor_id", "id", "the competitor that it is about"),
        Column("polarity", "text", "how it speaks of them", values=POLARITIES),
        must("coder", "text", "who coded it: a person goes before the model", ("rule", "model", "person")),
        Column("confidence", "number", "0 to 1"),
        Column("margin", "number", "first score less second"),
        Column("choices", "json", "the first three drivers with their scores"),
        Column(
            "coder_id", "text", "the model and the version of the taxonomy; after second: a language model's opinion"
        ),
        Column("language", "text", "en, de or other"),
        Column("note", "text", "what to know of the code, such as that the model is weak in this language"),
    ),
    sort=("deal_id", "occurred_at", "row_id", "start"),
    common=False,
)
