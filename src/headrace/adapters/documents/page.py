"""A funnel and its policy as one printable page: the definition that marketing and sales sign.

The page is complete in itself: no script, no font, no picture comes from elsewhere. Every name and
sentence of the author is escaped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path

from headrace.adapters.documents.markup import bullets, entries, section, table, tag, words
from headrace.adapters.documents.terms import terms
from headrace.core.criteria import All, Criterion, prose
from headrace.core.decisions import percent
from headrace.core.funnel import Funnel, Place, Role
from headrace.core.policy import Policy, StagePolicy
from headrace.core.texts import N_, _, language, spoken
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
        *terms(funnel, policy),
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
    return tag(
        "header",
        words("p", _("Definition of the stages"), kind="kicker"),
        words("h1", funnel.name),
        entries((name, escape(value)) for name, value in facts),
    )


def _version(version: int | None) -> str:
    return _("draft") if version is None else _("version {number}", number=version)


def _day(instant: datetime, policy: Policy) -> str:
    return instant.astimezone(policy.time_zone).date().isoformat()


def _changes(changes: Sequence[str]) -> str:
    return section(_("What changes with this draft"), bullets(changes), kind="changes") if changes else ""


def _plan(funnel: Funnel, policy: Policy) -> str:
    lives = {stage.name: policy.shelf_life(stage.name) for stage in funnel.stages}
    notes = {name: str(life.limit) for name, life in lives.items() if life is not None}
    says = _(
        "A thick arrow from above: a journey may begin here. Solid: on to the next stage. Dashed: back."
        " A time under the owner: the shelf life. Below: places beside the stages."
        " The table of moves lists all that is allowed."
    )
    return tag("figure", stages(funnel, notes), words("figcaption", says))


def _stages(funnel: Funnel, policy: Policy) -> str:
    cards = (_stage(number, stage, policy) for number, stage in enumerate(funnel.stages, start=1))
    return section(_("The stages"), *cards)


def _stage(number: int, stage: Place, policy: Policy) -> str:
    marks = [_(OWNER_TEXTS[stage.owner])] if stage.owner else []
    marks += [_("entrance")] * stage.entrance + [_("optional")] * stage.optional
    tags = (words("span", mark, kind="tag") for mark in marks)
    return tag(
        "article",
        tag("h3", words("span", str(number), kind="number"), escape(stage.label), *tags),
        words("p", stage.meaning) if stage.meaning else "",
        _rules(stage, policy.stage(stage.name), policy.currency),
    )


def _rules(stage: Place, decided: StagePolicy, currency: str) -> str:
    """The entries of a stage's list: criteria, what must be known, what was decided."""
    rules = [
        (_("Comes in when"), _criterion(stage.entry)),
        (_("Known by then"), escape(", ".join(map(spoken, decided.brief)))),
        (_("Goes on when"), _criterion(stage.exit)),
        (_("Attempts"), escape(str(decided.attempts or ""))),
        (_("Expected to win"), escape(percent(decided.win_rate)) if decided.win_rate else ""),
        (_("Cost of an entry"), _costs(decided, currency)),
        (_("What worries us"), bullets(decided.worries) if decided.worries else ""),
        (_("What we do about it"), bullets(map(str, decided.next_actions)) if decided.next_actions else ""),
    ]
    return entries((name, value) for name, value in rules if value)


def _criterion(criterion: Criterion | None) -> str:
    """The criterion in prose, and small beneath it as its author wrote it."""
    if criterion is None:
        return ""
    tree = criterion.tree
    said = bullets(map(prose, tree.parts)) if isinstance(tree, All) else words("p", prose(tree))
    return said + words("code", criterion.text)


def _costs(decided: StagePolicy, currency: str) -> str:
    return ", ".join(
        escape(f"{name} {Money(minor, currency).amount} {currency}") for name, minor in decided.cost_drivers.items()
    )


def _side_places(funnel: Funnel) -> str:
    rows = (
        [escape(place.label), escape(_(_ROLE_TEXTS[place.role])), escape(place.meaning)] for place in funnel.side_places
    )
    return section(_("Beside the stages"), table([_("Place"), _("Role"), _("Meaning")], rows))


def _moves(funnel: Funnel) -> str:
    """Every allowed move: a row for where one stands, a column for where one may go."""
    head = ["", *(place.label for place in funnel.places)]
    rows = ([escape(place.label), *(_move(place, target) for target in funnel.places)] for place in funnel.places)
    return section(
        _("Allowed moves"),
        words("p", _("From the place of the row to the place of the column.")),
        table(head, rows, kind="moves"),
    )


def _move(place: Place, target: Place) -> str:
    if place is target:
        return '<span class="same">–</span>'
    return f'<span class="yes">{escape(_("yes"))}</span>' if target.name in place.moves else ""


def _qualification(policy: Policy) -> str:
    asked = policy.qualification
    rows = (
        [escape(spoken(name)), escape(question.text), str(question.weight)] for name, question in asked.criteria.items()
    )
    says = _(
        "{framework}, asked by a person. A yes earns all points, a partly the share {partly:g}."
        " {bar} of 100 points qualify.",
        framework=asked.framework,
        partly=asked.partly,
        bar=asked.bar,
    )
    if asked.by_rule:
        says += " " + _("Answers that no person asked for count too.")
    head = [_("Criterion"), _("Question"), _("Points")]
    return section(_("Qualification"), words("p", says), table(head, rows, kind="points"))


def _facts(funnel: Funnel) -> str:
    if not funnel.facts:
        return ""
    rows = ([escape(name), escape(_(_TYPE_TEXTS[kind]))] for name, kind in funnel.facts.items())
    return section(_("What criteria speak of"), table([_("Fact"), _("Is")], rows, kind="facts"))


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
    signed = section(_("Signed"), words("p", says), tag("div", *lines, kind="signatures"), kind="signing")
    return (signed if roles else "") + words("footer", printed)


def _signature(role: str, name: str) -> str:
    return tag(
        "div",
        words("p", name, kind="line"),
        words("p", _("For {role}: name, date, signature", role=_(_SIGNER_TEXTS.get(role, role)))),
    )
