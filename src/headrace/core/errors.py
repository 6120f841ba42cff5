"""Every error that a user may see: what was given, what was expected, what to do.

An error carries its parts, so that a door can print them, send them as JSON or pick an exit code
without reading the sentence. Bad rows of a file are no errors: they are findings.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


class HeadraceError(Exception):
    """Something that headrace can explain. `code` names the kind, `hint` says what to do next.

    `exit` is the exit code of the command line: 1 failed, 2 usage, 3 data refused,
    4 not found or not allowed, 5 a check failed.
    """

    code = "failed"
    exit = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


class UsageError(HeadraceError):
    """The words of the request do not fit what the door offers."""

    code, exit = "usage", 2


class DataRefused(HeadraceError):
    """Data was understood and turned down."""

    code, exit = "data_refused", 3


class PolicyRefused(DataRefused):
    """A policy whose values contradict each other or make no sense."""

    code = "policy_refused"


class PlanRefused(DataRefused):
    """A plan that no arithmetic can make: a rate of zero, a target out of reach, a missing lag."""

    code = "plan_refused"


class NotFound(HeadraceError):
    """What was named is not here."""

    code, exit = "not_found", 4


class NotAllowed(HeadraceError):
    """What was asked is known and may not be done."""

    code, exit = "not_allowed", 4


class CheckFailed(HeadraceError):
    """A check ran to its end and found something wrong."""

    code, exit = "check_failed", 5


class UnknownName(NotFound):
    """A name that is not among those known here."""

    code = "unknown_name"

    def __init__(self, what: str, given: str, known: Iterable[str]) -> None:
        self.what, self.given, self.known = what, given, tuple(known)
        super().__init__(
            f"No {what} {given!r} here.{did_you_mean(given, self.known)}",
            hint=f"Known: {', '.join(self.known) or 'none'}.",
        )


def did_you_mean(given: str, known: Sequence[str]) -> str:
    """A closing sentence that names the likeliest intended word, or nothing.

    >>> did_you_mean("inqury", ["inquiry", "mql"])
    " Did you mean 'inquiry'?"
    """
    near = closest(given, known)
    return "" if near is None else f" Did you mean {near!r}?"


def closest(given: str, known: Sequence[str]) -> str | None:
    """The word that is likeliest meant by another one, if any is like it."""
    lowered = {name.lower(): name for name in known}
    close = get_close_matches(given.lower(), lowered, n=1, cutoff=0.6)
    return lowered[close[0]] if close else None
