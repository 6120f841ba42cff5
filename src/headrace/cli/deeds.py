"""`headrace lead call`, `accept`, `win`, …: one command for each thing that one of our people does with a lead."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headrace.cli import options, talk
from headrace.core.errors import UsageError
from headrace.core.texts import _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from headrace.app.leads import Done, Leads, Meant
    from headrace.core.units import Money
    from headrace.house import House

Lead = Annotated[str, typer.Argument(help="A journey, a person or an e-mail address.")]
By = Annotated[str, typer.Option("--by", envvar="HEADRACE_USER", metavar="NAME", help="Who does it.")]
At = Annotated[str | None, typer.Option("--at", metavar="INSTANT", help="When it happened; now if not given.")]
Told = Annotated[
    list[str],
    typer.Option("--fact", metavar="NAME=VALUE", help="A declared fact that was learnt with it."),
]
Seen = Annotated[
    int | None, typer.Option("--seen", metavar="SEQ", help="Refuse it if a newer fact than this came in meanwhile.")
]
Reason = Annotated[str, typer.Option("--reason", help="One of the policy's reasons.")]
To = Annotated[str | None, typer.Option("--to", metavar="STAGE", help="Another stage than the one this deed means.")]
Value = Annotated[str | None, typer.Option("--value", metavar="AMOUNT", help="In the company's currency.")]
Answers = Annotated[list[str], typer.Option("--answer", metavar="CRITERION=GRADE", help="yes, partly, no or unknown.")]
Finished = Annotated[bool, typer.Option("--done", help="There is nothing more to ask: what is unknown stays so.")]


@dataclass(frozen=True)
class Doing:
    """What every deed has at hand: the house and its leads, and how the deed is meant."""

    house: "House"
    meant: "Meant"

    @property
    def leads(self) -> "Leads":
        """The deeds on its leads."""
        return self.house.leads


Deed = Callable[..., "Done"]
DEEDS: dict[str, Callable[..., None]] = {}
"""The commands by name."""


def deed(name: str) -> Callable[[Deed], Deed]:
    """Make a command of a deed: it gets the options that all deeds share beside its own."""

    def decorate(function: Deed) -> Deed:
        def command(**given: Any) -> None:
            shared = _Shared(**{field: given.pop(field) for field in _SHARED})
            _do(shared, partial(function, **given))

        own = list(signature(function).parameters.values())[1:]
        parameters = own + list(_SHARED.values())
        command.__doc__ = function.__doc__
        command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {each.name: each.annotation for each in parameters}
        DEEDS[name] = command
        return function

    return decorate


@dataclass(frozen=True)
class _Shared:
    """The options that all deeds share."""

    by: By = ""
    at: At = None
    fact: Told = field(default_factory=list)
    seen: Seen = None
    data: options.Data = None
    dry_run: options.DryRun = False
    json: options.Json = False

    def meant(self, zone: "ZoneInfo") -> "Meant":
        """How the deed is meant; instants without an offset are of the company's zone."""
        from headrace.app.leads import Meant  # noqa: PLC0415

        return Meant(
            by=self.by,
            at=options.instant(self.at, "--at", zone),
            told=options.pairs(self.fact, "--fact"),
            seen=self.seen,
            dry_run=self.dry_run,
        )


_SHARED = {name: each.replace(kind=Parameter.KEYWORD_ONLY) for name, each in signature(_Shared).parameters.items()}
_SHARED["fact"] = _SHARED["fact"].replace(default=[])


def _do(shared: _Shared, deed: Callable[[Doing], "Done"]) -> None:
    """Do a deed, and say what it told and where the lead stands now."""
    import headrace  # noqa: PLC0415
    from headrace.ledger.notation import write  # noqa: PLC0415

    with headrace.open(shared.data) as house:
        done = deed(Doing(house, shared.meant(zone := house.policy.time_zone)))
        told = [" ".join(line.split()) for line in write(done.facts, zone)]
        place = house.funnel.place(done.standing.place) if done.standing else None
    owner = done.standing.owner if done.standing else None

    def render() -> str:
        where = _("{id} stands in {place}", id=done.journey, place=place.label if place else "–")
        head = _("Would tell:") if shared.dry_run else _("Told:")
        lines = [f"  {line}" for line in told] or [f"  {_('nothing new')}"]
        return "\n".join([head, *lines, f"{where} ({owner})." if owner else f"{where}."])

    data = {"journey": done.journey, "place": place.name if place else None, "owner": owner, "told": told}
    talk.result({**data, "dry_run": shared.dry_run}, shared.json, render)


def money(text: str | None, house: "House") -> "Money | None":
    """An amount in the company's currency, as the command line writes it."""
    from headrace.core.units import Money  # noqa: PLC0415

    if text is None:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise UsageError(f"--value: {text!r} is no amount.", hint="Write amounts as 12500 or 12500.50.") from None
    if not amount.is_finite() or abs(amount) > 10**12:
        raise UsageError(f"--value: {text!r} is out of range.", hint="Amounts go up to a million million.")
    return Money.of(amount, house.policy.currency)


