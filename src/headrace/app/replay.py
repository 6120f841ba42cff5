"""A candidate tried on history: what would change, as small tables that stand beside each other.

The same questions are asked of history as it was and of the replayed one, and their figures set side by side. What is
counted and what is estimated stand apart: nobody knows what sales would have done with a lead that only the candidate
makes, so its further way is estimated with the rates that were measured. Nothing is written.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from headrace.analytics import catalog
from headrace.analytics.question import Answer, Ask, Column, Kind, Note, Row, figure, place_column, rate, share
from headrace.analytics.replay import QUALIFIED, UNDOING, VERDICTS
from headrace.app import reports
from headrace.app.explain import naming
from headrace.app.planning import rates_of
from headrace.app.ports import Engine
from headrace.app.replay_columns import (
    AFTER,
    BEFORE,
    CHANGED_COLUMNS,
    CLOCKS,
    ENDS,
    KEPT_COLUMNS,
    NEED_COLUMNS,
    ONWARD_COLUMNS,
    VERDICT_WORDS,
    WIN_COLUMNS,
    both,
)
from headrace.app.reports import Terms
from headrace.core import criteria
from headrace.core.errors import PlanRefused, UnknownName, UsageError
from headrace.core.plan import Plan
from headrace.core.texts import N_, _
from headrace.core.units import day_number
from headrace.planning.known import Known
from headrace.planning.months import wins_wanted
from headrace.planning.reverse import needs
from headrace.rules.candidate import SCORE, Definitions

CHANGES = "changes"
WEEK, MONTH = 7, 365.25 / 12
"""Days of a week, and of a month on average."""


@dataclass(frozen=True, slots=True)
class Side:
    """History as one of the definitions have it: what answers about it, and what these say."""

    engine: Engine
    terms: Terms

    def answer(self, question: str, ask: Ask, **options: object) -> Answer:
        """The answer to a question on this side."""
        ask = replace(ask, options=options, unit=catalog.question(question).unit or ask.unit)
        return reports.report(self.engine, question, ask, self.terms)


@dataclass(frozen=True, slots=True)
class Beside:
    """A question that is asked of both sides: which of its figures are set side by side, in a table of this name.

    `derive` makes a row that is compared of one of the answer's; None leaves it out.
    """

    name: str
    question: str
    title: str
    columns: tuple[Column, ...]
    derive: Callable[[Row, "Replay"], Row | None] = lambda row, _replay: row
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table of a replay, with the answers from which the leads of both sides are listed."""

    answer: Answer
    sides: tuple[Answer, Answer] | None = None


