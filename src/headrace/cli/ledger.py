"""`headrace ledger`: audit, verify, rebuild, export."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.core.errors import CheckFailed
from headrace.core.texts import _, ngettext

app = typer.Typer(help="The facts: audit, verify, rebuild, export.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def audit(
    limit: Annotated[int, typer.Option("--limit", help="How many contradictions to list.")] = 20,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """List contradictions: moves that the funnel forbids, wins without revenue. Nothing is changed."""
    import headrace  # noqa: PLC0415
    from headrace.ledger.audit import MEANINGS, audit  # noqa: PLC0415

    with headrace.open(data) as house:
        found = list(audit(list(house.book.entries()), house.funnel))
    counts = Counter(each.name for each in found)
    shown = [{"name": e.name, "seq": e.seq, "journey": e.journey, "detail": e.detail} for e in found[:limit]]

    def render() -> Any:
        from rich.console import Group  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415

        totals = Table("Contradiction", "Count", "Meaning", box=None, header_style="bold")
        for name, count in counts.most_common():
            totals.add_row(name, f"{count:,}", _(MEANINGS[name]))
        listed = Table("Fact", "Journey", "Contradiction", "Detail", box=None, header_style="bold")
        for each in shown:
            listed.add_row(str(each["seq"]), str(each["journey"] or "–"), str(each["name"]), str(each["detail"]))
        return Group(totals, "", listed) if found else _("No contradictions.")

    talk.result({"counts": dict(counts), "contradictions": shown}, json, render)


@app.command()
def verify(data: options.Data = None, json: options.Json = False) -> None:
    """Fold every journey anew, one fact at a time, and compare with where it is said to stand."""
    import headrace  # noqa: PLC0415
    from headrace.app.upkeep import verify  # noqa: PLC0415

    with headrace.open(data) as house:
        checked, wrong = verify(house.book, house.terms)
    if wrong:
        raise CheckFailed(
            ngettext(
                "{n} journey does not stand where its facts say.",
                "{n} journeys do not stand where their facts say.",
                len(wrong),
            ),
            hint=_("`headrace ledger rebuild` builds every standing anew. First: {journey}.", journey=wrong[0]),
        )
    said = ngettext("{n} journey stands where its facts say.", "{n} journeys stand where their facts say.", checked)
    talk.result({"journeys": checked}, json, lambda: said)


@app.command()
def rebuild(data: options.Data = None, json: options.Json = False) -> None:
    """Build the mirror and every standing anew from the ledger."""
    import shutil  # noqa: PLC0415

    import headrace  # noqa: PLC0415

    with headrace.open(data) as house:
        shutil.rmtree(house.settings.mirror_folder, ignore_errors=True)
        count = house.rebuild()
    said = ngettext("Built anew: {n} journey.", "Built anew: {n} journeys.", count)
    talk.result({"journeys": count}, json, lambda: said)


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; the screen if not given.")] = None,
    data: options.Data = None,
) -> None:
    """Write every fact as a line of text, in the order in which we learnt them."""
    import headrace  # noqa: PLC0415
    from headrace.ledger.notation import write  # noqa: PLC0415

    with headrace.open(data) as house:
        zone = house.policy.time_zone
        lines = write(house.book.entries(), zone)
        if file is None:
            sys.stdout.writelines(line + "\n" for line in lines)
            return
        count = 0
        with file.open("w", encoding="utf-8") as out:
            for line in lines:
                out.write(line + "\n")
                count += 1
    talk.say(ngettext("Wrote {n} fact to {file}.", "Wrote {n} facts to {file}.", count, file=str(file)))
