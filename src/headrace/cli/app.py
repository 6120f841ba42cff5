"""The commands: nouns, then verbs."""

from typing import Annotated

import typer

from headrace import __version__
from headrace.cli import agreement, company, imports, lead, ledger, nurture, plan, report, tick
from headrace.cli.funnel import app as funnel

app = typer.Typer(
    name="headrace",
    help="One ledger for the B2B demand waterfall: from the first inquiry to the renewal, every figure with its leads.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"headrace {__version__}")
        raise typer.Exit


@app.callback()
def headrace(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """One ledger for the B2B demand waterfall."""


app.command("demo")(company.demo)
app.command("init")(company.init)
app.add_typer(funnel, name="funnel")
app.command("import")(imports.import_)
app.add_typer(report.app, name="report")
app.add_typer(plan.app, name="plan")
app.add_typer(lead.app, name="lead")
app.add_typer(nurture.app, name="nurture")
app.command("tick")(tick.tick)
app.add_typer(agreement.app, name="agreement")
app.add_typer(ledger.app, name="ledger")
