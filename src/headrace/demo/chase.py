"""How tele-qualifiers run after first inquiries: how soon, how often, and whether they get through."""

from dataclasses import dataclass

import numpy as np

from headrace.demo.calendar import DAY, HOUR, WORKDAY, Calendar
from headrace.demo.catalog import CHANNELS, QUALIFIERS
from headrace.demo.chance import Dice, Flags, Floats, Ints, Spread
from headrace.demo.crowd import NEVER, Crowd

ATTEMPTS = 6
PROMPT_DELAY = Spread(0.004, 0.05, 0.3, 1.1, 4, 9)  # working days to the first call
LATER_DELAY = Spread(0.1, 0.8, 2.2, 5, 12, 24)
GAP = Spread(0.3, 0.7, 1.1, 1.9, 3, 4.5)  # working days between attempts
TALK = Spread(2, 3, 4.5, 7, 13, 25)  # minutes
SCRUB = Spread(60, 180, HOUR, 9 * HOUR, 2 * DAY, 3 * DAY)  # seconds until a fake is found out
CONNECTS = 0.42  # share of attempts that get through, of people who are ever reached
SPEEDS = ((0.1, 1, 4, 24, 96, 336), (1.42, 1.34, 1.18, 0.98, 0.80, 0.62))  # hours, factor


@dataclass(frozen=True, slots=True)
class Chase:
    """One element a person, for their first inquiry.

    `first` is the first attempt, `NEVER` if nobody calls; `attempts` their number, `gap` the working
    seconds between them; `reached` whether the last one got through; `minutes` the talk. `ended` is
    when the outcome is known, `warmth` the factor that speed has on it.
    """

    first: Ints
    attempts: Ints
    gap: Floats
    reached: Flags
    minutes: Floats
    ended: Ints
    warmth: Floats

    def attempt(self, calendar: Calendar, people: Ints, number: Ints) -> Ints:
        """When the attempt of that number, from 0, is made."""
        return calendar.after(self.first[people], number * self.gap[people])


def _delays(crowd: Crowd, dice: Dice) -> Floats:
    prompt = np.array([c.prompt for c in CHANNELS])[crowd.channel]
    shares = dice.shares(crowd.size)
    days = np.where(prompt, PROMPT_DELAY.at(shares), LATER_DELAY.at(shares))
    return np.asarray(days * np.array([q.delay for q in QUALIFIERS])[crowd.qualifier] * WORKDAY)


def _attempts(reached: Flags, dice: Dice) -> Ints:
    tries = dice.pick([CONNECTS * (1 - CONNECTS) ** k for k in range(ATTEMPTS)], len(reached)) + 1
    in_vain = dice.pick([1, 2, 2, 2, 3, 6], len(reached)) + 1
    return np.where(reached, tries, in_vain)


def plan(calendar: Calendar, crowd: Crowd, seed: int) -> Chase:
    """Who is called when, and with what luck; fakes are not called but found out."""
    dice, n = Dice(seed, "chase"), crowd.size
    called = dice.hits(np.array([c.called for c in CHANNELS])[crowd.channel], n) & ~crowd.fake
    first = calendar.after(crowd.at, _delays(crowd, dice))
    warmth = np.interp((first - crowd.at) / HOUR, *SPEEDS)
    reached = called & dice.hits(np.minimum(0.76 * (0.45 + 0.55 * warmth), 0.97), n)
    attempts, gap = _attempts(reached, dice), dice.spread(GAP, n) * WORKDAY
    minutes = dice.spread(TALK, n)
    last = calendar.after(first, (attempts - 1) * gap)
    known = calendar.after(last, np.where(reached, minutes, 1) * 60)
    scrubbed = crowd.at + dice.spread(SCRUB, n).astype(np.int64)
    return Chase(
        first=np.where(called, first, NEVER),
        attempts=np.where(called, attempts, 0),
        gap=gap,
        reached=reached,
        minutes=minutes,
        ended=np.where(crowd.fake, scrubbed, np.where(called, known, NEVER)),
        warmth=warmth,
    )
