"""Who gets the credit for what was won: all models side by side, and one model in detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.paths import journeys, touched_deals, touches
from headrace.analytics.question import (
    BY_DAY,
    WITHOUT_REVENUE,
    Ask,
    Column,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    figure,
    per,
)
from headrace.analytics.tables import WINDOW_DAYS
from headrace.core.errors import NotFound, UsageError
from headrace.core.lazily import lazy
from headrace.core.texts import N_, _
from headrace.core.units import DAY_US, day_of, local_day

if TYPE_CHECKING:
    import numpy as np

    from headrace.analytics.attribution import audit, models, positional, resampling, window
    from headrace.analytics.attribution.credits import Credit, Credits
    from headrace.analytics.attribution.models import Attributed, Model
    from headrace.analytics.attribution.paths import Journeys, Tally
    from headrace.analytics.attribution.positional import Positional
    from headrace.analytics.attribution.resampling import Intervals
    from headrace.analytics.attribution.window import Seen
else:
    np = lazy("numpy")
    audit = lazy("headrace.analytics.attribution.audit")
    models = lazy("headrace.analytics.attribution.models")
    positional = lazy("headrace.analytics.attribution.positional")
    resampling = lazy("headrace.analytics.attribution.resampling")
    window = lazy("headrace.analytics.attribution.window")

TOGETHER = ("person", "account", "group")
"""Whose touches share in a deal."""
UNATTRIBUTED, UNSEEN = "(unattributed)", "(unseen)"
OWN = "own"
"""The model whose percents the asker gives."""
DRAWS = 500
"""How often the bootstrap draws for an interval."""

MODELS: Mapping[str, str] = {
    "first": N_("First"),
    "last": N_("Last"),
    "last_non_direct": N_("Last, direct apart"),
    "lead_creation": N_("Lead creation"),
    "opportunity_creation": N_("Opportunity creation"),
    "linear": N_("Linear"),
    "position": N_("Position"),
    "u": N_("U"),
    "w": N_("W"),
    "z": N_("Z"),
    "decay_7": N_("Decay, 7 days"),
    "decay_30": N_("Decay, 30 days"),
    "shapley": N_("Shapley"),
    "markov": N_("Markov"),
}


def side_by_side(found: Journeys, reading: Reading) -> list[Row]:
    """One row per label, the most valuable by the linear model first, then what no touch is credited for."""
    seen, asked = _seen(found, reading), list(MODELS)
    given = _attributed(found, reading, [name for name in asked if name != "markov" or _learns(seen)])
    deals = _deals(seen)
    worth = {
        name: {**_worth(each.credits), UNATTRIBUTED: each.credits.unattributed, UNSEEN: each.credits.unseen}
        for name, each in given.items()
    }
    rows = [
        {"label": label, "deals": deals.get(label, 0),
         **{name: worth[name][label].value if name in worth else None for name in asked}}
        for label in (*seen.paths.labels, UNATTRIBUTED, UNSEEN)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["label"] in (UNATTRIBUTED, UNSEEN), -row["linear"], row["label"]))


def in_detail(found: Journeys, reading: Reading) -> list[Row]:
    """One row per label, the most credited first, then what no touch is credited for."""
    seen, model = _seen(found, reading), _asked(reading)
    if isinstance(model, models.Markov) and seen.paths.conversions.sum() and not _learns(seen):
        raise UsageError(
            "Markov needs journeys that led nowhere, and all of these were won.",
            hint="Journeys that are open count as such once they are older than the window: a shorter --window, or "
            "another --model.",
        )
    [given] = (each.credits for each in models.attribute(found, [model], reading.as_of_us).values())
    bounds = _bounds(seen, model)
    total = given.total
    told = {**_worth(given), UNATTRIBUTED: given.unattributed, UNSEEN: given.unseen}
    rows = [
        {"label": label, "conversions": each.conversions, "low": bounds.get(label, (None, None))[0],
         "high": bounds.get(label, (None, None))[1], "share": per(each.conversions, total.conversions),
         "value": each.value, "value_share": per(each.value, total.value)}
        for label, each in told.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["label"] in (UNATTRIBUTED, UNSEEN), -row["conversions"], row["label"]))


def of_one(found: Journeys, reading: Reading) -> list[Row]:
    """One row per touch of the deal, the earliest first, with what each rule gives it and the marks that it bears."""
    deal = reading.ask.options.get("deal")
    if deal is None:
        raise UsageError("Which deal?", hint="--deal JOURNEY; `headrace report attribution --leads LABEL` lists them.")
    won = [each for each in found.each() if each.outcome is Outcome.CONVERTED]
    if not won:
        raise NotFound(f"No deal {deal!r} was won then.", hint="Give the id of its journey, and the period of the win.")
    told = audit.audit(won[0], [_rule(name, reading) for name in RULES])
    return [
        {"number": number, "day": day_of(local_day(line.touch.at_us, reading.policy.time_zone)),
         "label": line.touch.label, "marks": ", ".join(_(audit.REASONS[each]) for each in line.reasons["z"]),
         **{name: told.money[name][number - 1] for name in RULES}}
        for number, line in enumerate(told.lines, 1)
    ]  # fmt: skip


def _attributed(found: Journeys, reading: Reading, names: list[str]) -> Mapping[str, Attributed]:
    return models.attribute(found, [_model(name, reading) for name in names], reading.as_of_us)


def _asked(reading: Reading) -> Model:
    """The model that is asked for: one of ours, or a rule of the asker's own percents."""
    percents, name = (reading.ask.options.get(each) for each in ("percents", "model"))
    return _model(name or "linear", reading) if percents is None else _of_percents(percents, reading)


