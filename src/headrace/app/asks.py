"""Whether a question can be answered as it is asked: its options, days, stages and splits."""

from dataclasses import replace
from datetime import date
from math import isfinite
from typing import Any

from headrace.analytics.question import Ask, Option, Question
from headrace.core.errors import UsageError
from headrace.core.funnel import Funnel

LONGEST = 36_525
"""The most days that an option may ask for: a hundred years."""
LEAST = {"days": 0, "number": 1, "share": 0, "amount": 0}
MOST = {"days": LONGEST, "share": 1}


def checked(asked: Question, ask: Ask, funnel: Funnel, today: date) -> Ask:
    """The ask, whose as-of day is known, with its other defaults filled in; an error if it makes no sense."""
    _check_options(asked, ask)
    _check_stages(asked, ask, funnel)
    _check_days(ask, today)
    if ask.bucket is not None and not asked.by_period:
        raise UsageError(f"{asked.name} is not split by period.", hint="`conversion --every month` is.")
    if None not in (asked.unit, ask.unit) and ask.unit != asked.unit:
        raise UsageError(f"--unit: {asked.name} does not count by {ask.unit!r}.", hint=f"It counts by {asked.unit}.")
    _check_splits(asked, ask)
    asked.check(ask)
    return replace(
        ask,
        by=ask.by or (asked.by if ask.bucket is None else None),
        bucket=ask.bucket or asked.bucket,
        unit=ask.unit or asked.unit or str(funnel.unit),
    )


def _check_options(asked: Question, ask: Ask) -> None:
    options = {option.name: option for option in asked.options}
    for name, value in ask.options.items():
        if value is not None and name not in options:
            known = ", ".join(options) or "none"
            raise UsageError(f"{asked.name} has no option {name!r}.", hint=f"Its options: {known}.")
        if value is not None:
            _check_option(asked, options[name], value)


def _check_option(asked: Question, option: Option, value: Any) -> None:
    """The value of an option is one that it may have; stages are the funnel's to check."""
    given = f"{option.flag} of {asked.name}: {value if isinstance(value, float) else repr(value)}"
    if option.kind == "choice" and value not in option.choices:
        raise UsageError(f"{given} is none of its words.", hint=f"There are {', '.join(option.choices)}.")
    if option.kind == "day" and not isinstance(value, date):
        raise UsageError(f"{given} is no day.", hint="A day such as 2025-03-31.")
    least, most = LEAST.get(option.kind), option.most or MOST.get(option.kind)
    if least is not None and not isfinite(value):
        raise UsageError(f"{given} is no number.", hint=f"At least {least}.")
    if least is not None and value < least:
        raise UsageError(f"{given} is too little.", hint=f"At least {least}.")
    if most is not None and value > most:
        raise UsageError(f"{given} is too much.", hint=f"At most {most}.")


def _check_stages(asked: Question, ask: Ask, funnel: Funnel) -> None:
    """Stages are such as leads go through, not side places; and a way leads from one to a later one."""
    stages = [stage.name for stage in funnel.stages]
    for option in asked.options:
        name = ask.options.get(option.name)
        if option.kind == "stage" and name is not None and funnel.place(name).name not in stages:
            raise UsageError(
                f"{option.flag} of {asked.name}: {name!r} is a side place, and no stage on the way to the win.",
                hint=f"The stages are {', '.join(stages)}; `moves` counts the ways to and from side places.",
            )
    frm, to = ask.options.get("frm"), ask.options.get("to")
    if frm == stages[-1]:
        raise UsageError(f"--from-stage of {asked.name}: behind {frm!r} there is no stage.", hint=_order(stages))
    if to is not None and stages.index(to) <= stages.index(frm or stages[0]):
        raise UsageError(f"{to!r} does not come after {frm or stages[0]!r}.", hint=_order(stages))


def _order(stages: list[str]) -> str:
    return f"The order is {', '.join(stages)}."


def _check_days(ask: Ask, today: date) -> None:
    if ask.first and ask.end and ask.end <= ask.first:
        last = date.fromordinal(ask.end.toordinal() - 1)
        raise UsageError(
            f"The period ends on {last}, before it begins on {ask.first}.",
            hint="`--to` is its last day, `--from` its first.",
        )
    if ask.as_of is not None and ask.as_of > today:
        raise UsageError(
            f"--as-of: {ask.as_of} lies ahead, and nobody knows yet what happens until then.",
            hint=f"Today is {today}. `forecast` and `headrace plan` look ahead.",
        )


def _check_splits(asked: Question, ask: Ask) -> None:
    """A question about facts that do not know everything of leads is split by what they know."""
    if not asked.splits:
        return
    known = f"{asked.name} goes by facts that know of leads no more than {' and '.join(asked.splits)}."
    for flag, names in (("--by", [ask.by]), ("--where", ask.where)):
        for name in names:
            if name is not None and name not in asked.splits:
                raise UsageError(f"{flag} of {asked.name}: {name!r} is not known there.", hint=known)
