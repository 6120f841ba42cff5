"""`headrace init` and `headrace demo`: a house of one's own, and one to look at."""

import shutil
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.core.errors import NotAllowed
from headrace.core.texts import _
from headrace.settings import DATABASE, find

if TYPE_CHECKING:
    from headrace.house import House

DEMO = Path("headrace-demo")
SOURCE = "demo"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to; this folder if not given.")] = Path(),
    template: Annotated[
        str,
        typer.Option("--template", help="classic, visitors, rearchitected-2012, demand-unit or b2b-revenue-2021"),
    ] = "classic",
    json: options.Json = False,
) -> None:
    """Make a folder with funnel.yaml, policy.yaml and an empty ledger."""
    from headrace.house import House, make  # noqa: PLC0415

    settings = find(make(folder, template).folder)
    with House(settings) as house:
        house.book.head()
    ledger = [] if settings.database else [settings.ledger_file]
    files = [str(file) for file in (settings.funnel_file, settings.policy_file, *ledger)]

    def render() -> str:
        return _(
            "Made {files}.\nRead and edit the first two, then publish them: "
            "headrace funnel publish --sign marketing=NAME --sign sales=NAME",
            files=", ".join(files),
        )

    talk.result({"files": files}, json, render)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to.")] = DEMO,
    scale: Annotated[
        float, typer.Option("--scale", help="1 is 20,000 people who inquire, 10 ten times as many.")
    ] = 1.0,
    seed: Annotated[int, typer.Option("--seed", help="Another seed makes another company.")] = 2026,
    force: Annotated[bool, typer.Option("--force", help="Make it anew where one is already.")] = False,
    json: options.Json = False,
) -> None:
    """Make a believable company: two years of its demand waterfall, printed, and as an HTML page."""
    if environ.get(DATABASE):
        raise NotAllowed(
            _("{name} is set, and the made-up company is none of that database's.", name=DATABASE),
            hint=_("`env -u {name} headrace demo` makes it; look at it in the same way.", name=DATABASE),
        )
    if folder.exists() and any(folder.iterdir()):
        if not force or not (folder / "funnel.yaml").is_file():
            raise NotAllowed(f"{folder} is not empty.", hint="`--force` makes a headrace folder anew.")
        shutil.rmtree(folder)
    from headrace.house import House, make  # noqa: PLC0415

    settings = make(folder)
    _adapt(settings.policy_file)
    with House(settings) as house:
        house.publish(by="demo", signoffs={"marketing": "mara", "sales": "ola"})
        outcomes = _fill(house, folder, scale, seed)
        _tell(house, folder, outcomes, json)


def _adapt(policy_file: Path) -> None:
    """The default policy, in the zone and currency of the made-up company, and with what it pays."""
    from headrace.demo.calendar import ZONE  # noqa: PLC0415
    from headrace.demo.catalog import CURRENCY, YEARLY_PAY  # noqa: PLC0415

    lines = policy_file.read_text(encoding="utf-8").splitlines()
    changed = {
        "zone:": f"zone: {ZONE}",
        "currency:": f"currency: {CURRENCY}",
        "  yearly_pay:": f"  yearly_pay: {YEARLY_PAY}",
    }
    kept = [next((new for old, new in changed.items() if line.startswith(old)), line) for line in lines]
    policy_file.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _fill(house: "House", folder: Path, scale: float, seed: int) -> list[Any]:
    from headrace.adapters.imports.files import understand  # noqa: PLC0415
    from headrace.adapters.imports.maps import by_header, row_kind  # noqa: PLC0415
    from headrace.demo.company import make as make_company  # noqa: PLC0415

    with talk.progress(_("Making up the company")):
        files = make_company(scale, seed).write(folder / "files")
    outcomes = []
    for kind, path in files.items():
        rows = by_header(row_kind(kind), SOURCE, house.policy.zone, understand(path).columns)
        with talk.progress(_("Importing {kind}", kind=kind)) as progress:
            outcomes.append(house.import_file(path, rows, more=True, actor=SOURCE, progress=progress))
    house.catch_up()
    return outcomes


def _tell(house: "House", folder: Path, outcomes: list[Any], json: bool) -> None:
    from headrace.adapters.exports.data import to_data  # noqa: PLC0415
    from headrace.adapters.exports.html import to_html  # noqa: PLC0415
    from headrace.adapters.exports.terminal import render  # noqa: PLC0415
    from headrace.demo.company import END  # noqa: PLC0415

    names = ("waterfall", "moves", "conversion", "velocity", "stages")
    answers = [house.report(name, as_of=END).answer for name in names]
    page = folder / "waterfall.html"
    page.write_text(to_html(answers), encoding="utf-8")
    facts = sum(outcome.facts.new for outcome in outcomes)

    def shown() -> Any:
        from rich.console import Group  # noqa: PLC0415

        told = _(
            "{facts} facts are in {folder}. The page {page} shows the waterfall drawn.\n"
            "Try: headrace report waterfall --by channel --data {folder}",
            facts=f"{facts:,}", folder=str(folder), page=str(page),
        )  # fmt: skip
        return Group(render(answers[0]), "", *_leaks(answers[0]), "", told)

    talk.result(
        {"folder": str(folder), "page": str(page), "facts": facts, "waterfall": to_data(answers[0])},
        json,
        shown,
    )


def _leaks(answer: Any) -> list[str]:
    """What leaks: where leads go cold, and where they leave, the most first."""
    labels = {place.name: place.label for place in answer.places}
    ways = (
        ("expired", _("expired unworked")),
        ("nurtured", _("went to nurture")),
        ("left", _("were lost or disqualified")),
    )
    found = [(row[way], labels[row["place"]], words) for row in answer.rows for way, words in ways if row[way]]
    told = [f"  {count:>7,}  {label}: {words}" for count, label, words in sorted(found, reverse=True)]
    return [_("What leaks"), *told]
