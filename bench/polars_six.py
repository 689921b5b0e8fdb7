"""Six of the signals in Polars: lazy, expressions alone, the same cut by both clocks, the same answers row by row.

Answers only: the evidence, which Assay gives along with them, is not computed here.
"""

import json
import sys
from pathlib import Path

import polars as pl

from assay.domain.answer import CLEAR, HIT, UNKNOWN
from assay.domain.seniority import DIRECTOR
from assay.domain.spans import DAY
from assay.signals.meaning import CONVERSATIONS, ISO_DAY, MESSAGES, TOOK_PLACE
from assay.store.manifest import read_manifest
from bench.measuring import spent

HOUR = 3600
SIX = (
    "people.began_too_low",
    "people.demo_repeated_upward",
    "process.close_date_pushed",
    "process.stage_went_back",
    "rhythm.long_gap_on_our_side",
    "rhythm.slow_replies",
)
_ACT = ("deal_id", "occurred_at", "activity_id")
_CHANGE = ("deal_id", "changed_at", "sequence", "id")


class Rows:
    """The rows of a record, cut at each deal's moment. moments: the file of bench.moments."""

    def __init__(self, record: str, moments: str) -> None:
        self.deal = pl.scan_parquet(moments)
        tables = read_manifest(Path(record)).tables
        self._files = {name: [f"{record}/{file}" for file in table.files] for name, table in tables.items()}
        self.event = self._cut("deal_event", "occurred_at")
        self.presence = self._cut("deal_presence", "occurred_at")
        self.change = self._cut("stage_history", "changed_at").filter(~pl.col("is_deleted"))
        self.question = self._cut("deal_question", "occurred_at")

    def _cut(self, table: str, happened_at: str) -> pl.LazyFrame:
        moments = self.deal.select("deal_id", "as_of", "known_by")
        rows = pl.scan_parquet(self._files[table]).join(moments, on="deal_id")
        known = (pl.col(happened_at) <= pl.col("as_of")) & (pl.col("known_at") <= pl.col("known_by"))
        return rows.filter(known).drop("as_of", "known_by")


def _is_held() -> pl.Expr:
    took_place = pl.col("kind").is_in(CONVERSATIONS) & pl.col("status").is_in(TOOK_PLACE)
    return took_place & (pl.col("direction") != "internal")


def _answer(deals: pl.LazyFrame, *, hit: pl.Expr, clear: pl.Expr, value: pl.Expr, hit_at: pl.Expr) -> pl.LazyFrame:
    answer = pl.when(hit).then(pl.lit(HIT)).when(clear).then(pl.lit(CLEAR)).otherwise(pl.lit(UNKNOWN))
    told = deals.select("deal_id", answer=answer, value=value.cast(pl.Float64), hit_at=hit_at.cast(pl.Int64))
    is_known, is_hit = pl.col("answer") != UNKNOWN, pl.col("answer") == HIT
    return told.with_columns(value=pl.when(is_known).then("value"), hit_at=pl.when(is_hit).then("hit_at"))


def ask_began_too_low(rows: Rows) -> pl.LazyFrame:
    first = rows.event.filter(_is_held()).sort(_ACT).group_by("deal_id", maintain_order=True).head(2)
    strangers = rows.presence.filter((pl.col("rank") == 0) & (pl.col("part") != "cc"))
    unsure = first.join(strangers, on=["deal_id", "activity_id"], how="semi").select("deal_id").unique()
    met = first.group_by("deal_id").agg(
        top=pl.col("top_rank").max(),
        nameless=((pl.col("buyers") == 0) | (pl.col("unnamed") > 0)).any(),
        last=pl.col("occurred_at").max(),
    )
    deals = rows.deal.join(met, on="deal_id", how="left").join(
        unsure.with_columns(unsure=True), on="deal_id", how="left"
    )
    return _answer(
        deals,
        hit=(pl.col("top") < DIRECTOR) & ~pl.col("nameless") & pl.col("unsure").is_null(),
        clear=pl.col("top") >= DIRECTOR,
        value=pl.col("top"),
        hit_at=pl.col("last"),
    )


