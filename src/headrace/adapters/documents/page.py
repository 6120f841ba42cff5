"""A funnel and its policy as one printable page: the definition that marketing and sales sign.

The page is complete in itself: no script, no font, no picture comes from elsewhere. Every name and
sentence of the author is escaped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path

from headrace.core.criteria import All, Criterion, prose
from headrace.core.funnel import Funnel, Place, Role
from headrace.core.policy import Policy, StagePolicy
from headrace.core.texts import N_, _, language
from headrace.core.units import Money
from headrace.drawings.palette import LIGHT, tokens
from headrace.drawings.stages import OWNER_TEXTS, stages

_STYLE = Path(__file__).parent / "page.css"
_SIGNER_TEXTS: Mapping[str, str] = {
    **OWNER_TEXTS,
    "finance": N_("Finance"),
    "management": N_("Management"),
}
_ROLE_TEXTS: Mapping[Role, str] = {
    Role.NURTURE: N_("nurture pool"),
    Role.OUT: N_("out for good"),
    Role.LOST: N_("lost"),
    Role.EXPIRED: N_("expired"),
}
_TYPE_TEXTS: Mapping[str, str] = {
    "number": N_("a number"),
    "text": N_("a text"),
    "flag": N_("yes or no"),
    "day": N_("a day"),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition of the definition a page shows. A version of None is a draft.

    `published` and `printed` are aware instants, shown in the company's zone. `signed_by` is role ->
    name. `changes` are sentences: what the draft says otherwise than the version in force.
    """

    printed: datetime
    funnel_version: int | None = None
    policy_version: int | None = None
    published: datetime | None = None
    signed_by: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[str] = ()


def document(funnel: Funnel, policy: Policy, edition: Edition) -> str:
    """The page as HTML text."""
    title = _("{name}: definition of the stages", name=funnel.name)
    sections = (
        _head(funnel, policy, edition),
        _changes(edition.changes),
        _plan(funnel, policy),
        _stages(funnel, policy),
        _side_places(funnel),
        _moves(funnel),
        _qualification(policy),
        _agreement(funnel, policy),
        _facts(funnel),
        _signatures(policy, edition),
    )
    return (
        f'<!doctype html>\n<html lang="{escape(language())}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n:root {{ {tokens(LIGHT)} }}\n"
        f"{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(filter(None, sections))
        + "\n</main>\n</body>\n</html>\n"
    )


def _tag(name: str, *parts: str, kind: str = "") -> str:
    """An element around markup."""
    return f"<{name}{_kind(kind)}>{''.join(parts)}</{name}>"


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _words(name: str, text: str, kind: str = "") -> str:
    """An element around a text, which is escaped."""
    return _tag(name, escape(text), kind=kind)


def _section(title: str, *parts: str, kind: str = "") -> str:
    return _tag("section", _words("h2", title), *parts, kind=kind)


def _bullets(items: Iterable[str]) -> str:
    return _tag("ul", *(_words("li", item) for item in items))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """A table of markup cells under text heads."""
    top = _tag("tr", *(_words("th", cell) for cell in head))
    body = (_tag("tr", _tag("th", row[0]), *(_tag("td", cell) for cell in row[1:])) for row in rows)
    return _tag("table", _tag("thead", top), _tag("tbody", *body), kind=kind)


def _head(funnel: Funnel, policy: Policy, edition: Edition) -> str:
    unit = _("buying groups") if funnel.unit == "group" else _("people")
    facts = [
        (_("Funnel"), _version(edition.funnel_version)),
        (_("Policy"), _version(edition.policy_version)),
        (_("Counts"), unit),
        (_("Time zone"), policy.zone),
        (_("Currency"), policy.currency),
    ]
    if edition.published:
        facts.insert(2, (_("In force since"), _day(edition.published, policy)))
    if funnel.opportunity_types:
        facts.append((_("Opportunity types"), ", ".join(funnel.opportunity_types)))
    listed = (_tag("div", _words("dt", name), _words("dd", value)) for name, value in facts)
    return _tag(
        "header",
        _words("p", _("Definition of the stages"), kind="kicker"),
        _words("h1", funnel.name),
        _tag("dl", *listed),
    )


def _version(version: int | None) -> str:
    return _("draft") if version is None else _("version {number}", number=version)


def _day(instant: datetime, policy: Policy) -> str:
    return instant.astimezone(policy.time_zone).date().isoformat()


def _changes(changes: Sequence[str]) -> str:
    return _section(_("What changes with this draft"), _bullets(changes), kind="changes") if changes else ""


def _plan(funnel: Funnel, policy: Policy) -> str:
    lives = {stage.name: policy.shelf_life(stage.name) for stage in funnel.stages}
    notes = {name: str(life.limit) for name, life in lives.items() if life is not None}
    says = _(
        "A thick arrow from above: a journey may begin here. Solid: on to the next stage. Dashed: back."
        " A time under the owner: the shelf life. Below: places beside the stages."
        " The table of moves lists all that is allowed."
    )
    return _tag("figure", stages(funnel, notes), _words("figcaption", says))


def _stages(funnel: Funnel, policy: Policy) -> str:
    cards = (_stage(number, stage, policy) for number, stage in enumerate(funnel.stages, start=1))
    return _section(_("The stages"), *cards)


