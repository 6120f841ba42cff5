"""What became of the revenue that a period began with: gross and net retention, and the customers lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import numpy as np
else:
    np = lazy("numpy")


@dataclass(frozen=True, slots=True)
class Bridge:
    """From the opening revenue to what the same customers pay at the close, in minor units of one currency.

    `churned` is all that lost customers paid, `contracted` and `expanded` what those who stayed pay less and more.
    `customers` paid something at the start; `lost` of them pay nothing at the close.
    """

    opening: int
    churned: int
    contracted: int
    expanded: int
    customers: int
    lost: int

    @property
    def grr(self) -> float | None:
        """Gross revenue retention: what is left without any expansion, of the opening revenue. At most 1.

        >>> Bridge(100_000, 5_000, 2_000, 10_000, 80, 4).grr
        0.93
        """
        return _ratio(self.opening - self.churned - self.contracted, self.opening)

    @property
    def nrr(self) -> float | None:
        """Net revenue retention: what the same customers pay now, of the opening revenue.

        >>> Bridge(100_000, 5_000, 2_000, 10_000, 80, 4).nrr
        1.03
        """
        return _ratio(self.opening - self.churned - self.contracted + self.expanded, self.opening)

    @property
    def logo_churn(self) -> float | None:
        """The share of the opening customers that were lost, each counting the same.

        >>> Bridge(100_000, 5_000, 2_000, 10_000, 80, 4).logo_churn
        0.05
        """
        return _ratio(self.lost, self.customers)


def bridge(opening: Sequence[int], closing: Sequence[int]) -> Bridge:
    """The bridge of customers, from what each paid at the start and at the close, in the same order.

    Only customers that paid at the start count, so that new and reactivated revenue stays out of retention. Less than
    nothing at the close (a credit) counts as nothing. Skok, "SaaS Metrics 2.0 - Detailed Definitions".

    >>> bridge([1000, 1000, 1000, 0], [1200, 700, 0, 500])
    Bridge(opening=3000, churned=1000, contracted=300, expanded=200, customers=3, lost=1)
    """
    start, now = np.asarray(opening, dtype=np.int64), np.asarray(closing, dtype=np.int64)
    start, now = start[start > 0], np.maximum(now[start > 0], 0)
    gone, change = now == 0, now - start
    return Bridge(
        opening=int(start.sum()), churned=int(start[gone].sum()), contracted=-int(change[~gone & (change < 0)].sum()),
        expanded=int(change[change > 0].sum()), customers=len(start), lost=int(gone.sum()),
    )  # fmt: skip


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
