"""A criterion's tree as an Ibis expression, so that it can be replayed over history at once.

The same tree drives the check of one journey (`core.criteria.verdict`); a property test holds both
equal to what a database makes of the criterion's text.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, eq, ge, gt, invert, le, lt, ne, or_
from typing import TYPE_CHECKING, Any, TypeAlias

from headrace.core import criteria
from headrace.core.criteria import All, Among, Between, Compare, Missing, Node, Not

if TYPE_CHECKING:
    import ibis.expr.types as ir

Truth: TypeAlias = "ir.BooleanValue"

_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": eq,
    "<>": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def expression(node: Node, table: "ir.Table") -> Truth:  # noqa: PLR0911  (one return per kind of node)
    """Whether the node is true, false or (null) unknown of each row.

    Args:
        node: the parsed tree of a criterion.
        table: has a column for each fact that the tree names: numbers as numbers, flags as booleans,
            texts and days as text, a day as its ISO date.
    """
    match node:
        case Compare(fact, operator, value):
            return _OPERATORS[operator](table[fact], value)
        case Among(fact, values):
            return table[fact].isin(values)
        case Between(fact, low, high):
            return table[fact].between(low, high)
        case Missing(fact):
            return table[fact].isnull()
        case Not(part):
            return invert(expression(part, table))
        case All(parts):
            return reduce(and_, (expression(part, table) for part in parts))
        case criteria.Any(parts):
            return reduce(or_, (expression(part, table) for part in parts))
