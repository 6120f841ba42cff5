"""Who inquires: companies and their people as arrays of codes, and how promising each is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headrace.demo.calendar import DAY, Calendar
from headrace.demo.catalog import (
    CHANNELS,
    COUNTRIES,
    INDUSTRIES,
    PRODUCTS,
    QUALIFIERS,
    SELLERS,
    SIZES,
    TITLE_LEVELS,
    Choice,
)
from headrace.demo.chance import Dice, Flags, Floats, Ints, Spread
from headrace.demo.columns import NONE
from headrace.demo.demand import arrivals, time_of_day

NEVER = 2**60
PEOPLE_PER_COMPANY = 1.6
RETURNS = (0.30, 0.32, 0.35)
RETURN_GAP = Spread(1, 9, 38, 110, 300, 540)  # days between one inquiry and the next


@dataclass(frozen=True, slots=True)
class Companies:
    """One element a company: codes into the catalog."""

    country: Ints
    industry: Ints
    size: Ints


@dataclass(frozen=True, slots=True)
class Crowd:
    """One element a person, in order of their first inquiry.

    `company` is a position in `companies`, `NONE` for fakes. `again` (people x 3) are the moments of
    later inquiries, `NEVER` where there is none, with their channels in `again_channel`. `qualifier`
    and `seller` are who would take care of the person. `worth` is a factor on every chance.
    """

    companies: Companies
    channel: Ints
    at: Ints
    fake: Flags
    company: Ints
    product: Ints
    title: Ints
    qualifier: Ints
    seller: Ints
    worth: Floats
    again: Ints
    again_channel: Ints

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.at)

    def next_inquiry(self, people: Ints, after: Ints) -> Ints:
        """The moment of each person's first inquiry later than `after`, or `NEVER`."""
        later = self.again[people]
        return np.asarray(np.where(later > after[:, None], later, NEVER).min(axis=1))


def _weights(choices: Sequence[Choice]) -> list[float]:
    return [choice.weight for choice in choices]


def _worth(choices: Sequence[Choice], codes: Ints) -> Floats:
    return np.array([choice.worth for choice in choices])[codes]


def _companies(n: int, dice: Dice) -> Companies:
    return Companies(
        country=dice.pick([country.weight for country in COUNTRIES], n),
        industry=dice.pick(_weights(INDUSTRIES), n),
        size=dice.pick(_weights(SIZES), n),
    )


def _later_inquiries(calendar: Calendar, first: Ints, fake: Flags, dice: Dice) -> tuple[Ints, Ints]:
    """The moments (`NEVER` for none) and channels of up to three more inquiries: both people x 3."""
    goes_on, day = ~fake, first // DAY
    moments, channels = [], []
    for chance in RETURNS:
        channel = dice.pick([c.again for c in CHANNELS], len(first))
        day = day + np.ceil(dice.spread(RETURN_GAP, len(first))).astype(np.int64)
        at = day * DAY + time_of_day(channel, dice)
        goes_on = goes_on & dice.hits(chance, len(first)) & (at < calendar.end)
        moments.append(np.where(goes_on, at, NEVER))
        channels.append(channel)
    return np.stack(moments, axis=1), np.stack(channels, axis=1)


def _desks(country: Ints, dice: Dice) -> Ints:
    """A sales desk of the country's region for each: positions in `SELLERS`."""
    shares, desk = dice.shares(len(country)), np.zeros(len(country), dtype=np.int64)
    for code, place in enumerate(COUNTRIES):
        desks = np.array([k for k, seller in enumerate(SELLERS) if seller.region == place.region])
        mine = country == code
        desk[mine] = desks[(shares[mine] * len(desks)).astype(np.int64)]
    return desk


def gather(calendar: Calendar, n: int, seed: int) -> Crowd:
    """The crowd of `n` people who first inquire within the calendar."""
    dice = Dice(seed, "crowd")
    channel, at = arrivals(calendar, n, Dice(seed, "arrivals"))
    companies = _companies(max(1, int(n / PEOPLE_PER_COMPANY)), Dice(seed, "companies"))
    fake = dice.hits(np.array([c.fake for c in CHANNELS])[channel], n)
    company = (dice.shares(n) * len(companies.size)).astype(np.int64)
    title = dice.pick(_weights(TITLE_LEVELS), n)
    again, again_channel = _later_inquiries(calendar, at, fake, Dice(seed, "later inquiries"))
    asker = np.array([c.worth for c in CHANNELS])[channel] * _worth(TITLE_LEVELS, title)
    firm = (_worth(INDUSTRIES, companies.industry) * _worth(SIZES, companies.size))[company]
    return Crowd(
        companies=companies,
        channel=channel,
        at=at,
        fake=fake,
        company=np.where(fake, NONE, company),
        product=dice.pick([product.weight for product in PRODUCTS], n),
        title=title,
        qualifier=dice.pick([qualifier.weight for qualifier in QUALIFIERS], n),
        seller=_desks(companies.country[company], dice),
        worth=asker * firm,
        again=again,
        again_channel=again_channel,
    )
