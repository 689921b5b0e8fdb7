"""One run: cut the books, ask the signals, set lost beside won, keep it all under a run id."""

from collections.abc import Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assay.domain.signal import Signal
from assay.runs.ageing import make_incidence
from assay.runs.asking import ask_deals, read_needs
from assay.runs.baseline import Plan, make_baseline, plan_baseline
from assay.runs.clock import Clock, read_clock
from assay.runs.coding.carrying import carry_mentions
from assay.runs.comparable import make_comparable
from assay.runs.comparing import conclude_signals, count_signals, find_maturity
from assay.runs.compiled import remember_compiled
from assay.runs.concluding.carrying import carry_conclusions
from assay.runs.digest import make_digests
from assay.runs.earlier import Earlier, carry_over, read_earlier, read_kept, write_parts
from assay.runs.estimating import Epoch
from assay.runs.fitting import fit_models, plan_model, read_kept_epochs
from assay.runs.gathering import Gathering
from assay.runs.identity import Identity, hash_parts, make_identity, name_world
from assay.runs.keeping import (
    can_amend,
    commit_results,
    join_answers,
    join_estimates,
    make_coverage,
    make_findings,
    make_moment_rows,
    make_run_row,
    make_signal_rows,
)
from assay.runs.models import find_models_of
from assay.runs.moments import MOMENT, MOMENT_COLUMNS, make_moments
from assay.runs.money import choose_home_currency
from assay.runs.precedence import conclude_events
from assay.runs.rates import make_win_rates
from assay.runs.run_report import RunReport, read_report
from assay.runs.showing import KEEPING, Tell, show_steps
from assay.runs.thresholds import find_set_signals
from assay.runs.tried import adjust_all
from assay.runs.weighed import Weighed, weigh_or_keep, write_weighed
from assay.store import open_engine, open_place
from assay.store.engine import Engine
from assay.store.folder import FolderPlace
from assay.store.folder_commit import FolderCommit
from assay.store.home import Home
from assay.tables import TABLES
from assay.tables.results import RESULT_TABLES


@dataclass(frozen=True)
class _Run:
    """What one run works with."""

    engine: Engine
    gathering: Gathering
    signals: Sequence[Signal]
    clock: Clock
    currency: str
    version: int
    world: str
    earlier: Earlier | None
    tell: Tell
    fiscal_start: int
    home: Home


def run_signals(
    home: Home,
    *,
    as_of: datetime | None,
    renew_baseline: bool,
    signals: Sequence[Signal] | None = None,
    tell: Tell | None = None,
) -> RunReport:
    """Ask every signal of every deal as of a day (by default the record's last), and keep what they say.

    The same run again changes nothing; of a changed record only the deals that changed are asked again.
    signals: those to ask; by default all that are shipped, with the thresholds of the home.  tell: takes each step as
    it begins, and ends the run by raising; nothing is changed before KEEPING was told.  By default the steps are shown
    on the terminal.
    Raises InputError when the record holds nothing by that day, RetryLater when another run is at work.
    """
    record, results = open_place(home.record, TABLES), FolderPlace(Path(home.results), RESULT_TABLES)
    version = record.version()
    with (
        results.writing() as commit,
        closing(open_engine(home, record, version=version)) as engine,
        closing(Gathering(engine)) as gathering,
        nullcontext(tell) if tell else show_steps() as told,
        remember_compiled(home.compiled),
    ):
        results.attach(gathering.local.connection)
        asked = tuple(find_set_signals(home) if signals is None else signals)
        currency = choose_home_currency(engine, home.settings)
        clock = read_clock(engine, as_of)
        run = _Run(
            engine=engine,
            gathering=gathering,
            signals=asked,
            clock=clock,
            currency=currency,
            version=version,
            world=_name_world(engine, currency, asked, clock, home.fiscal_start),
            earlier=read_earlier(gathering.local.connection),
            tell=told,
            fiscal_start=home.fiscal_start,
            home=home,
        )
        if not renew_baseline and run.earlier and _is_same(run, run.earlier):
            report = replace(read_report(gathering.local.connection), is_same=True)
        else:
            report = _compute(run, commit, renew_baseline=renew_baseline)
        ends = run.clock.record_ends
        return replace(report, record_ends=ends if ends < run.clock.as_of else None)


