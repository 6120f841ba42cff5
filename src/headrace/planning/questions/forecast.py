"""What will be won by the end of the month, of the quarter, in the end: of open leads, and of those not there yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headrace.analytics import sources
from headrace.analytics.question import (
    SEGMENT,
    TOTAL,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    place_column,
    segments,
)
from headrace.core.texts import N_
from headrace.planning import forecast
from headrace.planning.forecast import Futures, Group, Outlook
from headrace.planning.history import History
from headrace.planning.questions import runs

BANDS = ((0, 7), (8, 30), (31, 90), (91, None))
"""Ages in days, as the rows tell them apart."""
NEW = "new"
HORIZONS = ("month", "quarter")
BY = (*HORIZONS, "end")
"""The horizons: the end of the month that the next day lies in, of its quarter, and no end."""
SEED = 2026


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast as of a day: what is expected, and the futures that were drawn, by what `_row_of` calls them.

    `learnt` tells whether anybody was won in the history that it learns from: if not, nobody can tell what is to come.
    """

    told: Outlook
    futures: dict[str, Futures]
    learnt: bool


def made(history: History, ends: Sequence[int], reading: Reading) -> Forecast:
    """The forecast from a history, to so many days from then on: by the same history and ask it is always the same."""
    told = forecast.outlook(history, ends, since=runs.since(reading), least=runs.least(reading))
    unsteady = {
        each: forecast.unsteadiness(history, each, since=runs.since(reading), least=runs.least(reading))
        for each in sorted(set(ends))
    }
    # In the end it strays as far as by the farthest horizon that was tried.
    strays = [unsteady[each] for each in (*ends, ends[-1])]
    return Forecast(told, forecast.drawn(told, strays, _row_of, seed=SEED), _learnt(history, reading))


def _learnt(history: History, reading: Reading) -> bool:
    since = runs.since(reading)
    return bool((history if since is None else history.since(since)).won.any())


def horizons(reading: Reading) -> list[int]:
    """The days to each of the horizons that have an end."""
    day = runs.as_of(reading)
    return [(runs.last_day(day, span, reading.policy) - day).days for span in HORIZONS]


def _row_of(group: Group | None) -> str:
    """The row of the answer that a group of leads is in, by its name here."""
    if group is None:
        return NEW
    return f"{group.stage} {_band(group.age)[0]}"


def _band(age: int) -> tuple[int, int | None]:
    return next((low, high) for low, high in BANDS if high is None or age <= high)


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """Rows of stages by age, of those not there yet, and of all together, for each segment."""
    found = by_key(counted.figures, ("segment",))
    return [
        {"segment": segment, **row}
        for segment in segments(counted.figures)
        if (segment,) in found
        for row in _rows(runs.history_of(found[segment,]), reading)
    ]


def _rows(history: History, reading: Reading) -> Iterator[Row]:
    """By each horizon a row for each stage and band of ages, one for newcomers, one for all."""
    told = made(history, horizons(reading), reading)
    banded = {(place.name, band): _of(told, place.name, band) for place in reading.places for band in BANDS}
    for nth, by in enumerate(BY):
        for (place, band), groups in banded.items():
            if groups:
                futures = told.futures.get(f"{place} {band[0]}") if told.learnt else None
                yield _named(by, place, *band) | _figures(nth, groups, _expected(groups, nth), futures)
        new = told.futures[NEW] if told.learnt and told.told.newcomers.cell else None
        yield _named(by, NEW, None, None) | _figures(nth, None, _to_come(told.told, nth), new)
        yield _named(by, TOTAL, None, None) | _total(told, nth)


def _of(told: Forecast, place: str, band: tuple[int, int | None]) -> list[Group]:
    return [group for group in told.told.groups if group.stage == place and _band(group.age) == band]


def _named(by: str, place: str, youngest: int | None, oldest: int | None) -> Row:
    return {"by": by, "place": place, "youngest": youngest, "oldest": oldest}


def _total(told: Forecast, nth: int) -> Row:
    groups, every = told.told.groups, list(told.futures.values())
    parts = (_expected(groups, nth), _to_come(told.told, nth))
    wins, value = (sum(each) for each in zip(*parts, strict=True))
    return _figures(nth, groups, (wins, value), sum(every[1:], start=every[0]) if told.learnt else None)


def _expected(groups: Sequence[Group], nth: int) -> tuple[float, float]:
    """The wins that open leads are expected to bring by a horizon, and their value."""
    known = [(group.n * group.cell.chances[nth], group.value) for group in groups if group.cell is not None]
    return sum(wins for wins, _value in known), sum(wins * value for wins, value in known)


def _to_come(told: Outlook, nth: int) -> tuple[float, float]:
    """The same of newcomers, who are worth what wins brought on average."""
    wins = told.newcomers.means[nth]
    return wins, wins * (float(told.revenues.mean()) if len(told.revenues) else 0.0)


def _figures(nth: int, groups: Sequence[Group] | None, means: tuple[float, float], futures: Futures | None) -> Row:
    """The figures of a row, of open leads or (None) of newcomers; what comes is None where nobody can tell."""
    few = sum(group.n for group in groups or () if group.cell is None)
    row: Row = {"open": None if groups is None else sum(group.n for group in groups), "few": few}
    for what, mean in zip(("wins", "value"), means, strict=True):
        low, high = (None, None) if futures is None else forecast.ranges(getattr(futures, what))[nth]
        row |= {what: None if futures is None else mean, f"{what}_from": low, f"{what}_to": high}
    return row


