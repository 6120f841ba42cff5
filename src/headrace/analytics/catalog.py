"""Every question that headrace answers, by name."""

from collections.abc import Mapping

from headrace.analytics import conversion, costs, handoff, moves, reasons, stages, velocity, waterfall
from headrace.analytics.question import Question
from headrace.core.errors import UnknownName

QUESTIONS: Mapping[str, Question] = {
    module.QUESTION.name: module.QUESTION
    for module in (waterfall, conversion, velocity, stages, moves, reasons, handoff, costs)
}


def question(name: str) -> Question:
    """The question of that name, or an error that names the likeliest one."""
    try:
        return QUESTIONS[name]
    except KeyError:
        raise UnknownName("question", name, QUESTIONS) from None
