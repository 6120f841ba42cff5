"""`headrace nurture`: who in the pool may get which content, for the mailer of your choice."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.core.texts import ngettext

app = typer.Typer(help="The nurture pool: which content fits whom, for your mailer.", no_args_is_help=True,
                  rich_markup_mode=None)  # fmt: skip
COLUMNS = ("email", "name", "content", "reason", "journey")


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; the screen if not given.")] = None,
    data: options.Data = None,
) -> None:
    """Write as CSV who may get which content now. Whoever did not consent, or withdrew, is left out."""
    import headrace  # noqa: PLC0415
    from headrace.adapters.exports.data import csv_text  # noqa: PLC0415

    with headrace.open(data) as house:
        rows = house.content_hints()
    text = csv_text(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
    if file is None:
        sys.stdout.write(text)
        return
    file.write_text(text, encoding="utf-8")
    talk.say(ngettext("Wrote {n} person to {file}.", "Wrote {n} people to {file}.", len(rows), file=str(file)))


@app.command()
def send(
    url: Annotated[str, typer.Argument(help="Where to, such as https://mailer.example/hook.")],
    secret: Annotated[
        str | None,
        typer.Option("--secret", envvar="HEADRACE_WEBHOOK_SECRET", help="What messages are signed with."),
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="The address may be of the own network.")] = False,
    data: options.Data = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Send one signed webhook for each person who may get content now. Sending twice does no harm."""
    import headrace  # noqa: PLC0415
    from headrace.adapters.delivery import webhook  # noqa: PLC0415

    to = webhook.receiver(url, secret, private=private)
    with headrace.open(data) as house:
        rows, at_s = house.content_hints(), int(house.now().timestamp())
    for row in rows if not dry_run else ():
        message = f"{row['journey']}:{row['content']}"
        webhook.send(to, message, at_s, {"type": "nurture.content", "data": row})
    said = (
        ngettext("Would send {n} message.", "Would send {n} messages.", len(rows))
        if dry_run
        else ngettext("Sent {n} message.", "Sent {n} messages.", len(rows))
    )
    told: dict[str, Any] = {"messages": len(rows), "dry_run": dry_run}
    talk.result(told, json, lambda: said)
