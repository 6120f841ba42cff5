"""Compile every question anew: `python -m headrace.analytics` rewrites the shipped SQL."""

from pathlib import Path

from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.compiled import FOLDERS, compile_sql, file_of, parts


def main() -> None:
    """Write the SQL of each question in each dialect."""
    here = Path(__file__).parent
    for dialect in FOLDERS:
        (here / FOLDERS[dialect]).mkdir(exist_ok=True)
        for question in (each for each in QUESTIONS.values() if not each.like):
            for shape in question.units:
                for part in parts(question):
                    told = compile_sql(question, shape, part, dialect)
                    (here / file_of(question, shape, part, dialect)).write_text(told)


if __name__ == "__main__":
    main()
