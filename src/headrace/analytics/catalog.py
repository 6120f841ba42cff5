"""Every question that headrace answers, by name. A question's module is read when it is asked for, not before.

The catalogue is a list of names and imports none of them, so that it may name questions of `planning`, which stands
above.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from headrace.analytics.question import Question
from headrace.core.errors import UnknownName

DECLARED: Mapping[str, str] = {
    "waterfall": "analytics.waterfall.QUESTION",
    "conversion": "analytics.conversion.QUESTION",
    "steps": "analytics.steps.QUESTION",
    "clean": "analytics.clean.QUESTION",
    "value_conversion": "analytics.value_conversion.QUESTION",
    "outcomes": "analytics.outcomes.OUTCOMES",
    "ages": "analytics.outcomes.BY_AGE",
    "maturity": "analytics.outcomes.MATURITY",
    "ranking": "analytics.rivals.QUESTION",
    "published": "analytics.published.QUESTION",
    "comparison": "analytics.comparison.QUESTION",
    "cure": "analytics.curing.QUESTION",
    "velocity": "analytics.velocity.QUESTION",
    "lead_velocity": "analytics.pace.QUESTION",
    "pipeline_velocity": "analytics.pipeline.QUESTION",
    "speed_to_lead": "analytics.speed.QUESTION",
    "sticky": "analytics.sticky.QUESTION",
    "stages": "analytics.stages.QUESTION",
    "moves": "analytics.moves.QUESTION",
    "reasons": "analytics.reasons.QUESTION",
    "handoff": "analytics.handoff.QUESTION",
    "leakage": "analytics.leakage.QUESTION",
    "decay": "analytics.decay.QUESTION",
    "costs": "analytics.costs.QUESTION",
    "effort": "analytics.effort.QUESTION",
    "purposes": "analytics.purposes.QUESTION",
    "acquisition": "analytics.acquisition.QUESTION",
    "calling": "analytics.calling.QUESTION",
    "values": "analytics.values.QUESTION",
    "activities": "analytics.activities.QUESTION",
    "retention": "analytics.retained.QUESTION",
    "revenue_retention": "analytics.recurring.RETENTION",
    "revenue_bridge": "analytics.recurring.BRIDGE",
    "lifetime": "analytics.ltv.LIFETIME",
    "payback": "analytics.ltv.PAYBACK",
    "contracts": "analytics.renewals.CONTRACTS",
    "contract_fit": "analytics.renewals.FIT",
    "orders": "analytics.reorders.ORDERS",
    "order_fit": "analytics.reorders.FIT",
    "attribution": "analytics.credit.ATTRIBUTION",
    "credits": "analytics.credit.CREDITS",
    "deal": "analytics.credit.DEAL",
    "sourced": "analytics.sourced.QUESTION",
    "forecast": "planning.questions.forecast.QUESTION",
    "coverage": "planning.questions.coverage.QUESTION",
    "backtest": "planning.questions.backtest.BACKTEST",
    "chances": "planning.questions.backtest.CHANCES",
    "calibration": "planning.questions.calibration.QUESTION",
    "thresholds": "planning.questions.thresholds.QUESTION",
    "score_power": "planning.questions.score_power.QUESTION",
    "shelf_lives": "planning.questions.shelf_lives.QUESTION",
    "yields": "planning.questions.yields.QUESTION",
}
"""In the order in which they are listed: where each is declared, by module and name."""


class _Catalog(Mapping[str, Question]):
    """The questions by name."""

    def __getitem__(self, name: str) -> Question:
        return _read(DECLARED[name])

    def __iter__(self) -> Iterator[str]:
        return iter(DECLARED)

    def __len__(self) -> int:
        return len(DECLARED)


@cache
def _read(declared: str) -> Question:
    module, _dot, name = declared.rpartition(".")
    found: Question = getattr(import_module(f"headrace.{module}"), name)
    return found


QUESTIONS: Mapping[str, Question] = _Catalog()


def question(name: str) -> Question:
    """The question of that name, or an error that names the likeliest one."""
    if name not in DECLARED:
        raise UnknownName("question", name, QUESTIONS)
    return QUESTIONS[name]
