"""`headrace lead`: a lead's story, the lists that people work from, and the deeds on single leads."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.cli.deeds import DEEDS, Lead
from headrace.core.texts import N_, _, ngettext

if TYPE_CHECKING:
    from headrace.house import House

app = typer.Typer(help="Leads: who is next, what became of one, and what you do with it.", no_args_is_help=True,
                  rich_markup_mode=None)  # fmt: skip
for _name, _command in DEEDS.items():
    app.command(_name)(_command)


PLACES = ("place", "stage")
MONEY = ("value", "expected", "at_risk", "worth")


class Queue(StrEnum):
    """The lists that people work from."""

    ASK = "ask"
    WORK = "work"
    LATE = "late"
    COLD = "cold"
    KEEP = "keep"
    POOL = "pool"
    REVENUE = "revenue"


TITLES = {
    Queue.ASK: N_("Whom to ask next"),
    Queue.WORK: N_("What to work on next"),
    Queue.LATE: N_("What was owed and did not come"),
    Queue.COLD: N_("What goes cold"),
    Queue.KEEP: N_("Customers to talk to"),
    Queue.POOL: N_("Who rests in the pool"),
    Queue.REVENUE: N_("Wins whose revenue nobody entered"),
}


@app.command("list")
def list_(
    queue: Annotated[Queue, typer.Option("--queue", help="Which list.")] = Queue.ASK,
    desk: Annotated[
        str, typer.Option("--desk", envvar="HEADRACE_USER", help="Whose list; nobody's leads are on it too.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many at most.")] = 20,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """List who is next: to ask, to work on, late, going cold, to keep, in the pool, won without revenue."""
    import headrace  # noqa: PLC0415

    with headrace.open(data) as house:
        rows = house.queue(str(queue), desk=desk, limit=limit)
        names = house.names([str(row["person"]) for row in rows if row["person"]])
        shown = [_shown(row, names, house) for row in rows]

    def render() -> Any:
        from rich.table import Table  # noqa: PLC0415

        if not shown:
            return _("Nobody is on this list.")
        table = Table(*shown[0], title=_(TITLES[queue]), box=None, header_style="bold", title_justify="left")
        for row in shown:
            table.add_row(*row.values())
        return table

    talk.result({"queue": str(queue), "rows": rows}, json, render)


def _shown(row: dict[str, Any], names: dict[str, str], house: "House") -> dict[str, str]:
    """A row as people read it: who, the id that the commands take, local times, money with its currency."""
    texts = {_("Who"): names.get(row["person"] or "", "–"), _("Lead"): row["journey"]}
    for name, cell in row.items():
        if name in ("person", "journey", "seq", "currency"):
            continue
        heading = name.removesuffix("_us").replace("_", " ")
        texts[heading[:1].upper() + heading[1:]] = _text(name, cell, row, house)
    return texts


def _texts(row: dict[str, Any], house: "House") -> dict[str, str]:
    return {name: _text(name, cell, row, house) for name, cell in row.items() if name != "currency"}


def _text(name: str, cell: Any, row: dict[str, Any], house: "House") -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, str):
        labels = {place.name: place.label for place in house.funnel.places}
        return labels.get(cell, cell) if name in PLACES else cell
    return _number(name, cell, row, house)


def _number(name: str, cell: float, row: dict[str, Any], house: "House") -> str:
    from babel.numbers import format_currency  # noqa: PLC0415

    from headrace.core.units import Money, instant  # noqa: PLC0415

    if name.endswith("_us"):
        return f"{instant(round(cell)).astimezone(house.policy.time_zone):%Y-%m-%d %H:%M}"
    if name in MONEY and "fact" not in row:
        money = Money(round(cell), row.get("currency") or house.policy.currency)
        return str(format_currency(money.amount, money.currency, locale="en"))
    if name == "known":
        return f"{100 * cell:.0f} %"
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)


@app.command()
def groups(data: options.Data = None, json: options.Json = False) -> None:
    """Count the same wins over inquiries, over people and over buying groups."""
    from dataclasses import asdict  # noqa: PLC0415

    import headrace  # noqa: PLC0415

    with headrace.open(data) as house:
        found = house.groups()

    def render() -> Any:
        from rich.table import Table  # noqa: PLC0415

        table = Table(
            _("Counted by"), _("Count"), _("Won"), _("Rate"), _("95 % interval"), box=None, header_style="bold"
        )
        for each in found:
            rate = "–" if each.rate is None else f"{100 * each.rate:.1f} %"
            interval = "–" if each.low is None or each.high is None else f"{100 * each.low:.1f}–{100 * each.high:.1f} %"
            table.add_row(each.unit, f"{each.count:,}", f"{each.won:,}", rate, interval)
        return table

    talk.result([asdict(each) for each in found], json, render)


@app.command("join-by-domain")
def join_by_domain(
    by: Annotated[str, typer.Option("--by", envvar="HEADRACE_USER", metavar="NAME", help="Who does it.")] = "",
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Join everybody with an address of their company to its account, unless they are in one."""
    import headrace  # noqa: PLC0415
    from headrace.app.leads import Meant  # noqa: PLC0415

    with headrace.open(data) as house:
        count = house.join_by_domain(Meant(by=by))
    said = ngettext("{n} journey joined an account.", "{n} journeys joined an account.", count)
    talk.result({"joined": count}, json, lambda: said)


TITLES_OF_STORY = {
    "who": N_("Who it is"),
    "lead": N_("Where it stands"),
    "questions": N_("What to ask"),
    "told": N_("What is known"),
    "clocks": N_("Its clocks"),
    "points": N_("What ranks it"),
    "facts": N_("What happened"),
}


@app.command()
def show(lead: Lead, data: options.Data = None, json: options.Json = False) -> None:
    """Tell a lead's story: who it is, where it stands, what to ask, its clocks, what ranks it, every fact."""
    import headrace  # noqa: PLC0415

    with headrace.open(data) as house:
        story = house.story(lead)
        tables = {title: rows for title, rows in story.items() if title != "facts"}
        shown = {title: [_texts(row, house) for row in rows] for title, rows in tables.items()}
    talk.result(story, json, lambda: _story(shown, story["facts"]))


def _story(shown: dict[str, list[dict[str, str]]], facts: list[str]) -> Any:
    from rich.console import Group  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    parts: list[Any] = []
    for title, rows in shown.items():
        if rows:
            head = [name.removesuffix("_us").capitalize() for name in rows[0]]
            table = Table(*head, title=_(TITLES_OF_STORY[title]), box=None, header_style="bold", title_justify="left")
            for row in rows:
                table.add_row(*row.values())
            parts += [table, ""]
    return Group(*parts, _(TITLES_OF_STORY["facts"]), *(f"  {line}" for line in facts))
