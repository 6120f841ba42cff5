"""A candidate tried on history, set-based: which automatic verdicts would have been others.

Expressions over what is known: the stays that passes lived, and the facts beside them. A verdict is judged twice, by
the definitions in force and by the candidate, by what was known at that moment. Only where the two differ, and history
says what those in force say, is it another one: so whatever is in force changes nothing when it is replayed. Which
verdicts are automatic the decision page on replays tells; what becomes of a pass behind a changed one is the engine's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, NamedTuple

from headrace.analytics.criteria import expression
from headrace.core.asking import Grade, Qualification
from headrace.core.criteria import Criterion, names
from headrace.core.durations import Duration
from headrace.core.entries import ASKING
from headrace.core.funnel import Funnel, Owner, Role
from headrace.core.lazily import lazy
from headrace.core.units import MINOR_DIGITS
from headrace.rules.calls import BELOW_BAR
from headrace.rules.candidate import SCORE, Definitions
from headrace.rules.decay import EXPIRIES, SIGNS

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

UNQUALIFIED, REFUSED, QUALIFIED, EXPIRED, KEPT = VERDICTS = ("unqualified", "refused", "qualified", "expired", "kept")
"""No longer qualified; refused at a stage's door; newly qualified; newly expired; kept, where an expiry falls away."""
UNDOING = (UNQUALIFIED, REFUSED, EXPIRED)
"""The verdicts that end the path: what came after them did not happen under the candidate."""
OF_PEOPLE = tuple(EXPIRIES[sign] for sign in SIGNS)
"""The reasons of expiries that a person told: a sign of life was lost."""

_CODES: Mapping[Grade, int] = {
    grade: code for code, grade in enumerate((Grade.YES, Grade.PARTLY, Grade.NO, Grade.UNKNOWN), 1)
}
_STEP = 8
"""Answers are packed as a number of their order times this, plus the code of the grade: the largest is the newest."""

_FACT = {"journey": "string", "person": "string", "at_us": "int64", "root": "int64"}
LIVED = {
    **_FACT, "exact": "boolean", "day": "int32", "place": "string", "frm": "string", "role": "string", "via": "string",
    "reason": "string", "left_us": "int64", "ordinal": "int64", "value": "int64", "currency": "string",
}  # fmt: skip
"""The stays that passes lived, implied ones left out: when each began, from where (`frm`), and told by which fact."""
_FAMILIES: Mapping[str, Mapping[str, str]] = {
    "known_moves": {"kind": "string", "to": "string", "channel": "string", "campaign": "string", "origin": "string",
                    "form": "string", "opportunity_type": "string", "score": "float64", "value": "int64",
                    "currency": "string"},
    "known_answers": {"exact": "boolean", "day": "int32", "criterion": "string", "grade": "string",
                      "framework": "string", "actor_kind": "string"},
    "known_attributes": {"kind": "string", "name": "string", "value": "string"},
    "known_people": {"kind": "string", "state": "string"},
    "known_deals": {"kind": "string", "value": "int64", "currency": "string"},
    "known_touches": {"kind": "string", "direction": "string", "day": "int32", "actor_kind": "string"},
    "known_calls": {"connected": "boolean", "completed": "boolean", "outcome": "string", "day": "int32",
                    "actor_kind": "string"},
    "known_clocks": {"kind": "string"},
    "closes": {"day": "string"},
}  # fmt: skip
"""What is read of each family; `closes` has the local day on which each opened deal was expected to close."""


def facts(name: str) -> ir.Table:
    """The facts of a family that count, unbound."""
    return ibis.table({**_FACT, **_FAMILIES[name]}, name=name)


def lived() -> ir.Table:
    """The stays, unbound."""
    return ibis.table(LIVED, name="lived")


def of_passes(told: ir.Table, *columns: str) -> ir.Table:
    """Facts beside the passes that they tell of: their own, or all passes of their person if they name none."""
    passes = ibis.table({"passing": "string", "whose": "string"}, name="passes_of_people")
    own = told.filter(told.journey.notnull()).select("journey", *columns, own=ibis.literal(1))
    others = told.filter(told.journey.isnull())
    others = others.join(passes, others.person == passes.whose).drop("journey").rename(journey="passing")
    return ibis.union(own, others.select("journey", *columns, own=ibis.literal(0)))