def tell(leads: list[Row], counted: Counted, reading: Reading) -> list[Row]:
    """Each open lead with its stage, age and value, and its chances."""
    found = by_key(counted.figures, ("segment",))
    of = {segment: _by_lead(runs.history_of(rows), reading) for (segment,), rows in found.items()}
    return [
        {name: lead[name] for name in ("unit", "journey", "person")}
        | {"stage": lead["place"], "age": lead["age"], "value": lead["worth"]}
        | of[lead["segment"]][lead["place"], lead["age"]]
        for lead in leads
    ]


def _by_lead(history: History, reading: Reading) -> dict[tuple[str, int], Row]:
    told = forecast.outlook(history, horizons(reading), since=runs.since(reading), least=runs.least(reading))
    nothing, learnt = (None,) * len(BY), _learnt(history, reading)
    return {
        (group.stage, group.age): dict(
            zip((f"chance_{by}" for by in BY), group.cell.chances if group.cell and learnt else nothing, strict=True)
        )
        for group in told.groups
    }


EIGHTY = (
    (N_("80 % from"), N_("A tenth of the futures bring less.")),
    (N_("to"), N_("A tenth of the futures bring more.")),
)
"""How the ends of a range are headed, and what they mean."""


def expected(name: str, kind: Kind, label: str, meaning: str) -> tuple[Column, ...]:
    """An expectation with the ends of its 80 % range."""
    ends = [Column(f"{name}_{end}", kind, *told) for end, told in zip(("from", "to"), EIGHTY, strict=True)]
    return Column(name, kind, label, meaning), *ends


BY_COLUMN = Column(
    "by", Kind.TEXT, N_("By"), N_("By the end of the month that the next day lies in, of its quarter, or in the end."),
    words={"month": N_("end of the month"), "quarter": N_("end of the quarter"), "end": N_("in the end")}, names=True,
)  # fmt: skip
METHOD = (
    N_("chance of a lead: competing ends among leads that were in its stage at its age, by what became of them since"),
    N_("where too few were in the stage at that age, the latest age at which 20 were who have met their end or were "
       "watched since for as long as nine in ten wins take"),
    N_("newcomers: those who come until the end of the quarter, in the end too: inflow of the last 91 days, won by as "
       "many days as are left, as those before them since they came"),
    N_("wins = sum of chances; value = sum of chance x value, or of what wins brought on average where there is none"),
    N_("80 %: of 4,000 futures, drawn with one seed; in each, every stage's chances are a Beta, as sure as the leads "
       "whose fate is known are many; the inflow varies as weeks do; and all of it by as much as forecasts as of "
       "earlier days strayed from what came, luck apart"),
)  # fmt: skip
CAVEATS = (
    N_("It goes on as it was: a new product, a new price or a new team is not in it."),
    N_("Before anybody was won, nothing is told of what will be."),
    N_("A pass is a lead of its own here. Whoever left the stages and comes back counts among the new ones."),
    N_("What leads are taken for is their value as it was told last, in the stage or before."),
)

QUESTION = Question(
    name="forecast",
    title=N_("What will be won"),
    meaning=N_("Open leads by stage and age, and those not there yet: wins and value to come, and how sure that is."),
    population=runs.POPULATION,
    formula=METHOD,
    source=(sources.AALEN_JOHANSEN, sources.FORECAST),
    columns=(
        SEGMENT,
        BY_COLUMN,
        place_column(words={NEW: N_("Not there yet"), TOTAL: N_("All together")}),
        Column("youngest", Kind.COUNT, N_("Days"), N_("In the stage for so many days, or longer."), names=True),
        Column("oldest", Kind.COUNT, N_("to"), N_("In the stage for so many days, or less; empty: any."), names=True),
        figure("open", N_("Open"), N_("In the stage at the as-of date.")),
        Column("few", Kind.COUNT, N_("Without a chance"),
               N_("Of these, left out: too few were ever seen in their stage to tell a chance.")),
        *expected("wins", Kind.NUMBER, N_("Wins"), N_("Expected to be won, in the end as far as anybody was watched.")),
        *expected("value", Kind.MONEY, N_("Value"), N_("What they are expected to bring.")),
    ),
    keys={
        "segment": "segment", "place": "place", "age": ("youngest", "oldest"), **dict.fromkeys(runs.KEYS),
    },
    figures=runs.FIGURES,
    units={"default": runs.units},
    finish=finish,
    unit="pass",
    total="place",
    told_of_leads=("segment", "place", "age", "worth"),
    tell=tell,
    lead_columns=(
        Column("stage", Kind.PLACE, N_("Stage"), N_("Where it is at the as-of date.")),
        Column("age", Kind.COUNT, N_("Days"), N_("In the stage for so many days.")),
        Column("value", Kind.MONEY, N_("Value"), N_("What somebody told that it brings.")),
        Column("chance_month", Kind.RATE, N_("By the month's end"), N_("Its chance to be won by then.")),
        Column("chance_quarter", Kind.RATE, N_("By the quarter's end"), N_("Its chance to be won by then.")),
        Column("chance_end", Kind.RATE, N_("In the end"), N_("Its chance to be won at all.")),
    ),
    options=(runs.LEAST,),
    caveats=CAVEATS,
)  # fmt: skip