@dataclass(frozen=True)
class Replay:
    """What a candidate would change. `every_change` has one row per pass of which a verdict would be another one.

    `ask` bounds the period that is looked at, `days` is how many days it has. Counted are passes: a verdict is of one.
    `kept` tells how the clocks of both agreements would have been kept, by stage and name. `plan` is what the company
    plans, which either history says what it takes for.
    """

    before: Side
    after: Side
    new: Definitions
    ask: Ask
    days: int
    every_change: Sequence[Row]
    kept: Callable[[], tuple[Mapping[Any, Row], Mapping[Any, Row]]]
    plan: Plan

    @cached_property
    def changed(self) -> list[Row]:
        """The changed verdicts of the period."""
        first, end = (None if day is None else day_number(day) for day in (self.ask.first, self.ask.end))
        return [
            row for row in self.every_change
            if (first is None or (row["day"] is not None and row["day"] >= first))
            and (end is None or (row["day"] is not None and row["day"] < end))
        ]  # fmt: skip

    @property
    def unknown(self) -> int:
        """How many passes of the period the candidate alone makes leads: nobody knows their way on."""
        return sum(row["verdict"] == QUALIFIED for row in self.changed)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Every table by its name: first what changes, last what is only estimated."""
        told = {CHANGES: Table(self._changes())}
        told |= {each.name: self._beside(each) for each in BESIDE}
        told |= {"clocks": Table(self._clocks())}
        told |= {"wins": Table(self._wins()), "plan": Table(self._plan())}
        return told | ({"onward": Table(self._onward())} if self.unknown else {})

    def table(self, name: str) -> Table:
        """The table of that name."""
        if name not in self.tables:
            raise UnknownName("table of a replay", name, self.tables)
        return self.tables[name]

    @property
    def hints(self) -> list[str]:
        """What an author may have missed: a lower bar opens no door whose criterion names a score itself."""
        old, new = self.before.terms, self.after.terms
        entry = new.funnel.place(self.new.lead).entry
        lower = new.policy.qualification.bar < old.policy.qualification.bar
        if (
            not lower
            or entry is None
            or SCORE not in criteria.names(entry.tree)
            or entry != old.funnel.place(self.new.lead).entry
        ):
            return []
        place, said = new.funnel.place(self.new.lead).label, entry.text
        return [_("The bar is lower, and the funnel still lets nobody into {place} but by `{said}`: change that "
                  "criterion as well.", place=place, said=said)]  # fmt: skip

    # -- leads -----------------------------------------------------------------------------------------------

    def leads(self, table: str, row: Row, named: str | None = None) -> list[Row]:
        """The leads behind a row: unit, journey, person, and how each changed.

        Of the changes those of the verdict; of a figure that is set side by side those who came to it, and who went.
        """
        told = self.table(table)
        if table == CHANGES:
            return [
                {"unit": each["person"] or each["journey"], "journey": each["journey"], "person": each["person"],
                 "change": _(VERDICT_WORDS[each["verdict"]])}
                for each in self.changed if (each["verdict"], each["place"]) == (row["verdict"], row["place"])
            ]  # fmt: skip
        if told.sides is None:
            raise UsageError(f"No leads behind the rows of {table!r}.", hint="They are sums and estimates.")
        listed = [column.name.removesuffix(f"_{BEFORE}") for column in told.answer.columns if column.listed]
        name = (named or listed[0]).removesuffix(f"_{BEFORE}").removesuffix(f"_{AFTER}")
        if name not in listed:
            raise UsageError(f"No leads for {named!r}.", hint=f"Figures with leads: {', '.join(listed)}.")
        was, now = (self._listed(side, answer, row, name)
                    for side, answer in zip((self.before, self.after), told.sides, strict=True))  # fmt: skip
        return [
            {**lead, "change": change}
            for change, theirs, others in (("went", was, now), ("came", now, was))
            for unit, lead in theirs.items()
            if unit not in others
        ]

    def _listed(self, side: Side, answer: Answer, row: Row, counted: str) -> dict[object, Row]:
        names = [column.name for column in naming(answer)]
        found = next((each for each in answer.rows if all(each[name] == row[name] for name in names)), None)
        if found is None or not found[counted]:
            return {}
        return {lead["unit"]: lead for lead in reports.leads(side.engine, answer, found, counted, side.terms)}

    # -- what changes ----------------------------------------------------------------------------------------

    def _changes(self) -> Answer:
        order = {name: at for at, name in enumerate(self.new.funnel.names())}
        kinds = sorted(
            {(row["verdict"], row["place"]) for row in self.changed},
            key=lambda kind: (VERDICTS.index(kind[0]), order.get(kind[1], len(order))),
        )
        return self._answer(
            CHANGES, _("What would change"), CHANGED_COLUMNS, [self._change(*kind) for kind in kinds],
            caveats=(
                *self.hints,
                _("Only what a rule decided is judged anew, by what was known then; what people decided stays."),
                _("A pass is listed with the first verdict that differs. Behind one that ends its path, what people "
                  "did next did not happen under the candidate: its wins and their value are those of history."),
            ),
        )  # fmt: skip

    def _change(self, verdict: str, place: str) -> Row:
        theirs = [row for row in self.changed if (row["verdict"], row["place"]) == (verdict, place)]
        ends = Counter("won" if row["won"] else row["ends"] for row in theirs)
        return {
            "verdict": verdict,
            "place": place,
            "leads": len(theirs),
            **{end: ends[end] for end in ENDS},
            "revenue": sum(row["revenue"] or 0 for row in theirs),
            "undone": ends["won"] if verdict in UNDOING else 0,
        }

    # -- side by side ----------------------------------------------------------------------------------------

    def _beside(self, each: Beside) -> Table:
        sides = tuple(side.answer(each.question, self.ask) for side in (self.before, self.after))
        was, now = sides
        heads = [column for column in naming(now) if column.kind not in (Kind.SEGMENT, Kind.PERIOD)]
        rows = [
            {
                tuple(row[column.name] for column in heads): made
                for row in side.rows
                if (made := each.derive(dict(row), self))
            }
            for side in (was, replace(now, rows=[self._known(row) for row in now.rows]))
        ]
        columns = [*heads, *both(each.columns)]
        keys = list(dict.fromkeys([*rows[1], *rows[0]]))
        told = [
            {
                **dict(zip((column.name for column in heads), key, strict=True)),
                **{f"{column.name}_{when}": side.get(key, {}).get(column.name)
                   for column in each.columns for when, side in zip((BEFORE, AFTER), rows, strict=True)},
            }
            for key in keys
        ]  # fmt: skip
        answer = self._answer(each.name, _(each.title), columns, told, caveats=[*map(_, each.caveats)])
        return Table(answer, (was, now))

    def _known(self, row: Row) -> Row:
        """A rate out of the stage of leads is of those whose way is known; who is newly there never went on."""
        if row.get("frm") != self.new.lead:
            return row
        judged = row["judged"] - self.unknown
        return {**row, "judged": judged, **rate("rate", row["converted"], judged)}

    def _clocks(self) -> Answer:
        """The clocks of both agreements, each on its own history."""
        sides = self.kept()
        rows = [
            {"place": stage, "clock": clock} | {
                f"{name}_{when}": value
                for when, side in zip((BEFORE, AFTER), sides, strict=True)
                for name, value in _kept(side.get((stage, clock), {})).items()
            }
            for stage, clock in dict.fromkeys([*sides[1], *sides[0]])
        ]  # fmt: skip
        return self._answer(
            "clocks", _("The clocks of the agreement"), [*CLOCKS, *both(KEPT_COLUMNS)], rows,
            caveats=(
                _("Counted on all dates of history to the instant, those of imports too, of which no clock ran then."),
                _("An import tells moves, and neither accepting nor rejecting: a clock that waits for these is met by "
                  "none of them."),
                _("Of a lead that only the candidate makes nobody knows who would have answered when: its clocks are "
                  "due, and neither met nor missed."),
            ),
        )  # fmt: skip

    # -- counted, and estimated ------------------------------------------------------------------------------

    def _wins(self) -> Answer:
        won = self.new.funnel.won.name
        was, now = self._to(self.before, won), self._known(self._to(self.after, won))
        worth = self._worth()
        rows = [
            self._win(BEFORE, was["judged"], was, was["converted"], worth),
            self._win(AFTER, now["judged"], now, now["converted"], worth),
        ]
        if self.unknown:
            rows.append(self._win("estimated", self.unknown, was, None, worth))
        return self._answer(
            "wins", _("Wins a month"), WIN_COLUMNS, rows,
            caveats=(
                _("Counted: leads that first qualified in the period, and were won since. Estimated: the newly "
                  "qualified times the measured rate, apart from what is counted."),
                _("The newly qualified answered otherwise than those of whom the rate was measured: a lower bar lets "
                  "in worse ones, so read their wins as the most that can be hoped for."),
                _("Value: wins times the average of all wins whose value is known."),
            ),
        )  # fmt: skip

    def _win(self, kind: str, leads: int, measured: Row, won: int | None, worth: float | None) -> Row:
        """Wins that were counted, or (`won` is None) estimated for some leads by a measured rate."""
        told = (
            rate("rate", won, leads) if won is not None else {k: measured[k] for k in ("rate", "rate_low", "rate_high")}
        )
        n = leads if won is not None else measured["judged"]
        wins = won if won is not None else _times(leads, told["rate"])
        ends = (None, None) if won is not None else tuple(_times(leads, told[f"rate_{end}"]) for end in ("low", "high"))
        return {
            "kind": kind, "leads": leads, "n": n, **told, "wins": wins, "least": ends[0], "most": ends[1],
            "a_month": _times(wins, MONTH / self.days), "revenue": _times(wins, worth),
        }  # fmt: skip

    def _plan(self) -> Answer:
        """Who has to enter each stage for the wins of the plan, by the rates of either history."""
        columns = [place_column(), *both(NEED_COLUMNS)]
        caveats = (
            _("Rates are those a plan goes by, of passes that entered in the period; who is open today is left out."),
            _("Where the candidate makes new leads, nobody knows their way on: out of their stage the rate stays as it "
              "was. They will be worse ones, so read what a lower bar takes as the least."),
        )  # fmt: skip
        try:
            wins = self._planned_wins()
            sides = [_needed(wins, steps) for steps in self._steps()]
        except PlanRefused as refused:
            return self._answer("plan", _("What the plan takes"), columns, [], caveats=(str(refused), *caveats))
        rows = [
            {"place": was["place"]} | {f"{name}_{when}": side[name] for when, side in ((BEFORE, was), (AFTER, now))
                                       for name in ("n", "rate", "rate_low", "rate_high", "needed")}
            for was, now in zip(*sides, strict=True)
        ]  # fmt: skip
        notes = [Note(N_("For {wins} wins."), {"wins": (Kind.NUMBER, wins)})]
        return self._answer("plan", _("What the plan takes"), columns, rows, caveats=caveats, notes=notes)

    def _planned_wins(self) -> float:
        """The wins that the plan wants, or a hundred where there is none."""
        if self.plan.goal is None:
            return HUNDRED
        value = self.plan.value if self.plan.value is not None else self._worth()
        return sum(wins_wanted(self.plan.goal, self.plan.months, self.plan.season, value))

    def _steps(self) -> tuple[list[Known], list[Known]]:
        """What a plan goes by, as it is and under the candidate."""
        was, now = (rates_of(side.engine, self.plan, self.ask, side.terms) for side in (self.before, self.after))
        if self.unknown:
            now = [old if step.stage == self.new.lead else step for old, step in zip(was, now, strict=True)]
        return was, now

    def _onward(self) -> Answer:
        stages = self.new.funnel.stages[self.new.funnel.position(self.new.lead) + 1 :]
        rows = []
        for stage in stages:
            told = self._to(self.before, stage.name)
            rows.append(
                {
                    "place": stage.name,
                    "n": told["judged"],
                    **{name: told[name] for name in ("rate", "rate_low", "rate_high")},
                    **{name: _times(self.unknown, told[of]) for name, of in
                       (("expected", "rate"), ("least", "rate_low"), ("most", "rate_high"))},
                }
            )  # fmt: skip
        return self._answer(
            "onward", _("The further way of the newly qualified, estimated"), ONWARD_COLUMNS, rows,
            notes=[Note(N_("Nobody knows what sales would have done: {n} leads times the measured rates."),
                        {"n": (Kind.COUNT, self.unknown)})],
        )  # fmt: skip

    def _to(self, side: Side, stage: str) -> Row:
        """How many of the leads came to a later stage."""
        return side.answer("conversion", self.ask, frm=self.new.lead, to=stage).rows[0]

    def _worth(self) -> float | None:
        """What a win was worth on average, in minor units; None where nobody knows."""
        rows = self.before.answer("waterfall", replace(self.ask, first=None, end=None)).rows
        won = next(row for row in rows if row["place"] == self.new.funnel.won.name)
        return won["value"] / won["entered"] if won["value"] and won["entered"] else None

    @cached_property
    def _like(self) -> Answer:
        """An answer with the stamp of what is in force: each table bears it."""
        return self.before.answer("waterfall", self.ask)

    def _answer(
        self,
        name: str,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        caveats: Sequence[str] = (),
        notes: Sequence[Note] = (),
    ) -> Answer:
        return replace(
            self._like, question=f"replay_{name}", title=title, subtitle=_("The candidate beside what is in force."),
            columns=list(columns), rows=list(rows), caveats=list(caveats), formula=(), source=(), notes=notes,
            places=reports.places_of(self.new.funnel),
        )  # fmt: skip


def _kept(row: Row) -> Row:
    """What is told of a clock; nothing of one that an agreement does not have."""
    decided = row.get("met", 0) + row.get("missed", 0)
    counts = {name: row.get(name) for name in ("within", "runs", "met", "missed", "unknown")}
    return {**counts, "decided": decided, **rate("share", row.get("missed", 0), decided)}


def _needed(wins: float, steps: Sequence[Known]) -> list[Row]:
    """Who has to enter each stage for some wins, the win last, with the rate on from it."""
    known = {step.stage: step for step in steps}
    rows: list[Row] = []
    for need in needs(wins, [step.step for step in steps]):
        step = known.get(need.stage)
        low, high = (step and step.interval) or (None, None)
        rows.append(
            {"place": need.stage, "n": step and step.seen, "rate": step and step.mean, "rate_low": low,
             "rate_high": high, "needed": need.exact}
        )  # fmt: skip
    return rows


def _times(count: float | None, factor: float | None) -> float | None:
    return None if count is None or factor is None else count * factor


def _queue(row: Row, replay: Replay) -> Row | None:
    """The work that the qualified leads of the period are, by the policy's own numbers."""
    if row["way"] == "measured":
        return None
    hours = row["talking"] + row["chasing"] + row["waiting"]
    return {**row, "a_week": row["leads"] * WEEK / replay.days, "hours": hours}


