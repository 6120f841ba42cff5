"""What others run for the same chain: the removal effects of order 1, from paths already counted together.

None of them is needed; a bench skips those that cannot be imported. Each gives the labels' shares of the credit.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Counted = Sequence[tuple[str, int, int]]
Shares = Mapping[str, float]
SEPARATOR = " > "


def _frame(paths: Counted) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(paths, columns=["path", "total_conversions", "total_null"])


def channel_attribution(paths: Counted) -> Shares:
    """ChannelAttribution simulates the walks in C++, until its results vary by less than 5 %."""
    from ChannelAttribution import markov_model  # noqa: PLC0415

    told = markov_model(
        _frame(paths), "path", "total_conversions", var_null="total_null", sep=">", verbose=False, flg_pro=False
    )
    found = told["result"] if isinstance(told, dict) else told
    return _normalised(zip(found.channel_name, found.total_conversions, strict=True))


def mta(paths: Counted) -> Shares:
    """The package mta adds up the chances of the converted paths that it has seen, each once for each row."""
    from mta.mta import MTA  # noqa: PLC0415

    told = MTA(data=_frame(paths), allow_loops=True, add_timepoints=False).markov(sim=False)
    return _normalised(told.attribution["markov"].items())


def marketing_attribution_models(paths: Counted) -> Shares:
    """The package mam solves the chain as we do; what it reports it shares out anew within each journey."""
    import polars as pl  # noqa: PLC0415
    from mam.models.markov import MarkovModel  # noqa: PLC0415

    both = [
        (path.split(SEPARATOR), flag, n) for path, won, lost in paths for flag, n in ((True, won), (False, lost)) if n
    ]
    frame = pl.DataFrame(both, schema=["channels", "has_conversion", "weight"], orient="row")
    frame = frame.with_columns(
        journey_id=pl.int_range(pl.len()), conversion_value=pl.col("has_conversion").cast(pl.Float64)
    )
    model = MarkovModel(transition_to_same_state=True)
    model.calculate(frame)
    shares: Any = model._calculated_weights
    return _normalised(shares.items())


def _normalised(pairs: Any) -> Shares:
    found = {str(label): float(share) for label, share in pairs}
    total = sum(found.values())
    return {label: share / total for label, share in found.items()}


ATTRIBUTORS: Mapping[str, tuple[str, Callable[[Counted], Shares], float]] = {
    "ChannelAttribution": ("ChannelAttribution", channel_attribution, 5),
    "mta": ("mta", mta, 30),
    "marketing-attribution-models": ("mam", marketing_attribution_models, 30),
}
"""By name: the module, what it runs, and how many times faster we want to be."""
