"""Hypothesis as the whole suite uses it: the same examples on every run, no deadline on busy machines."""

# Loaded before any example is drawn: on its first import it draws from the global `random`, and Hypothesis, which
# loads it when it prints, takes that for a strategy that does.
import rich.style  # noqa: F401
from hypothesis import HealthCheck, settings

settings.register_profile("headrace", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("headrace")
