"""What can still be asked while a deal is open: the question that would settle most what is not settled."""

from collections.abc import Sequence

from assay.asking.guide.proposing import UNSETTLED
from assay.domain.tongue import mark, translate
from assay.reports.reasons.rows import ReasonRow
from assay.words.taxonomy import Taxonomy

#: so many at most: more are not asked
MOST = 3

#: group of drivers -> what settles it in an open deal; none of them names a reason or holds the answer
QUESTIONS = {
    "offer": mark("How does our product fit what you need to do with it?"),
    "price": mark("How do you weigh cost against worth in this decision?"),
    "delivery": mark("How do you picture the way from the signature to daily use?"),
    "trust": mark("What have you heard about us from others?"),
    "access": mark("How do those who have a say in this decision see it?"),
    "our_selling": mark("How does our way of working with you fit the way you want to decide?"),
    "competition": mark("What do the other ways of solving it offer you?"),
    "buyer": mark("What else is competing for attention and money at your company now?"),
}


def list_questions(rows: Sequence[ReasonRow], taxonomy: Taxonomy) -> tuple[str, ...]:
    """The questions of those rows that are neither likely nor unlikely, the nearest to one half first."""
    doubted = sorted((row for row in rows if UNSETTLED[0] <= row.p <= UNSETTLED[1]), key=lambda row: abs(row.p - 0.5))
    groups = [taxonomy.by_code[code].group for row in doubted for code in taxonomy.read_code(row.driver)]
    asked = dict.fromkeys(group for group in groups if group in QUESTIONS)
    return tuple(translate(QUESTIONS[group]) for group in list(asked)[:MOST])
