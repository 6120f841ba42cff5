"""The templates that ship with headrace: the known versions of the waterfall, and the default policy."""

import re
from pathlib import Path

from headrace.adapters.documents.funnel import read_funnel
from headrace.adapters.documents.policy import read_policy
from headrace.core.errors import UnknownName
from headrace.core.funnel import Funnel
from headrace.core.policy import Policy

TEMPLATES = ("classic", "visitors", "rearchitected-2012", "demand-unit", "b2b-revenue-2021")
DEFAULT_TEMPLATE = "classic"

_BLOCK = re.compile(r"^ {2}\w.*\n(?: {3,}.*\n)*", re.MULTILINE)
_FOLDER = Path(__file__).parent / "templates"


def template_text(name: str = DEFAULT_TEMPLATE) -> str:
    """The YAML of a shipped waterfall, comments and all, to begin a funnel.yaml with."""
    if name not in TEMPLATES:
        raise UnknownName("template", name, TEMPLATES)
    return (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def template(name: str = DEFAULT_TEMPLATE) -> Funnel:
    """A shipped waterfall."""
    return read_funnel(template_text(name), f"{name}.yaml")


def policy_text(name: str = DEFAULT_TEMPLATE) -> str:
    """The YAML of the default policy for a shipped waterfall, to begin a policy.yaml with.

    What it says of stages that the waterfall does not have is left out.
    """
    text = (_FOLDER / "policy.yaml").read_text(encoding="utf-8")
    before, rest = text.split("\nstages:\n", 1)
    blocks, after = rest.split("\n\n", 1)
    known = template(name).names()
    kept = [block for block in _BLOCK.findall(blocks + "\n") if block.split(":")[0].strip() in known]
    stages = "stages:\n" + "".join(kept) if kept else "stages: {}\n"
    return f"{before}\n{stages}\n{after}"


def default_policy(name: str = DEFAULT_TEMPLATE) -> Policy:
    """The policy that ships for a shipped waterfall."""
    return read_policy(policy_text(name), funnel=template(name))
