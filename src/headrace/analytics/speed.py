"""Speed to lead: from an inquiry to the first attempt by a person, and whose part of the delay it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    Wait,
    figure,
    periods,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import first_entries
from headrace.analytics.tables import minutes_to, stepped
from headrace.core.entries import ASKING
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.core.units import MINUTE_US
from headrace.core.waits import DAY_MINUTES, HOUR

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

WITHIN = {"in_5_minutes": 5, "in_an_hour": HOUR, "in_a_day": DAY_MINUTES}
"""The limits by which attempts are counted, in minutes."""
FIGURES = ("inquiries", "tried", "given", "timed", *WITHIN)


def tried(attempts: ir.Table, touches: ir.Table, answers: ir.Table) -> ir.Table:
    """The attempts by a person, as the desks count them (`rules.case`): calls, meetings, what was written or asked.

    What a rule did by itself is none, and neither is an answer that a form gave.
    """
    by_hand, no_rule = ibis._.actor_kind == "person", ibis._.actor_kind != "rule"
    asked = ibis._.actor_kind.isin(list(ASKING))
    made = (
        attempts.filter(no_rule),
        touches.filter((ibis._.kind == "met") & no_rule),
        touches.filter((ibis._.kind == "touched") & (ibis._.direction == "out") & by_hand),
        answers.filter((ibis._.grade != "unknown") & asked),
    )
    return ibis.union(*map(_of_somebody, made))


def given(moves: ir.Table, deals: ir.Table) -> ir.Table:
    """The facts that name an owner; an expiry names whose it was."""
    return ibis.union(
        _of_somebody(moves.filter(moves.owner.notnull() & (moves.kind != "expired"))),
        _of_somebody(deals.filter(deals.owner.notnull() & (deals.kind == "routed"))),
    )


def _of_somebody(t: ir.Table) -> ir.Table:
    t = t.filter(t.day.notnull())
    return t.select("day", "exact", at_us=t.at_us, thread=ibis.coalesce(t.person, t.journey))


def units(
    stays: ir.Table, attempts: ir.Table, touches: ir.Table, answers: ir.Table, moves: ir.Table, deals: ir.Table
) -> ir.Table:
    """One row per unit that first entered the first stage in the period, with its waits in minutes.

    Who had an owner before the inquiry was given at once. The system's part ends when somebody was given it, or tried.
    """
    t = first_entries(stays)
    t = t.filter((t.position == 0) & ~t.implied)
    t = t.mutate(age=minutes_to(t.as_of_us, t.as_of_day, t.entered_exact, t))
    tries = _since(t, tried(attempts, touches, answers))
    tries = tries.filter(tries.minutes >= 0)
    first_try = tries.group_by(try_unit=tries.unit).agg(
        tried=tries.minutes.min(), timed=tries.minutes.min(where=tries.timed), tried_us=tries.us.min(where=tries.timed)
    )
    owned = _since(t, given(moves, deals))
    owned = owned.mutate(minutes=ibis.greatest(owned.minutes, 0))
    first_owner = owned.group_by(own_unit=owned.unit).agg(given=owned.minutes.min())
    t = t.left_join(first_try, t.unit == first_try.try_unit).left_join(
        first_owner, t.unit == first_owner.own_unit
    )  # fmt: skip
    handed = ibis.least(ibis.coalesce(t.given, t.tried), ibis.coalesce(t.tried, t.given))
    t = t.mutate(handed=handed, total=ibis.coalesce(t.tried, t.age))
    # Whom nobody was given waits for no person; the greater of nothing and 0 would be 0.
    hand = ibis.ifelse(t.handed.notnull(), ibis.greatest(t.total - t.handed, 0), ibis.null("int64"))
    known = t.entered_exact & (t.tried.isnull() | (t.timed == t.tried)).fill_null(False)
    timed = known & (t.as_of_us - t.entered_us >= DAY_MINUTES * MINUTE_US)
    soon = {name: timed & (t.tried_us <= minutes * MINUTE_US).fill_null(False) for name, minutes in WITHIN.items()}
    return t.select(
        "unit", "journey", "person", "bucket", "segment", inquiries=ibis.literal(True),
        tried=t.tried.notnull(), given=t.handed.notnull(), timed=timed, **soon, total=stepped(t.total),
        system=stepped(ibis.coalesce(t.handed, t.age)), hand=stepped(hand),
    )  # fmt: skip


def _since(t: ir.Table, facts: ir.Table) -> ir.Table:
    """Minutes from each inquiry to each fact of its unit; in days where one of the two is known only to the day."""
    t = t.select("unit", "entered_us", "entered_day", "entered_exact")
    pairs = t.inner_join(facts, t.unit == facts.thread)
    timed, us = pairs.entered_exact & pairs.exact, pairs.at_us - pairs.entered_us
    in_days = (pairs.day - pairs.entered_day).cast("int64") * DAY_MINUTES
    # Rounded down also before the inquiry, so that half a minute before it is not at once.
    instants = ibis.ifelse(us >= 0, us // MINUTE_US, -1 - (-1 - us) // MINUTE_US)
    return pairs.select("unit", timed=timed, us=us, minutes=ibis.ifelse(timed, instants, in_days))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per period and segment in which anybody inquired."""
    del reading
    found = {(row["bucket"], row["segment"]): row for row in counted.figures}
    keys = [(bucket, segment) for bucket in periods(counted.figures) for segment in segments(counted.figures)]
    return [_row(key, found[key], counted) for key in keys if key in found]


