"""Compile every question anew: `python -m headrace.analytics` rewrites the shipped SQL."""

from pathlib import Path

from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.compiled import compile_sql, parts


def main() -> None:
    """Write `sql/<question>.<shape>.<part>.sql` for each question."""
    folder = Path(__file__).parent / "sql"
    folder.mkdir(exist_ok=True)
    for question in (each for each in QUESTIONS.values() if not each.like):
        for shape in question.units:
            for part in parts(question):
                (folder / f"{question.name}.{shape}.{part}.sql").write_text(compile_sql(question, shape, part))


if __name__ == "__main__":
    main()
