"""The deals that rules are learnt on, tried on and asked of, parted by time."""

from assay.domain.outcome import COMPARED
from assay.domain.spans import DAY, GRACE
from assay.patterns.criteria.rule import EARLY
from assay.runs.concluding.part import Work
from assay.runs.lives import LIFE
from assay.store.quoting import quote_text

#: share of the deals old enough to be tried, the earlier ones, that rules are learnt on
_LEARN_SHARE = 0.6

_COMPARED = f"outcome IN ({', '.join(map(quote_text, COMPARED))}) AND NOT closed_in_batch"

_LIFE_TYPES = {
    "deal_id": "int64",
    "outcome": "string",
    "opened_at": "int64",
    "closed_at": "int64",
    "close_known_at": "int64",
    "last_word_at": "int64",
    "closed_in_batch": "boolean",
    "account_id": "int64",
}
_SPENT_TYPES = {
    "deal_id": "int64",
    "timed_s": "int64",
    "untimed": "int64",
    "timed_later_s": "int64",
    "untimed_later": "int64",
}


def make_cases(work: Work) -> tuple[int, int]:
    """Table new_criterion_case; returns from which opening on deals are later ones, and until which they are tried.

    Earlier deals had ended, and that was known, before the first; later ones were opened from then on, and so long ago
    that nearly all like them have ended. Needs run_life in the engine.
    """
    gathering, engine = work.gathering, work.gathering.engine
    engine.make("run_criterion_life", _read_lives())
    gathering.fetch("run_criterion_life", _LIFE_TYPES)
    engine.make("run_criterion_spent", _sum_spent(work))
    gathering.fetch("run_criterion_spent", _SPENT_TYPES)
    ((told,),) = gathering.rows("SELECT mature_before FROM run")
    mature = int(told) if told is not None else work.clock.as_of + 1
    ((split,),) = gathering.rows(
        f"""SELECT quantile_disc(opened_at, {_LEARN_SHARE}) FROM run_criterion_life
        WHERE {_COMPARED} AND opened_at < {mature}"""
    )
    since = int(split) if split is not None else mature
    gathering.make("new_criterion_case", _lay_cases(since, mature, work.clock.as_of))
    return since, mature


def _read_lives() -> str:
    return f"""SELECT l.deal_id, l.outcome, l.opened_at, l.closed_at, l.close_known_at, l.last_word_at,
            l.closed_in_batch, d.account_id
        FROM {LIFE} AS l JOIN deal AS d ON d.id = l.deal_id WHERE l.opened_at IS NOT NULL"""


def _sum_spent(work: Work) -> str:
    """Hours of what took place on each deal by the run's moment, and how much of it tells no length."""
    later = f"e.occurred_at > l.opened_at + {EARLY * DAY}"
    timed = "a.duration_s > 0"
    return f"""SELECT e.deal_id,
            CAST(SUM(CASE WHEN {timed} THEN a.duration_s ELSE 0 END) AS BIGINT) AS timed_s,
            SUM(CASE WHEN {timed} THEN 0 ELSE 1 END) AS untimed,
            CAST(SUM(CASE WHEN {timed} AND {later} THEN a.duration_s ELSE 0 END) AS BIGINT) AS timed_later_s,
            SUM(CASE WHEN {timed} OR NOT ({later}) THEN 0 ELSE 1 END) AS untimed_later
        FROM deal_event AS e JOIN {LIFE} AS l ON l.deal_id = e.deal_id JOIN activity AS a ON a.id = e.activity_id
        WHERE NOT e.is_automated AND e.status IN ('held', 'unknown') AND e.occurred_at >= l.opened_at
            AND e.occurred_at <= {work.clock.as_of} AND e.known_at <= {work.clock.known_by}
        GROUP BY e.deal_id"""


def _lay_cases(since: int, mature: int, as_of: int) -> str:
    early = f"opened_at + {EARLY * DAY}"
    lived = f"least(coalesce(last_word_at, opened_at) + {GRACE}, closed_at) > {early}"
    return f"""SELECT l.deal_id, CASE WHEN outcome = 'open' THEN 'open'
                WHEN opened_at < {since} AND close_known_at < {since} THEN 'train'
                WHEN opened_at < {since} THEN 'between'
                WHEN opened_at < {mature} THEN 'test' ELSE 'young' END AS period,
            CASE WHEN outcome <> 'open' THEN outcome = 'won' END AS won, l.opened_at,
            CASE WHEN outcome = 'open' THEN {early} <= {as_of} ELSE coalesce({lived}, false) END AS is_early,
            m.value, coalesce(s.timed_s, 0) / 3600.0 AS timed_hours, coalesce(s.untimed, 0)::BIGINT AS untimed,
            coalesce(s.timed_later_s, 0) / 3600.0 AS timed_hours_later,
            coalesce(s.untimed_later, 0)::BIGINT AS untimed_later
        FROM run_criterion_life AS l LEFT JOIN (SELECT deal_id, value FROM moment) AS m USING (deal_id)
        LEFT JOIN run_criterion_spent AS s USING (deal_id)
        WHERE outcome = 'open' OR ({_COMPARED} AND closed_at IS NOT NULL)"""
