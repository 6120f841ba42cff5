"""A month of the funnel as costs see it: how many leads are called, what comes of them, what they cost."""

from __future__ import annotations

from dataclasses import dataclass, replace

from headrace.core.asking import CallingCost
from headrace.core.errors import PlanRefused
from headrace.core.plan import CostTerms
from headrace.core.texts import _
from headrace.planning.forward import Step, forward
from headrace.planning.inside_sales import Counting
from headrace.planning.sales_cost import Cash, Selling, cash, cost_of_sales

HORIZON = 36
"""For how many months the cash of a steady volume is told."""


@dataclass(frozen=True, slots=True)
class Work:
    """The calls that were made for a month's leads: dials, talks, and the minutes of both."""

    dials: float
    talks: float
    minutes: float
    talking: float


@dataclass(frozen=True, slots=True)
class Volume:
    """A month: `leads` are called, of whom come opportunities and wins; a lead was bought for `per_lead`.

    `value` is what a win brings, both in minor units. `work` are the calls as they were measured, None where nobody
    counted them. `steps` lead from those leads to the win. `lead_rate` is the share of inquiries that become leads.
    """

    leads: float
    opportunities: float
    wins: float
    value: float
    per_lead: float
    work: Work | None = None
    steps: tuple[Step, ...] = ()
    lead_rate: float | None = None

    def given(self, terms: CostTerms) -> Volume:
        """The month with what a plan says instead; what comes of its leads keeps its share where it is not said."""
        leads = self.leads if terms.leads is None else terms.leads
        share = leads / self.leads if self.leads else 0.0
        return replace(
            self,
            leads=leads,
            opportunities=self.opportunities * share if terms.opportunities is None else terms.opportunities,
            wins=self.wins * share if terms.wins is None else terms.wins,
            per_lead=self.per_lead if terms.per_lead is None else float(terms.per_lead),
            work=self.work if terms.leads is None else None,
        )


ARTICLE_MONTH = Volume(leads=2_000, opportunities=340, wins=0, value=0, per_lead=0)
"""The source article's volume: 2,000 leads of which 340 become opportunities."""


def counting(terms: CostTerms) -> Counting:
    """The switches of the sum as a plan sets them."""
    return Counting(terms.dials, terms.connect, terms.attempts)


def selling(volume: Volume, terms: CostTerms) -> Selling:
    """A month's volume with what it costs beside the calls."""
    return Selling(
        volume.leads, volume.opportunities, volume.wins, volume.value, volume.per_lead, terms.people, terms.commission
    )


def quicker(calling: CallingCost, less: float) -> CallingCost:
    """The same calls in less time per lead."""
    if less >= 1:
        raise PlanRefused(_("No lead can be called in no time."), hint=_("Save a share below 1."))
    return replace(
        calling,
        talk_minutes=calling.talk_minutes * (1 - less),
        no_answer_minutes=calling.no_answer_minutes * (1 - less),
    )


def paid(calling: CallingCost) -> CallingCost:
    """What calling costs, refused while nobody has said what people are paid."""
    if calling.yearly_pay is None:
        raise PlanRefused(
            _("Nobody has said what people are paid."),
            hint=_("Give a yearly pay: `--pay`, or yearly_pay in the policy."),
        )
    return calling


@dataclass(frozen=True, slots=True)
class Balance:
    """The cash of a steady volume: wins, money that comes and goes in each month, and what that sums up to."""

    wins: tuple[float, ...]
    costs: tuple[float, ...]
    cash: Cash


def steady(volume: Volume, terms: CostTerms, calling: CallingCost, months: int = HORIZON) -> Balance:
    """The cash if every month from now on has this volume: costs at once, wins by their lags, money after the win.

    Commission is paid when a win comes, all other costs in the month of the leads. What has begun before is left out.
    """
    if not volume.steps:
        raise PlanRefused(
            _("No step leads from the leads to the win."), hint=_("Is the stage of leads before the win?")
        )
    won = forward(volume.steps, {volume.steps[0].stage: [1.0] * months})["won"][:months]
    share = sum(forward(volume.steps, {volume.steps[0].stage: [1.0]})["won"])
    wins = tuple(count * volume.wins / share for count in won) if share else (0.0,) * months
    per_month = cost_of_sales(selling(volume, replace(terms, commission=0.0)), calling, counting(terms)).total
    costs = tuple(per_month + terms.commission * volume.value * count for count in wins)
    told = cash(wins, volume.value, costs, fixed=terms.fixed, margin=terms.margin, pays_after=terms.pays_after)
    return Balance(wins, costs, told)