BESIDE = (
    Beside(
        "stages", "stages", N_("Where every lead would be"),
        (figure("here", N_("Here"), N_("Stand here at the as-of date.")),
         Column("value", Kind.MONEY, N_("Value"), N_("Their known value when they entered."))),
    ),
    Beside(
        "rates", "conversion", N_("Conversion between stages"),
        (figure("entered", N_("Entered"), N_("First entered the stage in the period.")),
         Column("judged", Kind.COUNT, N_("Known"), N_("Of these, those of whom it is known what became of them.")),
         *share("rate", "judged", N_("Rate"), N_("Reached the next stage or a later one, of those known."))),
        caveats=(N_("The newly qualified are left out of the rate behind their stage: nobody knows their way on."),),
    ),
    Beside(
        "queue", "calling", N_("The work of the queue"),
        (figure("leads", N_("Qualified"), N_("First entered the stage of qualified leads in the period.")),
         Column("a_week", Kind.NUMBER, N_("A week"), N_("Of these, on average in a week of the period.")),
         Column("dials", Kind.COUNT, N_("Dials"), N_("Numbers to dial, by the policy.")),
         Column("hours", Kind.NUMBER, N_("Hours"), N_("Paid hours of calling, by the policy.")),
         Column("cost", Kind.MONEY, N_("Cost"), N_("What that costs, by the policy; empty while the pay is unknown."))),
        derive=_queue,
    ),
    Beside(
        "leakage", "leakage", N_("Where every inquiry would have ended"),
        (figure("count", N_("Inquiries"), N_("Ended there.")),
         Column("lost", Kind.MONEY, N_("Lost"), N_("Expected value that neglect cost."))),
        caveats=(N_("Who no longer qualifies, and could with more answers, stands in the stage before, not decided."),),
    ),
)  # fmt: skip

HUNDRED = 100.0
"""The wins for which needs are told where nothing is planned."""


def period_of(ask: Ask, first_day: int | None, as_of: date) -> int:
    """How many days a period has: from its first day, or that of the record, to its last, or the as-of day."""
    end = day_number(as_of) + 1 if ask.end is None else min(day_number(ask.end), day_number(as_of) + 1)
    first = first_day if ask.first is None else day_number(ask.first)
    return max(1, end - (end - 1 if first is None else first))
