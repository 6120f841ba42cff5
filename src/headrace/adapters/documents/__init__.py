"""funnel.yaml and policy.yaml: read with their lines, every problem told at once."""

from headrace.adapters.documents.funnel import load_funnel, read_funnel
from headrace.adapters.documents.policy import load_policy, read_policy
from headrace.adapters.documents.problems import DocumentRefused, Problem
from headrace.adapters.documents.shipped import (
    DEFAULT_TEMPLATE,
    TEMPLATES,
    default_policy,
    policy_text,
    template,
    template_text,
)
from headrace.core.definitions import funnel_from_data, funnel_to_data, policy_from_data, policy_to_data

__all__ = [
    "DEFAULT_TEMPLATE",
    "TEMPLATES",
    "DocumentRefused",
    "Problem",
    "default_policy",
    "funnel_from_data",
    "funnel_to_data",
    "load_funnel",
    "load_policy",
    "policy_from_data",
    "policy_text",
    "policy_to_data",
    "read_funnel",
    "read_policy",
    "template",
    "template_text",
]
