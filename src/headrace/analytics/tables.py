"""The typed tables that every question starts from, and the one place where the as-of cuts them.

An engine binds them to real data. `visits` has one row per stay in a place (`adapters.mirror.visits`
tells how it is made), with the columns of the unit that is asked for already chosen, `segment` the
attribute to split by, `bucket` the first day number of the calendar unit of the entry. What the asker wants
to know stands beside each stay (`ASKED`): as constants, engines skip by them what they need not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from headrace.core.lazily import lazy
from headrace.core.units import MINUTE_US
from headrace.core.waits import BY_THE_HOUR, BY_THE_MINUTE, DAY_MINUTES, HOUR, QUARTER_DAY

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

WINDOW_DAYS = 180
"""How far attribution looks back, unless it is told otherwise."""

VISITS = {
    "unit": "string",
    "journey": "string",
    "person": "string",
    "segment": "string",
    "bucket": "int32",
    "place": "string",
    "position": "int32",
    "role": "string",
    "entered_us": "int64",
    "entered_day": "int32",
    "entered_exact": "boolean",
    "left": "boolean",
    "left_us": "int64",
    "left_day": "int32",
    "left_exact": "boolean",
    "left_minutes": "int32",
    "next_role": "string",
    "via": "string",
    "reason": "string",
    "implied": "boolean",
    "value": "int64",
    "nth": "int64",
    "again": "boolean",
    "here": "boolean",
    "onward": "boolean",
    "onward_us": "int64",
    "onward_day": "int32",
    "onward_exact": "boolean",
    "onward_minutes": "int32",
    "ordinal": "int64",
    "came": "boolean",
    "before_place": "string",
    "before_position": "int32",
    "before_role": "string",
    "began_day": "int32",
    "first_position": "int32",
    "won_us": "int64",
    "won_ordinal": "int64",
    "won_value": "int64",
    "last_us": "int64",
    "last_position": "int32",
    "last_role": "string",
    "last_via": "string",
    "kept": "boolean",
    "opportunity_type": "string",
}

ASKED = {
    "as_of_us": "int64",
    "as_of_day": "int32",
    "first_day": "int32",
    "end_day": "int32",
    "within_us": "int64",
    "within_days": "int32",
    "older_us": "int64",
    "older_days": "int32",
    "stages": "int32",
    "frm_position": "int32",
    "to_position": "int32",
    "lead_position": "int32",
    "deal_position": "int32",
    "window_us": "int64",
    "sales_position": "int32",
    "influence_us": "int64",
}
"""`as_of_us` is exclusive: the end of the as-of day. An open period is as wide as the type. The positions of the
stages are those below `stages`; `lead_position` is that of qualified leads, `deal_position` of opportunities,
`sales_position` of the first stage that sales answers for. `influence_us` is how far before its close a touch
influences a deal."""


LATE = "late"
"""The shape of a question that is asked of a record which began later than the journeys that it tells of."""
BEGUN = {"seen_us": "int64", "seen_day": "int32"}
"""What that shape has beside each stay as well: when the record begins, the first instant of its first day."""
SCORED = "scored"
"""The shape of a question about an attribute that is a score."""
BESIDE = {LATE: BEGUN, SCORED: {"score": "string"}}
"""What some shapes have beside each stay; `score` is the value of the attribute that the option `score` names."""

_OF_EFFORTS = {"channel": "string", "campaign": "string"}
_OF_SOMEBODY = {"person": "string", "journey": "string", "kind": "string", "at_us": "int64", "root": "int64"}
_DATED = {**_OF_SOMEBODY, "exact": "boolean"}
_OF_SOMEONE_OF_OURS = {**_DATED, "actor_kind": "string"}
FACTS = {
    "spend": {"purpose": "string", **_OF_EFFORTS, "value": "int64", "hours": "float64"},
    "traffic": {**_OF_EFFORTS, "visits": "int64"},
    "touches": {**_OF_SOMEONE_OF_OURS, **_OF_EFFORTS, "activity": "string", "direction": "string", "side": "string"},
    "moves": {
        **_DATED,
        **_OF_EFFORTS,
        "owner": "string",
        "value": "int64",
        "opportunity_type": "string",
        "side": "string",
        "origin_side": "string",
    },
    "attempts": {**_OF_SOMEONE_OF_OURS, "dials": "int64", "minutes": "float64", "connected": "boolean"},
    "answers": {**_OF_SOMEONE_OF_OURS, "criterion": "string", "grade": "string", "points": "float64"},
    "people": {**_OF_SOMEBODY, "state": "string"},
    "deals": {**_DATED, "owner": "string", "value": "int64"},
    "clocks": _OF_SOMEBODY,
    "payments": {**_OF_SOMEBODY, "account": "string", "value": "int64"},
    "calls": {"dials": "int64", "connected": "boolean", "completed": "boolean", "minutes": "float64"},
}
"""The tables of facts that questions read beside the stays. Each has `day` (local), `segment` and `bucket` too;
`value` is null where it is not in the company's currency. `side` is whose the channel is (`core.policy.Side`),
`origin_side` whose the channel is that the person first came from, null where nobody said."""
JOINED = ("touches", "moves", "attempts", "answers", "people", "deals", "clocks")
"""The tables that questions join to leads themselves: of these all facts are there, whoever is asked for."""
FAMILY_OF = {"attempts": "calls"}
"""The families that tables of another name are of: `attempts` are calls with whom was called."""
PERIODS = "periods"
"""The table of the periods that are over at the end of the as-of day, from that of the first fact on: the `number`
from 0, and the days on which they `start`."""


def facts(table: str) -> ir.Table:
    """The facts of a table that count, or the periods, with what is asked beside each, unbound."""
    if table == PERIODS:
        columns = {"number": "int64", "start": "int32"}
    else:
        columns = {"day": "int32", **FACTS[table], "segment": "string", "bucket": "int32"}
    return ibis.table({**columns, **ASKED}, name=f"told_{table}")


def visits(shape: str = "") -> ir.Table:
    """The stays with what is asked beside each, unbound."""
    return ibis.table({**VISITS, **ASKED, **BESIDE.get(shape, {})}, name="visits")


def clipped(stays: ir.Table, *, undated: bool = False, others: bool = False) -> ir.Table:
    """The stays as they were known to be at the end of the as-of day, with what is asked beside each.

    Stays that began later are left out, and what happened later is open: each is told with whether it had been `left`
    by then, whether its unit had gone `onward` or come `again`, and whether it was still `here`. Stays whose beginning
    nobody knows are left out too, unless `undated` asks for them: they stand in snapshots and in no dated figure. Stays
    of which something else is asked (another owner) are left out unless `others` asks for them: what became of a lead
    does not depend on who had it then.
    """
    begun = stays.entered_us < stays.as_of_us
    t = stays.filter(begun | stays.entered_us.isnull() if undated else begun)
    return t if others else t.filter(t.kept)


def stacked(*tables: ir.Table) -> ir.Table:
    """The rows of several tables as one table: a column that one of them lacks is null there, a flag false."""
    types = {name: kind for t in tables for name, kind in t.schema().items()}
    lacking = {n: ibis.literal(False) if kind.is_boolean() else ibis.null(kind) for n, kind in types.items()}
    return ibis.union(*(t.select(**{n: t[n] if n in t.columns else lacking[n] for n in types}) for t in tables))


def in_period(t: ir.Table, day: str) -> ir.BooleanValue:
    """Whether a day number lies in the asked period; an unknown day lies in none."""
    return (t[day] >= t.first_day) & (t[day] < t.end_day)


def with_minutes(t: ir.Table, **ends: Sequence[str]) -> ir.Table:
    """The table with a column for each name: minutes from the entry to the first of its ends that has come.

    To the end of the as-of day if none has; in whole local days where one of the two is known only to the day.
    Rounded down to the steps in which waits are counted (`core.waits`).
    """
    # How old a stay is that is over need not be found out where its end counts; in two rounds no age is made twice.
    if all("left" in known for known in ends.values()):
        t = t.mutate(so_far=ibis.ifelse(t.left, ibis.null("int64"), _age(t)))
        t = t.mutate(so_far=ibis.ifelse(t.left, ibis.null("int64"), stepped(t.so_far)))
    else:
        t = t.mutate(so_far=_age(t))
        t = t.mutate(so_far=stepped(t.so_far))
    return t.mutate(**{name: _length(t, known) for name, known in ends.items()})


def _age(t: ir.Table) -> ir.Value:
    return minutes_to(t.as_of_us, t.as_of_day, t.entered_exact, t)


def _length(t: ir.Table, ends: Sequence[str]) -> ir.Value:
    come = [(t[end], t[f"{end}_minutes"].cast("int64")) for end in ends]
    return ibis.cases(*come, else_=t.so_far) if come else t.so_far


def minutes_to(us: ir.Value, day: ir.Value, exact: ir.BooleanValue, t: ir.Table) -> ir.Value:
    """Minutes from the entry to an instant of a day; in whole local days where not both are exact."""
    return ibis.ifelse(exact, (us - t.entered_us) // MINUTE_US, (day - t.entered_day).cast("int64") * DAY_MINUTES)


def as_end(t: ir.Table) -> dict[str, ir.Value]:
    """The entry of each stay as an end that facts are held against."""
    return {f"end_{what}": t[f"entered_{what}"] for what in ("us", "day", "exact")}


def by_the_end(t: ir.Table) -> ir.BooleanValue:
    """Whether a fact lies not after the end beside it: on its day, where only the day of the end is known.

    The table tells `at_us` and `day` of the fact, and `end_us`, `end_day` and `end_exact`: no stays, whose `end_day` is
    that of the asked period.
    """
    return (t.at_us <= t.end_us) | (~t.end_exact & (t.day == t.end_day))


def seen(t: ir.Table, length: str) -> ir.Table:
    """The stays that the record could tell of, those left out whose `length` was over when it began.

    `seen` is the age in minutes after which each is watched, in the steps in which waits are counted: 0 for one that
    began in the record. What ended in the first minute of the record, or on its first day, is in it: hence one less.
    """
    age = ibis.greatest(minutes_to(t.seen_us, t.seen_day, t.entered_exact, t) - 1, 0)
    t = t.mutate(seen=stepped(age))
    return t.filter(watched(t, length))


def watched(t: ir.Table, length: str) -> ir.BooleanValue:
    """Whether a wait was not over by the age after which its stay is `seen`."""
    return (t.seen == 0) | (t[length] > t.seen)


def stepped(minutes: ir.Value) -> ir.Value:
    """Minutes rounded down to the steps in which waits are counted."""
    hourly, quarterly = minutes - minutes % HOUR, minutes - minutes % QUARTER_DAY
    return ibis.cases((minutes < BY_THE_MINUTE, minutes), (minutes < BY_THE_HOUR, hourly), else_=quarterly)


def older_than(t: ir.Table, start: str, limit: str) -> ir.BooleanValue:
    """Whether more time than `limit` (a pair of columns `_us` and `_days`) lies between `start` and the as-of."""
    instants = t.as_of_us - t[f"{start}_us"] > t[f"{limit}_us"]
    days = t.as_of_day - t[f"{start}_day"] > t[f"{limit}_days"]
    return ibis.ifelse(t[f"{start}_exact"], instants, days)
