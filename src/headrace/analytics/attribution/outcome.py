"""How a journey ended: without a conversion, with one, or not yet."""

from enum import IntEnum


class Outcome(IntEnum):
    """How a journey ended: without a conversion, with one, or not yet."""

    NULL = 0
    CONVERTED = 1
    OPEN = 2
