"""A plan as the command line gives it: a file, and what is said beside it instead; and where its tables go to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from inspect import Parameter, Signature, signature
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from headrace.cli import options, talk
from headrace.cli.report import Csv, Html, Xlsx, write_files
from headrace.core.errors import UsageError
from headrace.core.lazily import lazy
from headrace.core.texts import _

if TYPE_CHECKING:
    from headrace.analytics.question import Answer
    from headrace.core import plan as terms
    from headrace.core.plan import Plan
    from headrace.house import House
else:
    terms = lazy("headrace.core.plan")


Word = TypeVar("Word", bound=StrEnum)


def planned(
    house: "House",
    *,
    plan: Annotated[
        str | None,
        typer.Argument(metavar="PLAN", help="A file, or a name in the folder's plans; plan.yaml if there is one."),
    ] = None,
    revenue: Annotated[
        float | None, typer.Option("--revenue", metavar="AMOUNT", help="The revenue wanted in all.")
    ] = None,
    wins: Annotated[float | None, typer.Option("--wins", metavar="NUMBER", help="The wins wanted in all.")] = None,
    value: Annotated[
        float | None, typer.Option("--value", metavar="AMOUNT", help="What a win brings; as measured if not given.")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="DAY", help="The first month; the next one if not given.")
    ] = None,
    months: Annotated[
        int | None, typer.Option("--months", metavar="NUMBER", help="How many months; 12 if not given.")
    ] = None,
    season: Annotated[
        str | None, typer.Option("--season", metavar="WEIGHTS", help="The months' weights, such as 0.8,1.2,1,1.")
    ] = None,
    rate: Annotated[list[str], typer.Option("--rate", metavar="STAGE=SHARE", help="Take this rate for known.")] = [],  # noqa: B006
    expect: Annotated[
        list[str],
        typer.Option("--expect", metavar="STAGE=SHARE:LEADS", help="Weigh this rate, worth so many leads, with ours."),
    ] = [],  # noqa: B006
    lag: Annotated[
        list[str],
        typer.Option(
            "--lag", metavar="STAGE=SHARES", help="Who moves on after 0, 1 ... months, such as sql=0,0.5,0.5."
        ),
    ] = [],  # noqa: B006
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Measure those who entered from this day on.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Measure those who entered up to this day.")
    ] = None,
    seen_from: Annotated[
        str | None, typer.Option("--seen-from", metavar="DAY", help="The first day that the record tells of.")
    ] = None,
    where: Annotated[
        list[str], typer.Option("--where", metavar="NAME=VALUE", help="Measure leads with this attribute.")
    ] = [],  # noqa: B006
) -> "Plan":
    """The plan that is meant."""
    chosen = _with_steps(
        house.load_plan(plan),
        options.pairs(rate, "--rate"),
        options.pairs(expect, "--expect"),
        options.pairs(lag, "--lag"),
    )
    told = given(
        goal=_goal(house, revenue, wins),
        value=None if value is None else minor(house, value),
        start=options.day(start, "--start"),
        months=months,
        season=None if season is None else numbers(season, "--season"),
        history=_history(chosen, first, last, seen_from, options.pairs(where, "--where")),
    )
    return replace(chosen, **told)


def with_plan(act: Callable[..., None]) -> Callable[..., None]:
    """A command that takes all of `planned` and the clocks beside its own options.

    `act` gets the house, the plan, the clocks as the house takes them, and its own options.
    """
    return _command(act, [])


def in_tables(act: "Callable[..., tuple[list[Answer], str]]") -> Callable[..., None]:
    """The same, where `act` gives tables and their title: they are printed, or written into files."""
    return _command(act, _keywords(show))


def _command(act: Callable[..., Any], outputs: Sequence[Parameter]) -> Callable[..., None]:
    common, times = _keywords(planned), _keywords(clocks)

    def command(*, data: str | None, **given: Any) -> None:
        import headrace  # noqa: PLC0415

        def taken(parameters: Sequence[Parameter]) -> dict[str, Any]:
            return {each.name: given.pop(each.name) for each in parameters}

        with headrace.open(data) as house:
            plan, when, out = planned(house, **taken(common)), clocks(house, **taken(times)), taken(outputs)
            told = act(house, plan, when, **given)
            if outputs:
                show(*told, **out)

    folder = Parameter("data", Parameter.KEYWORD_ONLY, default=None, annotation=options.Data)
    command.__signature__ = Signature(  # type: ignore[attr-defined]
        [*common, *_keywords(act), *times, *outputs, folder]
    )
    command.__name__, command.__doc__ = act.__name__, act.__doc__
    return command


def _keywords(act: Callable[..., Any]) -> list[Parameter]:
    return [each for each in signature(act).parameters.values() if each.kind is Parameter.KEYWORD_ONLY]


def clocks(
    house: "House",
    *,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Plan as of this day; today if not given.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar="INSTANT", help="Leave out what was learnt later.")
    ] = None,
) -> dict[str, Any]:
    """The plan's today, and until when facts count that were learnt."""
    return {
        "as_of": options.day(as_of, "--as-of"),
        "known_at": options.instant(known_at, "--known-at", house.policy.time_zone),
    }