def ask_demo_repeated_upward(rows: Rows) -> pl.LazyFrame:
    present = rows.presence.filter((pl.col("kind") == "demo") & (pl.col("part") != "cc"))
    lowest = present.group_by("activity_id").agg(lowest=pl.col("rank").min())
    held = rows.event.filter((pl.col("kind") == "demo") & _is_held()).join(lowest, on="activity_id", how="left")
    rank, at = pl.col("top_rank"), pl.col("occurred_at")
    demos = held.sort(_ACT).with_columns(
        place=pl.int_range(pl.len()).over("deal_id"),
        first_top=rank.first().over("deal_id"),
        is_sure=(pl.col("unnamed") == 0) & (pl.col("buyers") > 0) & (pl.col("lowest") > 0),
    )
    is_first = pl.col("place") == 0
    found = demos.group_by("deal_id").agg(
        demos=pl.len(),
        first_top=rank.filter(is_first).max(),
        later_top=rank.filter(~is_first).max(),
        first_sure=pl.col("is_sure").filter(is_first).all(ignore_nulls=True),
        # of no demo at all nothing is told, where Polars calls all of none true; the top of none is null anyway
        later_sure=pl.col("is_sure").filter(~is_first).all(ignore_nulls=True),
        raised_at=at.filter(rank > pl.col("first_top")).min(),
    )
    began_low = pl.col("first_sure") & (pl.col("first_top") < DIRECTOR)
    stayed = pl.col("first_sure") & pl.col("later_sure") & (pl.col("later_top") <= pl.col("first_top"))
    return _answer(
        rows.deal.join(found, on="deal_id", how="left"),
        hit=began_low & (pl.col("later_top") > pl.col("first_top")),
        clear=(pl.col("first_top") >= DIRECTOR) | stayed | (pl.col("demos") == 1),
        value=pl.col("demos"),
        hit_at=pl.col("raised_at"),
    )


def ask_close_date_pushed(rows: Rows) -> pl.LazyFrame:
    is_day = pl.col("new_value").str.contains(ISO_DAY)
    moves = rows.change.filter((pl.col("field") == "close_date") & is_day).sort(_CHANGE)
    new, old = _read_day("new_value"), _read_day("old_value")
    before = pl.coalesce(old, new.shift().over("deal_id"))
    dated = moves.with_columns(days=(new - before).dt.total_days().fill_null(0))
    running = dated.with_columns(
        pushed=(pl.col("days") > 0).cast(pl.Int64).cum_sum().over("deal_id"),
        later=pl.col("days").cum_sum().over("deal_id"),
    )
    enough = (pl.col("pushed") >= 2) | (pl.col("later") >= 45)
    found = running.group_by("deal_id").agg(
        pushed=pl.col("pushed").max(), later=pl.col("days").sum(), since=pl.col("changed_at").filter(enough).min()
    )
    too_far = (pl.col("pushed") >= 2) | (pl.col("later") >= 45)
    return _answer(
        rows.deal.join(found, on="deal_id", how="left"),
        hit=too_far,
        clear=~too_far,
        value=pl.col("pushed"),
        hit_at=pl.col("since"),
    )


def _read_day(column: str) -> pl.Expr:
    return pl.when(pl.col(column).str.contains(ISO_DAY)).then(pl.col(column)).str.to_date(strict=False)


