"""`headrace funnel`: check, show, document, diff, replay, publish."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.cli.replay import replay
from headrace.core.errors import NotAllowed, NotFound
from headrace.core.texts import _, ngettext

if TYPE_CHECKING:
    from rich.table import Table

    from headrace.app.publication import Proposal
    from headrace.core.funnel import Funnel
    from headrace.core.policy import Policy
    from headrace.house import House
    from headrace.settings import Settings

app = typer.Typer(
    help="What the stages mean: check, show, document, diff, replay, publish.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Version = Annotated[
    int | None,
    typer.Option("--version", metavar="N", help="A published version; the files in the folder if not given."),
]


@app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="A funnel file; those of the folder if not given.")] = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Read funnel.yaml and policy.yaml, and tell every problem with its line. Nothing is changed."""
    from headrace.adapters.documents import load_funnel  # noqa: PLC0415
    from headrace.settings import find  # noqa: PLC0415

    funnel = load_funnel(file) if file else _drafts(find(data))[0]
    names = [stage.label for stage in funnel.stages]
    said = ngettext(
        "{name} is sound: {n} stage, {order}.",
        "{name} is sound: {n} stages, {order}.",
        len(names),
        name=funnel.name,
        order=" > ".join(names),
    )
    talk.result({"name": funnel.name, "stages": list(funnel.names())}, json, lambda: said)


@app.command()
def show(version: Version = None, data: options.Data = None, json: options.Json = False) -> None:
    """Show the stages with their owners, criteria, shelf lives and clocks."""
    from headrace.core.definitions import funnel_to_data, policy_to_data  # noqa: PLC0415

    funnel, policy = _definitions(data, version)
    shown = {"funnel": funnel_to_data(funnel), "policy": policy_to_data(policy)}
    talk.result(shown, json, lambda: _stages(funnel, policy))


@app.command()
def document(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where to; funnel.html in the folder if not given."),
    ] = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Write the definition as one printable page, with lines for marketing and sales to sign."""
    import headrace  # noqa: PLC0415
    from headrace.adapters.documents.page import Edition  # noqa: PLC0415
    from headrace.adapters.documents.page import document as page  # noqa: PLC0415

    with headrace.open(data) as house:
        funnel, policy = _drafts(house.settings)
        current = house.definitions
        changes = tuple(_proposal(house, {}).changes) if current.funnel else ()
        same_funnel, same_policy = funnel == current.funnel, policy == current.policy
        edition = Edition(
            printed=house.now(),
            funnel_version=current.funnel_version if same_funnel else None,
            policy_version=current.policy_version if same_policy else None,
            published=current.since if same_funnel else None,
            signed_by=(current.signed_by or {}) if same_funnel else {},
            changes=changes,
        )
        target = out or house.settings.folder / "funnel.html"
    _write(target, page(funnel, policy, edition))
    talk.result({"file": str(target)}, json, lambda: _("Wrote {file}. Print it, and sign it.", file=target))


@app.command()
def diff(
    old: Annotated[
        str | None,
        typer.Argument(metavar="OLD", help="A version or a funnel file; what is in force if not given."),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(metavar="NEW", help="A version or a funnel file; the files in the folder if not given."),
    ] = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Tell what one definition says otherwise than another: before publishing, or between versions."""
    import headrace  # noqa: PLC0415
    from headrace.core.differences import differences, policy_differences  # noqa: PLC0415

    with headrace.open(data) as house:
        before = _side(house, old) if old else house.funnel
        after, terms = (_side(house, new), house.policy) if new else _drafts(house.settings)
        said = [] if old or new else policy_differences(house.policy, terms, after)
    stages = differences(before, after)
    shown = {"funnel": stages, "policy": said}
    talk.result(shown, json, lambda: _listed([*stages, *said]) or _("No difference."))


app.command()(replay)


