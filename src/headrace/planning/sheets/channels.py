"""The mix: what each channel has to bring, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping

from headrace.analytics.question import Answer, Column, Kind, Row, per
from headrace.core.texts import N_
from headrace.planning.evidence import Share
from headrace.planning.mix import wins_of
from headrace.planning.sheets.sheet import SKOK, Frame, Sheet

CHANNELS = Sheet(
    name="channels",
    title=N_("By channel"),
    meaning=N_("What each channel of the mix brings of the wins that are left, and what that takes of it."),
    columns=(
        Column("segment", Kind.SEGMENT, N_("Channel"), N_("The channel.")),
        Column("share", Kind.RATE, N_("Share"), N_("Its share of all who enter the first stage.")),
        Column("rate", Kind.RATE, N_("Is won"), N_("The share of its entries that is won.")),
        Column("own", Kind.RATE, N_("Own"), N_("The least share of one of its rates that its own leads tell.")),
        Column("wins", Kind.NUMBER, N_("Wins"), N_("What it brings of the wins.")),
        Column("entries", Kind.NUMBER, N_("Entries"), N_("How many have to enter by it.")),
        Column(
            "cost", Kind.MONEY, N_("Cost of one"), N_("What an entry cost in the history measured; empty if unknown.")
        ),
        Column("budget", Kind.MONEY, N_("Budget"), N_("What all of them cost.")),
        Column("per_win", Kind.MONEY, N_("Per win"), N_("Budget over wins.")),
    ),
    formula=(
        N_("rate = the product of the channel's rates, each weighed against that of all channels, worth 30 leads"),
        N_("wins = all wins x share x rate / the sum of share x rate; entries = wins / rate"),
        N_("budget = entries x the cost of one; per win = budget / wins"),
    ),
    source=(SKOK, N_("That a mix of channels is told by shares of entries, which are not shares of wins, is ours.")),
    caveats=(
        N_("A channel that is asked for more than ever may convert worse and cost more: these are average costs."),
    ),
)


def channels(wins: float, mix: Mapping[str, Share], frame: Frame) -> Answer:
    """Channel by channel, the largest first."""
    won = wins_of(wins, [each.channel for each in mix.values()])
    return CHANNELS.answer(frame, [_row(each, won[name]) for name, each in mix.items()])


def _row(told: Share, wins: float) -> Row:
    entries = wins / told.channel.each
    budget = None if told.cost is None else entries * told.cost
    return {
        "segment": told.channel.name, "share": told.channel.share, "rate": told.channel.each, "own": told.own,
        "wins": wins, "entries": entries, "cost": told.cost, "budget": budget, "per_win": per(budget, wins),
    }  # fmt: skip
