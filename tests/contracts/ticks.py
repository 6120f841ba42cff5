"""One clock of several: `python -m contracts.ticks FOLDER DATABASE NUMBER SECONDS` ticks once, and prints what it told."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from headrace.house import House
from headrace.settings import Settings

if __name__ == "__main__":
    now = datetime.fromtimestamp(float(sys.argv[4]), UTC)
    with House(Settings(Path(sys.argv[1]), sys.argv[2] or None), lambda: now) as house:
        sys.stdout.write(json.dumps({"told": dict(house.tick().told)}))
