"""`headrace plan`: from a target back to what has to enter the funnel now, and how it goes."""

import getpass
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.cli.planned import given, in_tables, minor, one_of, with_plan
from headrace.core.errors import UsageError
from headrace.core.plan import Dials
from headrace.core.texts import _, ngettext

if TYPE_CHECKING:
    from headrace.analytics.question import Answer
    from headrace.core.plan import Plan
    from headrace.house import House
    from headrace.planning.pace import Published

app = typer.Typer(
    help="From a target back to what has to enter the funnel, and how the plan goes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
@in_tables
def target(house: "House", plan: "Plan", when: "dict[str, Any]") -> "tuple[list[Answer], str]":
    """Plan back from revenue or wins: who has to enter each stage and when, what that costs, and how sure it is."""
    told = house.plans.target(plan, **when)
    return told, _title(plan)


@app.command()
@in_tables
def costs(
    house: "House",
    plan: "Plan",
    when: "dict[str, Any]",
    *,
    preset: Annotated[
        str | None, typer.Option("--preset", metavar="WORD", help="article: the company of the source article.")
    ] = None,
    leads: Annotated[float | None, typer.Option("--leads", metavar="NUMBER", help="Leads called in a month.")] = None,
    pay: Annotated[float | None, typer.Option("--pay", metavar="AMOUNT", help="The yearly pay of a caller.")] = None,
    paid_days: Annotated[int | None, typer.Option("--paid-days", metavar="DAYS", help="Paid days of a year.")] = None,
    selling_share: Annotated[
        float | None, typer.Option("--selling-share", metavar="SHARE", help="The share of a day spent selling.")
    ] = None,
    minutes: Annotated[
        float | None, typer.Option("--minutes", metavar="NUMBER", help="Minutes of a talk, and of a dial in vain.")
    ] = None,
    dials: Annotated[
        str | None, typer.Option("--dials", metavar="WORD", help="Which dials count: once, all or capped.")
    ] = None,
    connect: Annotated[
        float | None, typer.Option("--connect", metavar="SHARE", help="The chance that a dial is answered.")
    ] = None,
    attempts: Annotated[
        int | None, typer.Option("--attempts", metavar="NUMBER", help="The most dials of a lead.")
    ] = None,
    less: Annotated[
        float | None, typer.Option("--less", metavar="SHARE", help="The share of time per lead to save; 0.25.")
    ] = None,
) -> "tuple[list[Answer], str]":
    """What calling and winning cost: every way to count the dials, growth, break-even, raw inquiries to sales."""
    if preset is not None:
        if preset != "article":
            raise UsageError(_("No preset {name!r}.", name=preset), hint=_("There is article."))
        return house.plans.article_costs(**when), _("What inside sales costs")
    terms = given(leads=leads, dials=one_of(Dials, dials, "--dials"), connect=connect, attempts=attempts, less=less)
    calling = given(
        yearly_pay=None if pay is None else minor(house, pay), paid_days=paid_days, selling_share=selling_share,
        talk_minutes=minutes, no_answer_minutes=minutes,
    )  # fmt: skip
    chosen = replace(plan, costs=replace(plan.costs, **terms))
    told = house.plans.costs(chosen, replace(house.policy.calling, **calling), **when)
    return told, _("What winning costs")


@app.command()
@in_tables
def scenario(
    house: "House",
    plan: "Plan",
    when: "dict[str, Any]",
    *,
    what_if: Annotated[
        list[str],
        typer.Option("--if", metavar="SCENARIO", help="A file, or a name in the folder's scenarios; all if none."),
    ] = [],  # noqa: B006
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="WORD", help="What the levers move: cac, wins, revenue or cost.")
    ] = "cac",
    lift: Annotated[float, typer.Option("--lift", metavar="SHARE", help="By how much levers are pulled.")] = 0.1,
) -> "tuple[list[Answer], str]":
    """What if: scenarios side by side, which lever moves most, and whether the top or the bottom of the funnel pays."""
    chosen = [house.load_scenario(name) for name in what_if or house.scenarios()]
    told = house.plans.what_if(plan, chosen, outcome=outcome, lift=lift, **when)
    return told, _("What if")


