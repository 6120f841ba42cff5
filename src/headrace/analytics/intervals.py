"""Intervals of shares. A rate without one is a claim without a measure of its doubt."""

from math import sqrt

Z95 = 1.959963984540054


def wilson(successes: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """The Wilson score interval of a share, None without any trials.

    Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927).

    >>> [round(bound, 6) for bound in wilson(34, 200)]
    [0.124279, 0.228159]
    >>> [round(bound, 6) for bound in wilson(0, 10)]
    [0.0, 0.277533]
    """
    if n == 0:
        return None
    p = successes / n
    spread = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / spread
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / spread
    # Rounding may put a bound a hair past the share itself at 0 and at 1.
    return (
        0.0 if successes == 0 else max(0.0, centre - half),
        1.0 if successes == n else min(1.0, centre + half),
    )
