"""Which deals stood in a closed stage at an earlier moment, by the rules by which an import derives outcomes.

The class of a stage is that of its code or label in the deal's pipeline, else in any pipeline of the same source if all
agree; the closing is the first step into the final class after the last open one (sources/deriving/closings.py).
"""

import ibis
import ibis.expr.types as ir

from assay.domain.outcome import CLASS_BASES, ENDED
from assay.runs.clock import Clock
from assay.runs.record_tables import pick_first, pick_latest, standing_rows

_PLACE = ["changed_at", "sequence", "id"]


def read_earlier_close(clock: Clock) -> ir.Table:
    """Deals that stood in a closed stage at the moment, whatever became of them afterwards, one row a deal.

    Columns: earlier_deal, earlier_class, earlier_at and earlier_known_at.
    """
    step = _class_steps(clock)
    last = pick_latest(step, ["deal_id"], _PLACE)
    ended = last.filter(last.stage_class.isin(ENDED)).select("deal_id", final_class=last.stage_class)
    in_time = ibis.window(group_by="deal_id", order_by=_PLACE)
    placed = step.mutate(place=ibis.row_number().over(in_time))
    opened = placed.filter(placed.stage_class == "open")
    last_open = opened.group_by("deal_id").aggregate(open_place=opened.place.max())
    final = placed.inner_join(ended, "deal_id").left_join(last_open, "deal_id", rname="{name}_open")
    closing = final.filter(
        (final.stage_class == final.final_class) & (final.place > ibis.coalesce(final.open_place, ibis.literal(-1)))
    )
    closed = pick_first(closing.drop("deal_id_open"), ["deal_id"], ["place"])
    return closed.select(
        earlier_deal=closed.deal_id,
        earlier_class=closed.final_class,
        earlier_at=closed.changed_at,
        earlier_known_at=closed.known_at,
    )


def _class_steps(clock: Clock) -> ir.Table:
    """The changes of stage known at the moment, each with the class of the stage that it led to."""
    change, deal = standing_rows("stage_history"), standing_rows("deal")
    is_readable = (change.changed_at <= clock.as_of) & (change.known_at <= clock.known_by)
    staged = change.filter((change.field == "stage") & is_readable)
    steps = staged.select("deal_id", *_PLACE, "known_at", word=staged.new_value.strip().lower())
    placed = steps.inner_join(
        deal.select(deal_id=deal.id, source=deal.source, instance=deal.instance, pipeline=deal.pipeline.fill_null("")),
        "deal_id",
    )
    words = _class_words()
    by_source = words.group_by(["source", "instance", "word"])
    agreed = by_source.aggregate(any_class=words.word_class.min(), other=words.word_class.max())
    agreed = agreed.filter(agreed.any_class == agreed.other).drop("other")
    told = placed.left_join(words, ["source", "instance", "pipeline", "word"], rname="{name}_of_word")
    told = told.left_join(agreed, ["source", "instance", "word"], rname="{name}_anywhere")
    return told.select("deal_id", *_PLACE, "known_at", stage_class=ibis.coalesce(told.word_class, told.any_class))


def _class_words() -> ir.Table:
    """The class of each code and label in its pipeline; a person's word goes first, and a code before a label."""
    stage = standing_rows("stage")
    weight = ibis.cases(
        *[(stage.class_basis == basis, place * 2) for place, basis in enumerate(CLASS_BASES, 1)], else_=0
    )
    shared = {
        "source": stage.source,
        "instance": stage.instance,
        "pipeline": stage.pipeline.fill_null(""),
        "word_class": stage.stage_class,
        "id": stage.id,
    }
    codes = stage.select(**shared, word=stage.code.strip().lower(), weight=(weight + 1).cast("int64"))
    labels = stage.select(**shared, word=stage.label.strip().lower(), weight=weight.cast("int64"))
    words = ibis.union(codes, labels.filter(labels.word.notnull()))
    best = pick_latest(words, ["source", "instance", "pipeline", "word"], ["weight", "id"])
    return best.select("source", "instance", "pipeline", "word", "word_class")