def _of_percents(percents: str, reading: Reading) -> Positional:
    marks = ", ".join(positional.Mark)
    given: dict[positional.Mark, float] = {}
    for part in percents.split(","):
        name, _sign, percent = (each.strip() for each in part.partition("="))
        try:
            given[positional.Mark(name)] = float(percent)
        except ValueError:
            raise UsageError(
                f"--percents: {part!r} is no MARK=PERCENT.",
                hint=f"Such as first=40,lead=30,last=20,others=10. The marks are {marks}.",
            ) from None
    return positional.Rule(OWN, given, window_us=_window_us(reading))


def check(ask: Ask) -> None:
    """Percents are those of a model of one's own."""
    if (ask.options.get("model") == OWN) != (ask.options.get("percents") is not None):
        raise UsageError(
            f"--model {OWN} and --percents go together.",
            hint=f"--model {OWN} --percents first=40,lead=30,last=20,others=10",
        )


def _model(name: str, reading: Reading) -> Model:
    if name == "markov":
        return models.Markov(order=reading.ask.options.get("order") or 1, window_us=_window_us(reading))
    if name == "shapley":
        return models.Shapley(window_us=_window_us(reading))
    return _rule(name, reading)


def _rule(name: str, reading: Reading) -> Positional:
    return replace(positional.RULES[name], window_us=_window_us(reading))


def _window_us(reading: Reading) -> int:
    days = reading.ask.options.get("window")
    return (WINDOW_DAYS if days is None else int(days)) * DAY_US


def _seen(found: Journeys, reading: Reading) -> Seen:
    return window.look_back(found, reading.as_of_us, _window_us(reading))


def _learns(seen: Seen) -> bool:
    """Whether a chain can learn: it takes paths that led nowhere too."""
    return bool(seen.paths.nulls.sum()) and bool(seen.paths.conversions.sum())


def _deals(seen: Seen) -> dict[str, int]:
    """By label, how many deals it touched within the window."""
    paths = seen.walks.paths
    counts = np.bincount(paths.cells.label, minlength=len(paths.labels))
    return dict(zip(paths.labels, counts.tolist(), strict=True))


def _worth(given: Credits) -> dict[str, Credit | Tally]:
    return {str(each.label): each for each in given}


def _bounds(seen: Seen, model: Model) -> dict[str, tuple[float, float]]:
    """By label, the 95 % interval of its conversions."""
    how = resampling.Bootstrap(replicates=DRAWS)
    found: Intervals
    if isinstance(model, models.Markov):
        found = resampling.of_markov(seen.paths, model.order, how)
    elif isinstance(model, models.Shapley):
        found = resampling.of_shapley(seen, how)
    else:
        found = resampling.of_rule(seen, model, how)
    return dict(zip(found.labels, zip(found.low.tolist(), found.high.tolist(), strict=True), strict=True))


RULES = tuple(name for name in MODELS if name not in ("shapley", "markov"))
"""The models that share a deal among its own touches, and need no other deals."""
LABEL = Column("label", Kind.TEXT, N_("Label"), N_("The channel or campaign of the touches that get the credit."),
               words={UNATTRIBUTED: N_("(unattributed)"), UNSEEN: N_("(unseen)")}, names=True)  # fmt: skip
WINDOW = Option(
    "window", N_("look back so many days (180)"), "days", default=WINDOW_DAYS, told=N_("Looks back {value} days.")
)
OF = Option(
    "of", N_("share among the touches of the person (default), of their account, or of their buying group"), "choice",
    TOGETHER, "person",
)  # fmt: skip
ORDER = Option("order", N_("how many touches the Markov chain remembers (1)"), "number", default=1)
POPULATION = N_(
    "Every pass that was won in the period, with the touches of its person until then; the Markov chain also "
    "learns from passes that ended otherwise in it, or were left open for longer than the window."
)
CAVEATS = (
    N_("Association, not cause: who would have bought anyway was touched too. Hold-outs tell what a channel causes."),
    N_("Unattributed: won, and all touches lie outside the window. Unseen: won without any touch."),
    N_("An inquiry counts as a touch of its channel."),
    BY_DAY,
    WITHOUT_REVENUE,
)