def _name_world(engine: Engine, currency: str, asked: Sequence[Signal], clock: Clock, fiscal_start: int) -> str:
    world = name_world(engine, currency, read_needs(asked), is_now=clock.is_now)
    # results by quarter differ; where years begin in January nothing is added, so that earlier runs stay the same
    return world if fiscal_start == 1 else hash_parts(world, fiscal_start)


def _is_same(run: _Run, earlier: Earlier) -> bool:
    return earlier.run_id == make_identity(run.version, run.clock, run.world, run.signals, earlier.versions).run_id


def _compute(run: _Run, commit: FolderCommit, *, renew_baseline: bool) -> RunReport:
    run.tell("finding the moment of each deal")
    make_moments(run.engine, run.clock, run.currency)
    run.gathering.fetch(MOMENT, MOMENT_COLUMNS)
    run.tell("measuring what is typical")
    plans = _plan_baselines(run, renew=renew_baseline)
    make_baseline(run.gathering, plans, run.clock, run.currency)
    run.tell("fitting models to ended deals")
    epochs = _fit_models(run, renew=renew_baseline)
    versions = _read_versions(run, epochs)
    identity = make_identity(run.version, run.clock, run.world, run.signals, versions)
    if run.earlier and run.earlier.run_id == identity.run_id:
        return replace(read_report(run.gathering.local.connection), is_same=True)
    carried, recomputed = _ask_changed(run, identity, epochs)
    amend = can_amend(run.gathering, run.signals, carried, files=commit.count_files("answer"))
    make_moment_rows(run.gathering, commit.base_version + 1, amend=amend)
    run.tell("setting lost beside won")
    weighed = _weigh(run, recomputed, renew=renew_baseline)
    mature_before = _conclude(run, carried, weighed)
    carry_mentions(run.gathering, run.earlier, run.clock, codes_words=run.home.codes_words)
    carry_conclusions(run.gathering, run.earlier, run.clock)
    parts = _write_parts(run, identity, plans, versions, weighed)
    _describe_run(run, identity, parts, hash_parts(versions), recomputed, mature_before)
    report = read_report(run.gathering.local.connection, "fin_")
    run.tell(KEEPING)
    commit_results(run.gathering, commit, identity.run_id, hash_parts(versions), amend=amend)
    return report


def _weigh(run: _Run, changed: int, *, renew: bool) -> Weighed:
    run.tell("asking what came before losses")
    kept = run.earlier.weighed if run.earlier else {}
    return weigh_or_keep(run.gathering, run.clock, kept, changed, renew=renew)


def _conclude(run: _Run, carried: Sequence[str], weighed: Weighed) -> int | None:
    """All that follows from the answers; returns the day before which compared deals were opened, if there is one."""
    gathering = run.gathering
    make_findings(gathering, run.signals, carried)
    make_coverage(gathering)
    mature_before = find_maturity(gathering, run.clock.as_of)
    counted = count_signals(gathering, [signal.name for signal in run.signals], mature_before)
    tried = adjust_all(
        {("signal", each.signal): each.comparison.p for each in counted}
        | {("event", each.event): each.p for each in weighed.found}
    )
    conclude_signals(gathering, counted, tried)
    conclude_events(gathering, weighed, tried)
    make_comparable(gathering)
    make_win_rates(gathering, run.fiscal_start)
    make_incidence(gathering, run.clock.as_of)
    make_signal_rows(gathering, run.signals)
    return mature_before


def _write_parts(
    run: _Run, identity: Identity, plans: Sequence[Plan], versions: dict[str, str], weighed: Weighed
) -> str:
    ((won,),) = run.gathering.rows("SELECT count(*) FROM run_moment WHERE outcome = 'won'")
    if run.earlier and not any(plan.new_edges for plan in plans):
        won = run.earlier.won
    edges = {plan.signal.name: plan.edges for plan in plans}
    return write_parts(identity, edges, versions, won, write_weighed(weighed))


