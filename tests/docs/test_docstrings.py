"""The examples in docstrings are run: what they print is what happens."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent.parent / "src"
WITH_EXAMPLES = [path for path in sorted(SRC.rglob("*.py")) if ">>>" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: str(path.relative_to(SRC)))
def test_the_examples_of_a_module_do_what_they_say(path: Path):
    module = import_module(".".join(path.relative_to(SRC).with_suffix("").parts))

    told = doctest.testmod(module)

    assert told.attempted
    assert told.failed == 0