@app.command()
@in_tables
def decay(
    house: "House",
    plan: "Plan",
    when: "dict[str, Any]",
    *,
    stage: Annotated[str, typer.Option("--stage", metavar="STAGE", help="Whose leads.")],
    leads: Annotated[
        int | None, typer.Option("--leads", metavar="NUMBER", help="How many; those of the last three months.")
    ] = None,
    expired: Annotated[
        int | None, typer.Option("--expired", metavar="NUMBER", help="How many of them go cold; as they did.")
    ] = None,
    requalified: Annotated[
        float, typer.Option("--requalified", metavar="SHARE", help="How many of these come back.")
    ] = 0.0,
    closing: Annotated[float, typer.Option("--closing", metavar="SHARE", help="How many of those are won.")] = 0.0,
) -> "tuple[list[Answer], str]":
    """What it costs the plan that leads of a stage expire: on average, in whole customers, and how sure that is."""
    asked: dict[str, Any] = {"leads": leads, "expired": expired, "requalified": requalified, "closing": closing}
    return house.plans.decay(plan, stage, **asked, **when), _("What leads going cold cost the plan")


@app.command()
@in_tables
def simulate(
    house: "House",
    plan: "Plan",
    when: "dict[str, Any]",
    *,
    budget: Annotated[
        float | None, typer.Option("--budget", metavar="AMOUNT", help="What is spent each month.")
    ] = None,
    hours: Annotated[float | None, typer.Option("--hours", metavar="NUMBER", help="Hours of work a week.")] = None,
    hour: Annotated[float | None, typer.Option("--hour", metavar="AMOUNT", help="What an hour costs.")] = None,
    visits: Annotated[
        float, typer.Option("--visits", metavar="NUMBER", help="The further visits a month that the hours bring.")
    ] = 0.0,
) -> "tuple[list[Answer], str]":
    """Go forward: what a budget, hours of work and the open pipeline come to, and when the hours pay."""
    told = given(
        budget=None if budget is None else minor(house, budget), hours=hours,
        hour=None if hour is None else minor(house, hour),
    )  # fmt: skip
    chosen = replace(plan, spending=replace(plan.spending, **told))
    tables = house.plans.simulate(chosen, visits, **when)
    return tables, _("What comes of it")


@app.command()
@in_tables
def budget(
    house: "House",
    plan: "Plan",
    when: "dict[str, Any]",
    *,
    amount: Annotated[
        float | None,
        typer.Option("--amount", metavar="AMOUNT", help="For a month; what is spent of late if not given."),
    ] = None,
) -> "tuple[list[Answer], str]":
    """Where a budget brings most customers: channels by what the next one costs, with diminishing returns."""
    told = house.plans.budget(plan, None if amount is None else minor(house, amount), **when)
    return told, _("Where the budget brings most")


@app.command()
@with_plan
def publish(
    house: "House",
    plan: "Plan",
    when: "dict[str, Any]",
    *,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="What to call the plan.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who publishes it; you if not given.")] = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Set the plan's goals for each stage and month in the ledger, to be tracked by `headrace plan pace`."""
    chosen = replace(plan, name=name or plan.name or "plan")
    told = house.plans.publish(chosen, by=by or getpass.getuser(), dry_run=dry_run, **when)
    data = {"plan": told.plan, "version": told.version, "goals": len(told.goals), "published": not dry_run}
    talk.result(data, json, lambda: _said(told, dry_run=dry_run))


def _said(told: "Published", *, dry_run: bool) -> str:
    goals = ngettext("{n} goal", "{n} goals", len(told.goals))
    parts = {"plan": told.plan, "version": told.version, "goals": goals}
    if dry_run:
        return _("The plan {plan} would be published as version {version}: {goals}.", **parts)
    return _("Published the plan {plan}, version {version}: {goals}.", **parts)


@app.command()
@in_tables
def pace(
    house: "House",
    plan: "Plan",
    when: "dict[str, Any]",
    *,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Which plan; the one published last if not given.")
    ] = None,
) -> "tuple[list[Answer], str]":
    """How a published plan goes: actual against goals, where it lands, what would close the gap, how good it was."""
    chosen = replace(plan, name=name or plan.name)
    told = house.plans.pace(chosen, **when)
    return told, _title(chosen)


def _title(plan: "Plan") -> str:
    return _("The plan {name}", name=plan.name) if plan.name else _("The plan")
