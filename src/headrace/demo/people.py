"""The inquiries as a table: who wrote, in the words of a form, and what they could not know of us."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headrace.demo.calendar import Calendar
from headrace.demo.catalog import CHANNELS, COUNTRIES, INDUSTRIES, PRODUCTS, REGIONS, SIZES, TITLE_LEVELS
from headrace.demo.chance import Dice, Ints
from headrace.demo.columns import NONE, moments, numbered, words
from headrace.demo.crowd import NEVER, Crowd
from headrace.demo.demand import campaign_names, campaigns
from headrace.demo.names import (
    FICTION_NUMBERS,
    FIRST_HALVES,
    JOKE_COMPANIES,
    JOKE_DOMAINS,
    JOKERS,
    LANGUAGES,
    SECOND_HALVES,
    TITLES,
    mail_part,
    numbers_of,
    own_script,
)

TRADES = ("Chemicals", "Water", "Foods", "Energy", "Machinery", "Pharma")  # one an industry
WITH_PHONE = 0.8


def _ragged(groups: list[tuple[str, ...]]) -> tuple[list[str], Ints, Ints]:
    """All words of the groups in one list, where each group starts, and how many words it has."""
    sizes = np.array([len(group) for group in groups], dtype=np.int64)
    return [word for group in groups for word in group], np.cumsum(sizes) - sizes, sizes


def _one_of(groups: list[tuple[str, ...]], group: Ints, dice: Dice) -> tuple[list[str], Ints]:
    """A vocabulary, and for each row a code in it: some word of the row's group."""
    vocabulary, start, size = _ragged(groups)
    return vocabulary, start[group] + (dice.shares(len(group)) * size[group]).astype(np.int64)


def occurrence(keys: Ints) -> Ints:
    """How often each key has come before: 0 for the first time.

    >>> occurrence(np.array([7, 5, 7, 7]))
    array([0, 0, 1, 2])
    """
    order = np.argsort(keys, kind="stable")
    _, start, count = np.unique(keys[order], return_index=True, return_counts=True)
    rank = np.empty(len(keys), dtype=np.int64)
    rank[order] = np.arange(len(keys)) - np.repeat(start, count)
    return rank


def _distinct(text: pa.Array, keys: Ints) -> pa.Array:
    """The texts, with 2, 3, … behind the second and later rows of a key."""
    earlier = occurrence(keys)
    number = pc.if_else(pa.array(earlier > 0), pa.array(earlier + 1).cast(pa.string()), "")
    return pc.binary_join_element_wise(text, number, "")


def _phones(country: Ints, dice: Dice) -> pa.Array:
    """A number kept for fiction, each given once; null where the country has none (left)."""
    phone = np.full(len(country), NONE, dtype=np.int64)
    willing, numbers = dice.hits(WITH_PHONE, len(country)), list[str]()
    for code, place in enumerate(COUNTRIES):
        rows = np.flatnonzero((country == code) & willing)
        free = numbers_of(FICTION_NUMBERS.get(place.name, ()), len(rows))
        phone[rows[: len(free)]] = np.arange(len(free)) + len(numbers)
        numbers += free
    return words(numbers, phone)


def _company_columns(crowd: Crowd, dice: Dice) -> tuple[pa.Array, pa.Array]:
    """The name and the mail domain of each company, by position."""
    companies, n = crowd.companies, len(crowd.companies.country)
    first, second = dice.pick([1] * len(FIRST_HALVES), n), dice.pick([1] * len(SECOND_HALVES), n)
    stem = pc.binary_join_element_wise(words(FIRST_HALVES, first), words(SECOND_HALVES, second), "")
    legal = words(*_one_of([country.legal_forms for country in COUNTRIES], companies.country, dice))
    trade = words(TRADES, companies.industry)
    host = pc.utf8_lower(pc.binary_join_element_wise(stem, trade, "-"))
    keys = (first * len(SECOND_HALVES) + second) * len(TRADES) + companies.industry
    domain = pc.binary_join_element_wise(_distinct(host, keys), "example", ".")
    return pc.binary_join_element_wise(stem, trade, legal, " "), domain