def _describe_run(
    run: _Run, identity: Identity, parts: str, baseline_version: str, recomputed: int, mature_before: int | None
) -> None:
    ((deals, unpriced),) = run.gathering.rows("SELECT count(*), count(*) FILTER (value IS NULL) FROM run_moment")
    make_run_row(
        run.gathering,
        {
            "run_id": identity.run_id,
            "as_of": run.clock.as_of,
            "record_version": run.version,
            "baseline_version": baseline_version,
            "home_currency": run.currency,
            "deals": deals,
            "recomputed_deals": recomputed,
            "known_by": run.clock.known_by,
            "mature_before": mature_before,
            "without_value": unpriced,
            "parts": parts,
        },
    )


def _plan_baselines(run: _Run, *, renew: bool) -> list[Plan]:
    connection = run.gathering.local.connection
    ((first_won,),) = run.gathering.rows("SELECT min(close_known_at) FROM run_moment WHERE outcome = 'won'")
    return [
        plan_baseline(signal, read_kept(connection, run.earlier, signal), run.clock, first_won, renew=renew)
        for signal in run.signals
        if signal.typical
    ]


def _fit_models(run: _Run, *, renew: bool) -> dict[str, tuple[Epoch, ...]]:
    connection = run.gathering.local.connection
    ((first,),) = run.gathering.rows("SELECT min(close_known_at) FROM run_moment WHERE outcome <> 'open'")
    plans = [
        plan_model(model, read_kept_epochs(connection, model), run.clock, first, renew=renew)
        for model in find_models_of(run.signals)
    ]
    return fit_models(run.gathering, plans, run.clock, run.currency)


def _read_versions(run: _Run, epochs: Mapping[str, Sequence[Epoch]]) -> dict[str, str]:
    """Of each signal that rests on what was learned of other deals: what is typical, or the models that it reads."""
    rows = run.gathering.rows("SELECT * FROM new_baseline ORDER BY signal, grp, age_days, valid_from")
    versions = {}
    for signal in run.signals:
        models = find_models_of([signal])
        parts: list[object] = [row for row in rows if row[0] == signal.name]
        parts += [epoch for model in models for epoch in epochs[model.name]]
        if signal.typical or models:
            versions[signal.name] = hash_parts(*parts)
    return versions


def _ask_changed(run: _Run, identity: Identity, epochs: Mapping[str, Sequence[Epoch]]) -> tuple[list[str], int]:
    """Ask changed deals everything, and the others the changed signals.

    Returns the signals that did not change, and the number of changed deals.
    """
    make_digests(run.engine, run.clock, read_needs(run.signals))
    run.gathering.fetch("run_digest", {"deal_id": "int64", "digest": "int64"})
    carried = carry_over(run.gathering, run.earlier, identity, run.signals)
    changed = run.gathering.rows("SELECT deal_id FROM run_digest ANTI JOIN same_deal USING (deal_id)")
    _ask(run, changed, run.signals, epochs)
    renewed = [signal for signal in run.signals if signal.name not in carried]
    if renewed and run.earlier:
        _ask(run, run.gathering.rows("SELECT deal_id FROM same_deal"), renewed, epochs)
    join_answers(run.gathering, carried)
    join_estimates(run.gathering, [model.name for model in find_models_of(run.signals)])
    return carried, len(changed)


def _ask(run: _Run, deals: list[tuple[int]], signals: Sequence[Signal], epochs: Mapping[str, Sequence[Epoch]]) -> None:
    if deals:
        run.tell(f"asking {len(signals)} signals of {len(deals):,} deals")
        run.engine.put("run_asked", {"deal_id": "int64"}, deals)
        ask_deals(run.gathering, signals, run.clock, run.currency, tell=run.tell, epochs=epochs)
