"""Ten reps of one process: each takes the best lead that nobody has, until there is none. Prints what each got.

`python -m contracts.reps FOLDER DATABASE NUMBER SECONDS`: the process's number, and the time that it is, since 1970.
"""

import json
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from headrace.app.leads import Meant
from headrace.core.errors import NotAllowed
from headrace.house import House
from headrace.settings import Settings

REPS = 10
CHOICE = 100
"""Among how many of the first leads of the list a rep picks: so that two often want the same one."""


def main(folder: str, database: str, number: int, seconds: float) -> None:
    """Work until the list is empty."""
    names = [f"rep{number}-{each}" for each in range(REPS)]
    got: dict[str, list[str]] = {name: [] for name in names}
    refused, chance = 0, random.Random(number)
    now = datetime.fromtimestamp(seconds, UTC)
    with House(Settings(Path(folder), database or None), lambda: now) as house:
        while free := [row for row in house.queue("work", limit=CHOICE) if row["owner"] is None]:
            for name in names:
                row = chance.choice(free)
                try:
                    house.leads.claim(row["journey"], Meant(by=name, seen=row["seq"]))
                    house.leads.accept(row["journey"], Meant(by=name))
                    got[name].append(row["journey"])
                except NotAllowed:
                    refused += 1
    sys.stdout.write(json.dumps({"got": got, "refused": refused}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
