"""Hypothesis as the whole suite uses it: the same examples on every run, no deadline on busy machines."""

from hypothesis import HealthCheck, settings

settings.register_profile("headrace", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("headrace")
