"""What every page says of itself: which run made it, and that its company is invented where it is."""

from assay.domain.tongue import say
from assay.reports.deal_file import DealFile, Run
from assay.reports.wording import write_day

INVENTED = "This company is invented: every name, number and word on this page is made up."


def is_invented(file: DealFile) -> bool:
    """Whether the deal says of itself that it is made up."""
    return file.deal.instance == "sample" or any(key.lower().startswith("invented") for key in file.deal.custom)


def say_run(run: Run) -> str:
    """Which run made a page."""
    return say(
        "Run {run} as of {day}, made {made}, baseline {baseline}.",
        run=run.run_id[:12],
        day=write_day(run.as_of),
        made=write_day(run.made_at),
        baseline=run.baseline_version,
    )
