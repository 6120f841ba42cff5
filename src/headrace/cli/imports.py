"""`headrace import`: files in, findings out; `import undo BATCH` takes one back."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.core.errors import DataRefused, NotFound, UsageError
from headrace.core.texts import _, ngettext

if TYPE_CHECKING:
    from rich.console import RenderableType

    from headrace.adapters.imports.maps import RowsMap
    from headrace.app.imports import Outcome
    from headrace.house import House

VERBS = ("undo", "list")


def import_(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="CSV, gzip, Parquet or Excel files; or: undo BATCH; or: list."),
    ],
    kind: Annotated[
        str | None,
        typer.Option("--as", metavar="KIND", help="What the rows are, if the columns bear the fields' names."),
    ] = None,
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.yaml", help="Which column is which field.")
    ] = None,
    source: Annotated[str, typer.Option("--source", help="Whose ids these are, without a map.")] = "import",
    sheet: Annotated[str | None, typer.Option("--sheet", help="Which sheet of an Excel file.")] = None,
    guess: Annotated[
        bool, typer.Option("--guess", help="Write a map from the header, with three sample values each.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects",
            metavar="FILE",
            help="Where refused rows go; FILE.rejects.csv beside the input if not given.",
        ),
    ] = None,
    why: Annotated[str, typer.Option("--why", help="undo: the reason.")] = "",
    dry_run: options.DryRun = False,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Import people, inquiries, stage history, opportunities, touches, calls, payments, visits and spend."""
    import headrace  # noqa: PLC0415

    if guess:
        _guess([Path(file) for file in files], kind, source)
        return
    with headrace.open(data) as house:
        if files[0] in VERBS and not Path(files[0]).exists():
            _verb(house, files, why, json)
            return
        chosen = _maps(house, [Path(file) for file in files], kind, map_file, source, sheet)
        outcomes = [_import(house, path, rows, sheet=sheet, dry_run=dry_run) for path, rows in chosen]
        house.catch_up()
    for outcome, (path, _rows) in zip(outcomes, chosen, strict=True):
        if rejects is not None or not dry_run:
            _write_rejects(outcome, path, rejects, sheet=sheet, alone=len(chosen) == 1)
    hopeless = [outcome.parcel.name for outcome in outcomes if outcome.rows and outcome.refused == outcome.rows]
    if not (hopeless and json):
        talk.result([_data(outcome) for outcome in outcomes], json, lambda: _told(outcomes))
    if hopeless:
        raise DataRefused(
            _("Every row of {file} was refused.", file=hopeless[0]), hint=_("The file of refused rows says why.")
        )


def _verb(house: "House", words: list[str], why: str, json: bool) -> None:
    if words[0] == "list":
        batches = house.book.batches()
        talk.result([asdict(batch) for batch in batches], json, lambda: _batch_table(batches))
        return
    if len(words) != 2 or not words[1].isdigit():
        raise UsageError("import undo needs the number of a batch.", hint="`headrace import list` shows them.")
    batch = house.undo_import(int(words[1]), why=why, actor="cli")
    said = _("Batch {number} ({name}) counts no more.", number=batch.number, name=batch.name)
    talk.result({"batch": batch.number, "state": "undone"}, json, lambda: said)


def _batch_table(batches: list[Any]) -> "RenderableType":
    from rich.table import Table  # noqa: PLC0415

    table = Table("Batch", "File", "Kind", "State", "Facts", box=None, header_style="bold")
    for batch in batches:
        table.add_row(str(batch.number), batch.name, batch.kind, batch.state, str(batch.rows_done))
    return table


