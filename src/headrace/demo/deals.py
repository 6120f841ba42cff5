"""Moves, deals and money: what the walk means as rows of an import."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from headrace.demo.calendar import DAY, WORKDAY, Calendar
from headrace.demo.catalog import CURRENCY, INDUSTRIES, PRODUCTS, SIZES
from headrace.demo.chance import Dice, Flags, Ints, Spread
from headrace.demo.columns import NONE, days, moments, money, numbered, words
from headrace.demo.crowd import NEVER, Crowd
from headrace.demo.journeys import Stays
from headrace.demo.ways import COLLEAGUES, PLACES, REASON_NAMES, Place

PRICE_SPREAD = Spread(0.35, 0.65, 0.95, 1.4, 2.6, 5)
ROUNDED_TO = 5_000  # cents
NOT_ENTERED = 0.03  # share of deals whose amount nobody entered
PAID_AFTER = Spread(9, 14, 21, 30, 48, 75)  # days
YEAR = 365
RENEWS = 0.84
SERVICE_SHARE, SERVICE_GROWTH = 0.14, 1.03  # of the first order, a year; and its growth

STATUS = {Place.WON: "won", Place.LOST: "lost", Place.EXPIRED: "expired"}


@dataclass(frozen=True, slots=True)
class Deals:
    """One element an opportunity: the stay, and its amount in cents."""

    stays: Stays
    cents: Ints
    entered: Flags

    @property
    def closed(self) -> Flags:
        """Whether it was won, lost or expired within the history."""
        return np.asarray(self.stays.next != NONE)


def deals(crowd: Crowd, stays: Stays, seed: int) -> Deals:
    """Every opportunity, with an amount by product, industry and company size."""
    dice = Dice(seed, "deals")
    opened = stays.take(stays.steps.place == Place.OPPORTUNITY)
    person, companies = opened.steps.person, crowd.companies
    company = crowd.company[person]
    price = np.array([product.price for product in PRODUCTS])[crowd.product[person]]
    size = np.array([choice.price for choice in SIZES])[companies.size[company]]
    industry = np.array([choice.price for choice in INDUSTRIES])[companies.industry[company]]
    euros = price * size * industry * dice.spread(PRICE_SPREAD, len(person))
    cents = np.maximum(np.rint(euros * 100 / ROUNDED_TO), 1).astype(np.int64) * ROUNDED_TO
    return Deals(opened, cents, ~dice.hits(NOT_ENTERED, len(person)))


def opportunities(calendar: Calendar, crowd: Crowd, deals: Deals) -> pa.Table:
    """One row an opportunity: it enters `opportunity` when opened, and its end when closed."""
    order = np.argsort(deals.stays.steps.at, kind="stable")
    stays, closed = deals.stays.take(order), deals.closed[order]
    person, opened = stays.steps.person, stays.steps.at
    left = np.where(closed, stays.left, 0)
    usual = np.array([int(product.patience.median * 7 / 5) for product in PRODUCTS])
    status = [STATUS.get(place, "open") for place in Place]
    return pa.table(
        {
            "person": numbered("C-", 6, person),
            "account": numbered("A-", 5, crowd.company[person]),
            "opened": moments(calendar.utc(opened)),
            "closed": moments(calendar.utc(left), closed),
            "status": words(status, np.where(closed, stays.next, Place.OPPORTUNITY)),
            "expected_close": days(calendar.dates[opened // DAY] + usual[crowd.product[person]]),
            "opportunity_type": words(["acquisition"], np.zeros(len(person), dtype=np.int64)),
            "value": money(deals.cents[order], deals.entered[order]),
            "currency": words([CURRENCY], np.zeros(len(person), dtype=np.int64)),
            "owner": words(COLLEAGUES, np.where(closed, stays.next_owner, stays.steps.owner)),
            "reason": words(REASON_NAMES, np.where(closed, stays.next_reason, NONE)),
        }
    )


def moves(calendar: Calendar, stays: Stays) -> pa.Table:
    """One row a move that neither an inquiry nor an opportunity tells."""
    told = (stays.before == NONE) | (stays.before == Place.OPPORTUNITY)
    steps = stays.steps.take(~told & (stays.steps.place != Place.OPPORTUNITY))
    steps = steps.take(np.argsort(steps.at, kind="stable"))
    return pa.table(
        {
            "person": numbered("C-", 6, steps.person),
            "stage": words(PLACES, steps.place),
            "at": moments(calendar.utc(steps.at)),
            "reason": words(REASON_NAMES, steps.reason),
            "owner": words(COLLEAGUES, steps.owner),
        }
    )


def _invoices(calendar: Calendar, deals: Deals, dice: Dice) -> tuple[Ints, Ints, Ints]:
    """The person, moment and cents of each invoice paid: the order, then service a year at a time."""
    won = np.flatnonzero(deals.stays.next == Place.WON)
    person, cents = deals.stays.steps.person[won], deals.cents[won]
    signed, renews = deals.stays.left[won] // DAY, np.ones(len(won), dtype=np.bool_)
    parts, amount = [], cents
    for year in range(calendar.days // YEAR + 1):
        due = (signed + YEAR * year + dice.spread(PAID_AFTER, len(won)).astype(np.int64)) * DAY
        at = np.where(renews, calendar.after(due, dice.shares(len(won)) * WORKDAY), NEVER)
        parts.append((person, at, amount))
        amount = np.rint(cents * SERVICE_SHARE * SERVICE_GROWTH**year).astype(np.int64)
        renews = renews & dice.hits(RENEWS, len(won))
    every = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    kept = every[1] < calendar.end
    return every[0][kept], every[1][kept], every[2][kept]


def payments(calendar: Calendar, crowd: Crowd, deals: Deals, seed: int) -> pa.Table:
    """One row a payment."""
    columns = _invoices(calendar, deals, Dice(seed, "payments"))
    order = np.argsort(columns[1], kind="stable")
    person, at, cents = (column[order] for column in columns)
    number = np.arange(len(at))
    return pa.table(
        {
            "person": numbered("C-", 6, person),
            "account": numbered("A-", 5, crowd.company[person]),
            "id": numbered("P-", 6, number),
            "at": moments(calendar.utc(at)),
            "value": money(cents),
            "currency": words([CURRENCY], np.zeros(len(at), dtype=np.int64)),
            "invoice": numbered("R-", 5, number + 10_001),
        }
    )
