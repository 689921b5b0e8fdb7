"""The day on which each concern first came up in each deal, by what was known on it.

It is the first day on which the buyer spoke of it or our side noted it, or the first age at which a signal showed it
that measures the very behaviour. What was said only once the deal had ended, and why others think that it did, is no
such day: nothing could be done against it any more. Nor is the probability of a reason, which knows how a deal ended.
"""

from assay.domain.spans import DAY
from assay.runs.concluding.part import Work
from assay.runs.concluding.reasons.layout import lay_out
from assay.runs.concluding.reasons.speech import gather_speech
from assay.verdicts.bearings import BEARINGS, SHOWS
from assay.words.taxonomy import load_taxonomy

#: table of concerns: deal_id, driver, voiced_at, and what tells it: voiced_table and voiced_row, or voiced_signal
CONCERN = "offer_concern"


def find_concerns(work: Work) -> tuple[str, ...]:
    """Makes table CONCERN in the local engine: one row a deal and driver. Returns the drivers."""
    taxonomy = load_taxonomy(work.home)
    layout = lay_out(work.gathering, taxonomy)
    gather_speech(work.gathering, layout, taxonomy)
    local = work.gathering.local
    local.put("offer_driver", {"place": "int64", "driver": "string"}, list(enumerate(layout.drivers)))
    shown = [(one.signal, one.driver) for one in BEARINGS if one.prior == SHOWS and one.driver in layout.drivers]
    local.put("offer_bearing", {"signal": "string", "driver": "string"}, shown)
    work.gathering.make(
        CONCERN,
        f"""WITH told AS (
            SELECT s.deal_id, d.driver, s.occurred_at AS voiced_at, s.table_name AS voiced_table,
                s.row_id AS voiced_row, NULL::VARCHAR AS voiced_signal
            FROM reasons_said s JOIN offer_driver d ON d.place = s.driver WHERE s.source = ''
            UNION ALL
            SELECT l.deal_id, b.driver, m.opened_at + l.age_days * {DAY}, NULL, NULL, l.signal
            FROM landmark l JOIN offer_bearing b USING (signal) JOIN moment m USING (deal_id)
            WHERE l.answer = 'hit' AND m.opened_at IS NOT NULL)
        SELECT t.deal_id, t.driver, t.voiced_at, t.voiced_table, t.voiced_row, t.voiced_signal
        FROM told t JOIN moment m USING (deal_id)
        WHERE t.voiced_at >= coalesce(m.opened_at, t.voiced_at) AND t.voiced_at < coalesce(m.closed_at, m.as_of)
        QUALIFY row_number() OVER (
            PARTITION BY t.deal_id, t.driver ORDER BY t.voiced_at, t.voiced_row NULLS LAST, t.voiced_signal) = 1""",
    )
    return layout.drivers
