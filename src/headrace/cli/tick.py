"""`headrace tick`: let the clock do what is due. Run it from cron, every minute or once a night."""

from typing import Annotated, Any

from typer import Option

from headrace.cli import options, talk
from headrace.core.texts import _, ngettext

KINDS = {
    "warned": "warned",
    "breached": "breached",
    "routed": "given to another desk",
    "expired": "expired",
}


def tick(
    until: Annotated[
        str | None, Option("--until", metavar="INSTANT", help="What was due until then; now if not given.")
    ] = None,
    data: options.Data = None,
    json: options.Json = False,
) -> None:
    """Do what is due: warn, note breaches, hand leads on, let expire what nobody worked. Twice does no harm."""
    import headrace  # noqa: PLC0415

    with headrace.open(data) as house, talk.progress(_("Doing what is due")) as progress:
        ticked = house.tick(options.instant(until, "--until", house.policy.time_zone), progress)

    def render() -> Any:
        if not ticked.told:
            return _("Nothing was due.")
        said = [f"{count:,} {KINDS.get(kind, kind)}" for kind, count in sorted(ticked.told.items())]
        total = sum(ticked.told.values())
        return ngettext("{n} thing was due: {said}.", "{n} things were due: {said}.", total, said=", ".join(said))

    talk.result({"told": dict(ticked.told)}, json, render)
