"""Which parts of what follows from a run were worked out, and of which run: one row a part."""

from assay.tables.column import must
from assay.tables.computed import computed

CONCLUSION = computed(
    "conclusion",
    "Which parts of what follows from a run were worked out, and of which run; earlier ones may still stand.",
    must("part", "text", "the part: reasons, drivers, shares, ..."),
    must("run_id", "text", "the run that it follows from"),
    must(
        "rests_on",
        "text",
        "hash of all that it was worked out of: the run, the codes, settings, the version of the part",
    ),
    must("made_at", "time", "when"),
    sort=("part",),
)