def passes_of() -> ir.Table:
    """Whose each pass is, kept as `passes_of_people`."""
    stays = lived()
    return stays.filter(stays.person.notnull()).select(passing=stays.journey, whose=stays.person).distinct()


# -- answers -----------------------------------------------------------------------------------------------------


class Way(NamedTuple):
    """How an answer is heard: to which criterion of which framework, and whether only a person may have asked."""

    framework: str
    criterion: str
    by_rule: bool


def ways_of(asked: Qualification) -> list[Way]:
    """One way for each criterion."""
    return [Way(asked.framework, name, asked.by_rule) for name in asked.criteria]


def moments(ways: Sequence[Way]) -> ir.Table:
    """One row per pass and instant of answers: what was answered by then, a column of codes for each way."""
    t = of_passes(facts("known_answers"), "at_us", "exact", "root", "criterion", "grade", "framework", "actor_kind")
    code = ibis.cases(*((t.grade == str(grade), code) for grade, code in _CODES.items()), else_=_CODES[Grade.UNKNOWN])
    newest = {f"newest_{n}": (t.root * _STEP + code).max(where=_heard(t, way)) for n, way in enumerate(ways)}
    t = t.group_by(["journey", "at_us"]).agg(exact=t.exact.min(), root=t.root.max(), **newest)
    t = t.filter(reduce(or_, (t[name].notnull() for name in newest)))
    t = t.mutate(nth=ibis.row_number().over(_in_time(t)) + 1)
    packed = {f"so_far_{n}": t.nth * _STEP + t[f"newest_{n}"] % _STEP for n in range(len(ways))}
    t = t.mutate(**packed)
    so_far = _in_time(t, rows=(None, 0))
    return t.select(
        "journey", "at_us", "exact", "root",
        **{f"code_{n}": t[f"so_far_{n}"].max().over(so_far) % _STEP for n in range(len(ways))},
    )  # fmt: skip


def _in_time(t: ir.Table, **frame: Any) -> Any:
    return ibis.window(group_by=t.journey, order_by=t.at_us.asc(nulls_first=True), **frame)


