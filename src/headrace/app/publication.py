"""The deed of publishing: a funnel and a policy become versions that new facts refer to.

Editing a file changes nothing. Publishing appends the whole definition to the ledger, with the
names of those who signed it; what was published before stays as it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from headrace.app.ports import Book, Publications
from headrace.core.definitions import funnel_from_data, funnel_to_data, policy_from_data, policy_to_data
from headrace.core.differences import differences, policy_differences
from headrace.core.entries import Corrected, Entry, FunnelPublished, Known, Move, PolicyPublished
from headrace.core.errors import NotAllowed, UnknownName
from headrace.core.funnel import Funnel
from headrace.core.policy import SIGNERS, Policy
from headrace.core.texts import _
from headrace.core.units import instant, micros
from headrace.rules.editions import Edition

SOURCE = "headrace"
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class InForce:
    """The definitions that new facts refer to. Versions count from 1; None: none was published yet.

    `policies` are all that were published, by version; `editions` what was in force together, oldest first.
    """

    funnel: Funnel | None = None
    policy: Policy | None = None
    funnel_version: int | None = None
    policy_version: int | None = None
    since: datetime | None = None
    signed_by: Mapping[str, str] | None = None
    policies: Mapping[int, Policy] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What publishing would do: the changes in words, the facts to append, the signatures it lacks."""

    changes: tuple[str, ...]
    entries: tuple[Entry, ...]
    unsigned: tuple[str, ...]
    funnel_version: int
    policy_version: int


@dataclass(frozen=True, slots=True)
class Published:
    """What was published. Without changes nothing was appended, and the versions are those in force."""

    changes: tuple[str, ...]
    funnel_version: int
    policy_version: int
    facts: tuple[Known, ...] = ()


def in_force(book: Publications) -> InForce:
    """The newest published funnel and policy of a book."""
    funnels, policies = book.published("funnel_published"), book.published("policy_published")
    funnel = funnels[-1] if funnels else None
    funnel_body = funnel.body if funnel and isinstance(funnel.body, FunnelPublished) else None
    read = {f.body.version: policy_from_data(f.body.document) for f in policies if isinstance(f.body, PolicyPublished)}
    newest = max(read, default=None)
    return InForce(
        funnel=funnel_from_data(funnel_body.document) if funnel_body else None,
        policy=None if newest is None else read[newest],
        funnel_version=funnel_body.version if funnel_body else None,
        policy_version=newest,
        since=instant(funnel.recorded_us) if funnel else None,
        signed_by=dict(funnel_body.signed_by) if funnel_body else None,
        policies=read,
        editions=tuple(_editions([*funnels, *policies], read)),
    )


def _editions(published: Iterable[Known], policies: Mapping[int, Policy]) -> Iterator[Edition]:
    """What was in force together after each publication."""
    funnel: Funnel | None = None
    policy: Policy | None = None
    for fact in sorted(published, key=lambda fact: fact.seq):
        match fact.body:
            case FunnelPublished(document=document):
                funnel = funnel_from_data(document)
            case PolicyPublished(version=version):
                policy = policies[version]
            case _:
                continue
        yield Edition(fact.at_us or fact.recorded_us, fact.recorded_us, funnel, policy)


def propose(
    book: Book, funnel: Funnel, policy: Policy, *, by: str, now: datetime, signoffs: Mapping[str, str]
) -> Proposal:
    """What publishing these definitions would append. Writes nothing.

    `signoffs` is role -> name of whoever signs for it. Who must sign is what the policy in force
    says, so that nobody can switch signing off and publish in one go.
    """
    old, signed = in_force(book), _checked(signoffs)
    said_funnel = _funnel_changes(old, funnel)
    said_policy = _policy_changes(old, policy, funnel)
    funnel_version = (old.funnel_version or 0) + (1 if said_funnel else 0)
    policy_version = (old.policy_version or 0) + (1 if said_policy else 0)
    keep_history(book, old.funnel, funnel)
    entries: list[Entry] = []
    if said_funnel:
        body = FunnelPublished(funnel_version, funnel_to_data(funnel), by, signed)
        entries.append(_entry(body, f"funnel:{funnel_version}", by, now))
    if said_policy:
        terms = PolicyPublished(policy_version, policy_to_data(policy), by, signed)
        entries.append(_entry(terms, f"policy:{policy_version}", by, now))
    return Proposal(
        changes=(*said_funnel, *said_policy),
        entries=tuple(entries),
        unsigned=_unsigned(old, funnel, policy, signed),
        funnel_version=funnel_version,
        policy_version=policy_version,
    )


