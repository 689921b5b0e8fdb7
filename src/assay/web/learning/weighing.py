"""What each deal that was heard counts for, kept for every run, so that later figures can stand for all that ended."""

from datetime import UTC, datetime

from assay.asking.ask import Ask
from assay.asking.coverage import weigh_heard
from assay.reports.catalogue.scope import Scope
from assay.web.debriefs.covering.reading import read_ended
from assay.web.learning.models import HeardWeights

#: of the deals that ended in so many days before the run
WEIGHED_DAYS = 365


def keep_weights(ask: Ask) -> int:
    """Keeps the weights of the last run, of the whole company; how many deals were heard."""
    ((run_id, as_of),) = ask("SELECT run_id, as_of FROM run")
    deals = read_ended(ask, Scope(everything=True, team_sellers=None), WEIGHED_DAYS)
    weights = weigh_heard(deals)
    squares = sum(weight * weight for weight in weights.values())
    HeardWeights.objects.update_or_create(
        run_id=run_id,
        defaults={
            "as_of": datetime.fromtimestamp(as_of, UTC),
            "days": WEIGHED_DAYS,
            "ended": len(deals),
            "heard": len(weights),
            "effective": sum(weights.values()) ** 2 / squares if squares else 0.0,
            "weights": {str(deal): round(weight, 6) for deal, weight in sorted(weights.items())},
        },
    )
    return len(weights)