def _heard(t: ir.Table, way: Way) -> ir.BooleanValue:
    fits = (t.criterion == way.criterion) & (t.framework.isnull() | (t.framework == way.framework))
    return fits if way.by_rule else fits & (t.actor_kind.isin(list(ASKING)))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What answers are worth: points (null without any), and whether the bar is met, or out of reach."""

    points: ir.FloatingValue
    met: ir.BooleanValue
    hopeless: ir.BooleanValue


def weighed(t: ir.Table, ways: Sequence[Way], asked: Qualification) -> Weighed:
    """The answers of a row with a column of codes for each way, weighed: `rules.qualify.scored` as an expression."""
    codes = [t[f"code_{ways.index(way)}"] for way in ways_of(asked)]
    weights = [question.weight for question in asked.criteria.values()]
    pairs = list(zip(codes, weights, strict=True))
    earned = reduce(lambda total, part: total + part, (_earned(code, weight, asked.partly) for code, weight in pairs))
    known = reduce(lambda total, part: total + part, (_known(code, weight) for code, weight in pairs))
    answered = reduce(or_, (code.notnull() for code in codes))
    points = ibis.ifelse(answered, earned, ibis.null("float64"))
    return Weighed(points, points >= asked.bar, earned + 100 - known < asked.bar)


def _earned(code: ir.Value, weight: int, partly: float) -> ir.Value:
    yes, some = ibis.literal(float(weight)), ibis.literal(partly * weight)
    return ibis.cases((code == _CODES[Grade.YES], yes), (code == _CODES[Grade.PARTLY], some), else_=0.0)


def _known(code: ir.Value, weight: int) -> ir.Value:
    return ibis.ifelse(code.notnull() & (code != _CODES[Grade.UNKNOWN]), float(weight), 0.0)


# -- what was known at a moment ----------------------------------------------------------------------------------


_OF_MOVES = ("channel", "campaign", "origin", "form", "opportunity_type")
TRUE = "true"
_DEED = 2
"""What attributes tell gives way to what follows from deeds; those of the pass come before those of the person."""


def told(wanted: Iterable[str], funnel: Funnel) -> ir.Table | None:
    """Every fact that tells one of the declared facts: whose pass, when, which, its value as text; None if none can."""
    kinds = [table for name in sorted(set(wanted)) for table in _telling(name, funnel)]
    if not kinds:
        return None
    t = of_passes(ibis.union(*kinds) if len(kinds) > 1 else kinds[0], "at_us", "root", "fact", "text", "deed")
    return t.select("journey", "at_us", "root", "fact", "text", rank=ibis.ifelse(t.deed, _DEED, t.own))


def _telling(name: str, funnel: Funnel) -> list[ir.Table]:
    attributes, moves, people, deals = (facts(f"known_{x}") for x in ("attributes", "moves", "people", "deals"))
    answers, closes = facts("known_answers"), facts("closes")
    by_sales = [place.name for place in funnel.stages if place.owner is Owner.SALES]
    worth = moves.filter(moves.kind.isin(["opened", "won"]) & moves.value.notnull())
    priced = deals.filter((deals.kind == "valued") & deals.value.notnull())
    of_deeds: Mapping[str, Sequence[tuple[ir.Table, Any]]] = {
        "showed_interest": [(moves.filter(moves.kind == "inquired"), TRUE)],
        "scrub": [(people.filter(people.kind == "scrubbed"), people.state)],
        "asked_by_person": [(answers.filter(answers.actor_kind.isin(list(ASKING))), TRUE)],
        "accepted": [(moves.filter(moves.kind == "accepted"), TRUE)],
        "requalified": [(moves.filter((moves.kind == "qualified") & moves.to.isin(by_sales)), TRUE)],
        "signed": [(moves.filter(moves.kind == "won"), TRUE)],
        "expected_value": [(t, _amount(t)) for t in (worth, priced)],
        "close_date": [(closes, closes.day)],
        SCORE: [(moves.filter((moves.kind == "qualified") & moves.score.notnull()), moves.score.cast("string"))],
    }  # fmt: skip
    found = [_said(t, name, value, deed=True) for t, value in of_deeds.get(name, ())]
    found.append(_said(attributes.filter(attributes.name == name), name, attributes.value, deed=False))
    if name in _OF_MOVES:
        found.append(_said(moves.filter(moves[name].notnull()), name, moves[name], deed=False))
    return found


def _amount(t: ir.Table) -> ir.StringValue:
    """Minor units as an amount of the currency."""
    units = ((t.currency == currency, 10.0**digits) for currency, digits in MINOR_DIGITS.items())
    return (t.value.cast("float64") / ibis.cases(*units, else_=100.0)).cast("string")


def _said(t: ir.Table, name: str, value: Any, *, deed: bool) -> ir.Table:
    if isinstance(value, str):  # once true for ever true: the first fact tells it all
        first = ibis.ifelse(t.at_us.isnull().any(), ibis.null("int64"), t.at_us.min())
        t = t.group_by(["journey", "person"]).agg(at_us=first, root=t.root.min())
    text = ibis.literal(value) if isinstance(value, str) else value
    return t.select("journey", "person", "at_us", "root", fact=ibis.literal(name), text=text, deed=ibis.literal(deed))


def known_then(subjects: ir.Table, wanted: Sequence[str], definitions: Definitions) -> ir.Table:
    """The subjects with a column for each wanted fact, as it was known at their instant.

    Args:
        subjects: `_journey`, `_subject` (together one row), `_at`, `_person`, `_points`.
        wanted: names of declared facts.
        definitions: whose declarations say of which type each is.
    """
    funnel, events = definitions.funnel, told(wanted, definitions.funnel)
    table = subjects
    if events is not None:
        met = subjects.select("_journey", "_subject", "_at").join(
            events, [subjects._journey == events.journey, events.at_us.isnull() | (events.at_us <= subjects._at)]
        )
        newest = ibis.window(
            group_by=[met._journey, met._subject, met.fact],
            order_by=[met["rank"].desc(), met.at_us.desc(nulls_first=False), met.root.desc(), met.text.desc()],
        )
        met = met.mutate(age=ibis.row_number().over(newest))
        met = met.filter(met.age == 0)
        by_name = {f"text_{n}": met.text.max(where=met.fact == name) for n, name in enumerate(wanted)}
        each = met.group_by(["_journey", "_subject"]).agg(**by_name)
        each = each.rename(whose_journey="_journey", whose_subject="_subject")
        table = subjects.left_join(
            each, [subjects._journey == each.whose_journey, subjects._subject == each.whose_subject]
        )
    columns = {
        name: _value(table, name, _typed(table[f"text_{n}"], funnel.facts.get(name, "text")))
        for n, name in enumerate(wanted)
    }
    return table.select(*subjects.columns, **columns)


def _value(t: ir.Table, name: str, given: ir.Value) -> ir.Value:
    """A fact's value: some are never unknown, or follow from more than what was told of them."""
    if name == SCORE:
        return ibis.coalesce(t._points, given)
    if name == "identified":
        return ibis.ifelse(t._person.notnull(), True, given)
    return given.fill_null("unjudged") if name == "scrub" else given