def _stage(number: int, stage: Place, policy: Policy) -> str:
    marks = [_(OWNER_TEXTS[stage.owner])] if stage.owner else []
    marks += [_("entrance")] * stage.entrance + [_("optional")] * stage.optional
    tags = (_words("span", mark, kind="tag") for mark in marks)
    return _tag(
        "article",
        _tag("h3", _words("span", str(number), kind="number"), escape(stage.label), *tags),
        _words("p", stage.meaning) if stage.meaning else "",
        _tag("dl", *_rules(stage, policy.stage(stage.name), policy.currency)),
    )


def _rules(stage: Place, decided: StagePolicy, currency: str) -> list[str]:
    """The entries of a stage's list: criteria, shelf life, clocks, attempts, cost drivers."""
    rules = [
        (_("Comes in when"), _criterion(stage.entry)),
        (_("Goes on when"), _criterion(stage.exit)),
        (_("Shelf life"), escape(str(decided.shelf_life or ""))),
        (_("Clocks"), _bullets(map(str, decided.clocks)) if decided.clocks else ""),
        (_("Attempts"), escape(str(decided.attempts or ""))),
        (_("Cost of an entry"), _costs(decided, currency)),
    ]
    return [_tag("div", _words("dt", name), _tag("dd", value)) for name, value in rules if value]


def _criterion(criterion: Criterion | None) -> str:
    """The criterion in prose, and small beneath it as its author wrote it."""
    if criterion is None:
        return ""
    tree = criterion.tree
    said = _bullets(map(prose, tree.parts)) if isinstance(tree, All) else _words("p", prose(tree))
    return said + _words("code", criterion.text)


def _costs(decided: StagePolicy, currency: str) -> str:
    return ", ".join(
        escape(f"{name} {Money(minor, currency).amount} {currency}") for name, minor in decided.cost_drivers.items()
    )


def _side_places(funnel: Funnel) -> str:
    rows = (
        [escape(place.label), escape(_(_ROLE_TEXTS[place.role])), escape(place.meaning)] for place in funnel.side_places
    )
    return _section(_("Beside the stages"), _table([_("Place"), _("Role"), _("Meaning")], rows))


def _moves(funnel: Funnel) -> str:
    """Every allowed move: a row for where one stands, a column for where one may go."""
    head = ["", *(place.label for place in funnel.places)]
    rows = ([escape(place.label), *(_move(place, target) for target in funnel.places)] for place in funnel.places)
    return _section(
        _("Allowed moves"),
        _words("p", _("From the place of the row to the place of the column.")),
        _table(head, rows, kind="moves"),
    )


def _move(place: Place, target: Place) -> str:
    if place is target:
        return '<span class="same">–</span>'
    return f'<span class="yes">{escape(_("yes"))}</span>' if target.name in place.moves else ""


def _qualification(policy: Policy) -> str:
    asked = policy.qualification
    rows = ([escape(name), escape(question.text), str(question.weight)] for name, question in asked.criteria.items())
    says = _(
        "{framework}, asked by a person. A yes earns all points, a partly the share {partly:g}."
        " {bar} of 100 points qualify.",
        framework=asked.framework,
        partly=asked.partly,
        bar=asked.bar,
    )
    head = [_("Criterion"), _("Question"), _("Points")]
    return _section(_("Qualification"), _words("p", says), _table(head, rows, kind="points"))


def _agreement(funnel: Funnel, policy: Policy) -> str:
    """What holds for all stages: hours, waits, notice."""
    waits = [
        (_("Wait in nurture: {reason}", reason=reason), str(wait)) for reason, wait in policy.nurture.reasons.items()
    ]
    rows = [
        (_("Working hours"), str(policy.working_hours)),
        (_("Wait in nurture"), str(policy.nurture.wait)),
        *waits,
        (_("Renewal notice"), str(policy.renewal_notice)),
        (_("Influence window"), str(policy.influence_window)),
    ]
    idle = [stage.label for stage in funnel.by_role(Role.STAGE) if policy.shelf_life(stage.name) is None]
    if idle:
        rows.append((_("Never expire"), ", ".join(idle)))
    listed = (_tag("div", _words("dt", name), _words("dd", value)) for name, value in rows)
    return _section(_("For all stages"), _tag("dl", *listed))


def _facts(funnel: Funnel) -> str:
    if not funnel.facts:
        return ""
    rows = ([escape(name), escape(_(_TYPE_TEXTS[kind]))] for name, kind in funnel.facts.items())
    return _section(_("What criteria speak of"), _table([_("Fact"), _("Is")], rows, kind="facts"))


def _signatures(policy: Policy, edition: Edition) -> str:
    roles = policy.signoffs or tuple(edition.signed_by)
    lines = (_signature(role, edition.signed_by.get(role, "")) for role in roles)
    printed = _(
        "Printed {day} by headrace. Funnel: {funnel}. Policy: {policy}.",
        day=_day(edition.printed, policy),
        funnel=_version(edition.funnel_version),
        policy=_version(edition.policy_version),
    )
    says = _("With these definitions and clocks both sides report and are held to account.")
    signed = _section(_("Signed"), _words("p", says), _tag("div", *lines, kind="signatures"), kind="signing")
    return (signed if roles else "") + _words("footer", printed)


def _signature(role: str, name: str) -> str:
    return _tag(
        "div",
        _words("p", name, kind="line"),
        _words("p", _("For {role}: name, date, signature", role=_(_SIGNER_TEXTS.get(role, role)))),
    )
