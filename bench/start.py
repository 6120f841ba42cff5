"""How soon the command line answers: whole processes, from the start to the last line."""

import subprocess
import sys
from pathlib import Path

from bench.figures import Figure, Result, median_seconds
from bench.workbench import Workbench, environment

MAIN = "import sys; from headrace.cli import main; main(sys.argv[1:])"
FULL = 20_000


def bench(workbench: Workbench) -> Result:
    """`--help`, and a warm report on the demo, against Python that starts and does nothing."""
    folder = workbench.folder / "demo"
    scale = min(1.0, workbench.rows / FULL)
    _headrace("demo", str(folder), "--scale", str(scale))
    bare = median_seconds(lambda: _python("pass"), times=workbench.times(7))
    shown = median_seconds(lambda: _headrace("--help"), times=workbench.times(7))
    report = median_seconds(lambda: _headrace("report", "waterfall", "--data", str(folder)), times=workbench.times(7))
    rival = f"python -c pass: {bare:.2f} s"
    return Result(
        "Start",
        [
            Figure("`headrace --help`", f"{shown:.2f} s", rival, shown / bare, "0.3 s"),
            Figure("a warm `headrace report` on the demo", f"{report:.2f} s", rival, report / bare, "1 s"),
        ],
    )


def _python(code: str, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=Path("/"),
    )  # fmt: skip


def _headrace(*arguments: str) -> None:
    _python(MAIN, *arguments)