def _typed(text: ir.StringValue, kind: str) -> ir.Value:
    if kind == "number":
        return text.try_cast("float64")
    if kind == "flag":
        said = text.lower()
        return ibis.cases((said.isin(["yes", "true", "1"]), True), (said.isin(["no", "false", "0"]), False))
    return text


def criteria_names(criteria: Iterable[Criterion]) -> list[str]:
    """The facts that criteria speak of, each once."""
    return sorted({name for criterion in criteria for name in names(criterion.tree)})


# -- entries to stages -------------------------------------------------------------------------------------------


def entries(stages: Sequence[str]) -> ir.Table:
    """The stays in some stages as subjects: each beginning was a verdict."""
    t = lived()
    t = t.filter(t.place.isin(list(stages)))
    return t.select(
        _journey=t.journey, _subject=t.root, _at=t.at_us, _person=t.person, _place=t.place, _frm=t.frm,
        _exact=t.exact, _nth=t.ordinal,
    )  # fmt: skip


def with_answers(subjects: ir.Table, answered: ir.Table) -> ir.Table:
    """Subjects with the codes of the answers that were known at their instant."""
    codes = [name for name in answered.columns if name.startswith("code_")]
    then = answered.select("journey", *codes, then_us=answered.at_us)
    met = subjects.left_join(
        then, [subjects._journey == then.journey, then.then_us.isnull() | (then.then_us <= subjects._at)]
    )
    latest = ibis.window(group_by=[met._journey, met._subject], order_by=met.then_us.desc(nulls_first=False))
    met = met.mutate(age=ibis.row_number().over(latest))
    return met.filter(met.age == 0).select(*subjects.columns, *codes)


def judged(subjects: ir.Table, ways: Sequence[Way], definitions: Definitions, stages: tuple[str, ...]) -> ir.Table:
    """The subjects by one of the definitions: whether they may enter (`passes`), whether their answers met the bar.

    Args:
        subjects: as `entries` gives them, with the codes of answers.
        ways: which code is which.
        definitions: whose criteria, weights and bar.
        stages: which entries are judged.
    """
    found = weighed(subjects, ways, definitions.policy.qualification)
    t = subjects.mutate(_points=found.points, _met=found.met, _hopeless=found.hopeless)
    wanted = criteria_names(definitions.criteria(stages))
    t = known_then(t, wanted, definitions) if wanted else t
    lead = (t._place == definitions.lead).fill_null(False)
    answers = ibis.ifelse(lead & t._points.notnull(), t._met, True)
    return t.select(
        *(name for name in subjects.columns if name not in JUDGED), "_points", "_hopeless", met=t._met.fill_null(False),
        passes=answers.fill_null(False) & _door(t, definitions.funnel, stages),
    )  # fmt: skip


JUDGED = ("_points", "_met", "_hopeless", "met", "passes")
"""The columns of a judgement; who is judged again gets them anew."""


