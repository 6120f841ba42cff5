"""`headrace report`: a question, its answer, and the leads behind a figure."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.core.errors import UsageError
from headrace.core.texts import _, ngettext

if TYPE_CHECKING:
    from rich.table import Table

    from headrace.analytics.question import Row
    from headrace.house import House, Report

Text = Annotated[str | None, typer.Option()]


def report(
    question: Annotated[str, typer.Argument(help="Which one; the reference lists them.")] = "waterfall",
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day of the period.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day of the period.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", "--segment", metavar="ATTRIBUTE", help="Split by an attribute.")
    ] = None,
    where: Annotated[
        list[str], typer.Option("--where", metavar="NAME=VALUE", help="Only leads with this attribute.")
    ] = [],  # noqa: B006
    every: Annotated[
        str | None,
        typer.Option("--every", metavar="PERIOD", help="Split by week, month, quarter or year of entry."),
    ] = None,
    unit: Annotated[str, typer.Option("--unit", help="Count each person once, or each pass.")] = "person",
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Leave out what happened after this day.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar="INSTANT", help="Leave out what was learnt later.")
    ] = None,
    funnel_version: Annotated[
        int | None, typer.Option("--funnel-version", help="Read history by this version.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="conversion: cohort, flow or snapshot.")] = None,
    frm: Annotated[str | None, typer.Option("--from-stage", help="conversion: from this stage.")] = None,
    to: Annotated[str | None, typer.Option("--to-stage", help="conversion: to this stage or a later one.")] = None,
    within: Annotated[
        int | None, typer.Option("--within", metavar="DAYS", help="conversion: judge after so many days.")
    ] = None,
    older_than: Annotated[
        int | None,
        typer.Option("--older-than", metavar="DAYS", help="stages, leakage: here for longer than this."),
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="credits: which model, such as linear.")] = None,
    window: Annotated[
        int | None, typer.Option("--window", metavar="DAYS", help="attribution, credits: look back so far.")
    ] = None,
    order: Annotated[
        int | None, typer.Option("--order", help="attribution, credits: what the Markov chain remembers.")
    ] = None,
    leads: Annotated[
        str | None, typer.Option("--leads", metavar="ROW[:FIGURE]", help="List the leads of a figure.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write CSV.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write Excel.")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write one HTML page.")] = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Answer a question, such as waterfall, conversion, velocity, reasons, costs or attribution."""
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
    }
    own = {"kind": kind, "frm": frm, "to": to, "within": within, "older_than": older_than, "model": model,
           "window": window, "order": order}  # fmt: skip
    asked |= {name: value for name, value in own.items() if value is not None}
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