# -- where its tables go -----------------------------------------------------------------------------------


def show(
    told: "list[Answer]",
    title: str,
    *,
    table: Annotated[
        str | None, typer.Option("--table", metavar="NAME", help="Only this table. CSV is of the first if not given.")
    ] = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    html: Html = None,
    json: options.Json = False,
) -> None:
    """The tables of a plan: printed, or written into files."""
    chosen = told if table is None else [pick(told, table)]
    write_files(chosen, csv=csv, xlsx=xlsx, html=html, sheets=len(chosen), title=title)
    if not (csv or xlsx or html) or json:
        _print(chosen, json)


def pick(told: "list[Answer]", name: str) -> "Answer":
    """The table of a name."""
    from headrace.core.errors import UnknownName  # noqa: PLC0415

    found = {answer.question: answer for answer in told}
    if name not in found:
        raise UnknownName(_("table"), name, found)
    return found[name]


def _print(told: "list[Answer]", json: bool) -> None:
    from rich.console import Group  # noqa: PLC0415

    from headrace.adapters.exports.data import to_data  # noqa: PLC0415
    from headrace.adapters.exports.terminal import render_all  # noqa: PLC0415

    data: dict[str, Any] | None = {"tables": {answer.question: to_data(answer) for answer in told}} if json else None
    talk.result(data, json, lambda: Group(*render_all(told)))


# -- what is given on the command line ---------------------------------------------------------------------


def given(**parts: Any) -> dict[str, Any]:
    """The parts that are given."""
    return {name: part for name, part in parts.items() if part is not None}


def one_of(kind: type[Word], text: str | None, option: str) -> Word | None:
    """One of some words; None if none is given."""
    if text is None:
        return None
    if text not in tuple(kind):
        raise UsageError(f"{option}: {text!r} is not known.", hint=f"One of {', '.join(kind)}.")
    return kind(text)


def _goal(house: "House", revenue: float | None, wins: float | None) -> "terms.Goal | None":
    if revenue is not None and wins is not None:
        raise UsageError("--revenue and --wins together.", hint="A plan has one target: give one of them.")
    if wins is not None:
        return terms.Goal(terms.Measure.WINS, (wins,))
    return None if revenue is None else terms.Goal(terms.Measure.REVENUE, (minor(house, revenue),))


def minor(house: "House", amount: float) -> int:
    """An amount in minor units."""
    from headrace.core.units import Money  # noqa: PLC0415

    if not isfinite(amount):
        raise UsageError(f"{amount} is no amount.", hint="Give a number, such as 250000 or 99.50.")
    return Money.of(str(amount), house.policy.currency).minor


def numbers(text: str, option: str) -> tuple[float, ...]:
    """Numbers as the command line writes them."""
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"{option}: {text!r} are no numbers.", hint="Write them as 0.2,0.5,0.3.") from None


def _number(text: str, option: str) -> float:
    [number, *more] = numbers(text, option)
    if more:
        raise UsageError(f"{option}: {text!r} are several numbers.", hint="Give one, such as 0.25.")
    return number


def _with_steps(plan: "Plan", rates: Mapping[str, str], expected: Mapping[str, str], lags: Mapping[str, str]) -> "Plan":
    """The plan with the rates and lags of the command line instead of its own."""
    steps = dict(plan.steps)
    for stage, text in rates.items():
        steps[stage] = replace(steps.get(stage, terms.MEASURED), rate=_number(text, "--rate"), expected=None)
    for stage, text in expected.items():
        share, _colon, worth = text.partition(":")
        told = given(worth=_number(worth, "--expect") if worth else None)
        steps[stage] = replace(steps.get(stage, terms.MEASURED), rate=None, expected=_number(share, "--expect"), **told)
    for stage, text in lags.items():
        steps[stage] = replace(steps.get(stage, terms.MEASURED), lag=numbers(text, "--lag"))
    return replace(plan, steps=steps)


def _history(
    plan: "Plan", first: str | None, last: str | None, seen_from: str | None, where: Mapping[str, str]
) -> "terms.History":
    told = given(
        first=options.day(first, "--from"),
        last=options.day(last, "--to"),
        seen_from=options.day(seen_from, "--seen-from"),
    )
    return replace(plan.history, **told, where={**plan.history.where, **where})
