"""`python -m bench [NAME …] [--rows N] [--write FILE]`: run the benches, one after the other."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import (
    attribution,
    backtest,
    desk,
    engines,
    imports,
    ledger,
    questions,
    replay,
    retention,
    start,
    survival,
    sync,
)
from bench.figures import Result, machine, page, printed
from bench.workbench import Bench, Workbench

BENCHES: Mapping[str, Bench] = {
    "imports": imports.bench,
    "sync": sync.bench,
    "questions": questions.bench,
    "engines": engines.bench,
    "survival": survival.bench,
    "retention": retention.bench,
    "replay": replay.bench,
    "start": start.bench,
    "ledger": ledger.bench,
    "desk": desk.bench,
    "attribution": attribution.bench,
    "backtest": backtest.bench,
}
ROWS = 1_000_000


def main(arguments: list[str] | None = None) -> list[Result]:
    """Run what was asked for; prints each result as it comes."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=sys.modules["bench"].__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHES)}; all if none is named")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"leads in the files ({ROWS:,})")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the results as a Markdown page, too")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in BENCHES]
    if unknown:
        parser.error(f"no bench {unknown[0]!r}; there are {', '.join(BENCHES)}")
    print(machine(), end="\n\n")
    results = list(_run(asked.names or list(BENCHES), asked.rows))
    if asked.write:
        asked.write.write_text(page(results, asked.rows), encoding="utf-8")
    return results


def _run(names: list[str], rows: int) -> list[Result]:
    results = []
    with TemporaryDirectory(prefix="bench-") as folder:
        workbench = Workbench(Path(folder), rows)
        for name in names:
            result = BENCHES[name](workbench)
            print(printed(result), flush=True)
            results.append(result)
    return results


if __name__ == "__main__":
    main()
