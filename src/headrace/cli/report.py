"""`headrace report`: a question, its answer, and the leads behind a figure."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.cli.questions import Questions
from headrace.core.errors import UsageError
from headrace.core.lazily import lazy
from headrace.core.texts import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from headrace.analytics.question import Answer, Column, Row
    from headrace.app import reports
    from headrace.house import House
    from headrace.results import Report
else:
    reports = lazy("headrace.app.reports")

Leads = Annotated[str | None, typer.Option("--leads", metavar="ROW[:FIGURE]", help="List the leads of a figure.")]
Changed = Annotated[
    str | None, typer.Option("--leads", metavar="ROW", help="List the leads that came and went, and why.")
]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write CSV.")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write Excel.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write one HTML page.")]


def _report(
    question: str,
    asked: dict[str, Any],
    *,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar="INSTANT", help="Leave out what was learnt later.")
    ] = None,
    funnel_version: Annotated[
        int | None, typer.Option("--funnel-version", metavar="NUMBER", help="Read history by this version.")
    ] = None,
    leads: Leads = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    html: Html = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    import headrace  # noqa: PLC0415

    with headrace.open(data) as house:
        asked["known_at"] = options.instant(known_at, "--known-at", house.policy.time_zone)
        answer = house.report(question, funnel_version=funnel_version, **asked)
        if leads is not None:
            name, _colon, figure = leads.partition(":")
            row = reports.pick(answer.answer, name)
            found = answer.leads(row, figure or None)
            behind = said_behind(answer.answer, row, reports.listed(answer.answer, figure))
            show_leads(house, found, behind, answer.lead_columns, csv=csv, xlsx=xlsx, html=html, json=json)
            return
        beside = _companions(house, answer, asked | {"funnel_version": funnel_version}) if html else []
        write_files([answer.answer, *beside], csv=csv, xlsx=xlsx, html=html)
        if not (csv or xlsx or html) or json:
            _show(answer.answer, json)


def _explain(
    question: str,
    asked: dict[str, Any],
    *,
    known_at: Annotated[str, typer.Option("--known-at", metavar="INSTANT", help="As it was known then.")],
    against: Annotated[str, typer.Option("--against", metavar="INSTANT", help="As it was known later.")],
    figure: Annotated[
        str | None, typer.Option("--figure", metavar="COLUMN", help="Of which column; the first count if not given.")
    ] = None,
    leads: Changed = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    html: Html = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    import headrace  # noqa: PLC0415

    with headrace.open(data) as house:
        zone = house.policy.time_zone
        asked["known_at"] = options.instant(known_at, "--known-at", zone)
        asked["against"] = options.instant(against, "--against", zone)
        found = house.explain(question, figure=figure, **asked)
        if leads is not None:
            row = reports.pick(found.answer, leads)
            behind = said_behind(found.answer, row, found.figure)
            show_leads(house, found.leads(row), behind, found.lead_columns, csv=csv, xlsx=xlsx, html=html, json=json)
            return
        write_files([found.answer], csv=csv, xlsx=xlsx, html=html)
        if not (csv or xlsx or html) or json:
            _show(found.answer, json)


class Answers(Questions):
    """Each question's answer."""

    act = staticmethod(_report)
    default = "waterfall"


class Changes(Questions):
    """What changed each question's figures."""

    act = staticmethod(_explain)


