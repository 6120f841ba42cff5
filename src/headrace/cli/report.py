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
    from headrace.analytics.question import Answer, Option, Question, Row
    from headrace.app import reports
    from headrace.app.explain import Explained
    from headrace.house import House, Report
else:
    catalog = lazy("headrace.analytics.catalog")
    reports = lazy("headrace.app.reports")

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
    "day": (str, "DAY"),
    "stage": (str, "STAGE"),
    "choice": (str, "WORD"),
    "text": (str, "TEXT"),
}
"""What an option of each kind is read as, and how the help calls it."""


class Questions(typer.core.TyperGroup):
    """The questions as commands, each with the options that it has; made from the catalog when one is asked for."""

    default: str | None = DEFAULT

    @staticmethod
    def answer() -> Callable[..., None]:
        """What a command does: a function of the question, of its own options, and of the options that all share."""
        return _report

    def list_commands(self, ctx: Any) -> list[str]:
        """The questions in the order of the catalog, then what else there is."""
        return [*catalog.QUESTIONS, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a question; an unknown name is an error that names the likeliest one."""
        return super().get_command(ctx, cmd_name) or _commands(self.answer())[catalog.question(cmd_name).name]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options without a question are those of the waterfall."""
        bare = not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names)
        return super().parse_args(ctx, [self.default, *args] if bare and self.default else args)


@cache
def _commands(answer: Callable[..., None]) -> Any:
    made = typer.Typer(rich_markup_mode=None, add_completion=False)
    for each in catalog.QUESTIONS.values():
        made.command(each.name, help=f"{_(each.title)}. {_(each.meaning)}")(_command(each, answer))
    return typer.main.get_command(made).commands  # type: ignore[attr-defined]


class Changes(Questions):
    """The questions once more, of whose figures it is said what changed them."""

    default = None

    @staticmethod
    def answer() -> Callable[..., None]:
        """What a command does."""
        return _explain


app = typer.Typer(
    cls=Questions,
    help="Answer a question. Without one: the waterfall.",
    subcommand_metavar="[QUESTION] [OPTIONS]",
)


changes = typer.Typer(
    cls=Changes,
    help="What changed? The difference of a figure between two known-at instants, by cause.",
    subcommand_metavar="QUESTION [OPTIONS]",
    no_args_is_help=True,
)
app.add_typer(changes, name="explain")


def _command(asked: "Question", answer: Callable[..., None]) -> Callable[..., None]:
    """The command of a question: what all have in common, and its own options."""

    def command(**given: Any) -> None:
        own = {option.name: _given(option, given.pop(option.name)) for option in asked.options}
        answer(asked.name, {name: value for name, value in own.items() if value is not None}, **given)

    common = [each for name, each in signature(answer).parameters.items() if name not in ("question", "own")]
    command.__signature__ = Signature([*map(_parameter, asked.options), *common])  # type: ignore[attr-defined]
    return command


def _given(option: "Option", value: Any) -> Any:
    return options.day(value, option.flag) if option.kind == "day" else value


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

    asked = _asked(first, last, by, where, every, unit, as_of) | {"funnel_version": funnel_version, **own}
    with headrace.open(data) as house:
        asked["known_at"] = options.instant(known_at, "--known-at", house.policy.time_zone)
        answer = house.report(question, **asked)
        if leads is not None:
            _show_leads(house, answer, leads, json)
            return
        beside = _companions(house, answer, asked) if html else []
        _write_files([answer.answer, *beside], csv=csv, xlsx=xlsx, html=html)
        if not (csv or xlsx or html) or json:
            _show(answer.answer, json)


def _explain(
    question: str,
    own: Mapping[str, Any],
    *,
    known_at: Annotated[str, typer.Option("--known-at", metavar="INSTANT", help="As it was known then.")],
    against: Annotated[str, typer.Option("--against", metavar="INSTANT", help="As it was known later.")],
    figure: Annotated[
        str | None, typer.Option("--figure", metavar="COLUMN", help="Of which column; the first count if not given.")
    ] = None,
    first: First = None,
    last: Last = None,
    by: By = None,
    where: Where = [],  # noqa: B006
    every: Every = None,
    unit: Unit = "person",
    as_of: AsOf = None,
    leads: Annotated[
        str | None, typer.Option("--leads", metavar="ROW", help="List the leads that came and went, and why.")
    ] = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    html: Html = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    import headrace  # noqa: PLC0415

    asked = {**_asked(first, last, by, where, every, unit, as_of), **own}
    with headrace.open(data) as house:
        zone = house.policy.time_zone
        asked |= {"known_at": options.instant(known_at, "--known-at", zone)}
        asked |= {"against": options.instant(against, "--against", zone)}
        found = house.explain(question, figure=figure, **asked)
        if leads is not None:
            _show_changes(house, found, leads, json)
        else:
            _write_files([found.answer], csv=csv, xlsx=xlsx, html=html)
            if not (csv or xlsx or html) or json:
                _show(found.answer, json)


def _asked(
    first: str | None,
    last: str | None,
    by: str | None,
    where: list[str],
    every: str | None,
    unit: str,
    as_of: str | None,
) -> dict[str, Any]:
    """What the common options ask for."""
    return {
        "first": options.day(first, "--from"),
        "last": options.day(last, "--to"),
        "by": by,
        "where": options.pairs(where, "--where"),
        "every": every,
        "unit": unit,
        "as_of": options.day(as_of, "--as-of"),
    }


def _show(answer: "Answer", json: bool) -> None:
    from headrace.adapters.exports.data import to_data  # noqa: PLC0415
    from headrace.adapters.exports.terminal import render  # noqa: PLC0415

    talk.result(to_data(answer) if json else None, json, lambda: render(answer))


def _write_files(answers: "list[Answer]", *, csv: Path | None, xlsx: Path | None, html: Path | None) -> None:
    """The first answer as CSV and Excel, all of them as one page."""
    if csv is not None:
        from headrace.adapters.exports.data import to_csv  # noqa: PLC0415

        _write(csv, to_csv(answers[0]).encode())
    if xlsx is not None:
        from headrace.adapters.exports.excel import to_excel  # noqa: PLC0415

        _write(xlsx, to_excel(answers[:1]))
    if html is not None:
        from headrace.adapters.exports.html import to_html  # noqa: PLC0415

        _write(html, to_html(answers).encode())


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


def _show_changes(house: "House", explained: "Explained", wanted: str, json: bool) -> None:
    found = explained.leads(reports.pick(explained.answer, wanted))
    talk.result(found, json, lambda: _lead_table(house, found, "change", "cause"))
    if not json:
        talk.say(ngettext("{n} lead.", "{n} leads.", len(found)))


def _lead_table(house: "House", leads: "list[Row]", *more: str) -> "Table":
    from rich.table import Table  # noqa: PLC0415

    heads = ("Journey", "Person", "Name", "Place", *(name.capitalize() for name in more))
    table = Table(*heads, box=None, header_style="bold")
    for lead in leads:
        known = house.book.person(lead["person"]) if lead["person"] else None
        standing = house.book.standing(lead["journey"])
        table.add_row(
            lead["journey"],
            lead["person"] or "–",
            (known.name or known.email or "–") if known else "–",
            house.funnel.place(standing.place).label if standing else "–",
            *(lead[name] for name in more),
        )
    return table
