"""The drivers in deal-weeks: the probability that each was there at the start of a week, by what was known then."""

from collections.abc import Iterator

import numpy as np

from assay.runs.concluding.drivers.weighing import Presence
from assay.runs.concluding.part import Work
from assay.runs.concluding.reasons.effects import follow_drivers
from assay.runs.concluding.reasons.layout import lay_out
from assay.runs.concluding.reasons.presence import learn_themes, learn_tracks, read_words
from assay.runs.concluding.reasons.speech import gather_speech
from assay.runs.deal_weeks import DealWeeks
from assay.words.taxonomy import load_taxonomy


def list_drivers(work: Work, weeks: DealWeeks) -> Iterator[tuple[str, Presence]]:
    """Each driver of the taxonomy in all deal-weeks, read as the reasons of deals are, one week ahead."""
    taxonomy = load_taxonomy(work.home)
    layout = lay_out(work.gathering, taxonomy)
    speech = gather_speech(work.gathering, layout, taxonomy)
    themes = learn_themes(layout, speech)
    learnt, *_ = learn_tracks(work.gathering, layout, themes, read_words(layout, speech, themes)[0])
    level = follow_drivers(work, layout, speech, learnt, weeks)
    rows = np.arange(len(weeks.deal), dtype=np.int64)
    for place, driver in enumerate(layout.drivers):
        yield driver, Presence(rows, level[:, place])