def needed(value: Any, option: str) -> Any:
    """The value of an option that a deed cannot do without."""
    if value is None:
        raise UsageError(f"{option} is missing.", hint="`--help` shows what the command needs.")
    return value


@deed("call")
def call(
    doing: Doing,
    lead: Lead,
    outcome: Annotated[str, typer.Option("--outcome", help="One of the policy's outcomes of a call.")],
    dials: Annotated[int, typer.Option("--dials", help="How often it was dialled.")] = 1,
    minutes: Annotated[float | None, typer.Option("--minutes", help="How long it took the caller.")] = None,
    answer: Answers = [],  # noqa: B006
    problem: Annotated[str | None, typer.Option("--problem", help="What they want solved, in a word.")] = None,
    relevance: Annotated[str | None, typer.Option("--relevance", help="Whether we solve it: yes, partly, no.")] = None,
    done: Finished = False,
) -> "Done":
    """Log a call with its answers, and let follow what follows."""
    return doing.leads.call(
        lead,
        outcome,
        doing.meant,
        dials=dials,
        minutes=minutes,
        answers=options.pairs(answer, "--answer"),
        problem=problem,
        relevance=relevance,
        done=done,
    )


@deed("qualify")
def qualify(
    doing: Doing,
    lead: Lead,
    answer: Answers = [],  # noqa: B006
    channel: Annotated[str | None, typer.Option("--channel", help="How they were asked: meeting, chat, mail.")] = None,
    done: Finished = False,
) -> "Done":
    """Record answers that a person was given otherwise than in a call."""
    return doing.leads.qualify(lead, options.pairs(answer, "--answer"), doing.meant, channel=channel, done=done)


@deed("meet")
def meet(
    doing: Doing,
    lead: Lead,
    minutes: Annotated[float | None, typer.Option("--minutes", help="How long it took.")] = None,
    activity: Annotated[str | None, typer.Option("--activity", help="What it was: demo, visit, coffee.")] = None,
) -> "Done":
    """Log a meeting with the buyer."""
    return doing.leads.meet(lead, doing.meant, minutes=minutes, activity=activity)


@deed("touch")
def touch(
    doing: Doing,
    lead: Lead,
    direction: Annotated[str, typer.Argument(help="in, from the buyer, or out, from us.")],
    channel: Annotated[str | None, typer.Option("--channel", help="The medium: mail, chat, fair.")] = None,
    activity: Annotated[str | None, typer.Option("--activity", help="What it was: reply, visit.")] = None,
) -> "Done":
    """Log a message or a visit. What the buyer does renews the shelf life, what we do is an attempt."""
    return doing.leads.touch(lead, direction, doing.meant, channel=channel, activity=activity)


@deed("accept")
def accept(doing: Doing, lead: Lead, to: To = None) -> "Done":
    """Take a lead that marketing handed over: it is yours from now on."""
    return doing.leads.accept(lead, doing.meant, to)


@deed("reject")
def reject(doing: Doing, lead: Lead, reason: Reason) -> "Done":
    """Turn down a lead that marketing handed over."""
    return doing.leads.reject(lead, reason, doing.meant)


@deed("requalify")
def requalify(doing: Doing, lead: Lead, value: Value = None, to: To = None) -> "Done":
    """Confirm the qualification as sales, with the expected value."""
    return doing.leads.requalify(lead, money(value, doing.house), doing.meant, to)


@deed("open")
def open_(
    doing: Doing,
    lead: Lead,
    value: Value = None,
    close: Annotated[str | None, typer.Option("--close", metavar="DAY", help="When they mean to decide.")] = None,
    to: To = None,
) -> "Done":
    """Open an opportunity, with its amount and the day of the decision."""
    return doing.leads.open(lead, money(value, doing.house), options.day(close, "--close"), doing.meant, to)


@deed("win")
def win(
    doing: Doing,
    lead: Lead,
    value: Value = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last day of the contract.")] = None,
) -> "Done":
    """Close as won. Without its amount the win is listed until somebody enters it."""
    return doing.leads.win(lead, money(value, doing.house), doing.meant, options.day(until, "--until"))


@deed("lose")
def lose(doing: Doing, lead: Lead, reason: Reason) -> "Done":
    """Close as lost, with the reason."""
    return doing.leads.lose(lead, reason, doing.meant)


@deed("recycle")
def recycle(
    doing: Doing,
    lead: Lead,
    reason: Reason,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="When to ask again; by the policy if not given.")
    ] = None,
) -> "Done":
    """Send back to the nurture pool, to be asked again on a day."""
    return doing.leads.recycle(lead, reason, doing.meant, options.day(on, "--on"))


