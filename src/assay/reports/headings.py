"""The headings of the numbers behind charts, as they stand in the catalogue: see charts.spell_heading."""

from assay.domain.tongue import mark

HEADINGS = (
    *(mark("95\u00a0% interval from"), mark("to"), mark("by value, 95\u00a0% interval from"), mark("by value, to")),
    *(mark("age days"), mark("amount"), mark("answered"), mark("column"), mark("closed"), mark("competitor")),
    *(mark("date of"), mark("days of silence"), mark("deals"), mark("deals by chance"), mark("deals compared")),
    *(mark("deals followed"), mark("deals with both"), mark("difference in points"), mark("driver"), mark("event")),
    *(mark("days 10 percent"), mark("days 25 percent"), mark("days median"), mark("days 75 percent")),
    *(mark("days 90 percent"), mark("fired"), mark("hazard ratio"), mark("lift"), mark("losses"), mark("lost")),
    *(mark("lost deals"), mark("lost in such weeks"), mark("lost in the weeks after"), mark("measure")),
    *(mark("middle"), mark("name"), mark("no decision"), mark("of"), mark("off by"), mark("outcome"), mark("period")),
    *(mark("pooled"), mark("pooled high"), mark("pooled low"), mark("practice"), mark("quarter")),
    *(mark("questions tried"), mark("rate"), mark("rate by value"), mark("rests on"), mark("rests upon"), mark("said")),
    *(mark("said probability"), mark("sellers who did both"), mark("share"), mark("share at same age and stage")),
    *(mark("signal"), mark("silence"), mark("silences"), mark("still open"), mark("times as often lost")),
    *(mark("together"), mark("value"), mark("value won"), mark("verdict"), mark("way"), mark("weeks")),
    *(mark("what it did"), mark("with"), mark("with driver"), mark("without"), mark("won")),
)
