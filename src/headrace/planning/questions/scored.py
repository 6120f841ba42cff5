"""Leads with a score and a known end: what every question about a score counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from headrace.analytics.question import SCORE, Ask, Row
from headrace.analytics.stays import beside, first_entries, with_standing, with_win_since
from headrace.analytics.tables import SCORED, clipped
from headrace.core.entries import ASKING
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.planning.calibration import Scored

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
POPULATION = N_(
    "Whoever first entered the first stage in the period, has a score, and has met their end: won, or in no stage "
    "any more."
)
CAVEATS = (
    N_("Open leads are left out: of a young cohort the ends that are known are the quick ones."),
    N_(
        "By answers: the newest answer to each criterion, asked by a person or imported, until the lead was first "
        "qualified; one without points brings what its grade is worth by the policy."
    ),
    N_(
        "By an attribute: its last value, so a score that was changed once the end was known flatters itself. Only "
        "digits with a decimal point count, such as -1 and 0.25; who has anything else has no score."
    ),
    N_("Who scored low was mostly not worked: that they were not won is in part our doing."),
)


def by_answers(stays: ir.Table, answers: ir.Table) -> ir.Table:
    """One row per lead: the points of the answers that it gave until it was first qualified, and how it ended."""
    t = _ended(stays)
    asked = answers.actor_kind.isin(list(ASKING))
    told = answers.filter(asked & answers.points.notnull() & answers.day.notnull())
    told = told.select("criterion", "points", "at_us", "root", "day", thread=ibis.coalesce(told.person, told.journey))
    given = t.select("unit", "decided_day").inner_join(told, ibis._.unit == told.thread)
    given = given.filter(given.day <= given.decided_day)
    newest_first = ibis.window(group_by=[given.unit, given.criterion], order_by=[given.at_us.desc(), given.root.desc()])
    given = given.mutate(nth=ibis.row_number().over(newest_first))
    newest = given.filter(given.nth == 0)
    scores = newest.group_by("unit").agg(score=newest.points.sum())
    return _scored(beside(t, scores, "unit"))


def by_attribute(stays: ir.Table, answers: ir.Table) -> ir.Table:
    """One row per lead: the number that an attribute has for it, and how it ended."""
    del answers
    t = _ended(stays)
    text = t.score
    return _scored(t.mutate(score=ibis.ifelse(text.re_search(NUMBER), text, ibis.null("string")).cast("float64")))


def _ended(stays: ir.Table) -> ir.Table:
    t = first_entries(stays)
    t = t.filter(t.position == 0)
    every = clipped(stays, undated=True, others=True)
    qualified = every.filter((every.position == every.lead_position) & (every.nth == 1))
    t = beside(t, qualified.select("unit", qualified_day=qualified.entered_day), "unit")
    t = with_win_since(with_standing(t, stays))
    return t.mutate(
        lost=~t.won & ~t.now_role.isin(["stage", "won"]).fill_null(True),
        decided_day=ibis.coalesce(t.qualified_day, t.as_of_day), age=t.as_of_day - t.entered_day,
    )  # fmt: skip


def _scored(t: ir.Table) -> ir.Table:
    t = t.filter(t.score.notnull() & (t.won | t.lost))
    return t.select("unit", "journey", "person", "segment", "age", "score", "won", leads=ibis.literal(True))


UNITS = {"default": by_answers, SCORED: by_attribute}


def shape(ask: Ask) -> str:
    """By an attribute if one is named, else by answers."""
    return SCORED if ask.options.get(SCORE.name) else "default"


def scores_of(rows: Sequence[Row]) -> list[Scored]:
    """Counted rows as leads by score."""
    return [Scored(row["score"], row["leads"], row["won"]) for row in rows]