app = typer.Typer(
    cls=Answers,
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


def _show(answer: "Answer", json: bool) -> None:
    from headrace.adapters.exports.data import to_data  # noqa: PLC0415
    from headrace.adapters.exports.terminal import render  # noqa: PLC0415

    talk.result(to_data(answer) if json else None, json, lambda: render(answer))


def write_files(
    answers: "list[Answer]",
    *,
    csv: Path | None,
    xlsx: Path | None,
    html: Path | None,
    sheets: int = 1,
    title: str | None = None,
) -> None:
    """The first answer as CSV, the first `sheets` as Excel, all of them as one page."""
    if csv is not None:
        from headrace.adapters.exports.data import to_csv  # noqa: PLC0415

        write(csv, to_csv(answers[0]).encode())
    if xlsx is not None:
        from headrace.adapters.exports.excel import to_excel  # noqa: PLC0415

        write(xlsx, to_excel(answers[:sheets]))
    if html is not None:
        from headrace.adapters.exports.html import to_html  # noqa: PLC0415

        write(html, to_html(answers, title).encode())


def _companions(house: "House", answer: "Report", asked: dict[str, Any]) -> list[Any]:
    """What a page about the waterfall shows beside it: the moves, the velocity, where every lead is."""
    if answer.answer.question != "waterfall" or asked["by"] is not None:
        return []
    of_the_day = asked | dict.fromkeys(("first", "last", "every"))
    told = [house.report(name, **asked).answer for name in ("moves", "conversion", "velocity")]
    return [*told, house.report("stages", **of_the_day).answer]


def write(path: Path, content: bytes) -> None:
    """Write a file that was asked for."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", hint="Choose another file.") from None
    talk.say(_("Wrote {file}.", file=str(path)))


def said_behind(answer: "Answer", row: "Row", figure: "Column") -> "Answer":
    """An answer that says which of its figures leads stand behind: what a list of them is headed with."""
    from headrace.adapters.exports.reading import label_of, shown  # noqa: PLC0415
    from headrace.adapters.formats import Formats  # noqa: PLC0415

    formats = Formats.of(answer)
    which = [shown(formats, row, column) for column in answer.columns if column.naming]
    return replace(answer, subtitle=_("{figure}: {row}", figure=label_of(figure), row=", ".join(which) or _("all")))


def show_leads(
    house: "House",
    leads: "list[Row]",
    answer: "Answer",
    columns: "Sequence[Column]" = (),
    *,
    csv: Path | None,
    xlsx: Path | None,
    html: Path | None,
    json: bool,
) -> None:
    """List leads on the screen, or write them into the files that were asked for."""
    filed = bool(csv or xlsx or html)
    if filed:
        write_files([_listed(house, leads, answer, columns)], csv=csv, xlsx=xlsx, html=html)
    if json or not filed:
        talk.result(leads, json, lambda: _lead_table(_listed(house, leads, answer, columns)))
    if not json:
        talk.say(ngettext("{n} lead.", "{n} leads.", len(leads)))


def _listed(house: "House", leads: "list[Row]", answer: "Answer", columns: "Sequence[Column]") -> "Answer":
    """Leads as a table: with their names and where they stand, and what else is told of each."""
    from headrace.analytics.question import STILL, Column, Kind  # noqa: PLC0415

    who = (
        Column("journey", Kind.TEXT, _("Journey"), _("The id of the pass.")),
        Column("person", Kind.TEXT, _("Person"), _("The id of the person.")),
        Column("name", Kind.TEXT, _("Name"), _("Their name, or their address.")),
        Column("place", Kind.PLACE, _("Place"), _("Where they are now.")),
    )
    rows = []
    for lead in leads:
        known = house.book.person(lead["person"]) if lead["person"] else None
        standing = house.book.standing(lead["journey"])
        told = {"name": (known.name or known.email) if known else None, "place": standing.place if standing else None}
        rows.append({**lead, **told})
    title = _("Leads: {title}", title=answer.title)
    return replace(
        answer, question="leads", title=title, columns=(*who, *columns), rows=rows, caveats=(), notes=(), live=STILL
    )


def _lead_table(listed: "Answer") -> "Table":
    from rich.table import Table  # noqa: PLC0415

    from headrace.adapters.exports.reading import shown  # noqa: PLC0415
    from headrace.adapters.formats import NUMBERS, Formats  # noqa: PLC0415

    formats = Formats.of(listed)
    table = Table(box=None, header_style="bold")
    for column in listed.columns:
        table.add_column(_(column.label), justify="right" if column.kind in NUMBERS else "left")
    for lead in listed.rows:
        table.add_row(*(shown(formats, lead, column) for column in listed.columns))
    return table
