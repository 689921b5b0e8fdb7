"""Is anything claimed where nothing can be: outcomes dealt out anew among the ended deals of a record, again and again.

python -m bench.shuffles [HOME] [--shuffles 100] makes the claims of the pages of drivers of each, and counts them.
HOME needs a run; by default the sales of maven_crm are imported and run, of which nothing at all may be claimed.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assay.patterns.association import reach_verdict
from assay.runs.concluding.drivers.driver_weeks import list_drivers
from assay.runs.concluding.drivers.signal_weeks import list_signals
from assay.runs.concluding.drivers.weeks import hold_equal, lay_weeks
from assay.runs.concluding.drivers.weighing import Found, Presence, weigh_presence
from assay.runs.concluding.pairs.at_ages import AtAges, compare_sets, lay_ages
from assay.runs.concluding.pairs.making import associate_set, choose_combinations
from assay.runs.concluding.part import Work
from assay.runs.concluding.working import conclude_run
from assay.runs.deal_weeks import DealWeeks
from assay.runs.running import run_signals
from assay.runs.standing import find_standing, open_standing
from assay.runs.tried import Question, adjust_all
from assay.sources.importing import import_paths
from assay.stats.multiplicity import adjust_for_asking
from assay.stats.share import share
from assay.store.home import Home, open_home

MAVEN = Path(__file__).parents[1].parent / "shared" / "data" / "maven_crm"

#: of a hundred shuffles so many may make a claim
MOST_CLAIMS = 10


@dataclass(frozen=True)
class Shuffled:
    """What a record is asked, whatever its outcomes. sets: the combinations of drivers."""

    work: Work
    weeks: DealWeeks
    things: dict[Question, Presence]
    at_ages: AtAges
    sets: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Claims:
    """Things and combinations that were claimed of one set of outcomes, and how many questions could be tried."""

    things: tuple[Question, ...]
    sets: tuple[tuple[str, ...], ...]
    tried: int


def lay_out(work: Work) -> Shuffled:
    """What does not change when outcomes do.  raises  ValueError where nobody or everybody is lost."""
    weeks, at_ages = lay_weeks(work), lay_ages(work)
    if weeks is None or at_ages is None:
        raise ValueError("nobody or everybody is lost")
    things: dict[Question, Presence] = {}
    for kind, listed in (("signal", list_signals(work, weeks)), ("driver", list_drivers(work, weeks))):
        things |= {(kind, name): presence for name, presence in listed}
    work.gathering.make("new_reason", "SELECT * FROM reason")
    return Shuffled(work, weeks, things, at_ages, choose_combinations(work))


def claim(laid: Shuffled, lost: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Claims:
    """What is claimed when these of the deals were lost, (deals,). Beginnings are lent only where all else holds."""
    weeks = replace(laid.weeks, died=lost, won=~lost)
    held = hold_equal(laid.work, weeks)
    found: dict[Question, Found] = {
        asked: weigh_presence(weeks, held, one, draws=0) for asked, one in laid.things.items()
    }
    tried = adjust_all({asked: one.association.p for asked, one in found.items()})
    near = [asked for asked, one in found.items() if reach_verdict(one.association, tried.q[asked])[1] == "placebo"]
    whole = {asked: weigh_presence(weeks, held, laid.things[asked]).association for asked in near}
    things = tuple(asked for asked in near if reach_verdict(whole[asked], tried.q[asked])[0] == "associated")
    at_ages = replace(laid.at_ages, lost=lost[laid.at_ages.deal])
    compared = [compare_sets(at_ages, one) for one in laid.sets]
    q = adjust_for_asking([one.comparison.p for one in compared])
    verdicts = [
        reach_verdict(associate_set(one), own, has_placebo=False)[0] for one, own in zip(compared, q, strict=True)
    ]
    sets = tuple(one for one, said in zip(laid.sets, verdicts, strict=True) if said == "associated")
    return Claims(things, sets, tried.asked)


def shuffle_claims(laid: Shuffled, shuffles: int, seed: int = 1) -> Iterator[Claims]:
    """The claims of outcomes dealt out anew, as many won and lost as there are."""
    rng = np.random.default_rng(seed)
    for _ in range(shuffles):
        yield claim(laid, rng.permutation(laid.weeks.died))


def print_shuffles(home: Home, shuffles: int) -> bool:
    """Prints what is claimed of the record and of its shuffles; whether at most a tenth of these claims anything."""
    standing = find_standing(home)
    if standing is None:
        raise SystemExit(f"{home.path} has no run: assay run")
    with open_standing(home, standing) as (gathering, clock):
        laid = lay_out(Work(gathering, clock, home, standing.run_id, lambda step, done: None))
        own = claim(laid, laid.weeks.died)
        print(f"\n{home.path}: {len(laid.weeks.died):,} ended deals, {int(laid.weeks.died.sum()):,} of them lost")
        print(f"  as they ended: {own.tried} questions tried, claims: {_name(own) or 'none'}")
        claiming = 0
        for number, claims in enumerate(shuffle_claims(laid, shuffles), start=1):
            claiming += bool(claims.things or claims.sets)
            if claims.things or claims.sets:
                print(f"  shuffle {number}: {_name(claims)}")
        rate = share(claiming, shuffles)
        said = f"95 % {rate.low:.1%} to {rate.high:.1%}" if rate else ""
        print(f"  {claiming} of {shuffles} shuffles claim anything ({said}); at most {MOST_CLAIMS} of 100 may")
        return claiming <= MOST_CLAIMS / 100 * shuffles


def _name(claims: Claims) -> str:
    return ", ".join([*(name for _, name in claims.things), *(" + ".join(one) for one in claims.sets)])


def _import_maven(folder: Path) -> Home:
    home = open_home(str(folder))
    import_paths(home, [MAVEN])
    run_signals(home, as_of=None, renew_baseline=False)
    conclude_run(home)
    return home


def run() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.shuffles", description=__doc__)
    parser.add_argument("home", nargs="?")
    parser.add_argument("--shuffles", type=int, default=100)
    asked = parser.parse_args()
    if asked.home:
        raise SystemExit(0 if print_shuffles(open_home(asked.home), asked.shuffles) else 1)
    if not MAVEN.exists():
        raise SystemExit(f"skipped: maven_crm is not at {MAVEN}")
    with tempfile.TemporaryDirectory() as folder:
        raise SystemExit(0 if print_shuffles(_import_maven(Path(folder)), asked.shuffles) else 1)


if __name__ == "__main__":
    run()
