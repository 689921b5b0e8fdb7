"""Results as of an earlier day, beside those of the last run."""

from datetime import UTC, datetime

from assay.runs.earlier_day import MOST_DAYS, make_day
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.store.home import Home
from runs.small_record import SmallRecord


def _count_ended(home: Home) -> int:
    with open_results(home) as results:
        ((count,),) = results.connection.execute("SELECT count(*) FROM moment WHERE outcome <> 'open'").fetchall()
    return int(count)


def test_an_earlier_day_knows_nothing_of_later_ends(home: Home) -> None:
    record = SmallRecord()
    mill = record.deal("mill", opened=0, outcome="lost", closed=90)
    record.word(mill, 20)
    record.change(mill, "stage", "Closed Lost", 90)
    record.write(home)
    run_signals(home, as_of=None, renew_baseline=False, signals=())
    then = make_day(home, datetime(2024, 2, 10, tzinfo=UTC))
    assert (_count_ended(home), _count_ended(then)) == (1, 0)


def test_few_days_are_kept(home: Home) -> None:
    record = SmallRecord()
    record.word(record.deal("mill", opened=0), 20)
    record.write(home)
    for day in range(1, MOST_DAYS + 3):
        make_day(home, datetime(2024, 1, 10 + day, tzinfo=UTC))
    assert len(list(home.days.iterdir())) == MOST_DAYS