def _door(t: ir.Table, funnel: Funnel, stages: tuple[str, ...]) -> ir.BooleanValue:
    """Whether the criterion of the stage holds, and that of the stage that was left for it."""
    entry = [(t._place == place.name, _holds(place.entry, t)) for place in funnel.stages
             if place.entry is not None and place.name in stages]  # fmt: skip
    leave = [(t._frm == place.name, _holds(place.exit, t)) for place in funnel.stages if place.exit is not None]
    checks = [ibis.cases(*each, else_=True) for each in (entry, leave) if each]
    return reduce(and_, checks) if checks else ibis.literal(True)


def _holds(criterion: Criterion, t: ir.Table) -> ir.BooleanValue:
    return expression(criterion.tree, t).fill_null(False)


CHANGES = {
    "journey": "string", "verdict": "string", "place": "string", "at_us": "int64", "exact": "boolean",
    "nth": "int64", "root": "int64", "to": "string", "pooled": "boolean", "value": "int64",
}  # fmt: skip
"""What changes: whose, which verdict, where and when, as which stay of the pass; the fact that falls away with all that
follows (none for a new move); the place of the new move (none if there is none); whether that is the pool, because the
bar is out of reach; what a new expiry books."""


def refused(judgements: ir.Table, lead: str) -> ir.Table:
    """The entries that the candidate would not have let happen, of those that the definitions in force do."""
    t = judgements.filter(~judgements.passes)
    qualifying = t._place == lead
    return _changes(
        t, journey=t._journey, verdict=ibis.ifelse(qualifying, UNQUALIFIED, REFUSED), place=t._place, at_us=t._at,
        exact=t._exact, nth=t._nth, root=t._subject, pooled=qualifying & t._hopeless.fill_null(False),
    )  # fmt: skip


def _changes(t: ir.Table, **columns: ir.Value) -> ir.Table:
    each = {name: columns.get(name, False if name == "pooled" else None) for name in CHANGES}
    return t.select(**{name: ibis.literal(value, CHANGES[name]) if value is None or value is False else value
                       for name, value in each.items()})  # fmt: skip


# -- leads that would have qualified -----------------------------------------------------------------------------


def never_leads(answered: ir.Table, ways: Sequence[Way], definitions: Definitions) -> ir.Table:
    """The moments of passes that never came to the stage of qualified leads, as subjects, with where they stood then.

    Left out are those whose answers do not meet the bar, and those who stood where no move leads to that stage.
    """
    funnel, t = definitions.funnel, lived()
    lead = funnel.position(definitions.lead)
    leads = t.filter(t.place.isin([place.name for place in funnel.stages[lead:]])).select("journey").distinct()
    met = weighed(answered, ways, definitions.policy.qualification).met
    asked = answered.filter(answered.at_us.notnull() & met).anti_join(leads, "journey")
    stood = t.select(
        standing="journey", since_us="at_us", nth="ordinal", stood="place", whose="person", ours=automatic_pool(t)
    )
    met = asked.join(
        stood,
        [
            asked.journey == stood.standing,
            stood.since_us.isnull() | (stood.since_us < asked.at_us) | ((stood.since_us == asked.at_us) & ~stood.ours),
        ],
    )
    latest = ibis.window(group_by=[met.journey, met.at_us], order_by=met.nth.desc())
    met = met.mutate(age=ibis.row_number().over(latest))
    leading = [place.name for place in funnel.places if definitions.lead in place.moves]
    met = met.filter((met.age == 0) & met.stood.isin(leading))
    codes = [name for name in answered.columns if name.startswith("code_")]
    return met.select(
        *codes, _journey=met.journey, _subject=met.root, _at=met.at_us, _person=met.whose,
        _place=ibis.literal(definitions.lead), _frm=met.stood, _exact=met.exact,
        _nth=met.nth + 1,
    )  # fmt: skip


def automatic_pool(t: ir.Table) -> ir.BooleanValue:
    """Whether a stay began because answers were below the bar: a verdict of the rule, whoever recorded the answers."""
    return ((t.via == "recycled") & (t.reason == BELOW_BAR)).fill_null(False)


def automatic_expiry(t: ir.Table) -> ir.BooleanValue:
    """Whether a stay began because the shelf life ran out; the loss of a sign of life was told by a person."""
    return (t.via == "expired") & ~t.reason.isin(list(OF_PEOPLE)).fill_null(False)