def _real_names(crowd: Crowd, country: Ints, dice: Dice) -> tuple[pa.Array, pa.Array]:
    """The names of people, and what stands before the @ in their mail addresses."""
    languages = [LANGUAGES[place.language] for place in COUNTRIES]
    given, first = _one_of([language.given for language in languages], country, dice)
    family, last = _one_of([language.family for language in languages], country, dice)
    shown = [words([own_script(n) for n in given], first), words([own_script(n) for n in family], last)]
    mailed = [words([mail_part(n) for n in given], first), words([mail_part(n) for n in family], last)]
    keys = ((crowd.company + 1) * len(given) + first) * len(family) + last
    return (
        pc.binary_join_element_wise(*shown, " "),
        _distinct(pc.binary_join_element_wise(*mailed, "."), keys),
    )


def personal(crowd: Crowd, seed: int) -> dict[str, pa.Array]:
    """The personal columns, one row a person: name, email, phone, company, title, country."""
    dice, fake = Dice(seed, "names"), pa.array(crowd.fake)
    joker = dice.pick([1] * len(JOKERS), crowd.size)
    domain, firm = (dice.pick([1] * len(choices), crowd.size) for choices in (JOKE_DOMAINS, JOKE_COMPANIES))
    country = np.where(crowd.fake, NONE, crowd.companies.country[crowd.company])
    company_names, hosts = _company_columns(crowd, dice)
    names, locals_ = _real_names(crowd, country, dice)
    joke_local = _distinct(words([mail_part(name) for name in JOKERS], joker), joker)
    local = pc.if_else(fake, joke_local, locals_)
    host = pc.if_else(fake, words(JOKE_DOMAINS, domain), hosts.take(pa.array(crowd.company, mask=crowd.fake)))
    employer = company_names.take(pa.array(crowd.company, mask=crowd.fake))
    titles = words(*_one_of([TITLES[level.name] for level in TITLE_LEVELS], crowd.title, dice))
    return {
        "name": pc.if_else(fake, words(JOKERS, joker), names),
        "email": pc.binary_join_element_wise(local, host, "@"),
        "phone": _phones(country, dice),
        "company": pc.if_else(fake, words(JOKE_COMPANIES, firm), employer),
        "title": pc.if_else(fake, pa.scalar(None, pa.string()), titles),
        "country": words([place.name for place in COUNTRIES], country),
    }


def attributes(crowd: Crowd) -> dict[str, pa.Array]:
    """The columns to segment by, one row a person; null where a fake has no company."""
    companies, real = crowd.companies, ~crowd.fake
    region = np.array([REGIONS.index(place.region) for place in COUNTRIES])

    def known(codes: Ints) -> Ints:
        return np.where(real, codes, NONE)

    return {
        "region": words(REGIONS, known(region[companies.country[crowd.company]])),
        "industry": words([c.name for c in INDUSTRIES], known(companies.industry[crowd.company])),
        "company_size": words([c.name for c in SIZES], known(companies.size[crowd.company])),
        "product": words([p.name for p in PRODUCTS], crowd.product),
        "title_level": words([c.name for c in TITLE_LEVELS], known(crowd.title)),
    }


def inquiry_rows(crowd: Crowd) -> tuple[Ints, Ints, Ints]:
    """The person, channel and moment of every inquiry, first and later ones, in order of time."""
    people = np.repeat(np.arange(crowd.size), 1 + crowd.again.shape[1])
    at = np.column_stack((crowd.at, crowd.again)).ravel()
    channel = np.column_stack((crowd.channel, crowd.again_channel)).ravel()
    kept = np.flatnonzero(at != NEVER)
    order = kept[np.argsort(at[kept], kind="stable")]
    return people[order], channel[order], at[order]


def inquiries(calendar: Calendar, crowd: Crowd, seed: int) -> pa.Table:
    """One row an inquiry."""
    dice = Dice(seed, "inquiries")
    person, channel, at = inquiry_rows(crowd)
    names = [c.name for c in CHANNELS]
    per_person = {**personal(crowd, seed), **attributes(crowd)}
    return pa.table(
        {
            "person": numbered("C-", 6, person),
            "id": numbered("I-", 7, np.arange(len(at))),
            "at": moments(calendar.utc(at)),
            "channel": words(names, channel),
            "campaign": words(campaign_names(calendar), campaigns(calendar, channel, at, dice)),
            "origin": words(names, crowd.channel[person]),
            "form": words(*_one_of([c.forms for c in CHANNELS], channel, dice)),
            "account": numbered("A-", 5, crowd.company[person]),
            **{name: column.take(pa.array(person)) for name, column in per_person.items()},
        }
    )