def _row(key: tuple[object, object], row: Row, counted: Counted) -> Row:
    total, system, hand = (counted.curve(*key, name) for name in ("total", "system", "hand"))
    return {
        "period": key[0],
        "segment": key[1],
        **{name: row[name] for name in ("inquiries", "tried", "given")},
        "median": total.quantile(0.5),
        "p90": total.quantile(0.9),
        "system_median": system.quantile(0.5),
        "person_median": hand.quantile(0.5),
        "timed": row["timed"],
        **{name: row[name] for name in WITHIN},
        **{
            column: value for name in WITHIN for column, value in rate(f"share_{name}", row[name], row["timed"]).items()
        },
    }


def _soon(name: str, label: str, meaning: str) -> tuple[Column, ...]:
    return (figure(name, label, meaning), *share(f"share_{name}", "timed", N_("Share"), N_("Of those timed.")))


QUESTION = Question(
    name="speed_to_lead",
    title=N_("Speed to lead"),
    meaning=N_("How long an inquiry waits for the first attempt by a person, and whose part of the delay it is."),
    population=N_("Whoever first entered the first stage in the period, those whom nobody tried yet included."),
    formula=(
        N_(
            "median, p90: the first t with S(t) <= 1/2 and <= 1/10; S(t) = product over the times up to t of 1 - "
            "tried / still waiting"
        ),
        N_("system_median: the same until an owner was named, person_median: from then until the attempt"),
        N_("share_in_5_minutes = in_5_minutes / timed, and so on"),
        WILSON_ENDS,
    ),
    source=(
        sources.RESPONSE,
        sources.KAPLAN_MEIER,
        sources.WILSON,
        N_("What counts as an attempt, and whose part of a delay it is, is ours: only people try."),
    ),
    columns=(
        PERIOD,
        SEGMENT,
        figure("inquiries", N_("Inquiries"), N_("First entered the first stage in the period.")),
        figure("tried", N_("Tried"), N_("A person called, met, wrote to or asked them since.")),
        figure("given", N_("Given"), N_("Of the inquiries, those that had an owner, or were tried.")),
        Column("median", Kind.MINUTES, N_("Median"), N_("Time by which half were tried, by Kaplan-Meier.")),
        Column("p90", Kind.MINUTES, N_("90 %"), N_("Time by which nine in ten were tried, by Kaplan-Meier.")),
        Column(
            "system_median", Kind.MINUTES, N_("System's part"),
            N_("Time by which half were given to an owner, by Kaplan-Meier."),
        ),
        Column(
            "person_median", Kind.MINUTES, N_("Person's part"),
            N_("Time from then on by which half of those given were tried, by Kaplan-Meier."),
        ),
        figure("timed", N_("Timed"), N_("Known to the minute, and at least a day old at the as-of date.")),
        *_soon("in_5_minutes", N_("In 5 minutes"), N_("Of those timed, tried within five minutes.")),
        *_soon("in_an_hour", N_("In an hour"), N_("Of those timed, tried within an hour.")),
        *_soon("in_a_day", N_("In a day"), N_("Of those timed, tried within 24 hours.")),
    ),
    keys={"bucket": "period", "segment": "segment"},
    figures=FIGURES,
    worth=False,
    units={"default": units},
    finish=finish,
    tables=("attempts", "touches", "answers", "moves", "deals"),
    waits=(Wait("total", "total", "tried"), Wait("system", "system", "given"), Wait("hand", "hand", "tried")),
    unit="person",
    by_period=True,
    caveats=(
        N_("Time on the clock on the wall, not working time: the statement of the agreement counts working hours."),
        N_("What a rule sends or asks by itself is no attempt. Where only the day of an attempt or inquiry is known, "
           "the delay is counted in whole days, and no share within minutes is told of it."),
        N_("Of what nobody was given, all the waiting until somebody tries is the system's part."),
        N_("Medians of parts do not add up to the median of the whole."),
    ),
)  # fmt: skip
