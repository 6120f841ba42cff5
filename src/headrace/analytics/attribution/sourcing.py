"""What marketing sourced, by three definitions side by side, and what it influenced. None of them is ever added.

Sourced asks where a deal came from; influenced asks whether marketing met it within the window before its close. A deal
may be both, and by one definition sourced and not by another: adding them counts money twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headrace.analytics.attribution.window import WINDOW_US
from headrace.core.texts import N_


class Side(StrEnum):
    """Who made a touch: marketing, sales, or neither (a referral, a partner)."""

    MARKETING = "marketing"
    SALES = "sales"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SidedTouch:
    """One dated touch of a deal, and whose it was. `id` decides which of two at the same instant came first."""

    side: Side
    at_us: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Deal:
    """A won deal: when it closed, its value in minor units, its touches in any order.

    `source_is_marketing` is what the lead-source field says, None where it is empty. `sales_us` is when sales was first
    active on the deal otherwise than by a touch (an account assigned, a task done), None where it was not.
    """

    close_us: int
    value: int
    touches: Sequence[SidedTouch]
    source_is_marketing: bool | None = None
    sales_us: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """How many deals and how much of their value (minor units) one definition finds, and its share of all value.

    `share` is 0 to 1, None where all deals together are worth nothing.
    """

    deals: int
    value: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Marketing:
    """Marketing's part in the deals, by each definition apart. There is no sum of them."""

    sourced_by_first_touch: Part
    sourced_by_field: Part
    sourced_before_sales: Part
    influenced: Part


MEANINGS = {
    "sourced_by_first_touch": N_("The first touch of all was marketing's."),
    "sourced_by_field": N_("The lead-source field says marketing."),
    "sourced_before_sales": N_("The first touch of all was marketing's, and sales had not been active before it."),
    "influenced": N_("Marketing touched the deal within the window before its close."),
}


def marketing(deals: Iterable[Deal], window_us: int = WINDOW_US) -> Marketing:
    """Marketing's part in the won deals. The window is of `influenced` alone: an origin does not age."""
    listed = list(deals)
    everything = sum(deal.value for deal in listed)

    def part(found: Callable[[Deal], bool]) -> Part:
        theirs = [deal for deal in listed if found(deal)]
        value = sum(deal.value for deal in theirs)
        return Part(len(theirs), value, value / everything if everything else None)

    return Marketing(
        sourced_by_first_touch=part(_came_first),
        sourced_by_field=part(lambda deal: deal.source_is_marketing is True),
        sourced_before_sales=part(_before_sales),
        influenced=part(lambda deal: _touched_within(deal, window_us)),
    )


def _until_close(deal: Deal) -> list[SidedTouch]:
    return sorted(
        (each for each in deal.touches if each.at_us <= deal.close_us), key=lambda each: (each.at_us, each.id)
    )


def _came_first(deal: Deal) -> bool:
    return [each.side for each in _until_close(deal)[:1]] == [Side.MARKETING]


def _before_sales(deal: Deal) -> bool:
    return _came_first(deal) and (deal.sales_us is None or _until_close(deal)[0].at_us < deal.sales_us)


def _touched_within(deal: Deal, window_us: int) -> bool:
    return any(each.side is Side.MARKETING and deal.close_us - each.at_us <= window_us for each in _until_close(deal))
