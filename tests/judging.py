"""What verdicts are judged by in tests: a funnel, a policy, the calendars of its desks."""

from headrace.adapters.holidays import holidays_of
from headrace.core.calendar import Calendars
from headrace.core.funnel import Funnel
from headrace.core.policy import Policy
from headrace.rules.terms import Terms


def terms_for(funnel: Funnel, policy: Policy | None = None) -> Terms:
    """Terms with one policy, which is in force from the beginning."""
    return Terms(funnel, policy or Policy(), {}, Calendars(holidays_of), "secret")
