"""A statement coded into a driver and a theme."""

from assay.tables.column import Column, Table

#: stands for a driver where a person read a statement and found no reason in it
NO_REASON = "none"

#: about whom something was said; of a competitor, its id stands beside it where it is known
ABOUT = ("us", "competitor", "incumbent", "buyer", "unknown")

#: how it speaks of them
POLARITIES = ("for", "against", "mixed", "unknown")

STATEMENT_CODE = Table(
    "statement_code",
    "A statement coded into a driver and a theme.",
    (
        Column("statement_id", "id", "the statement", required=True, refers="statement"),
        Column("driver", "text", "driver; none: a person says that it tells no reason", required=True),
        Column("theme", "text", "theme"),
        Column("about", "id", "the competitor that it is about", refers="competitor"),
        Column("about_whom", "text", "about whom; empty: a competitor where one is named, else us", values=ABOUT),
        Column("polarity", "text", "polarity"),
        Column("span", "text", "start-end: characters of the statement, from 0, end not included; empty: all of it"),
        Column("coder", "text", "coder", required=True, values=("rule", "model", "person")),
        Column("confidence", "number", "0 to 1"),
        Column("coded_by", "text", "who, of a person; several may code the same statement, one row each"),
        Column("coded_at", "time", "when, of a person"),
        Column("taxonomy", "text", "version of the taxonomy that the driver is from"),
    ),
    sort=("statement_id", "id"),
)
