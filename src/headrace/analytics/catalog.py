"""Every question that headrace answers, by name."""

from collections.abc import Mapping

from headrace.analytics import conversion, costs, credit, handoff, moves, reasons, stages, velocity, waterfall
from headrace.analytics.question import Question
from headrace.core.errors import UnknownName

MODULES = (waterfall, conversion, velocity, stages, moves, reasons, handoff, costs)
QUESTIONS: Mapping[str, Question] = {
    question.name: question
    for question in (*(module.QUESTION for module in MODULES), credit.ATTRIBUTION, credit.CREDITS)
}


def question(name: str) -> Question:
    """The question of that name, or an error that names the likeliest one."""
    try:
        return QUESTIONS[name]
    except KeyError:
        raise UnknownName("question", name, QUESTIONS) from None
