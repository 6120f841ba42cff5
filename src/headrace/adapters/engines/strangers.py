"""Those of whom a fact is told and who are in no stage, as a shop's customers: what they are split by, as portable SQL.

Of a lead every stay tells what it is split by. Where there is none, what was told of the pass itself counts, else of
the person, else of their company; channel, owner and the like come with moves, so there are none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from headrace.adapters.mirror.duck import literal
from headrace.adapters.mirror.families import ATTRIBUTES
from headrace.adapters.mirror.known import BY_HAND
from headrace.core.entries import Family
from headrace.core.units import DAWN_US

if TYPE_CHECKING:
    from headrace.app.ports import Scope

DESCRIBED_BY = (ATTRIBUTES, str(Family.PEOPLE))
"""The families that tell what strangers are split by."""
_DATED = f"coalesce(at_us, {DAWN_US})"

# Whose account people are: by hand last, or else as told first.
_ACCOUNTS = f"""
SELECT DISTINCT ON (who) coalesce(person, journey) AS who, account FROM known_people
WHERE account IS NOT NULL AND coalesce(person, journey) IS NOT NULL
ORDER BY who, {BY_HAND} DESC, CASE WHEN {BY_HAND} THEN -{_DATED} ELSE {_DATED} END,
         CASE WHEN {BY_HAND} THEN -root ELSE root END
"""


def begun(scope: Scope, stays: str = "mirrored") -> str:
    """The stays that had begun by the end of the as-of day."""
    return f"FROM {stays} WHERE (entered_us IS NULL OR entered_us < {scope.as_of_us})"


def described(family: str, scope: Scope, by: str | None, where: Mapping[str, str], text: str) -> str:
    """The facts of a family about strangers whose attributes are as asked, by their `root`, each with its `segment`.

    Args:
        family: of whom its facts tell.
        scope: what had happened, and was known.
        by: the attribute to split by.
        where: the values that attributes must have.
        text: the engine's type of texts.
    """
    whose = (
        "SELECT f.root, f.journey, f.person, coalesce(w.account, f.account) AS account "
        f"FROM known_{family} f LEFT JOIN ({_ACCOUNTS}) w ON w.who = coalesce(f.person, f.journey) "
        f"WHERE {_in_no_stage(scope)}"
    )
    asked = "".join(
        f" JOIN ({_values(name)}) w{n} ON w{n}.root = s.root AND w{n}.value = {literal(value)}"
        for n, (name, value) in enumerate(where.items())
    )
    segment = f" LEFT JOIN ({_values(by)}) b ON b.root = s.root" if by else ""
    return (
        f"WITH strangers AS ({whose}) "
        f"SELECT s.root, {'b.value' if by else f'NULL::{text}'} AS segment FROM strangers s{asked}{segment}"
    )


def values(attribute: str, scope: Scope) -> str:
    """The values of an attribute that were told of strangers."""
    return f"SELECT value FROM known_attributes f WHERE name = {literal(attribute)} AND {_in_no_stage(scope)}"


def _in_no_stage(scope: Scope) -> str:
    """Whether a fact tells of nobody who has a stay."""
    return (
        f"coalesce(f.journey NOT IN (SELECT journey {begun(scope)}), true) "
        f"AND coalesce(f.person NOT IN (SELECT person {begun(scope)} AND person IS NOT NULL), true)"
    )


def _values(attribute: str) -> str:
    """The value of an attribute for each stranger that has one: the newest of the nearest of whom it was told."""
    scopes = {
        "a.journey = s.journey": "true",
        "a.person = s.person": "a.journey IS NULL",
        "a.account = s.account": "a.journey IS NULL AND a.person IS NULL",
    }
    found = " UNION ALL ".join(
        f"SELECT s.root, {n} AS distance, {_DATED} AS dated, a.root AS told, a.value "
        f"FROM strangers s JOIN known_attributes a ON {same} AND {alone} AND a.name = {literal(attribute)}"
        for n, (same, alone) in enumerate(scopes.items())
    )
    nearest = "ORDER BY root, distance, dated DESC, told DESC"
    return f"SELECT DISTINCT ON (root) root, value FROM ({found}) AS found {nearest}"