def qualified(judgements: ir.Table) -> ir.Table:
    """Of the moments at which the candidate makes a lead the first of each pass at which those in force make none."""
    t = judgements.filter(~(judgements.passes & judgements.met))
    first = ibis.window(group_by=t._journey, order_by=[t._at.asc(), t._subject.asc()])
    t = t.mutate(age=ibis.row_number().over(first))
    t = t.filter(t.age == 0)
    return _changes(t, journey=t._journey, verdict=ibis.literal(QUALIFIED), place=t._place, at_us=t._at,
                    exact=t._exact, nth=t._nth, to=t._place)  # fmt: skip


# -- shelf lives -------------------------------------------------------------------------------------------------


def lengths_of(definitions: Definitions, stages: Sequence[str]) -> list[Duration]:
    """Every limit of the shelf lives of some stages."""
    lives = [life for stage in stages if (life := definitions.policy.shelf_life(stage)) is not None]
    return [limit for life in lives for limit in (life.limit, *(segment.limit for segment in life.segments))]


def aging(stages: Sequence[str], as_of_us: int) -> ir.Table:
    """The dated stays in some stages as subjects: until when each could age, and the expiry that ended it, if one did.

    A stay that an expiry of the rule ended could age until what a person did next. Left out are passes whose
    clocks stood still at some time: their expiries stay as they were.
    """
    t = lived()
    t = t.mutate(by_rule=automatic_expiry(t))
    order = ibis.window(group_by=t.journey, order_by=t.ordinal)
    t = t.mutate(
        next_us=t.at_us.lead(1).over(order), next_root=t.root.lead(1).over(order),
        next_by_rule=t.by_rule.lead(1).over(order).fill_null(False), then_us=t.at_us.lead(2).over(order),
        next_exact=t.exact.lead(1).over(order),
    )  # fmt: skip
    clocks = facts("known_clocks")
    paused = clocks.filter(clocks.kind == "paused").select("journey").distinct()
    t = t.filter(t.place.isin(list(stages)) & t.at_us.notnull()).anti_join(paused, "journey")
    end = ibis.ifelse(t.next_by_rule, t.then_us, t.next_us).fill_null(as_of_us)
    return t.select(
        _journey=t.journey, _subject=t.root, _at=t.at_us, _person=t.person, _place=t.place, _frm=t.frm,
        _day=t.day, _nth=t.ordinal, _points=ibis.null("float64"), until_us=end, worth=t.value,
        expiry=ibis.ifelse(t.next_by_rule, t.next_root, None),
        expiry_us=t.next_us, expiry_exact=t.next_exact,
    )  # fmt: skip


def worked(stays: ir.Table) -> ir.Table:
    """The instants at which each stay was worked: its beginning, and what the buyer took part in since."""
    answers, touches, calls = (facts(f"known_{name}") for name in ("answers", "touches", "calls"))
    talks = (
        answers.filter(answers.actor_kind.isin(list(ASKING)) & (answers.grade != str(Grade.UNKNOWN))),
        touches.filter((touches.kind == "met") | (touches.direction == "in").fill_null(False)),
        calls.filter(calls.connected.fill_null(False)),
    )
    two_way = of_passes(ibis.union(*(t.select("journey", "person", "at_us", "day") for t in talks)), "at_us", "day")
    since = stays.join(
        two_way,
        [stays._journey == two_way.journey, two_way.at_us >= stays._at, two_way.at_us < stays.until_us],
    )
    t = ibis.union(
        stays.select("_journey", "_subject", "until_us", worked_us="_at", day="_day"),
        since.select("_journey", "_subject", "until_us", worked_us="at_us", day="day"),
    ).distinct()
    order = ibis.window(group_by=[t._journey, t._subject], order_by=t.worked_us)
    return t.mutate(next_us=t.worked_us.lead(1).over(order).fill_null(t.until_us))


