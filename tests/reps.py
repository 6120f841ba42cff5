"""A process of some of our people at work: `python reps.py FOLDER DATABASE TASK ARGUMENTS` does it when told to go.

It says `ready`, waits for a line, and prints what it did as JSON. `ARGUMENTS` are JSON.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from headrace.app.leads import Leads, Meant
from headrace.core.errors import NotAllowed
from headrace.house import House
from headrace.settings import Settings

Deed = tuple[str, str]  # what was done, to which lead


def work(house: House, now: str, reps: Mapping[str, Sequence[str]]) -> dict[str, list[Deed]]:
    """Each rep claims, accepts and recycles their leads, as fast as they can; what each brought about."""
    house.clock = lambda: datetime.fromisoformat(now)
    with ThreadPoolExecutor(len(reps)) as pool:
        done = {name: pool.submit(_work, house.leads, name, leads) for name, leads in reps.items()}
        return {name: each.result() for name, each in done.items()}


def _work(leads: Leads, name: str, mine: Sequence[str]) -> list[Deed]:
    done = []
    for lead in mine:
        for deed in (_claim, _accept, _move):
            try:
                deed(leads, lead, Meant(name))
            except NotAllowed:
                break
            done.append((deed.__name__.lstrip("_"), lead))
    return done


def _claim(leads: Leads, lead: str, meant: Meant) -> None:
    leads.claim(lead, meant)


def _accept(leads: Leads, lead: str, meant: Meant) -> None:
    leads.accept(lead, meant)


def _move(leads: Leads, lead: str, meant: Meant) -> None:
    leads.move(lead, "nurture", meant)


def decide(house: House, now: str, reps: Mapping[str, Mapping[str, int]]) -> dict[str, list[str]]:
    """Each rep takes every lead by what they saw of it; those that they got."""
    house.clock = lambda: datetime.fromisoformat(now)
    with ThreadPoolExecutor(len(reps)) as pool:
        done = {name: pool.submit(_decide, house.leads, name, seen) for name, seen in reps.items()}
        return {name: each.result() for name, each in done.items()}


def _decide(leads: Leads, name: str, seen: Mapping[str, int]) -> list[str]:
    got = []
    for lead, seq in seen.items():
        try:
            leads.assign(lead, name, Meant(name, seen=seq))
        except NotAllowed:
            continue
        got.append(lead)
    return got


def tick(house: House, now: str) -> dict[str, int]:
    """Let the clock do what is due; what it told."""
    house.clock = lambda: datetime.fromisoformat(now)
    return dict(house.tick().told)


TASKS: Mapping[str, Callable[..., Any]] = {task.__name__: task for task in (work, decide, tick)}


def main(folder: str, database: str, task: str, arguments: str) -> None:
    """Do a task as soon as somebody says go."""
    with House(Settings(Path(folder), database or None)) as house:
        assert house.terms
        _say("ready")
        sys.stdin.readline()
        _say(json.dumps(TASKS[task](house, *json.loads(arguments))))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
