"""How strong something that nobody recorded would have to be to explain an association away."""

from math import pow, sqrt

from assay.domain.interval import Interval


def e_value(ratio: float) -> float:
    """The E-value of a risk ratio: the smallest risk ratio that something unseen would need with both sides.

    ratio > 0; below 1 its inverse counts. 1 where there is no association.
    Source: VanderWeele and Ding 2017, Ann. Intern. Med. 167:268. Check: their example, 3.9 (1.8 to 8.7) gives 7.26 for
    the estimate and 3.0 for the limit.

    Raises ValueError for a ratio that is not above 0.
    """
    if ratio <= 0:
        raise ValueError(f"A risk ratio is above 0, not {ratio}.")
    risk = max(ratio, 1 / ratio)
    return risk + sqrt(risk * (risk - 1))


def risk_of_hazard(ratio: float) -> float:
    """About the risk ratio that a hazard ratio stands for where the outcome is common: more than 15 % by the end.

    ratio > 0. Source: VanderWeele and Ding 2017, table 2: (1 - 0.5^sqrt(HR)) / (1 - 0.5^sqrt(1/HR)). Check: 1 gives 1,
    and the inverse of a ratio the inverse of its risk ratio.

    Raises ValueError for a ratio that is not above 0.
    """
    if ratio <= 0:
        raise ValueError(f"A hazard ratio is above 0, not {ratio}.")
    return (1 - pow(0.5, sqrt(ratio))) / (1 - pow(0.5, sqrt(1 / ratio)))


def e_values_of_hazard(ratio: Interval) -> tuple[float, float]:
    """The E-values of a hazard ratio and of the end of its interval that lies nearer to 1.

    Source and checks: as e_value, risk_of_hazard and e_value_at_limit.
    """
    at_limit = e_value_at_limit(risk_of_hazard(ratio.low), risk_of_hazard(ratio.high))
    return e_value(risk_of_hazard(ratio.mid)), at_limit


def e_value_at_limit(low: float, high: float) -> float:
    """The E-value of the end of an interval that lies nearer to 1; 1 where the interval holds 1.

    0 < low <= high. Source and check: as e_value.
    """
    if low <= 1 <= high:
        return 1.0
    return e_value(low if low > 1 else high)