def _maps(
    house: "House", paths: list[Path], kind: str | None, map_file: Path | None, source: str, sheet: str | None
) -> "list[tuple[Path, RowsMap]]":
    """Each file with its map, in the order in which they are to be taken in: people before their moves."""
    from headrace.adapters.imports.files import understand  # noqa: PLC0415
    from headrace.adapters.imports.maps import by_header, load_maps, map_for, row_kind  # noqa: PLC0415
    from headrace.rules.rows import ROW_KINDS  # noqa: PLC0415

    if missing := [path for path in paths if not path.is_file()]:
        raise NotFound(f"No file {str(missing[0])!r} here.")
    if map_file is not None:
        maps = load_maps(map_file, zone=house.policy.zone)
        chosen = [(path, map_for(maps, path)) for path in paths]
    elif kind is not None:
        rows = row_kind(kind)
        chosen = [
            (path, by_header(rows, source, house.policy.zone, understand(path, sheet=sheet).columns)) for path in paths
        ]
    else:
        raise UsageError(
            "Say what the rows are: --as KIND, or --map MAP.yaml.",
            hint=f"Kinds: {', '.join(ROW_KINDS)}. `headrace import {paths[0]} --guess` writes a map.",
        )
    order = list(ROW_KINDS)
    return sorted(chosen, key=lambda pair: order.index(pair[1].kind.name))


def _import(house: "House", path: Path, rows: "RowsMap", *, sheet: str | None, dry_run: bool) -> "Outcome":
    with talk.progress(path.name) as progress:
        return house.import_file(path, rows, sheet=sheet, dry_run=dry_run, more=True, actor="cli", progress=progress)


def _guess(paths: list[Path], kind: str | None, source: str) -> None:
    import sys  # noqa: PLC0415

    from headrace.adapters.imports.guess import guess  # noqa: PLC0415

    sys.stdout.write(guess(paths, kind=kind, source=source))


def _write_rejects(outcome: "Outcome", path: Path, wanted: Path | None, *, sheet: str | None, alone: bool) -> None:
    if not outcome.rejects:
        return
    from headrace.adapters.imports.rejects import write_rejects  # noqa: PLC0415

    target = wanted if wanted is not None and alone else path.with_name(f"{path.name}.rejects.csv")
    if wanted is not None and not alone:
        target = wanted.with_name(f"{wanted.stem}-{path.stem}{wanted.suffix}")
    write_rejects(target, path, outcome.rejects, sheet=sheet)
    talk.say(
        ngettext(
            "{n} refused row is in {file}: correct it and import that file.",
            "{n} refused rows are in {file}: correct them and import that file.",
            outcome.refused,
            file=str(target),
        )
    )


def _data(outcome: "Outcome") -> dict[str, Any]:
    return {
        "file": outcome.parcel.name,
        "kind": outcome.parcel.kind,
        "state": outcome.state,
        "batch": outcome.batch,
        "rows": outcome.rows,
        "refused": outcome.refused,
        "facts": asdict(outcome.facts),
        "findings": [asdict(found) for found in outcome.findings],
    }


_STATES = {
    "published": "imported",
    "unchanged": "nothing new",
    "repeated": "imported before",
    "dry run": "dry run: nothing written",
}


def _told(outcomes: "list[Outcome]") -> "RenderableType":
    from rich.console import Group  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, header_style="bold")
    for title in ("File", "Kind", "What came of it", "Batch"):
        table.add_column(title)
    for title in ("Rows", "Refused", "New facts", "Updates", "Known already"):
        table.add_column(title, justify="right")
    for each in outcomes:
        counts = (each.rows, each.refused, each.facts.new, each.facts.updates, each.facts.known)
        shown = ["–"] * len(counts) if each.state == "repeated" else [f"{count:,}" for count in counts]
        batch = "–" if each.batch is None else str(each.batch)
        table.add_row(each.parcel.name, each.parcel.kind, _(_STATES[each.state]), batch, *shown)
    return Group(table, *(_finding_table(each) for each in outcomes if each.findings))


def _finding_table(outcome: "Outcome") -> "RenderableType":
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(
        title=Text(_("Findings in {file}", file=outcome.parcel.name)),
        title_justify="left",
        box=None,
        header_style="bold",
    )
    for title, justify in (
        ("Finding", "left"),
        ("Rows", "right"),
        ("Rule", "left"),
        ("Column", "left"),
        ("What is wrong", "left"),
        ("First lines", "left"),
    ):
        table.add_column(title, justify=justify)  # type: ignore[arg-type]
    for found in outcome.findings:
        first = ", ".join(f"{line}: {value!r}" if value else str(line) for line, value in found.examples)
        rule = _("refused") if found.refused else _("taken")
        table.add_row(*map(Text, (found.name, f"{found.rows:,}", rule, found.column, found.reason, first)))
    return table
