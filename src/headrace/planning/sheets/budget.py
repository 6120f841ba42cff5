"""A budget over channels: what each spends and brings now, and how the same money would bring most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace.analytics.question import Answer, Column, Kind, Note, Row
from headrace.core.errors import PlanRefused
from headrace.core.texts import N_, _
from headrace.core.units import Money
from headrace.planning.budget import Allotted, Spender, allocate, told_of
from headrace.planning.responses import best_fit
from headrace.planning.sheets.sheet import Frame, Sheet

SHAPE_WORDS = {"root": N_("root"), "log": N_("logarithm"), "hill": N_("S-shaped"), "": ""}

BUDGET = Sheet(
    name="allocation",
    title=N_("Where the budget brings most"),
    meaning=N_("What each channel spends in a month and brings in customers, now and at the best for the same money."),
    columns=(
        Column("segment", Kind.SEGMENT, N_("Channel"), N_("The channel.")),
        Column("shape", Kind.TEXT, N_("Response"), N_("The curve that fits its months best; empty: it stays as it is."),
               words=SHAPE_WORDS),
        Column("now", Kind.MONEY, N_("Spend now"), N_("What it spends in a month of late.")),
        Column("brings", Kind.NUMBER, N_("Brings"), N_("The customers that this spend makes, by its curve.")),
        Column("best", Kind.MONEY, N_("At best"), N_("What it would spend where all together bring most.")),
        Column("would", Kind.NUMBER, N_("Would bring"), N_("The customers that this would make.")),
        Column("average", Kind.MONEY, N_("CAC"), N_("Spend over customers, at best.")),
        Column("marginal", Kind.MONEY, N_("The next one"), N_("What one more customer would cost there: alike for all "
                                                              "channels that no bound holds.")),
        Column("beyond", Kind.TEXT, N_("Unseen"), N_("Whether nobody has seen the channel at this spend."),
               words={"yes": N_("unseen"), "": ""}),
    ),
    formula=(
        N_("customers of a month's spend = entries of the month x the channel's rate to the win"),
        N_("response: root, logarithm or S-shaped curve with the lowest criterion of Akaike for few observations"),
        N_("at best: equal cost of the next customer, within half and twice of what was spent in months with any; "
           "S-shapes by a search over all"),
    ),
    source=(
        N_("\"Your marketing budget is riding the wrong part of the curve\": the next one counts, not the average."),
        N_("Hochbaum, \"Lower and Upper Bounds for the Allocation Problem\" (1994), for the search."),
    ),
    caveats=(
        N_("A month's entries are taken to come of the same month's spend; months that were good for other reasons "
           "make a channel look better at the spend that they had."),
        N_("What a channel brings beyond the spend at which it was seen is a guess."),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A channel's months: what was spent in each, in minor units, and the customers that come of its entries."""

    name: str
    spends: tuple[float, ...]
    customers: tuple[float, ...]

    @property
    def now(self) -> float:
        """What it spends in a month of late: the mean of the last three."""
        late = self.spends[-3:]
        return sum(late) / len(late)

    @property
    def spender(self) -> Spender | None:
        """The channel, free to spend from half the least to twice the most that was spent; None without a curve."""
        try:
            response = best_fit(self.spends, self.customers).response
        except PlanRefused:
            return None
        least, most = response.seen or (0.0, 0.0)
        return Spender(self.name, response, least=least / 2, most=2 * most)


def allocation(channels: Sequence[Seen], budget: float | None, frame: Frame) -> Answer:
    """Channel by channel; `budget` is for all of them together, what they spend now if None."""
    curves = {seen.name: (seen, spender) for seen in channels if (spender := seen.spender) is not None}
    fixed = [seen for seen in channels if seen.name not in curves]
    total = sum(seen.now for seen in channels) if budget is None else budget
    free = total - sum(seen.now for seen in fixed)
    _check_free([spender for _seen, spender in curves.values()], free, total, frame.stamp.currency)
    told = allocate(free, [spender for _seen, spender in curves.values()])
    rows = [_row(seen, told_of(spender, seen.now), best, spender.response.shape)
            for (seen, spender), best in zip(curves.values(), told.channels, strict=True)]  # fmt: skip
    rows += [_as_it_is(seen) for seen in fixed]
    before, after = sum(row["brings"] or 0 for row in rows), sum(row["would"] or 0 for row in rows)
    notes = [Note(N_("Customers of a month: {before} now, {after} at best."),
                  {"before": (Kind.NUMBER, before), "after": (Kind.NUMBER, after)})]  # fmt: skip
    if told.left > 0.5:
        notes.append(Note(N_("No channel may take {left} of the budget."), {"left": (Kind.MONEY, told.left)}))
    return BUDGET.answer(frame, rows, notes=notes)


def _check_free(spenders: Sequence[Spender], free: float, total: float, currency: str) -> None:
    """Refuse a budget from which not every channel could have half of the least that it ever spent."""
    least = sum(spender.least for spender in spenders)
    if least > free:
        needed, given = (Money(round(each), currency).amount for each in (total - free + least, total))
        raise PlanRefused(
            _("The channels spend {least} {currency} in a month at least, and the budget is {given} {currency}.",
              least=needed, given=given, currency=currency),
            hint=_("The least is half of the lowest spend that was seen, and all where no curve is known. Raise the "
                   "budget."),
        )  # fmt: skip


def _row(seen: Seen, now: Allotted, best: Allotted, shape: str) -> Row:
    return {
        "segment": seen.name, "shape": shape, "now": seen.now, "brings": now.outcomes, "best": best.spend,
        "would": best.outcomes, "average": best.average_cost, "marginal": best.marginal_cost,
        "beyond": "yes" if best.extrapolated else "",
    }  # fmt: skip


def _as_it_is(seen: Seen) -> Row:
    """A channel of which no curve can be told: it spends what it spends."""
    brings = sum(seen.customers[-3:]) / len(seen.customers[-3:])
    return {
        "segment": seen.name, "shape": "", "now": seen.now, "brings": brings, "best": seen.now, "would": brings,
        "average": seen.now / brings if brings else None, "marginal": None, "beyond": "",
    }  # fmt: skip
