"""How much of a cohort's outcome is known: what a young cohort's figures must say of themselves."""

from collections.abc import Iterable

from headrace.analytics.survival import Curve


def maturity(curve: Curve, ages: Iterable[tuple[float, int]], horizon: float | None = None) -> float | None:
    """The share (0 to 1) of a cohort's expected outcome that is known at the as-of date.

    Args:
        curve: the pooled curve of what is awaited (one end, or leaving at all), of people like these.
        ages: the time from entering to the as-of date, whatever became of them since, and how many are of that age.
        horizon: the age by which an outcome counts as complete; the longest wait of the curve if none is given.

    Returns:
        The expected number with the outcome by their age, divided by the expected number by the horizon:
        sum n F(min(age, horizon)) / (sum n F(horizon)). None if there is nobody, if the curve expects no
        outcome by the horizon, or if it does not reach that far.

    Only ages enter, never how this cohort fared, so that a cohort does not look younger for converting badly; it is 1
    once everyone is as old as the horizon. It is the share that insurers call developed: what has been seen,
    divided by it, is what may be expected in the end. Mack, "Distribution-free Calculation of the Standard
    Error of Chain Ladder Reserve Estimates" (1993). It takes for granted that the cohort moves as the pool did.

    >>> from headrace.analytics.survival import kaplan_meier
    >>> pool = kaplan_meier([(10, True, 2), (30, True, 2), (60, False, 6)])
    >>> round(maturity(pool, [(20, 50), (40, 50)]), 3)
    0.75
    """
    horizon = curve.until if horizon is None else horizon
    complete = curve.by(horizon)
    if complete is None or complete.share == 0:
        return None
    cohort = list(ages)
    people = sum(n for _, n in cohort)
    known = sum(n * (1 - curve.at(min(age, horizon))) for age, n in cohort)
    return known / (people * complete.share) if people else None
