"""From NumPy arrays to the columns of a table, as an import reads them."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headrace.demo.chance import Flags, Ints

NONE = -1  # the code of a word that is missing


def words(vocabulary: Sequence[str | None], codes: Ints) -> pa.Array:
    """Text: the word of each code, null where the code is `NONE`."""
    return pa.array(list(vocabulary), pa.string()).take(pa.array(codes, mask=codes == NONE))


def numbered(prefix: str, digits: int, numbers: Ints) -> pa.Array:
    """Text: a prefix and the number, filled up with zeros; null where the number is `NONE`."""
    text = pc.utf8_lpad(pa.array(numbers, mask=numbers == NONE).cast(pa.string()), digits, "0")
    return pc.binary_join_element_wise(prefix, text, "")


def moments(micros: Ints, known: Flags | None = None) -> pa.Array:
    """Instants: microseconds UTC; null where not `known`."""
    mask = None if known is None else ~known
    return pa.array(micros, pa.int64(), mask=mask).cast(pa.timestamp("us", tz="UTC"))


def days(numbers: Ints) -> pa.Array:
    """Calendar days: days since 1970."""
    return pa.array(numbers.astype(np.int32)).cast(pa.date32())


def money(cents: Ints, known: Flags | None = None) -> pa.Array:
    """Amounts with two decimals; null where not `known`."""
    mask = None if known is None else ~known
    units = pa.array(cents, pa.int64(), mask=mask).cast(pa.decimal128(19, 0))
    return pc.multiply(units, pa.scalar(Decimal("0.01"))).cast(pa.decimal128(14, 2))
