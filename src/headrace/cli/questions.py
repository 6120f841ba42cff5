"""The questions as commands: each with what all of them take, and with its own options, as it declares them."""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer
import typer.core

from headrace.cli import options
from headrace.core.lazily import lazy
from headrace.core.texts import _

if TYPE_CHECKING:
    from headrace.analytics import catalog
    from headrace.analytics.question import Option, Question
else:
    catalog = lazy("headrace.analytics.catalog")

VALUES: Mapping[str, tuple[type, str]] = {
    "days": (int, "DAYS"),
    "number": (int, "NUMBER"),
    "share": (float, "SHARE"),
    "amount": (float, "AMOUNT"),
    "day": (str, "DAY"),
    "stage": (str, "STAGE"),
    "choice": (str, "WORD"),
    "text": (str, "TEXT"),
}
"""What an option of each kind is read as, and how the help calls it."""


class Questions(typer.core.TyperGroup):
    """A group with a command for each question, made when it is asked for.

    `act` is what the commands do: it takes the question's name, what is asked of it, and its own further options.
    `default` is the question whose options stand without any question.
    """

    act: ClassVar[Callable[..., None]]
    default: ClassVar[str | None] = None

    def list_commands(self, ctx: Any) -> list[str]:
        """The questions in the order of the catalog, then what else there is."""
        return [*catalog.QUESTIONS, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a question; an unknown name is an error that names the likeliest one."""
        return super().get_command(ctx, cmd_name) or _made(catalog.question(cmd_name).name, self.act)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options without a question are those of the default one."""
        bare = not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names)
        return super().parse_args(ctx, [self.default, *args] if bare and self.default else args)


@cache
def _made(name: str, act: Callable[..., None]) -> Any:
    question = catalog.question(name)
    made = typer.Typer(rich_markup_mode=None, add_completion=False)
    title, end = _(question.title), "" if question.title.endswith("?") else "."
    made.command(name, help=f"{title}{end} {_(question.meaning)}")(_command(question, act))
    return typer.main.get_command(made)


def _command(question: "Question", act: Callable[..., None]) -> Callable[..., None]:
    common, further = signature(asked_for).parameters, list(signature(act).parameters.values())[2:]

    def command(**given: Any) -> None:
        own = {option.name: _read(option, given.pop(option.name)) for option in question.options}
        asked = asked_for(**{name: given.pop(name) for name in common})
        act(question.name, asked | {name: value for name, value in own.items() if value is not None}, **given)

    parameters = [*map(_parameter, question.options), *common.values(), *further]
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return command


def _read(option: "Option", value: Any) -> Any:
    return options.day(value, option.flag) if option.kind == "day" else value


def _parameter(option: "Option") -> Parameter:
    kind, called = VALUES[option.kind]
    told = typer.Option(option.flag, metavar=called, help=_(option.meaning))
    return Parameter(option.name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, told])


def asked_for(
    *,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day of the period.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day of the period.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", "--segment", metavar="ATTRIBUTE", help="Split by an attribute.")
    ] = None,
    where: Annotated[
        list[str], typer.Option("--where", metavar="NAME=VALUE", help="Only leads with this attribute.")
    ] = [],  # noqa: B006
    every: Annotated[
        str | None, typer.Option("--every", metavar="PERIOD", help="Split by week, month, quarter or year of entry.")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help="Count each person, each pass, or each buying group once: person, pass, group (as the funnel does).",
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Leave out what happened after this day.")
    ] = None,
) -> dict[str, Any]:
    """What may be asked of every question, as `House.report` takes it."""
    return {
        "first": options.day(first, "--from"),
        "last": options.day(last, "--to"),
        "by": by,
        "where": options.pairs(where, "--where"),
        "every": every,
        "unit": unit,
        "as_of": options.day(as_of, "--as-of"),
    }
