"""A candidate: a funnel.yaml, a policy.yaml, or a folder with one or both, to be tried before it is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from headrace.adapters.documents.nodes import compose, read_file
from headrace.core.errors import NotFound
from headrace.core.texts import _

FUNNEL, POLICY = "funnel.yaml", "policy.yaml"
_OF_FUNNELS = ("name", "template", "unit", "facts", "side_places")
"""Keys that only a funnel has."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The files of a candidate; what it has no file for stays as it is in force."""

    funnel: Path | None = None
    policy: Path | None = None

    def into(self, funnel: Path, policy: Path) -> Mapping[Path, str]:
        """The texts that these files of a folder would get; none for a file that is the candidate itself."""
        pairs = ((self.funnel, funnel), (self.policy, policy))
        return {
            own: read_file(draft)
            for draft, own in pairs
            if draft is not None and not (own.exists() and draft.samefile(own))
        }

    def __str__(self) -> str:
        """The files, by name."""
        return ", ".join(file.name for file in (self.funnel, self.policy) if file is not None)


def drafts_at(path: Path) -> Drafts:
    """The drafts at a path; a file is a funnel's if it has a key that only funnels have."""
    if path.is_dir():
        funnel, policy = (file if file.is_file() else None for file in (path / FUNNEL, path / POLICY))
        if funnel is None and policy is None:
            raise NotFound(
                _("There is neither funnel.yaml nor policy.yaml in {folder}.", folder=path),
                hint=_("Name a file, or a folder with one of them."),
            )
        return Drafts(funnel, policy)
    content = compose(read_file(path), path.name).content
    is_funnel = isinstance(content, Mapping) and any(key in content for key in _OF_FUNNELS)
    return Drafts(funnel=path) if is_funnel else Drafts(policy=path)
