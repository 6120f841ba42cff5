"""The text of a criterion -> its tree, by way of sqlglot.

The tokens are screened first: whatever is not part of our subset is refused at its position, before
any parser runs. What is left is small, so that the tree has few shapes to tell apart.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from headrace.adapters.documents.problems import listed, quoted
from headrace.core.criteria import All, Among, Any, Between, Compare, Criterion, Missing, Node, Not, Value
from headrace.core.errors import DataRefused, did_you_mean

if TYPE_CHECKING:
    from sqlglot import exp
    from sqlglot.tokenizer_core import Token

MAX_LENGTH = 2_000
MAX_TOKENS = 400
MAX_DEPTH = 20
ALLOWED = "comparisons, IN, BETWEEN, IS NULL, AND, OR, NOT and brackets over the declared facts"

_SYMBOLS = {"EQ", "NEQ", "LT", "LTE", "GT", "GTE", "L_PAREN", "R_PAREN", "COMMA", "DASH", "STRING"}
_WORDS = {"IN", "BETWEEN", "IS", "NULL", "NOT", "AND", "OR", "TRUE", "FALSE"}
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
_OPERATORS = {"eq": "=", "neq": "<>", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_ORDERED = ("number", "day", "value")
_EXAMPLES = {"number": "75", "text": "'webinar'", "flag": "TRUE", "day": "'2025-03-01'", "value": "75 or 'webinar'"}


class CriterionRefused(DataRefused):
    """A criterion that says more than our subset of SQL can. `position` counts characters from 1."""

    code = "criterion_refused"

    def __init__(self, position: int, found: str, allowed: str, near: str = "") -> None:
        self.position, self.found, self.allowed, self.near = position, found, allowed, near
        super().__init__(f"At character {position}: found {found}; allowed: {allowed}.{near}")


def parse(text: str, facts: Mapping[str, str] | None) -> Criterion:
    """The criterion of a text over declared facts (name -> number, text, flag or day).

    Where nobody knows the declarations (None), every name is taken for a fact, and no type is checked.

    >>> parse("score >= 75", {"score": "number"}).tree
    Compare(fact='score', operator='>=', value=75)
    """
    import sqlglot  # noqa: PLC0415  (slow to import; --help must not wait for it)

    _screen(text, facts)
    try:
        tree = sqlglot.parse_one(text)
    except sqlglot.ParseError as problem:
        first = problem.errors[0] if problem.errors else {}
        found = f"something unexpected near {quoted(first.get('highlight') or text)}"
        raise CriterionRefused(int(first.get("col") or 1), found, ALLOWED) from None
    return Criterion(" ".join(text.split()), _Reader(facts).node(tree))


def is_day(text: str) -> bool:
    """Whether a text is the ISO date of a day of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_word_of_sql(name: str) -> bool:
    """Whether SQL keeps the name for itself, so that no fact can have it."""
    from sqlglot.tokenizer_core import TokenType  # noqa: PLC0415  (slow to import)
    from sqlglot.tokens import Tokenizer  # noqa: PLC0415  (slow to import)

    return [token.token_type for token in Tokenizer().tokenize(name)] != [TokenType.VAR]


def _screen(text: str, facts: Mapping[str, str] | None) -> None:
    from sqlglot.errors import TokenError  # noqa: PLC0415  (slow to import)
    from sqlglot.tokens import Tokenizer  # noqa: PLC0415  (slow to import)

    if len(text) > MAX_LENGTH:
        raise CriterionRefused(MAX_LENGTH, "a text that goes on and on", f"at most {MAX_LENGTH:,} characters")
    try:
        tokens = Tokenizer().tokenize(text)
    except TokenError:
        raise CriterionRefused(1, "a quotation that does not end", "text in 'single quotes'") from None
    if not 0 < len(tokens) <= MAX_TOKENS:
        found = "nothing" if not tokens else f"{len(tokens):,} words and signs"
        raise CriterionRefused(1, found, f"a criterion of at most {MAX_TOKENS} words and signs")
    _screen_depth(tokens)
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        _screen_token(before, token, after, facts)


def _screen_depth(tokens: "list[Token]") -> None:
    depth = 0
    for token in tokens:
        match token.token_type.name:
            case "L_PAREN" | "NOT":
                depth += 1
            case "R_PAREN":
                depth -= 1
        if depth > MAX_DEPTH:
            raise CriterionRefused(token.start + 1, "brackets or NOTs without end", f"{MAX_DEPTH} of them")


def _screen_token(
    before: "Token | None", token: "Token", after: "Token | None", facts: Mapping[str, str] | None
) -> None:
    name, position = token.token_type.name, token.start + 1
    if token.comments:
        raise CriterionRefused(position, "a comment", "the criterion alone")
    if after is not None and name == "VAR" and after.token_type.name == "L_PAREN":
        raise CriterionRefused(position, f"the function {quoted(token.text)}", ALLOWED)
    if name == "VAR":
        _screen_fact(token.text, position, facts)
    elif name == "NUMBER":
        if not _NUMBER.fullmatch(token.text):
            raise CriterionRefused(position, f"the number {quoted(token.text)}", "up to 15 digits, as in 75 or 0.5")
    elif name == "DASH":
        if not _is_sign(before, after):
            raise CriterionRefused(position, "arithmetic", ALLOWED)
    elif name not in _SYMBOLS | _WORDS:
        raise CriterionRefused(position, quoted(token.text), ALLOWED)


def _is_sign(before: "Token | None", after: "Token | None") -> bool:
    """Whether a dash between these is the sign of a number."""
    opening = {"EQ", "NEQ", "LT", "LTE", "GT", "GTE", "L_PAREN", "COMMA", "BETWEEN", "AND"}
    begins = before is not None and before.token_type.name in opening
    return begins and after is not None and after.token_type.name == "NUMBER"