def publish(
    book: Book, funnel: Funnel, policy: Policy, *, by: str, now: datetime, signoffs: Mapping[str, str]
) -> Published:
    """Append the definitions as new versions, each only if it changed.

    `NotAllowed` if a signature lacks, if a place goes that facts name, or if somebody was faster.
    """
    proposal = propose(book, funnel, policy, by=by, now=now, signoffs=signoffs)
    if proposal.unsigned:
        raise _lacking(proposal.unsigned)
    facts = book.append(proposal.entries, now=now) if proposal.entries else []
    for entry, fact in zip(proposal.entries, facts, strict=True):
        if fact.body != entry.body:
            raise NotAllowed(
                _("Somebody else published {version} just now.", version=entry.key),
                hint=_("Look at the difference again, then publish."),
            )
    return Published(proposal.changes, proposal.funnel_version, proposal.policy_version, tuple(facts))


def _funnel_changes(old: InForce, funnel: Funnel) -> tuple[str, ...]:
    if old.funnel is None:
        return (_("first publication of the funnel {name!r}", name=funnel.name),)
    said = tuple(differences(old.funnel, funnel))
    if not said and funnel_to_data(old.funnel) != funnel_to_data(funnel):
        return (_("wording of the funnel changed, not its meaning"),)
    return said


def _policy_changes(old: InForce, policy: Policy, funnel: Funnel) -> tuple[str, ...]:
    if old.policy is None:
        return (_("first publication of the policy"),)
    said = tuple(policy_differences(old.policy, policy, funnel))
    if not said and policy_to_data(old.policy) != policy_to_data(policy):
        return (_("order of the policy changed, not its numbers"),)
    return said


def keep_history(book: Book, old: Funnel | None, funnel: Funnel) -> None:
    """Refuse to take away a place that facts name: their journeys would stand nowhere."""
    gone = set(old.names() if old else ()) - set(funnel.names())
    used = {place for entry in book.entries() if (place := _place(entry)) in gone} if gone else set()
    if used:
        raise NotAllowed(
            _(
                "Journeys have been in {places}; a place with a history stays.",
                places=", ".join(sorted(used)),
            ),
            hint=_("Give it another label, or make it optional and let no move lead there but from nurture."),
        )


def _place(entry: Known) -> str | None:
    match entry.body:
        case Move(to=to):
            return to
        case Corrected(payload=payload):
            return payload.get("to")
        case _:
            return None


def _unsigned(old: InForce, funnel: Funnel, policy: Policy, signed: Mapping[str, str]) -> tuple[str, ...]:
    """The roles whose signature lacks, if these changes need any."""
    in_charge = old.policy or policy
    agreed = old.funnel is not None and funnel_to_data(old.funnel) == funnel_to_data(funnel)
    if agreed and in_charge.signoffs == policy.signoffs:
        return ()
    return tuple(role for role in in_charge.signoffs if role not in signed)


def _lacking(roles: tuple[str, ...]) -> NotAllowed:
    flags = " ".join(f"--sign {role}=NAME" for role in roles)
    return NotAllowed(
        _("Not signed yet by: {roles}. Nothing was published.", roles=", ".join(roles)),
        hint=_("Sign with {flags}; one person may hold several roles.", flags=flags),
    )


def _checked(signoffs: Mapping[str, str]) -> dict[str, str]:
    """The signatures, blanks trimmed; a role that nobody has, or a name that is none, is refused."""
    signed: dict[str, str] = {}
    for role, name in signoffs.items():
        if role not in SIGNERS:
            raise UnknownName("role that signs", role, SIGNERS)
        signed[role] = " ".join(name.split())
        if not 0 < len(signed[role]) <= LONGEST_NAME or not signed[role].isprintable():
            raise NotAllowed(
                _("{name!r} is no name to sign with for {role}.", name=name[:LONGEST_NAME], role=role),
                hint=_("Give the name of whoever signs, such as --sign {role}=Kim.", role=role),
            )
    return signed


def _entry(body: Any, key: str, by: str, now: datetime) -> Entry:
    return Entry(body=body, at_us=micros(now), actor=by, source=SOURCE, key=key)
