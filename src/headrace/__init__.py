"""headrace: one ledger for the B2B demand waterfall, from the first inquiry to the renewal.

import headrace

with headrace.open("headrace-demo") as house:
    house.report("waterfall", by="channel").to_frame()
"""

from pathlib import Path
from typing import TYPE_CHECKING

from headrace.core.errors import HeadraceError

if TYPE_CHECKING:
    from headrace.house import House

__version__ = "0.1.0"
__all__ = ["HeadraceError", "open"]


def open(path: "str | Path | None" = None) -> "House":  # noqa: A001  (headrace.open reads as it should)
    """The house at a path, or the one that the environment or the current folder means.

    Raises:
        HeadraceError: nothing is there, or it cannot be read; the message says what to do.
    """
    from headrace.house import open_house  # noqa: PLC0415  (importing headrace stays quick)

    return open_house(path)
