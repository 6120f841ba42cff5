"""Every question that headrace answers, by name. A question's module is read when it is asked for, not before."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from headrace.analytics.question import Question
from headrace.core.errors import UnknownName

_DECLARED: Mapping[str, str] = {
    "waterfall": "waterfall.QUESTION",
    "conversion": "conversion.QUESTION",
    "steps": "steps.QUESTION",
    "clean": "clean.QUESTION",
    "value_conversion": "value_conversion.QUESTION",
    "outcomes": "outcomes.OUTCOMES",
    "ages": "outcomes.BY_AGE",
    "maturity": "outcomes.MATURITY",
    "ranking": "rivals.QUESTION",
    "published": "published.QUESTION",
    "comparison": "comparison.QUESTION",
    "cure": "curing.QUESTION",
    "velocity": "velocity.QUESTION",
    "lead_velocity": "pace.QUESTION",
    "pipeline_velocity": "pipeline.QUESTION",
    "speed_to_lead": "speed.QUESTION",
    "sticky": "sticky.QUESTION",
    "stages": "stages.QUESTION",
    "moves": "moves.QUESTION",
    "reasons": "reasons.QUESTION",
    "handoff": "handoff.QUESTION",
    "leakage": "leakage.QUESTION",
    "decay": "decay.QUESTION",
    "costs": "costs.QUESTION",
    "effort": "effort.QUESTION",
    "purposes": "purposes.QUESTION",
    "acquisition": "acquisition.QUESTION",
    "calling": "calling.QUESTION",
    "values": "values.QUESTION",
    "activities": "activities.QUESTION",
    "retention": "retained.QUESTION",
    "revenue_retention": "recurring.RETENTION",
    "revenue_bridge": "recurring.BRIDGE",
    "lifetime": "ltv.LIFETIME",
    "payback": "ltv.PAYBACK",
    "contracts": "renewals.CONTRACTS",
    "contract_fit": "renewals.FIT",
    "orders": "reorders.ORDERS",
    "order_fit": "reorders.FIT",
    "attribution": "credit.ATTRIBUTION",
    "credits": "credit.CREDITS",
    "deal": "credit.DEAL",
    "sourced": "sourced.QUESTION",
}
"""In the order in which they are listed: where each is declared, by module and name."""


class _Catalog(Mapping[str, Question]):
    """The questions by name."""

    def __getitem__(self, name: str) -> Question:
        return _read(_DECLARED[name])

    def __iter__(self) -> Iterator[str]:
        return iter(_DECLARED)

    def __len__(self) -> int:
        return len(_DECLARED)


@cache
def _read(declared: str) -> Question:
    module, name = declared.split(".")
    found: Question = getattr(import_module(f"headrace.analytics.{module}"), name)
    return found


QUESTIONS: Mapping[str, Question] = _Catalog()


def question(name: str) -> Question:
    """The question of that name, or an error that names the likeliest one."""
    if name not in _DECLARED:
        raise UnknownName("question", name, QUESTIONS)
    return QUESTIONS[name]