def ask_stage_went_back(rows: Rows) -> pl.LazyFrame:
    changes = rows.change.filter(pl.col("field") == "stage").sort(_CHANGE)
    told = changes.with_columns(before=pl.coalesce("old_value", pl.col("new_value").shift().over("deal_id")))
    moves = told.filter(pl.col("before").is_null() | (pl.col("before") != pl.col("new_value")))
    came = moves.select(*_CHANGE, stage="new_value", left_at=pl.lit(None, pl.Int64))
    went = moves.select(*_CHANGE, stage="before", left_at="changed_at").filter(pl.col("stage").is_not_null())
    steps = pl.concat([came, went]).sort(_CHANGE)
    last_left = pl.col("left_at").forward_fill().over("deal_id", "stage")
    away = pl.col("changed_at") - pl.col("last_left") >= 24 * HOUR
    back = steps.with_columns(last_left=last_left).filter(pl.col("left_at").is_null() & away)
    found = back.group_by("deal_id").agg(returns=pl.len(), since=pl.col("changed_at").min())
    deals = rows.deal.join(found, on="deal_id", how="left").with_columns(pl.col("returns").fill_null(0))
    return _answer(
        deals,
        hit=pl.col("returns") >= 1,
        clear=pl.col("history_complete") & (pl.col("returns") < 1),
        value=pl.col("returns"),
        hit_at=pl.col("since"),
    )


def ask_long_gap_on_our_side(rows: Rows) -> pl.LazyFrame:
    acts = _find_acts(rows.event)
    told = acts.group_by("deal_id").agg(pl.col("wrote").sum(), pl.col("unsure").sum())
    deal = rows.deal.filter(pl.col("opened_at").is_not_null()).select("deal_id", "opened_at", "as_of")
    opening = deal.select("deal_id", "as_of", occurred_at="opened_at", is_act=0, activity_id=pl.lit(None, pl.Int64))
    after = acts.join(deal, on="deal_id").filter(pl.col("occurred_at") >= pl.col("opened_at"))
    moments = pl.concat(
        [opening, after.select("deal_id", "as_of", "occurred_at", "activity_id", is_act=1)], how="diagonal"
    )
    in_time = moments.sort("deal_id", "occurred_at", "is_act", "activity_id")
    ended_at = pl.coalesce(pl.col("occurred_at").shift(-1).over("deal_id"), "as_of")
    gaps = in_time.with_columns(lasted=ended_at - pl.col("occurred_at"))
    is_long = pl.col("lasted") > 30 * DAY
    longest = gaps.group_by("deal_id").agg(
        longest=pl.col("lasted").max(), since=pl.col("occurred_at").filter(is_long).min()
    )
    deals = rows.deal.join(told, on="deal_id", how="left").join(longest, on="deal_id", how="left")
    known, too_long = pl.col("wrote") > 0, pl.col("longest") > 30 * DAY
    return _answer(
        deals,
        hit=known & too_long,
        clear=known & ~too_long & (pl.col("unsure") == 0),
        value=pl.col("longest") // DAY,
        hit_at=pl.col("since") + 30 * DAY,
    )


def _find_acts(event: pl.LazyFrame) -> pl.LazyFrame:
    told = event.filter(pl.col("kind").is_in((*MESSAGES, *CONVERSATIONS)) & (pl.col("direction") != "internal"))
    is_message, direction, status = pl.col("kind").is_in(MESSAGES), pl.col("direction"), pl.col("status")
    in_doubt = (direction == "unknown").cast(pl.Int64)
    missed = (status == "missed") & (pl.col("kind") == "call") & (direction != "inbound")
    unsure = (
        pl.when(is_message & (pl.col("is_automated") | (direction == "inbound")))
        .then(None)
        .when(is_message)
        .then(in_doubt)
        .when(status.is_in(TOOK_PLACE))
        .then(0)
        .when(status == "planned")
        .then(1)
        .when(missed)
        .then(in_doubt)
    )
    wrote = (is_message & (direction == "outbound")).cast(pl.Int64)
    return told.select(*_ACT, wrote=wrote, unsure=unsure).filter(pl.col("unsure").is_not_null())