def expiring(
    stays: ir.Table, work: ir.Table, definitions: Definitions, stages: Sequence[str], limits: Sequence[Duration]
) -> ir.Table:
    """When each stay would have expired by one of the definitions (`due_us`), null if never.

    Args:
        stays: as `aging` gives them.
        work: as `worked` gives it.
        definitions: whose shelf lives.
        stages: where.
        limits: which column of `lengths` has the length of each limit, on each local day.
    """
    lives = {stage: life for stage in stages if (life := definitions.policy.shelf_life(stage)) is not None}
    if not lives:
        return stays.select("_journey", "_subject", due_us=ibis.null("int64"))
    wanted = criteria_names(segment.when for life in lives.values() for segment in life.segments)
    known = known_then(stays, wanted, definitions) if wanted else stays
    # Which of the limits holds for a stay is told by its number.
    number = ibis.cases(
        *(
            (known._place == stage, ibis.cases(
                *((_holds(segment.when, known), limits.index(segment.limit)) for segment in life.segments),
                (ibis.literal(True), limits.index(life.limit)),
            ))
            for stage, life in lives.items()
        )
    )  # fmt: skip
    each = known.select(whose_journey="_journey", whose_subject="_subject", allowed=number)
    t = work.join(each, [work._journey == each.whose_journey, work._subject == each.whose_subject])
    lengths = ibis.table({"of_day": "int32", **{f"us_{n}": "int64" for n in range(len(limits))}}, name="lengths")
    t = t.join(lengths, t.day == lengths.of_day)
    due = t.worked_us + ibis.cases(*((t.allowed == n, t[f"us_{n}"]) for n in range(len(limits))))
    t = t.mutate(due_us=ibis.ifelse(due < t.next_us, due, None))
    return t.group_by(["_journey", "_subject"]).agg(due_us=t.due_us.min())


def expired(stays: ir.Table, before: ir.Table, after: ir.Table, definitions: Definitions) -> ir.Table:
    """The stays that only the candidate lets expire, and the expiries that only the definitions in force explain."""
    old, new = (
        t.select(**{f"{side}_journey": t._journey, f"{side}_subject": t._subject, f"{side}_us": t.due_us})
        for side, t in (("old", before), ("new", after))
    )
    t = stays.left_join(old, [stays._journey == old.old_journey, stays._subject == old.old_subject])
    t = t.left_join(new, [t._journey == new.new_journey, t._subject == new.new_subject])
    policy, pool = definitions.policy, definitions.funnel.by_role(Role.EXPIRED)
    lives = [(stage.name, policy.stage(stage.name)) for stage in definitions.funnel.stages]
    to = {name: (said.shelf_life.to or (pool[0].name if pool else None)) for name, said in lives if said.shelf_life}
    chances = {name: said.win_rate for name, said in lives if said.win_rate is not None}
    kept = t.filter(t.expiry.notnull() & t.old_us.notnull() & t.new_us.isnull())
    newly = t.filter(t.expiry.isnull() & t.old_us.isnull() & t.new_us.notnull())
    lost = _by_place(newly, chances, "float64")
    return ibis.union(
        _changes(kept, journey=kept._journey, verdict=ibis.literal(KEPT), place=kept._place, at_us=kept.expiry_us,
                 exact=kept.expiry_exact, nth=kept._nth + 1, root=kept.expiry),
        _changes(newly, journey=newly._journey, verdict=ibis.literal(EXPIRED), place=newly._place, at_us=newly.new_us,
                 exact=ibis.literal(True), nth=newly._nth, to=_by_place(newly, to, "string"),
                 value=(newly.worth * lost).round().cast("int64")),
    )  # fmt: skip


def _by_place(t: ir.Table, values: Mapping[str, Any], kind: str) -> ir.Value:
    return ibis.cases(*((t._place == name, value) for name, value in values.items())) if values else ibis.null(kind)


# -- the first verdict decides -----------------------------------------------------------------------------------


def first_changes(changes: Sequence[ir.Table]) -> ir.Table:
    """Of the verdicts of a pass that would be others the first: behind it is a path that nobody walked."""
    nothing = _changes(lived().filter(ibis.literal(False)))
    t = ibis.union(nothing, *changes)
    order = [t.at_us.asc(nulls_first=True), t.nth.asc(), t.verdict.asc()]
    t = t.mutate(age=ibis.row_number().over(ibis.window(group_by=t.journey, order_by=order)))
    return t.filter(t.age == 0).select(*CHANGES)
