"""`headrace agreement`: the monthly statement for both sides, and what other routing rules would have done."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.core.errors import UsageError
from headrace.core.texts import _

if TYPE_CHECKING:
    from rich.table import Table

    from headrace.app.statement import Statement

app = typer.Typer(help="The agreement between marketing and sales: its monthly statement, its routing.",
                  no_args_is_help=True, rich_markup_mode=None)  # fmt: skip


@app.command()
def statement(
    month: Annotated[
        str | None, typer.Option("--month", metavar="MONTH", help="Such as 2025-03; the last whole one if not given.")
    ] = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Tell both sides what was owed in a month, what was delivered, what was late, and what it cost."""
    from dataclasses import asdict  # noqa: PLC0415

    import headrace  # noqa: PLC0415

    with headrace.open(data) as house:
        told = house.statement(_month(month, house.now().astimezone(house.policy.time_zone).date()))
    talk.result(asdict(told), json, lambda: _statement(told))


def _month(text: str | None, today: date) -> date:
    if text is None:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise UsageError(f"--month: {text!r} is no month.", hint="Write months as 2025-03.") from None


def _statement(told: "Statement") -> Any:
    from rich.console import Group  # noqa: PLC0415

    parts = (_goals, _clocks, _losses, _calls, _besides)
    tables = [part(told) for part in parts]
    head = _("The agreement in {month:%B %Y}", month=told.first)
    return Group(head, "", *(part for table in tables if table.row_count for part in (table, "")))


def _goals(told: "Statement") -> "Table":
    head = (_("Stage"), _("Owed by"), _("Promised"), _("Delivered"), _("Moved on"), _("Agreed"))
    rows = [
        (
            goal.stage,
            goal.owed_by or _("both"),
            goal.promised,
            goal.delivered,
            _share(goal.moved_on, goal.decided),
            "–" if goal.quality is None else f"{100 * goal.quality:.0f} %",
        )
        for goal in told.goals
    ]
    return _table(_("What was promised"), head, rows)


def _clocks(told: "Statement") -> "Table":
    head = (
        *(_("Stage"), _("Clock"), _("Owed by"), _("Began")),
        *(_("Met"), _("Breached"), _("Stopped"), _("Runs on"), _("Kept"), _("Breached by")),
    )
    rows = [
        (
            *(line.stage, line.clock, line.owed_by, line.runs),
            *(line.met, line.breached, line.stopped, line.running, _share(line.met, line.met + line.breached)),
            ", ".join(f"{owner or '–'} {count}" for owner, count in Counter(line.by_owner).most_common()),
        )
        for line in told.clocks
    ]
    return _table(_("The clocks"), head, rows)


def _losses(told: "Statement") -> "Table":
    head = (_("Owner"), _("Expired"), _("Expected value lost"), _("Of unknown value"), _("Recovered"))
    rows = [
        (line.owner or "–", line.expired, _money(line.value, told), line.unknown, _money(line.recovered, told))
        for line in told.losses
    ]
    return _table(_("What went cold"), head, rows)


def _calls(told: "Statement") -> "Table":
    head = (_("Caller"), _("Calls"), _("Dials"), _("Connected"), _("Talks"), _("Minutes"), _("Leads"))
    rows = [
        (line.caller, line.calls, line.dials, line.connected, line.completed, round(line.minutes), line.leads)
        for line in told.calls
    ]
    return _table(_("The calls"), head, rows)


def _besides(told: "Statement") -> "Table":
    rows = [
        (_("inquiries that somebody tried to reach"), _share(told.delays.attempted, told.delays.inquiries)),
        (_("median minutes until we learnt of an inquiry"), _minutes(told.delays.system_minutes)),
        (_("median minutes from then to the first attempt"), _minutes(told.delays.person_minutes)),
        (_("talks whose problem was passed on"), _share(*told.shared)),
        (_("people whose day had come, and whom somebody tried to ask"), _share(*told.asked_again)),
        *((_("wins without revenue: {owner}", owner=name or "–"), count) for name, count in told.unvalued.items()),
        (_("cost of calling"), "–" if told.calling_cost is None else _money(told.calling_cost, told)),
    ]
    return _table(_("Besides"), (_("What"), _("Count")), rows)


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> "Table":
    from rich.table import Table  # noqa: PLC0415

    table = Table(*head, title=title or None, box=None, header_style="bold", title_justify="left")
    for row in rows:
        table.add_row(*map(str, row))
    return table


def _minutes(count: float | None) -> str:
    return "–" if count is None else f"{count:,.0f}"


def _share(part: int, whole: int) -> str:
    return f"{part:,} / {whole:,}" + (f" ({100 * part / whole:.0f} %)" if whole else "")


def _money(minor: int, told: "Statement") -> str:
    from babel.numbers import format_currency  # noqa: PLC0415

    from headrace.core.units import Money  # noqa: PLC0415

    return str(format_currency(Money(minor, told.currency).amount, told.currency, locale="en"))


@app.command()
def simulate(
    policy: Annotated[Path, typer.Option("--policy", help="A policy file with the other routing rules.")],
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day; 30 days ago if not given.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day; today if not given.")] = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Route the leads of a period anew by other rules, and tell who would have got what. Nothing is written."""
    from dataclasses import asdict  # noqa: PLC0415

    from rich.console import Group  # noqa: PLC0415

    import headrace  # noqa: PLC0415
    from headrace.adapters.documents.policy import load_policy  # noqa: PLC0415

    with headrace.open(data) as house:
        today = house.now().astimezone(house.policy.time_zone).date()
        other = load_policy(policy, house.funnel)
        end, begin = options.day(last, "--to") or today, options.day(first, "--from") or today - timedelta(days=30)
        found = house.simulate_routing(other, begin, end)
    desks = sorted({*found.was, *found.would})
    rows = [(desk, found.was.get(desk, 0), found.would.get(desk, 0)) for desk in desks]
    said = _("{changed} of {all} leads would have gone elsewhere", changed=len(found.changed), all=len(found.leads))
    told = {"leads": [asdict(each) for each in found.leads], "was": dict(found.was), "would": dict(found.would)}
    head = (_("Desk"), _("Had"), _("Would have had"))
    talk.result(told, json, lambda: Group(f"{said}.", "", _table("", head, rows)))