@app.command()
def publish(
    sign: options.Sign = None,
    by: options.By = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Make funnel.yaml and policy.yaml the definitions that new facts refer to. History stays as it was."""
    import headrace  # noqa: PLC0415

    signoffs, publisher = options.pairs(sign or [], "--sign"), by or getpass.getuser()
    with headrace.open(data) as house:
        proposal = _proposal(house, signoffs, publisher)
        if proposal.changes:
            talk.say(_listed(proposal.changes))
        if proposal.changes and not dry_run:
            if not proposal.unsigned:
                options.confirm(_("Publish?"), wanted=not (yes or json))
            house.publish(by=publisher, signoffs=signoffs)
    talk.result(_told(proposal, dry_run=dry_run), json, lambda: _outcome(proposal, dry_run=dry_run))


def _drafts(settings: "Settings") -> "tuple[Funnel, Policy]":
    """The funnel and policy of the folder; the problems of both files are told together."""
    from headrace.adapters.documents import DocumentRefused, load_funnel, load_policy  # noqa: PLC0415

    try:
        funnel = load_funnel(settings.funnel_file)
    except DocumentRefused as refused:
        try:
            load_policy(settings.policy_file)
        except DocumentRefused as other:
            raise refused.joined(other) from None
        raise
    return funnel, load_policy(settings.policy_file, funnel)


def _definitions(data: str | None, version: int | None) -> "tuple[Funnel, Policy]":
    """The drafts of the folder, or a published funnel with the policy in force."""
    import headrace  # noqa: PLC0415
    from headrace.settings import find  # noqa: PLC0415

    if version is None:
        return _drafts(find(data))
    with headrace.open(data) as house:
        return _published(house, version), house.policy


def _published(house: "House", version: int) -> "Funnel":
    from headrace.core.definitions import funnel_from_data  # noqa: PLC0415
    from headrace.core.entries import FunnelPublished  # noqa: PLC0415

    bodies = [fact.body for fact in house.book.published("funnel_published")]
    documents = {body.version: body.document for body in bodies if isinstance(body, FunnelPublished)}
    if version not in documents:
        known = ", ".join(map(str, documents)) or _("none yet")
        raise NotFound(_("No funnel version {n}.", n=version), hint=_("Versions: {known}.", known=known))
    return funnel_from_data(documents[version])


def _side(house: "House", given: str) -> "Funnel":
    """One side of a comparison: a version by its number, or a file."""
    from headrace.adapters.documents import load_funnel  # noqa: PLC0415

    return _published(house, int(given)) if given.isdecimal() else load_funnel(Path(given))


def _proposal(house: "House", signoffs: dict[str, str], by: str = "") -> "Proposal":
    from headrace.app.publication import propose  # noqa: PLC0415

    funnel, policy = _drafts(house.settings)
    return propose(house.book, funnel, policy, by=by, now=house.now(), signoffs=signoffs)


def _write(target: Path, text: str) -> None:
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as problem:
        hint = _("Choose another file with --out.")
        raise NotAllowed(_("{file} cannot be written: {why}.", file=target, why=problem.strerror), hint=hint) from None


def _told(proposal: "Proposal", *, dry_run: bool) -> dict[str, Any]:
    return {
        "published": bool(proposal.changes) and not dry_run,
        "changes": list(proposal.changes),
        "funnel_version": proposal.funnel_version,
        "policy_version": proposal.policy_version,
        "unsigned": list(proposal.unsigned),
    }


def _outcome(proposal: "Proposal", *, dry_run: bool) -> str:
    versions = {"funnel": proposal.funnel_version, "policy": proposal.policy_version}
    if not proposal.changes:
        return _("Nothing changed: funnel version {funnel} and policy version {policy} stay in force.", **versions)
    if not dry_run:
        return _("In force: funnel version {funnel}, policy version {policy}.", **versions)
    would = _("It would become funnel version {funnel}, policy version {policy}. Nothing was written.", **versions)
    if proposal.unsigned:
        return would + " " + _("Signatures that lack: {roles}.", roles=", ".join(proposal.unsigned))
    return would


def _listed(changes: Sequence[str]) -> str:
    return "\n".join(f"- {change}" for change in changes)


def _stages(funnel: "Funnel", policy: "Policy") -> "Table":
    from rich.table import Table  # noqa: PLC0415

    from headrace.core.criteria import prose  # noqa: PLC0415

    heads = (_("Stage"), _("Owner"), _("Comes in when"), _("Shelf life"), _("Clocks"), _("May go to"))
    table = Table(*heads, box=None, header_style="bold", title=funnel.name, title_justify="left", leading=1)
    for place in funnel.places:
        decided = policy.stage(place.name)
        table.add_row(
            place.label,
            str(place.owner or "–"),
            prose(place.entry.tree) if place.entry else "–",
            str(decided.shelf_life.limit) if decided.shelf_life else "–",
            "\n".join(map(str, decided.clocks)) or "–",
            ", ".join(funnel.place(name).label for name in place.moves) or "–",
        )
    return table