@deed("disqualify")
def disqualify(doing: Doing, lead: Lead, reason: Reason) -> "Done":
    """Send out for good."""
    return doing.leads.disqualify(lead, reason, doing.meant)


@deed("contact-lost")
def contact_lost(doing: Doing, lead: Lead) -> "Done":
    """End a lead whose person left the company or whose address bounces."""
    return doing.leads.lose_contact(lead, doing.meant)


@deed("move")
def move(
    doing: Doing,
    lead: Lead,
    stage: Annotated[str, typer.Argument(help="Where to.")],
    reason: Annotated[str | None, typer.Option("--reason", help="Why.")] = None,
) -> "Done":
    """Move to a place for a cause that no other command names."""
    return doing.leads.move(lead, stage, doing.meant, reason)


@deed("recover")
def recover(doing: Doing, lead: Lead, to: To = None) -> "Done":
    """Bring an expired lead back, and reverse the loss that was booked."""
    return doing.leads.recover(lead, doing.meant, to)


@deed("claim")
def claim(doing: Doing, lead: Lead) -> "Done":
    """Take a lead that nobody has."""
    return doing.leads.claim(lead, doing.meant)


@deed("assign")
def assign(
    doing: Doing,
    lead: Lead,
    desk: Annotated[str, typer.Argument(help="To whom.")],
    why: Annotated[str | None, typer.Option("--why", help="Why.")] = None,
) -> "Done":
    """Give a lead to a desk by hand."""
    return doing.leads.assign(lead, desk, doing.meant, why)


@deed("pause")
def pause(
    doing: Doing,
    lead: Lead,
    reason: Reason,
    until: Annotated[str | None, typer.Option("--until", metavar="INSTANT", help="Until when, at most.")] = None,
) -> "Done":
    """Let the clocks of a lead stand still, for a reason that the agreement allows."""
    end = options.instant(until, "--until", doing.house.policy.time_zone)
    return doing.leads.pause(lead, reason, doing.meant, end)


@deed("resume")
def resume(doing: Doing, lead: Lead) -> "Done":
    """Let the clocks of a lead run again."""
    return doing.leads.resume(lead, doing.meant)


@deed("sign")
def sign(
    doing: Doing,
    lead: Lead,
    sign: Annotated[str, typer.Argument(help="interest, urgency or willingness.")],
    lost: Annotated[bool, typer.Option("--lost/--seen-again", help="Whether it is gone.")] = True,
) -> "Done":
    """Note that a sign of life is gone, or there again. Its loss ends the shelf life at once."""
    return doing.leads.signal(lead, sign, doing.meant, present=not lost)


@deed("tell")
def tell(doing: Doing, lead: Lead) -> "Done":
    """Tell declared facts of the funnel that were learnt about a lead."""
    return doing.leads.describe(lead, doing.meant)


@deed("value")
def value(
    doing: Doing,
    lead: Lead,
    amount: Annotated[str, typer.Argument(help="In the company's currency.")],
) -> "Done":
    """Enter what a deal is worth, or was sold for."""
    return doing.leads.enter_value(lead, needed(money(amount, doing.house), "AMOUNT"), doing.meant)


@deed("consent")
def consent(
    doing: Doing,
    lead: Lead,
    purpose: Annotated[str, typer.Argument(help="What for, such as nurture.")],
    basis: Annotated[str | None, typer.Option("--basis", help="On which lawful basis.")] = None,
) -> "Done":
    """Note that somebody consented to a purpose."""
    return doing.leads.consent(lead, purpose, doing.meant, basis)


@deed("withdraw")
def withdraw(
    doing: Doing,
    lead: Lead,
    purpose: Annotated[str, typer.Argument(help="What for, such as nurture.")],
) -> "Done":
    """Note that somebody withdrew a consent."""
    return doing.leads.withdraw(lead, purpose, doing.meant)


@deed("join")
def join(
    doing: Doing,
    lead: Lead,
    account: Annotated[str | None, typer.Option("--account", help="The company, by its name or domain.")] = None,
    group: Annotated[str | None, typer.Option("--group", help="The buying group, by its name here.")] = None,
) -> "Done":
    """Note that somebody belongs to an account, to a buying group, or to both."""
    return doing.leads.join(lead, doing.meant, account=account, group=group)


@deed("renew")
def renew(
    doing: Doing,
    lead: Lead,
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="Last day of the new term.")],
    value: Value = None,
) -> "Done":
    """Renew a customer's contract until a day, at its value or another."""
    return doing.leads.renew(
        lead, needed(options.day(until, "--until"), "--until"), doing.meant, money(value, doing.house)
    )


@deed("churn")
def churn(doing: Doing, lead: Lead, reason: Reason, value: Value = None) -> "Done":
    """Note that a customer left, or shrank by a value."""
    return doing.leads.churn(lead, reason, doing.meant, money(value, doing.house))