ATTRIBUTION = Question(
    name="attribution",
    title=N_("Attribution, all models"),
    meaning=N_("The value of what was won, credited to channels or campaigns by every model."),
    population=POPULATION,
    formula=(
        N_(
            "each model shares the value of each deal among its touches within the window; every column adds up to "
            "the value of all deals"
        ),
        N_("rules: percents for the touches that hold a milestone, and for the others; decay: 2^(-age / half-life)"),
        N_(
            "shapley: equally among the distinct labels of a deal; markov: by the share of conversions lost without "
            "a label"
        ),
    ),
    source=(sources.POSITIONS, sources.MARKOV, sources.SHAPLEY, sources.CENTS),
    columns=(
        LABEL,
        figure("deals", N_("Deals"), N_("Won, and touched by it within the window.")),
        *(Column(name, Kind.MONEY, label, N_("Its credit by this model.")) for name, label in MODELS.items()),
    ),
    keys={"label": "label"},
    figures=("deals",),
    units={"default": touched_deals},
    finish=side_by_side,
    tables=("touches", "moves"),
    paths=(journeys, touches),
    splits=("channel", "campaign"),
    by="channel",
    unit="pass",
    options=(OF, WINDOW, ORDER),
    caveats=(*CAVEATS, N_("Markov is empty as long as no journey led nowhere: it learns from these too.")),
)

CREDITS = Question(
    name="credits",
    title=N_("Attribution, one model"),
    meaning=N_("The conversions and the value that one model credits to each channel or campaign."),
    population=POPULATION,
    formula=(
        N_("conversions = sum over the deals of the label's part by the model; share = conversions / all of them"),
        N_("value and value_share: the same, each deal weighing what it was won for"),
        N_("low and high: the middle 95 % of 500 draws of journeys, with replacement"),
    ),
    source=(sources.POSITIONS, sources.MARKOV, sources.SHAPLEY, sources.BOOTSTRAP),
    columns=(
        LABEL,
        Column("conversions", Kind.NUMBER, N_("Conversions"), N_("Its credit, in conversions.")),
        Column("low", Kind.NUMBER, N_("95 % from"), N_("The lower end of the interval, by bootstrap over journeys.")),
        Column("high", Kind.NUMBER, N_("to"), N_("The upper end of the interval.")),
        Column("share", Kind.RATE, N_("Share"), N_("Of all conversions.")),
        Column("value", Kind.MONEY, N_("Value"), N_("Its credit, in money.")),
        Column("value_share", Kind.RATE, N_("Share of value"), N_("Of all value.")),
    ),
    keys={"label": "label"},
    figures=("deals",),
    units={"default": touched_deals},
    like="attribution",
    finish=in_detail,
    tables=("touches", "moves"),
    paths=(journeys, touches),
    splits=("channel", "campaign"),
    by="channel",
    unit="pass",
    options=(
        Option("model", N_("which one (linear)"), "choice", (*MODELS, OWN), "linear", told=N_("Model: {value}.")),
        Option(
            "percents",
            N_("those of a model of your own, 100 in all: first=40,lead=30,last=20,others=10"),
            "text",
            told=N_("Percents: {value}."),
        ),
        OF,
        WINDOW,
        ORDER,
    ),
    check=check,
    caveats=CAVEATS,
)

DEAL = Question(
    name="deal",
    title=N_("Attribution of one deal"),
    meaning=N_("Every touch of a deal that was won, and what each rule gives it."),
    population=N_("The deal that is asked for, with the touches of its person until it was won."),
    formula=(
        N_(
            "each rule: its percent for the marks that a touch bears, shared where several bear one, x the value of "
            "the deal"
        ),
        N_("decay_7, decay_30: 2^(-days before the win / half-life), over the sum of all touches"),
    ),
    source=(sources.POSITIONS, sources.CENTS),
    columns=(
        Column("number", Kind.COUNT, N_("Touch"), N_("Its number from 1, the earliest first."), names=True),
        Column("day", Kind.DAY, N_("Day"), N_("When it was, in the company's zone.")),
        LABEL,
        Column("marks", Kind.TEXT, N_("Marks"),
               N_("first, last, lead creation, opportunity creation; other; outside the window.")),
        *(Column(name, Kind.MONEY, MODELS[name], N_("Its credit by this rule.")) for name in RULES),
    ),
    keys={"label": "label"},
    figures=("deals",),
    units={"default": touched_deals},
    like="attribution",
    finish=of_one,
    tables=("touches", "moves"),
    paths=(journeys, touches),
    splits=("channel", "campaign"),
    by="channel",
    unit="pass",
    options=(Option("deal", N_("the id of its journey"), "text", told=N_("Deal {value}.")), OF, WINDOW),
    caveats=(
        *CAVEATS[2:],
        N_("Shared among touches; where a label has several, its last cent may differ from that in `attribution`."),
    ),
)  # fmt: skip
