"""Which competitors a deal is known to have, and since when: told once, for every signal that asks it.

A competitor stands in a row of its own, or in the history of a field that names it. Where neither is there nobody can
tell whether there was none, or nobody wrote it down.
"""

import ibis
import ibis.expr.types as ir

from assay.domain.book import Book
from assay.domain.spans import DAY
from assay.signals.shape import join_found

#: A field with one of these in its name, in small letters, names competitors.
FIELD_STEMS = ("competitor", "competidor", "concorrent", "concurrent", "konkurren", "wettbewerb")

#: What people write into such a field to say that there is none. Blanks and the like land as empty.
NOBODY = (
    *("none", "no", "nobody", "no competitor", "no competitors", "no competition", "no competitor named"),
    *("keine", "keiner", "kein wettbewerber", "aucun", "aucun concurrent", "ninguno", "nenhum"),
)

_ORDER = ["changed_at", "sequence", "row_id"]


def find_namings(book: Book) -> ir.Table:
    """The rows of book.change in which some competitor was written into a field that names them."""
    changes = _find_field_changes(book)
    return changes.filter(changes.is_named)


def find_standing_fields(book: Book) -> ir.Table:
    """The last change of each field that names competitors: `is_named` tells whether it left one standing."""
    changes = _find_field_changes(book)
    in_time = ibis.window(group_by=["deal_id", "field"], order_by=[ibis.desc(column) for column in _ORDER])
    placed = changes.mutate(place=ibis.row_number().over(in_time))
    return placed.filter(placed.place == 0)


def date_namings(book: Book) -> ir.Table:
    """One row a deal with some competitor: `first_at`, and `undated`: another may have been named before that."""
    rival, written = book.rival, find_namings(book)
    told = ibis.union(rival.select("deal_id", "named_at"), written.select("deal_id", named_at=written.changed_at))
    return told.group_by("deal_id").aggregate(first_at=told.named_at.min(), undated=told.named_at.isnull().any())


def measure_naming(book: Book) -> ir.Table:
    """The age in days at which each deal named its first competitor, by size band, as `typical` gives it."""
    named = date_namings(book).inner_join(book.deal, "deal_id")
    dated = named.filter(~named.undated & named.opened_at.notnull())
    return dated.select(
        "deal_id",
        grp=dated.size_band.nullif("unknown"),
        age_days=ibis.literal(0, "int64"),
        # one who was named in an earlier deal, or before this one was entered, was there from the start
        value=ibis.greatest((dated.first_at - dated.opened_at) / DAY, 0.0),
    )


def gather_first(book: Book) -> tuple[ir.Table, ir.Table]:
    """Of each deal what named its first competitor: rows of book.rival, and of book.change, with `occurred_at`."""
    first = date_namings(book).select("deal_id", "first_at")
    written = find_namings(book)
    rival = join_found(book.rival.mutate(occurred_at=book.rival.named_at), first)
    change = join_found(written.mutate(occurred_at=written.changed_at), first)
    return rival.filter(rival.occurred_at == rival.first_at), change.filter(change.occurred_at == change.first_at)


def _find_field_changes(book: Book) -> ir.Table:
    """The rows of book.change of fields that name competitors, with whether the new value names one."""
    name = book.change.field.lower()
    is_asked = name.contains(FIELD_STEMS[0])
    for stem in FIELD_STEMS[1:]:
        is_asked |= name.contains(stem)
    changes = book.change.filter(is_asked)
    value = changes.new_value.lower().nullif("")
    return changes.mutate(is_named=(value.notnull() & value.notin(NOBODY)).fill_null(False))
