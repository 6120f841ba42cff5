"""Every question that headrace answers, by name."""

from collections.abc import Mapping

from headrace.analytics import (
    acquisition,
    activities,
    calling,
    clean,
    comparison,
    conversion,
    costs,
    credit,
    curing,
    decay,
    effort,
    handoff,
    leakage,
    ltv,
    moves,
    outcomes,
    pace,
    pipeline,
    published,
    purposes,
    reasons,
    recurring,
    renewals,
    reorders,
    retained,
    rivals,
    sourced,
    speed,
    stages,
    sticky,
    value_conversion,
    values,
    velocity,
    waterfall,
)
from headrace.analytics.question import Question
from headrace.core.errors import UnknownName

ALL = (
    waterfall.QUESTION,
    conversion.QUESTION,
    clean.QUESTION,
    value_conversion.QUESTION,
    outcomes.OUTCOMES,
    outcomes.BY_AGE,
    outcomes.MATURITY,
    rivals.QUESTION,
    published.QUESTION,
    comparison.QUESTION,
    curing.QUESTION,
    velocity.QUESTION,
    pace.QUESTION,
    pipeline.QUESTION,
    speed.QUESTION,
    sticky.QUESTION,
    stages.QUESTION,
    moves.QUESTION,
    reasons.QUESTION,
    handoff.QUESTION,
    leakage.QUESTION,
    decay.QUESTION,
    costs.QUESTION,
    effort.QUESTION,
    purposes.QUESTION,
    acquisition.QUESTION,
    calling.QUESTION,
    values.QUESTION,
    activities.QUESTION,
    retained.QUESTION,
    recurring.RETENTION,
    recurring.BRIDGE,
    ltv.LIFETIME,
    ltv.PAYBACK,
    renewals.CONTRACTS,
    renewals.FIT,
    reorders.ORDERS,
    reorders.FIT,
    credit.ATTRIBUTION,
    credit.CREDITS,
    credit.DEAL,
    sourced.QUESTION,
)
QUESTIONS: Mapping[str, Question] = {question.name: question for question in ALL}


def question(name: str) -> Question:
    """The question of that name, or an error that names the likeliest one."""
    try:
        return QUESTIONS[name]
    except KeyError:
        raise UnknownName("question", name, QUESTIONS) from None
