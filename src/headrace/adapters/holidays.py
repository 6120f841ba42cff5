"""Public holidays of a country, or of a part of it that has its own: `DE`, `DE-BY`. From the library `holidays`.

Kept are those that the law knows in the whole country or part, and the days on which it makes up
for one at a weekend. Those of single towns, of banks and of custom (Midsummer Eve in Sweden, the
Assumption in Catholic Bavaria) are not: a desk that is empty then is absent.
"""

import warnings
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache

from headrace.core.errors import PolicyRefused

ALLOWED = "a country such as DE, or DE-BY for a part of it"


def known(country: str) -> bool:
    """Whether the holidays of a country or of a part of it are known here."""
    code, dash, part = country.partition("-")
    return code in _countries().values() and (not dash or part in _parts(code).values())


def meant(country: str) -> str:
    """A closing sentence that names the code likely meant by `Germany`, `DEU` or `DE-Bayern`, or nothing."""
    code, words = country[:2].upper(), _countries()
    if country[2:].startswith("-") and known(code):
        words = {f"{code}-{word}".lower(): f"{code}-{part}" for word, part in _parts(code).items()}
    close = get_close_matches(country.lower(), words, n=1, cutoff=0.8)
    return f" Did you mean {words[close[0]]!r}?" if close else ""


def holidays_of(country: str) -> Callable[[date], bool]:
    """Whether a local day is a public holiday there. `PolicyRefused` for a country that nobody knows."""
    if not known(country):
        raise PolicyRefused(f"No holidays of {country!r} here.{meant(country)}", hint=f"Give {ALLOWED}.")
    return lambda day: day in _of_year(country, day.year)


@cache
def _of_year(country: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415  (slow to import; --help must not wait)

    code, _dash, part = country.partition("-")
    with warnings.catch_warnings():  # who fixes some feasts year by year has only the others in years to come
        warnings.filterwarnings("ignore", "Requested Holidays are available only", UserWarning)
        return frozenset(country_holidays(code, subdiv=part or None, years=year))


@cache
def _countries() -> Mapping[str, str]:
    """The code of each country by each word for it, in small letters: its name and its codes."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415  (slow to import)

    named = [(name.replace("_", " "), codes) for name, (_class, *codes) in COUNTRIES.items()]
    return {word.lower(): codes[0] for name, codes in named for word in (name, *codes) if "Holidays" not in word}


@cache
def _parts(code: str) -> Mapping[str, str]:
    """The code of each part of a country that has holidays of its own, by its code and its names."""
    import holidays  # noqa: PLC0415  (slow to import)

    country = getattr(holidays, code)
    return {**{part: part for part in country.subdivisions}, **country.subdivisions_aliases}
