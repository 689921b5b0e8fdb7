"""The part `reasons`: what was at work in every deal, and what may be said of why it was lost."""

import json
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assay.domain.tongue import mark
from assay.runs.concluding.part import Part, Work
from assay.runs.concluding.reasons.effects import DriverEffects, estimate_effects, list_effects
from assay.runs.concluding.reasons.grounds import make_grounds, make_reasons
from assay.runs.concluding.reasons.layout import Layout, lay_out
from assay.runs.concluding.reasons.presence import (
    Presence,
    count_loss,
    find_presence,
    learn_themes,
    learn_tracks,
    read_words,
)
from assay.runs.concluding.reasons.speech import SOURCES, Speech, gather_speech
from assay.runs.concluding.reasons.stating import find_main, list_sources, weigh_sources
from assay.tables.column import Table
from assay.tables.concluded.reason import DRIVER_EFFECT, REASON, REASON_GROUND, VERDICT
from assay.verdicts.reaching import reach_standing, tell_gap
from assay.verdicts.weighing import (
    MOST_ACTIVE,
    STANDS_OUT,
    Effects,
    Weighed,
    rank_reasons,
    weigh_at_work,
    weigh_reasons,
    weigh_record,
)
from assay.words.taxonomy import load_taxonomy

Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: below it a driver that was spoken of, and that nobody named and nothing bears on, has no row
_LEAST_ACTIVE = 0.05
#: of a driver of which too little is seen for an effect of its own, others' effects are not enough to make it stand out
_UNTOLD = 0.45
_TYPES = {"id": "int64", "whole": "int64", "time": "int64", "number": "float64", "yes_no": "boolean"}


def make_reason_tables(work: Work) -> None:
    """Tables new_reason, new_reason_ground, new_verdict and new_driver_effect."""
    taxonomy = load_taxonomy(work.home)
    layout = lay_out(work.gathering, taxonomy)
    speech = gather_speech(work.gathering, layout, taxonomy)
    themes = learn_themes(layout, speech)
    words = read_words(layout, speech, themes)
    learnt, answers, hit_at = learn_tracks(work.gathering, layout, themes, words[0])
    presence = find_presence(layout, speech, learnt, words, (answers, hit_at))
    work.report(mark("following deals week by week"), 0.0)
    found = estimate_effects(work, layout, speech, learnt)
    effects = read_effects(found)
    presence = count_loss(presence, layout.lost, found.pooled.mean)
    work.report(mark("weighing reasons"), 0.0)
    speech.spoke["auditor"][_find_audited(work, layout)] = True
    sources = list_sources(layout, speech)
    _rates, moved, moved_spread = weigh_sources(layout, weigh_record(presence.p, effects), sources)
    weighed = weigh_reasons(presence.p, presence.spread, effects, sum(moved, np.zeros(presence.p.shape)), moved_spread)
    # only now: what had a part in ended deals is weighed from p as it was measured against known truths
    presence = replace(presence, p=np.minimum(presence.p, MOST_ACTIVE))
    weighed = weigh_at_work(weighed, presence.p, presence.spread, layout.view == "open")
    kept = choose_rows(layout, presence, speech)
    make_grounds(work.gathering, layout, learnt, moved, presence, kept)
    main = find_main(layout, weighed, sources)
    make_reasons(work.gathering, layout, presence, effects, weighed, main, kept)
    _put(work, DRIVER_EFFECT, list_effects(layout, found))
    unaudited = find_main(layout, weighed, sources, hears_audits=False)
    _put(work, VERDICT, _reach_verdicts(work, layout, speech, weighed, main, unaudited))


def read_effects(found: DriverEffects) -> Effects:
    """What effects say of one deal. An effect below nought takes no risk away from anybody."""
    strength = np.maximum(0.0, -np.expm1(-found.pooled.mean))
    real = np.where(np.isfinite(found.effect), found.pooled.beyond, np.minimum(found.pooled.beyond, _UNTOLD))
    return Effects(strength=strength, real=real, spread=np.ones(len(strength)))


def choose_rows(layout: Layout, presence: Presence, speech: Speech) -> Flag:
    """(n, k) which drivers of which deals have a row: spoken of and likely enough, named, or with a finding."""
    named = np.zeros(presence.p.shape, dtype=bool)
    spoken = named.copy()
    spoken[speech.deal, speech.driver] = True
    for source in SOURCES:
        named |= speech.named[source] & layout.asked[:, None]
    kept: Flag = (spoken & (presence.p >= _LEAST_ACTIVE)) | named | (presence.moved > 0)
    return kept


def _reach_verdicts(
    work: Work, layout: Layout, speech: Speech, weighed: Weighed, main: Number, unaudited: Number
) -> list[tuple[object, ...]]:
    grounded = np.zeros(len(layout.deal_id), dtype=bool)
    grounded[
        np.searchsorted(
            layout.deal_id,
            [row[0] for row in work.gathering.rows("SELECT DISTINCT deal_id FROM new_reason_ground WHERE way = 'for'")],
        )
    ] = True
    rows: list[tuple[object, ...]] = []
    rank = rank_reasons(weighed.p, main)
    for deal in np.flatnonzero(layout.asked):
        p = weighed.p[deal]
        standing = reach_standing(float(p.max()), has_grounds=bool(grounded[deal]), stands_out=STANDS_OUT)
        likely = np.flatnonzero(p >= STANDS_OUT)
        first = int(likely[np.argmin(rank[deal, likely])]) if len(likely) else None
        said = {source: [layout.drivers[k] for k in np.flatnonzero(speech.named[source][deal])] for source in SOURCES}
        was_audited = bool(speech.spoke["auditor"][deal])
        rows.append((
            int(layout.deal_id[deal]), layout.view[deal], standing,
            None if first is None else layout.drivers[first], None if first is None else float(p[first]), len(likely),
            json.dumps(said["rep"]), json.dumps(said["buyer"]),
            json.dumps([layout.drivers[k] for k in np.flatnonzero(weighed.record[deal] >= STANDS_OUT)]),
            json.dumps(said["auditor"]), layout.drivers[int(unaudited[deal].argmax())], was_audited,
            tell_gap(said["rep"], said["auditor"], was_audited=was_audited),
        ))  # fmt: skip
    return rows


def _find_audited(work: Work, layout: Layout) -> Flag:
    """(n,) which deals were audited, those in which the audit found nothing material among them."""
    told = work.gathering.engine.rows(
        f"SELECT DISTINCT deal_id FROM debrief WHERE kind = 'audit' AND held_at <= {work.clock.as_of}"
        f" AND known_at <= {work.clock.known_by} AND NOT is_deleted"
    )
    return np.isin(layout.deal_id, np.array([row[0] for row in told], dtype=np.int64))


def _put(work: Work, table: Table, rows: list[tuple[object, ...]]) -> None:
    schema = {column.name: _TYPES.get(column.type, "string") for column in table.columns}
    work.gathering.local.put(f"new_{table.name}", schema, rows)


REASONS = Part(
    "reasons",
    mark("working out the reasons of deals"),
    (REASON, REASON_GROUND, VERDICT, DRIVER_EFFECT),
    make_reason_tables,
    version=9,
    needs=lambda home: load_taxonomy(home).digest,
)
