"""What a plan goes by: its rates and lags, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from headrace.analytics import sources
from headrace.analytics.question import Answer, Column, Kind, Row, place_column
from headrace.core.texts import N_
from headrace.planning.known import SOURCES, Known
from headrace.planning.lags import half_by
from headrace.planning.sheets.sheet import Frame, Sheet

RATES = Sheet(
    name="rates",
    title=N_("What the plan goes by"),
    meaning=N_("The rate and the lag of each step, where they come from, and how much of them is the firm's own."),
    columns=(
        place_column(),
        Column("source", Kind.TEXT, N_("From"), N_("Where the rate comes from."), words=SOURCES),
        Column("seen", Kind.COUNT, N_("Seen"), N_("Those who entered the stage, in the history that was measured.")),
        Column("rate", Kind.RATE, N_("Moves on"), N_("The share that moves on."), of="seen"),
        Column("rate_low", Kind.LOW, N_("95 % from"), N_("The lower end of its 95 % interval.")),
        Column("rate_high", Kind.HIGH, N_("to"), N_("The upper end of its 95 % interval.")),
        Column(
            "worth",
            Kind.NUMBER,
            N_("Worth"),
            N_("As many ended leads would tell it as surely, if months did not differ."),
        ),
        Column("own", Kind.RATE, N_("Own"), N_("The share of the rate that the firm's own leads tell.")),
        Column("wait", Kind.DAYS, N_("Half by"), N_("By which half of those who move on have done so.")),
        Column("lag", Kind.TEXT, N_("Lag"), N_("The shares that move on after 0, 1, 2 ... months.")),
    ),
    formula=(
        N_("measured: rate as the question `steps` tells it, as Beta(rate x worth, (1 - rate) x worth)"),
        N_(
            "worth so much at least that half a lead stands on either side, at the same rate; where all moved on, half "
            "a lead who did not"
        ),
        N_("worth = rate x (1 - rate) / (the variance of the estimate + the variance between months beyond chance)"),
        N_("expected, weighed: Beta(expected x its worth + rate x worth, the rest); own = worth / (worth + its worth)"),
        N_("from the policy: its win rate of the stage over the rates of the steps after it"),
        N_("low and high: quantiles of the Beta; lag: entries are taken to come evenly over their month"),
    ),
    source=(sources.AALEN_JOHANSEN, N_("The weighing is that of a conjugate prior; to show whose a rate is, is ours.")),
)


def rates(told: Sequence[Known], frame: Frame) -> Answer:
    """Step by step."""
    return RATES.answer(frame, [_rate_row(step) for step in told])


def _rate_row(step: Known) -> Row:
    low, high = step.interval or (None, None)
    return {
        "place": step.stage, "source": str(step.source), "seen": step.seen, "rate": step.mean, "rate_low": low,
        "rate_high": high, "worth": step.worth, "own": step.own, "wait": float(half_by(step.days)),
        "lag": " ".join(f"{share:.2f}" for share in step.lag[:6]) + (" …" if len(step.lag) > 6 else ""),
    }  # fmt: skip
