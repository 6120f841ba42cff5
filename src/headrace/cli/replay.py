"""`headrace funnel replay`: try a candidate on history before it is published."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.cli.report import Csv, Html, Xlsx, show_leads, write_files
from headrace.core.texts import _

if TYPE_CHECKING:
    from headrace.adapters.documents.candidate import Drafts
    from headrace.house import House
    from headrace.results import Replayed


def replay(
    candidate: Annotated[
        Path | None,
        typer.Argument(help="A funnel file, a policy file, or a folder with one or both; the company's own if none."),
    ] = None,
    *,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day of the period.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day of the period.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Leave out what happened after this day.")
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table", metavar="TABLE",
            help="Only this one: changes, stages, rates, queue, leakage, clocks, wins, plan or onward; all if none.",
        ),
    ] = None,
    leads: Annotated[
        str | None,
        typer.Option("--leads", metavar="ROW[:FIGURE]", help="List the leads of a row of that table, or the changes."),
    ] = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    html: Html = None,
    publish: Annotated[bool, typer.Option("--publish", help="Publish the candidate once it is shown.")] = False,
    sign: options.Sign = None,
    by: options.By = None,
    yes: options.Yes = False,
    data: options.Data = None,
    json: options.Json = False,
) -> None:  # fmt: skip
    """Try a candidate on history: which leads, rates, work, losses and wins would change. Nothing is written.

    With `--publish` the candidate becomes what is in force, once it is shown.
    """
    import headrace  # noqa: PLC0415

    signoffs = options.pairs(sign or [], "--sign")
    asked = {
        "first": options.day(first, "--from"),
        "last": options.day(last, "--to"),
        "as_of": options.day(as_of, "--as-of"),
    }
    with headrace.open(data) as house:
        drafts = house.drafts(candidate)
        tried = house.replay(drafts, **asked)
        if leads is not None:
            of, (row, _colon, figure) = table or "changes", leads.partition(":")
            found, like = tried.leads(row, figure or None, table=of), tried.replay.table(of).answer
            show_leads(house, found, like, tried.lead_columns, csv=csv, xlsx=xlsx, html=html, json=json)
            return
        names = [table] if table else list(tried.tables)
        answers = [tried.replay.table(name).answer for name in names]
        said = _differences(house, tried)
        title = _("A candidate tried on history")
        write_files(answers, csv=csv, xlsx=xlsx, html=html, sheets=len(answers), title=title)
        shown = not (csv or xlsx or html)
        if shown and not json:
            _show(said, tried, answers)
        published = (
            _publish(house, drafts, by or getpass.getuser(), signoffs, ask=not (yes or json)) if publish else None
        )
        if json:
            talk.result(_data(drafts, said, names, answers, published), json, str)
        elif published:
            talk.say(published)


def _differences(house: "House", tried: "Replayed") -> list[str]:
    """What the candidate says otherwise than what is in force."""
    from headrace.core.differences import differences, policy_differences  # noqa: PLC0415

    new = tried.replay.new
    return [*differences(house.funnel, new.funnel), *policy_differences(house.policy, new.policy, new.funnel)]


def _show(said: list[str], tried: "Replayed", answers: list[Any]) -> None:
    from rich.console import Group  # noqa: PLC0415

    from headrace.adapters.exports.terminal import render_all  # noqa: PLC0415

    talk.say("\n".join(f"- {change}" for change in said) or _("The candidate says what is in force."))
    if tried.replay.changed:
        talk.result(None, False, lambda: Group(*render_all(answers)))
    else:
        talk.result(None, False, lambda: "\n".join([_("No verdict would change."), *tried.replay.hints]))


def _publish(house: "House", drafts: "Drafts", by: str, signoffs: dict[str, str], *, ask: bool) -> str:
    options.confirm(_("Publish?"), wanted=ask)
    done = house.publish_candidate(drafts, by=by, signoffs=signoffs)
    return _("In force: funnel version {funnel}, policy version {policy}.",
             funnel=done.funnel_version, policy=done.policy_version)  # fmt: skip


def _data(
    drafts: "Drafts", said: list[str], names: list[str], answers: list[Any], published: str | None
) -> dict[str, Any]:
    from headrace.adapters.exports.data import to_data  # noqa: PLC0415

    tables = {name: to_data(answer) for name, answer in zip(names, answers, strict=True)}
    return {"candidate": str(drafts), "differences": said, "published": published is not None, "tables": tables}
