"""Options that several commands share, and how their texts are read."""

import sys
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from headrace.core.errors import UsageError

Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The company's folder; HEADRACE_DATA, or the nearest one with a funnel.yaml, if not given.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Sign = Annotated[
    list[str] | None,
    typer.Option("--sign", metavar="ROLE=NAME", help="Who signs for a role; give it for each role that must."),
]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who publishes; the user of this machine if not given.")
]


def day(text: str | None, option: str) -> date | None:
    """A day as the command line writes it."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: {text!r} is no day.", hint="Write days as 2025-03-31.") from None


def instant(text: str | None, option: str, zone: ZoneInfo) -> datetime | None:
    """An instant as the command line writes it: with an offset, or in the company's zone."""
    if text is None:
        return None
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        hint = "Write instants as 2025-03-31T09:05, or with an offset as 2025-03-31T09:05+01:00."
        raise UsageError(f"{option}: {text!r} is no instant.", hint=hint) from None
    return given if given.tzinfo else given.replace(tzinfo=zone)


def confirm(question: str, *, wanted: bool) -> None:
    """Ask before something is done, if a person sits there to answer."""
    if wanted and sys.stdin.isatty() and sys.stderr.isatty():
        typer.confirm(question, abort=True, err=True)


def pairs(given: list[str], option: str) -> dict[str, str]:
    """`name=value` options as a mapping."""
    found: dict[str, str] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not (name and sign):
            raise UsageError(f"{option}: {text!r} is no NAME=VALUE.", hint=f"For example: {option} channel=webinar")
        if name in found:
            raise UsageError(
                f"{option}: {name} is given twice, as {found[name]!r} and as {value!r}.",
                hint="Give it once: all that is given must hold.",
            )
        found[name] = value
    return found