def _screen_fact(given: str, position: int, facts: Mapping[str, str] | None) -> None:
    if facts is not None and given.lower() not in facts:
        allowed = f"a declared fact: {listed(facts)}" if facts else "a fact that the funnel declares under facts"
        near = did_you_mean(given, tuple(facts))
        raise CriterionRefused(position, f"the undeclared fact {quoted(given)}", allowed, near)


class _Reader:
    """sqlglot's tree -> ours, for declared facts; for any facts if None are known."""

    def __init__(self, facts: Mapping[str, str] | None) -> None:
        self.facts = facts

    def type_of(self, fact: str) -> str:
        """The declared type of a fact, or `value` where nobody knows it."""
        return "value" if self.facts is None else self.facts[fact]

    def node(self, tree: "exp.Expr") -> Node:
        """Our node for theirs, or `CriterionRefused`."""
        tree = tree.unnest()
        match tree.key:
            case "and":
                return All(tuple(self.node(part) for part in tree.flatten()))
            case "or":
                return Any(tuple(self.node(part) for part in tree.flatten()))
            case "not":
                return Not(self.node(tree.this))
            case "column":
                return self.flag(tree)
            case "eq" | "neq" | "lt" | "lte" | "gt" | "gte":
                return self.comparison(tree)
            case "in" | "between" | "is":
                return self.membership(tree)
            case _:
                raise CriterionRefused(_position(tree), quoted(tree.sql()), ALLOWED)

    def flag(self, tree: "exp.Expr") -> Compare:
        """A fact alone, which must be a flag."""
        fact = self.fact(tree)
        if self.type_of(fact) not in ("flag", "value"):
            found = f"{quoted(fact)}, a {self.type_of(fact)}, alone"
            raise CriterionRefused(_position(tree), found, "a comparison; only a flag may stand alone")
        return Compare(fact, "=", value=True)

    def comparison(self, tree: "exp.Expr") -> Compare:
        """A fact compared with a value."""
        fact, operator = self.fact(tree.this), _OPERATORS[tree.key]
        if operator not in ("=", "<>"):
            self.must_be_ordered(fact, tree)
        return Compare(fact, operator, self.value(fact, tree.args["expression"]))

    def membership(self, tree: "exp.Expr") -> Node:
        """IN, BETWEEN or IS NULL."""
        fact = self.fact(tree.this)
        if tree.key == "in":
            return self.among(fact, tree)
        if tree.key == "between":
            return self.between(fact, tree)
        if tree.args["expression"].key != "null":
            raise CriterionRefused(_position(tree), quoted(tree.sql()), "IS NULL or IS NOT NULL")
        return Missing(fact)

    def among(self, fact: str, tree: "exp.Expr") -> Among:
        """A fact that is one of some values."""
        values = tree.args.get("expressions") or []
        if not values:
            raise CriterionRefused(_position(tree), "IN without values", "IN (one value, or several)")
        return Among(fact, tuple(self.value(fact, value) for value in values))

    def between(self, fact: str, tree: "exp.Expr") -> Between:
        """A fact within two ends."""
        self.must_be_ordered(fact, tree)
        low, high = self.value(fact, tree.args["low"]), self.value(fact, tree.args["high"])
        if (isinstance(low, str), low) > (isinstance(high, str), high):
            found = f"BETWEEN {low} AND {high}, which nothing can be"
            raise CriterionRefused(_position(tree), found, "the lower end first")
        return Between(fact, low, high)

    def fact(self, tree: "exp.Expr") -> str:
        """The declared fact on the left of a comparison."""
        column = tree.unnest()
        if column.key != "column":
            raise CriterionRefused(_position(tree), quoted(tree.sql()), "the name of a fact on the left side")
        return str(column.name).lower()

    def must_be_ordered(self, fact: str, tree: "exp.Expr") -> None:
        """Texts and flags are equal or not; they do not come before or after each other."""
        if self.type_of(fact) not in _ORDERED:
            found = f"{quoted(fact)}, a {self.type_of(fact)}, compared by order"
            raise CriterionRefused(_position(tree), found, "=, <> or IN")

    def value(self, fact: str, tree: "exp.Expr") -> Value:
        """The literal on the right of a comparison, of the fact's type."""
        tree, kind = tree.unnest(), self.type_of(fact)
        value = _literal(tree)
        if value is None or not _fits(value, kind):
            found = "NULL" if tree.key == "null" else quoted(tree.sql())
            allowed = "IS NULL" if tree.key == "null" else f"a {kind} such as {_EXAMPLES[kind]}"
            raise CriterionRefused(_position(tree.parent or tree), f"{found} for {quoted(fact)}", allowed)
        return value


def _literal(tree: "exp.Expr") -> Value | None:
    match tree.key:
        case "boolean":
            return bool(tree.this)
        case "neg":
            inner = _literal(tree.this)
            return -inner if isinstance(inner, int | float) else None
        case "literal" if tree.args.get("is_string"):
            return str(tree.this)
        case "literal":
            return float(tree.this) if "." in tree.this else int(tree.this)
        case _:
            return None


def _fits(value: Value, kind: str) -> bool:
    if kind == "value":
        return True
    if isinstance(value, bool):
        return kind == "flag"
    if isinstance(value, str):
        return kind == "text" or (kind == "day" and is_day(value))
    return kind == "number"


def _position(tree: "exp.Expr") -> int:
    """Where the first name within the tree stands, from 1."""
    starts = [node.meta["start"] for node in tree.walk() if "start" in node.meta]
    return min(starts, default=0) + 1
