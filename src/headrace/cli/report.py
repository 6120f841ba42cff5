"""`headrace report`: a question, its answer, and the leads behind a figure."""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from headrace.cli import options, talk
from headrace.core.errors import UsageError
from headrace.core.lazily import lazy
from headrace.core.texts import _, ngettext

if TYPE_CHECKING:
    from rich.table import Table

    from headrace.analytics import catalog
    from headrace.analytics.question import Option, Question, Row
    from headrace.house import House, Report
else:
    catalog = lazy("headrace.analytics.catalog")

First = Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day of the period.")]
Last = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day of the period.")]
By = Annotated[str | None, typer.Option("--by", "--segment", metavar="ATTRIBUTE", help="Split by an attribute.")]
Where = Annotated[list[str], typer.Option("--where", metavar="NAME=VALUE", help="Only leads with this attribute.")]
Every = Annotated[
    str | None, typer.Option("--every", metavar="PERIOD", help="Split by week, month, quarter or year of entry.")
]
Unit = Annotated[
    str,
    typer.Option(
        "--unit", metavar="UNIT", help="Count each person once, each pass, or each buying group: person, pass, group."
    ),
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="Leave out what happened after this day.")]
KnownAt = Annotated[str | None, typer.Option("--known-at", metavar="INSTANT", help="Leave out what was learnt later.")]
FunnelVersion = Annotated[
    int | None, typer.Option("--funnel-version", metavar="NUMBER", help="Read history by this version.")
]
Leads = Annotated[str | None, typer.Option("--leads", metavar="ROW[:FIGURE]", help="List the leads of a figure.")]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write CSV.")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write Excel.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write one HTML page.")]

DEFAULT = "waterfall"
VALUES: Mapping[str, tuple[type, str]] = {
    "days": (int, "DAYS"),
    "number": (int, "NUMBER"),
    "share": (float, "SHARE"),
    "amount": (float, "AMOUNT"),
    "stage": (str, "STAGE"),
    "choice": (str, "WORD"),
    "text": (str, "TEXT"),
}
"""What an option of each kind is read as, and how the help calls it."""


class Questions(typer.core.TyperGroup):
    """The questions as commands, each with the options that it has; made from the catalog when one is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The questions in the order of the catalog."""
        del ctx
        return list(self._questions().commands)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a question; an unknown name is an error that names the likeliest one."""
        del ctx
        return self._questions().commands.get(cmd_name) or catalog.question(cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options without a question are those of the waterfall."""
        bare = not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names)
        return super().parse_args(ctx, [DEFAULT, *args] if bare else args)

    @staticmethod
    @cache
    def _questions() -> Any:
        made = typer.Typer(rich_markup_mode=None, add_completion=False)
        for each in catalog.QUESTIONS.values():
            made.command(each.name, help=f"{_(each.title)}. {_(each.meaning)}")(_command(each))
        return typer.main.get_command(made)


app = typer.Typer(
    cls=Questions,
    help="Answer a question. Without one: the waterfall.",
    subcommand_metavar="[QUESTION] [OPTIONS]",
)


def _command(asked: "Question") -> Callable[..., None]:
    """The command of a question: what all have in common, and its own options."""

    def command(**given: Any) -> None:
        own = {option.name: given.pop(option.name) for option in asked.options}
        _report(asked.name, {name: value for name, value in own.items() if value is not None}, **given)

    common = [each for name, each in signature(_report).parameters.items() if name not in ("question", "own")]
    command.__signature__ = Signature([*map(_parameter, asked.options), *common])  # type: ignore[attr-defined]
    return command


def _parameter(option: "Option") -> Parameter:
    kind, called = VALUES[option.kind]
    told = typer.Option(option.flag, metavar=called, help=_(option.meaning))
    return Parameter(option.name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, told])


def _report(
    question: str,
    own: Mapping[str, Any],
    *,
    first: First = None,
    last: Last = None,
    by: By = None,
    where: Where = [],  # noqa: B006
    every: Every = None,
    unit: Unit = "person",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    funnel_version: FunnelVersion = None,
    leads: Leads = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    html: Html = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    import headrace  # noqa: PLC0415

    asked: dict[str, Any] = {
        "first": options.day(first, "--from"),
        "last": options.day(last, "--to"),
        "by": by,
        "where": options.pairs(where, "--where"),
        "every": every,
        "unit": unit,
        "as_of": options.day(as_of, "--as-of"),
        "funnel_version": funnel_version,
        **own,
    }
    with headrace.open(data) as house:
        asked["known_at"] = options.instant(known_at, "--known-at", house.policy.time_zone)
        answer = house.report(question, **asked)
        if leads is not None:
            _show_leads(house, answer, leads, json)
            return
        _write_files(house, answer, asked, csv=csv, xlsx=xlsx, html=html)
        if not (csv or xlsx or html) or json:
            _show(answer, json)


def _show(answer: "Report", json: bool) -> None:
    from headrace.adapters.exports.data import to_data  # noqa: PLC0415
    from headrace.adapters.exports.terminal import render  # noqa: PLC0415

    talk.result(to_data(answer.answer) if json else None, json, lambda: render(answer.answer))


def _write_files(
    house: "House",
    answer: "Report",
    asked: dict[str, Any],
    *,
    csv: Path | None,
    xlsx: Path | None,
    html: Path | None,
) -> None:
    if csv is not None:
        from headrace.adapters.exports.data import to_csv  # noqa: PLC0415

        _write(csv, to_csv(answer.answer).encode())
    if xlsx is not None:
        from headrace.adapters.exports.excel import to_excel  # noqa: PLC0415

        _write(xlsx, to_excel([answer.answer]))
    if html is not None:
        from headrace.adapters.exports.html import to_html  # noqa: PLC0415

        _write(html, to_html([answer.answer, *_companions(house, answer, asked)]).encode())


def _companions(house: "House", answer: "Report", asked: dict[str, Any]) -> list[Any]:
    """What a page about the waterfall shows beside it: the moves, the velocity, where every lead is."""
    if answer.answer.question != "waterfall" or asked["by"] is not None:
        return []
    return [house.report(name, **asked).answer for name in ("moves", "conversion", "velocity", "stages")]


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", hint="Choose another file.") from None
    talk.say(_("Wrote {file}.", file=str(path)))


def _show_leads(house: "House", answer: "Report", wanted: str, json: bool) -> None:
    row, _colon, figure = wanted.partition(":")
    found = answer.leads(row, figure or None)
    talk.result(found, json, lambda: _lead_table(house, found))
    if not json:
        talk.say(ngettext("{n} lead.", "{n} leads.", len(found)))


def _lead_table(house: "House", leads: "list[Row]") -> "Table":
    from rich.table import Table  # noqa: PLC0415

    table = Table("Journey", "Person", "Name", "Place", box=None, header_style="bold")
    for lead in leads:
        known = house.book.person(lead["person"]) if lead["person"] else None
        standing = house.book.standing(lead["journey"])
        table.add_row(
            lead["journey"],
            lead["person"] or "–",
            (known.name or known.email or "–") if known else "–",
            house.funnel.place(standing.place).label if standing else "–",
        )
    return table
