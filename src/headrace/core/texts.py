"""Texts for people go through here, so that they can be translated.

`N_` marks a text where it is declared; `_` translates it where it is shown.
"""

from functools import cache
from gettext import NullTranslations, translation
from os import environ
from pathlib import Path

LOCALES = Path(__file__).parent.parent / "locales"


def N_(text: str) -> str:  # noqa: N802  (the name that gettext's extractors look for)
    """A text to be translated later, where it is shown."""
    return text


@cache
def _translations(language: str) -> NullTranslations:
    return translation("headrace", localedir=LOCALES, languages=[language], fallback=True)


def language() -> str:
    """The language of texts and formats: `HEADRACE_LANGUAGE`, English by default."""
    return environ.get("HEADRACE_LANGUAGE", "en")


def _(text: str, **parts: object) -> str:
    """The text in the user's language, its `{named}` places filled."""
    return _translations(language()).gettext(text).format(**parts)


def ngettext(one: str, many: str, n: int, **parts: object) -> str:
    """The text for `n` things in the user's language; `{n}` is filled with the number."""
    return _translations(language()).ngettext(one, many, n).format(n=n, **parts)


def spoken(name: str) -> str:
    """A name of a file or a fact as people say it.

    >>> spoken("wrong_territory")
    'wrong territory'
    """
    return name.replace("_", " ")