def ask_slow_replies(rows: Rows) -> pl.LazyFrame:
    waits = _measure_waits(rows)
    counted = waits.filter(~pl.col("is_last"))
    found = counted.group_by("deal_id").agg(
        waits=pl.len(),
        slow=pl.col("is_slow").sum().cast(pl.Int64),
        middle=pl.col("hours").median(),
        slow_at=(pl.col("asked_at") + 72 * HOUR).filter("is_slow").max(),
    )
    last = waits.filter("is_last").select("deal_id", last="is_last")
    by_nobody = (pl.col("direction") == "unknown") & pl.col("kind").is_in(MESSAGES) & ~pl.col("is_automated")
    unsigned = rows.event.filter(by_nobody).select("deal_id").unique().with_columns(unsigned=True)
    deals = rows.deal
    for table in (found, last, unsigned):
        deals = deals.join(table, on="deal_id", how="left")
    known, slow, count = pl.col("waits") >= 2, pl.col("slow"), pl.col("waits")
    too_many = (slow >= 2) & (slow >= count / 3)
    with_last = pl.col("last").is_not_null() & (slow + 1 >= 2) & (slow + 1 >= (count + 1) / 3)
    return _answer(
        deals,
        hit=known & too_many,
        clear=known & ~too_many & ~with_last & pl.col("unsigned").is_null(),
        value=pl.col("middle"),
        hit_at=pl.col("slow_at"),
    )


def _measure_waits(rows: Rows) -> pl.LazyFrame:
    words = _find_words(rows).sort("deal_id", "occurred_at", "is_ours", "activity_id")
    after_ours = pl.col("is_ours").shift().over("deal_id").fill_null(1)
    turns = words.filter(pl.col("is_ours") != after_ours)
    asked = turns.with_columns(answered_at=pl.col("occurred_at").shift(-1).over("deal_id"))
    theirs = asked.filter(pl.col("is_ours") == 0).select("deal_id", "answered_at", asked_at="occurred_at")
    waits = theirs.join(rows.deal.select("deal_id", "as_of", "is_look_back"), on="deal_id")
    waited = pl.coalesce("answered_at", "as_of") - pl.col("asked_at")
    timed = waits.with_columns(
        hours=waited / HOUR,
        is_slow=waited > 72 * HOUR,
        is_last=pl.col("answered_at").is_null() & pl.col("is_look_back").fill_null(False),
    )
    return timed.filter(pl.col("answered_at").is_not_null() | pl.col("is_slow"))


def _find_words(rows: Rows) -> pl.LazyFrame:
    is_word = pl.col("kind").is_in((*MESSAGES, *CONVERSATIONS)) & (pl.col("direction") != "internal")
    told = rows.event.filter(is_word)
    is_message, side = pl.col("kind").is_in(MESSAGES), (pl.col("direction") != "inbound").cast(pl.Int64)
    is_ours = (
        pl.when(is_message & pl.col("is_automated"))
        .then(None)
        .when(is_message)
        .then(side)
        .when(pl.col("status").is_in(TOOK_PLACE))
        .then(1)
        .when((pl.col("status") == "missed") & (pl.col("kind") == "call"))
        .then(side)
    )
    words = told.select(*_ACT, "has_body", is_ours=is_ours).filter(pl.col("is_ours").is_not_null())
    written = rows.question.filter(pl.col("asked_in") == "message").select("deal_id", "activity_id").unique()
    asked = words.join(written.with_columns(asks=True), on=["deal_id", "activity_id"], how="left")
    asks_nothing = (pl.col("is_ours") == 0) & pl.col("has_body").fill_null(False) & pl.col("asks").is_null()
    return asked.filter(~asks_nothing).select(*_ACT, "is_ours")


def ask_six(record: str, moments: str) -> dict[str, pl.DataFrame]:
    """The answers of each of the SIX, columns as Assay's. All are collected together, so that they may share work."""
    rows = Rows(record, moments)
    asked = [globals()[f"ask_{name.partition('.')[2]}"](rows) for name in SIX]
    return dict(zip(SIX, pl.collect_all(asked), strict=True))


if __name__ == "__main__":
    started = spent()
    answered = ask_six(sys.argv[1], sys.argv[2])
    print(json.dumps({"polars": spent() - started, "answers": sum(map(len, answered.values()))}))
