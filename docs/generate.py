"""Writes the reference pages that list what the code declares; `--check` says which are out of date.

python docs/generate.py            write docs/reference/*.md
python docs/generate.py --check    change nothing, fail if a page would change

Of a question's page all is written down to a mark; below it stands its worked example, which is written by hand.
"""

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import headrace
from headrace.analytics.question import Column, Kind, Question
from headrace.cli.questions import Questions
from headrace.core.entries import Body, Family

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate.py from the code: change the code, then run `make docs`. -->"
NOTE_OF_A_QUESTION = (
    "<!-- Down to the worked example made by docs/generate.py from the code: change the code, then run `make docs`. -->"
)
BY_HAND = "<!-- From here on by hand: kept when the rest is made anew. -->"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return [*lines, *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows), ""]


def sentence(text: str) -> str:
    """A text as a sentence: a capital at its beginning (unless a name stands there), a full stop at its end."""
    text = text.strip()
    first = text.split(" ")[0]
    begun = text if first.endswith((",", ":")) else text[:1].upper() + text[1:]
    return begun + ("" if text.endswith((".", "?", "!", ":")) else ".")


# -- the command line ----------------------------------------------------------------------------------


def cli() -> list[str]:
    """Every command with its arguments and options, in the order of `headrace --help`."""
    import typer

    from headrace.cli.app import app

    told = [
        "# The command line",
        "",
        "A command is a noun and a verb, such as `headrace funnel publish`. Every command has `--help`. Results go to",
        "stdout, talk goes to stderr. With `--json` a command prints exactly one object on stdout:",
        '`{"ok": true, "data": …}`, or `{"ok": false, "code": …, "message": …, "hint": …}`. The exit code says how it',
        "went: see [errors and exit codes](errors.md).",
        "",
        "Days are written as `2025-03-31`; the last day of a period is part of it. Instants are written as",
        "`2025-03-31T09:05+01:00`; without an offset they are in the time zone of the machine.",
        "",
        "A company's folder is found by `--data`, by the environment variable `HEADRACE_DATA`, or as the nearest folder",
        "around the current one that has a `funnel.yaml`.",
        "",
        "`headrace --version` says which version is installed.",
        "",
    ]
    for name, command, meaning in _commands(typer.main.get_command(app), "headrace"):
        told += [f"## {name}", "", meaning, "", *_usage(name, command), *_arguments(command), *_options(command)]
    return told


VALUES: Mapping[type[Any], str] = {int: "INTEGER", float: "NUMBER"}


def _type_of(param: Any) -> Any:
    return param.type_descriptor.annotation


ANY_QUESTION = (
    "Answer a question; without one, the waterfall. These options are common to all, and each "
    "[question](questions.md) has some of its own."
)


def _commands(group: Any, name: str) -> Iterator[tuple[str, Any, str]]:
    """Every command with what it does; of the questions one stands for all."""
    if isinstance(group, Questions):
        yield f"{name} QUESTION", group.get_command(None, "waterfall"), ANY_QUESTION if group.default else group.help
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command, " ".join((command.help or "").split())


def _usage(name: str, command: Any) -> list[str]:
    arguments = [_argument_name(param) for param in command.params if param.param_type_name == "argument"]
    words = [
        word if param.required else f"[{word}]" for word, param in zip(arguments, _of(command, "argument"), strict=True)
    ]
    return ["```text", " ".join([name, *words, "[OPTIONS]"]), "```", ""]


def _of(command: Any, kind: str) -> list[Any]:
    return [param for param in command.params if param.param_type_name == kind and not getattr(param, "hidden", False)]


def _argument_name(param: Any) -> str:
    return str(param.metavar or param.name.upper())


def _default(param: Any) -> str:
    if param.default in (None, False, (), []) or callable(param.default):
        return ""
    shown = str(param.default)
    return f" Default: `{shown}`." if shown not in ("", ".") else ""


def _arguments(command: Any) -> list[str]:
    rows = [(f"`{_argument_name(p)}`", sentence(p.help or "") + _default(p)) for p in _of(command, "argument")]
    return table(("Argument", "Meaning"), rows) if rows else []


def _options(command: Any) -> list[str]:
    rows = []
    for param in _of(command, "option"):
        if "--help" in param.opts:
            continue
        value = "" if getattr(param, "is_flag", False) else f" {param.metavar or VALUES.get(_type_of(param), 'TEXT')}"
        many = " May be given more than once." if getattr(param, "multiple", False) else ""
        kind = _type_of(param)
        one_of = _choices(list(kind)) if isinstance(kind, type) and issubclass(kind, Enum) else ""
        told = sentence(param.help or "") + one_of + many + _default(param)
        rows.append((f"`{', '.join(param.opts)}{value}`", told))
    return table(("Option", "Meaning"), rows) if rows else []


# -- questions -----------------------------------------------------------------------------------------

COLUMN_KINDS: Mapping[str, str] = {
    "text": "text",
    "place": "stage or side place",
    "segment": "value of the attribute",
    "period": "first day of the period",
    "count": "count",
    "rate": "share, 0 to 1",
    "low": "share, 0 to 1",
    "high": "share, 0 to 1",
    "days": "days",
    "minutes": "minutes",
    "money": "money, in minor units of the company's currency",
    "day": "date",
    "number": "number",
}


GROUPS: Mapping[str, Sequence[str]] = {
    "The whole waterfall": ("waterfall", "stages", "moves"),
    "Rates, and how sure they are": (
        "conversion", "value_conversion", "clean", "outcomes", "steps", "ages", "maturity", "cure", "ranking",
        "comparison", "published",
    ),
    "Speed": ("velocity", "speed_to_lead", "lead_velocity", "pipeline_velocity"),
    "Leaks": ("leakage", "sticky", "reasons", "decay", "shelf_lives"),
    "What will come": ("forecast", "coverage", "backtest", "chances"),
    "Scores": ("calibration", "thresholds", "score_power"),
    "Hand-off and effort": ("handoff", "effort"),
    "Cost and return": ("costs", "calling", "acquisition", "purposes", "values", "yields", "activities"),
    "Customers": (
        "retention", "revenue_retention", "revenue_bridge", "lifetime", "payback", "contracts", "contract_fit",
        "orders", "order_fit",
    ),
    "Attribution": ("attribution", "credits", "deal", "sourced"),
}  # fmt: skip
"""The questions as a reader looks for them."""


def questions() -> list[str]:
    """The index of all questions, in their groups."""
    from headrace.analytics.catalog import QUESTIONS

    told = [
        "# Questions",
        "",
        'Each question is answered by `headrace report NAME`, by `house.report("NAME")` in Python, and in each format',
        "that a report can be written in. [How to report](../how-to/report.md) explains the options that all of them",
        "share. The page of a question says who is counted, by which formula and after whom, what its columns hold, and",
        "shows it with [a company of sixteen people](example-company.md), where every figure can be checked by hand.",
        "",
    ]
    if lost := {*QUESTIONS} ^ {name for names in GROUPS.values() for name in names}:
        raise ValueError(f"In GROUPS and in the catalogue of questions, not in both: {', '.join(sorted(lost))}.")
    for group, names in GROUPS.items():
        rows = [(f"[`{name}`](questions/{name}.md)", _in_short(QUESTIONS[name])) for name in names]
        told += [f"## {group}", "", *table(("Question", "What it tells"), rows)]
    return told


def _in_short(question: Question) -> str:
    return f"**{sentence(question.title)}** {question.meaning}"


def question_page(question: Question) -> list[str]:
    """A question down to its worked example: population, formula, source, options, columns, caveats."""
    return [
        f"# {question.name}",
        "",
        _in_short(question),
        "",
        "```text",
        " ".join(["headrace report", question.name, *(["[OPTIONS]"] if question.options else [])]),
        "```",
        "",
        *_section("Who is counted", [question.population, ""]),
        *_section("Formula", ["```text", *question.formula, "```", ""]),
        *_section("Source", [*(f"- {each}" for each in question.source), ""]),
        *(_section("Options", _options_of(question)) if question.options else []),
        *_section("Columns", _columns_of(question)),
        *(_section("What to beware of", [*(f"- {each}" for each in question.caveats), ""]) if question.caveats else []),
        "## A worked example",
        "",
        BY_HAND,
    ]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *lines]


def _options_of(question: Question) -> list[str]:
    rows = [(f"`{each.name}`", f"`{each.flag}`", sentence(each.meaning)) for each in question.options]
    return [
        "Beside [those that all questions share](../../how-to/report.md):",
        "",
        *table(("In Python", "On the command line", "Meaning"), rows),
    ]


def _columns_of(question: Any) -> list[str]:
    shown = [column for column in question.columns if column.kind not in (Kind.LOW, Kind.HIGH)]
    told = table(("Column", "Holds", "Meaning"), [(f"`{each.name}`", _holds(each), _means(each)) for each in shown])
    if any(column.listed for column in shown):
        told += ["*leads*: a count whose leads `--leads ROW:COLUMN` lists.", ""]
    if len(shown) < len(question.columns):
        told += ["The ends of the 95 % interval of a rate are in columns that end in `_low` and `_high`.", ""]
    return told


def _holds(column: Column) -> str:
    return COLUMN_KINDS[str(column.kind)] + (", *leads*" if column.listed else "")


def _means(column: Column) -> str:
    return column.meaning + (f" Of `{column.of}`." if column.of else "")


# -- the plan ------------------------------------------------------------------------------------------

PLANS: Mapping[str, tuple[str, Sequence[str]]] = {
    "target": (
        "From revenue or wins back to who has to enter each stage, and when.",
        ("landing.LANDING", "needs.NEEDS", "phased.PHASED", "channels.CHANNELS", "deadlines.DEADLINES", "people.PEOPLE",
         "rates.RATES"),
    ),
    "simulate": (
        "From a budget and hours of work forward to wins.",
        ("forwards.COURSE", "forwards.STAGES", "forwards.EFFORT"),
    ),
    "costs": (
        "What calling and winning cost in a month.",
        ("costs.CALLS", "costs.GROWTH", "costs.STAGES", "costs.BREAK_EVEN", "costs.RAW"),
    ),
    "scenario": ("What if: levers, and what they are worth.",
                 ("scenarios.SCENARIOS", "scenarios.OUTLOOK", "scenarios.TORNADO", "scenarios.LIFTS")),
    "decay": ("What leads that expire cost the plan.", ("cold.COLD",)),
    "budget": ("A budget over channels, by what the next customer costs.", ("budget.BUDGET",)),
    "pace": ("How a published plan goes, and how good it was.",
             ("pace.PACE", "pace.MONEY", "pace.GAP", "pace.MONTHS", "pace.SCORES")),
}  # fmt: skip
"""The commands of a plan with their tables: where each is declared, by module and name."""


def plans() -> list[str]:
    """The tables of every command of a plan."""
    told = [
        "# The tables of a plan",
        "",
        "Each command of `headrace plan` prints some tables; `--table NAME` picks one. With `--json` they are under",
        "`tables`, by name. [How to plan](../how-to/plan.md) shows them at work, and [what a plan goes",
        "by](../explanation/plan.md) says how far to trust them. Options are on [the page of the command line](cli.md),",
        "the keys of a plan's file on [one of their own](plan-file.md).",
        "",
    ]
    for command, (meaning, names) in PLANS.items():
        told += [f"## headrace plan {command}", "", meaning, ""]
        for name in names:
            told += _sheet(_declared(name))
    return told


def _declared(name: str) -> Any:
    module, _dot, constant = name.partition(".")
    return getattr(importlib.import_module(f"headrace.planning.sheets.{module}"), constant)


def _sheet(sheet: Any) -> list[str]:
    return [
        f"### {sheet.name}",
        "",
        f"**{sentence(sheet.title)}** {sheet.meaning}",
        "",
        *_columns_of(sheet),
        "```text", *sheet.formula, "```", "",
        *(f"- Source: {each}" for each in sheet.source),
        *(f"- Beware: {each}" for each in sheet.caveats),
        "",
    ]  # fmt: skip


# -- rows ----------------------------------------------------------------------------------------------

FIELD_TYPES: Mapping[str, str] = {
    "id": "an identifier of the outside; only a keyed hash of it is kept. An e-mail address is read in small letters",
    "text": "a word that reports may show; never personal data",
    "personal": "personal data, kept apart from the ledger",
    "moment": "an instant or a day: ISO 8601, or as the map's `format` says",
    "stage": "the name or the label of a stage or side place of the funnel, capitals apart",
    "money": "an amount with up to six decimals; signs between thousands are left out",
    "number": "a number",
    "integer": "a whole number",
    "flag": "yes or no",
    "choice": "one of the words named beside it",
    "code": "a currency code of three letters",
}


def rows() -> list[str]:
    """Every kind of rows with its fields."""
    from headrace.adapters.imports.maps import RESERVED
    from headrace.adapters.imports.read import FALSE, TRUE
    from headrace.rules.rows import ROW_KINDS, FieldType

    told = [
        "# Kinds of rows",
        "",
        "What `headrace import` takes in: `--as KIND` reads a file whose columns bear the names of the fields below, a",
        "[map](../how-to/import.md) reads any other. Columns that are no field become attributes, which reports can be",
        "split by, unless the kind says otherwise.",
        "",
        f"Attributes are named in small letters, digits and `_`. These names are kept for headrace itself: {_listed(RESERVED)}.",
        "A column of that name that is no field becomes an attribute with a `_` at its end.",
        "",
        "## Types of fields",
        "",
        *table(("Type", "How it is read"), [(str(each), sentence(FIELD_TYPES[str(each)])) for each in FieldType]),
        f"A flag is yes for {_listed(TRUE)} and no for {_listed(FALSE)}, capitals apart.",
        "",
    ]
    for kind in ROW_KINDS.values():
        told += [f"## {kind.name}", "", sentence(kind.meaning), ""]
        told += table(
            ("Field", "Type", "Meaning"),
            [
                (
                    f"`{f.name}`" + (" (needed)" if f.required else ""),
                    str(f.type),
                    sentence(f.meaning) + _choices(f.choices),
                )
                for f in kind.fields
            ],
        )
        if kind.name == "stage_dates":
            told += [
                "The map's `stages` names a date column for each stage; without a map this kind cannot be read.",
                "",
            ]
        if kind.subject:
            told += [f"A row needs at least one of {_listed(kind.subject)}.", ""]
        if not kind.attributes:
            told += ["Further columns are not read.", ""]
    return told


def _choices(words: Sequence[str]) -> str:
    return f" One of {_listed(words)}." if words else ""


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


# -- facts ---------------------------------------------------------------------------------------------

FAMILIES: Mapping[str, str] = {
    "moves": "Moves: a journey goes to a place",
    "deals": "Deals: what a journey is worth, and whose it is",
    "touches": "Touches",
    "calls": "Calls",
    "answers": "Answers",
    "payments": "Payments",
    "spend": "Spend",
    "traffic": "Traffic",
    "clocks": "Clocks: warnings, breaches, pauses, signs of life",
    "people": "People and accounts",
    "rulings": "Rulings: facts about facts, definitions and batches",
}
ENVELOPE: Mapping[str, str] = {
    "seq": "the order in which we learnt it; the newest is the ledger's head",
    "kind": "the kind of the fact",
    "at_us": "when it happened, in microseconds UTC since 1970; for a day the first instant of the local day; null if unknown",
    "at_grain": "how precisely: `instant`, `day` or `unknown`",
    "recorded_us": "when we learnt it, in microseconds UTC since 1970",
    "journey": "the pass of a person, or of a group who buy together",
    "person": "whom it is about: a keyed hash",
    "account": "which company it is about: a keyed hash",
    "actor": "who acted",
    "actor_kind": "`person`, `rule`, `import` or `agent`",
    "source": "where it comes from",
    "key": "the idempotency key, unique within a source for ever",
    "batch": "the import that brought it, if one did",
    "funnel_version": "the version of the funnel that was in force",
    "policy_version": "the version of the policy that was in force",
    "payload": "what the kind says, as JSON with the keys below",
}


def facts() -> list[str]:
    """Every kind of fact with the keys of its payload."""
    from headrace.ledger.codec import BODIES, COLUMNS

    told = [
        "# Kinds of facts",
        "",
        "All that the ledger can hold. A fact is one row: an envelope, and a payload whose keys depend on the kind. Keys",
        "that a kind does not have are refused. Money is an integer of minor units beside its currency. Keys that are",
        "empty are left out.",
        "",
        "## The envelope",
        "",
        *table(("Column", "Meaning"), [(f"`{name}`", sentence(ENVELOPE[name])) for name in COLUMNS]),
    ]
    for family in FAMILIES:
        told += [f"## {FAMILIES[family]}", ""]
        for kind, body in BODIES.items():
            if body.family is Family(family):
                told += [f"### {kind}", "", *_doc(body), *_payload(body)]
    return told


def _doc(body: type[Body]) -> list[str]:
    return [*(line.strip() for line in (body.__doc__ or "").strip().splitlines()), ""]


def _payload(body: type[Body]) -> list[str]:
    hints = get_type_hints(body)
    rows = [(f"`{f.name}`" + (" (needed)" if _needed(f) else ""), _type_name(hints[f.name])) for f in fields(body)]
    return table(("Key", "Holds"), rows) if rows else ["Its payload is empty.", ""]


def _needed(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _type_name(hint: Any) -> str:
    if get_origin(hint) is UnionType:
        return _type_name(next(arg for arg in get_args(hint) if arg is not type(None)))
    if get_origin(hint) is tuple:
        return "list of texts"
    if get_origin(hint) is not None:
        value = get_args(hint)[-1]
        return "object" if value is Any else f"object of {_type_name(value)}s"
    return {str: "text", int: "integer", float: "number", bool: "true or false"}[hint]


# -- findings ------------------------------------------------------------------------------------------

FINDING_MEANINGS: Mapping[str, str] = {
    "move_before_inquiry": "A move is dated before the person's inquiry. Taken, it is read as happening at the inquiry.",
    "won_before_first_contact": "A deal was won before the person's first inquiry. Taken, it is read as won at the inquiry.",
    "closed_before_opened": "An opportunity ended before it was opened. Taken, its end counts, and nobody knows when it was opened.",
    "future_date": "A date lies after the moment of the import. Expected closing dates may.",
    "duplicate_id": "A later row tells the same fact as an earlier one, and tells it differently. The earlier row counts.",
    "unknown_stage": "The funnel has no stage or side place of that name or label. Such a row is always refused.",
    "unreadable_value": "A value is not of its field's type: no date in the expected format, no number, no known word.",
    "missing_value": "A field that the row needs is empty.",
    "other_currency": "The amount is in another currency than the company's. Taken, it is kept, and left out of sums.",
    "no_person": "A move or an opportunity is about a person who has not inquired. Taken, the move begins their pass.",
}


def findings() -> list[str]:
    """Every finding of an import and of the audit."""
    from headrace.core.policy import FINDINGS, MUST_REFUSE
    from headrace.ledger.audit import MEANINGS

    told = [
        "# Findings",
        "",
        "Bad data is no error: it is a finding, with the line, the value and the reason.",
        "",
        "## Of an import",
        "",
        "What becomes of a row with a finding is decided in [policy.yaml](policy-file.md) under `findings`: `refuse` sets",
        "the row aside, `take` lets it in and lists it.",
        "",
    ]
    for name, rule in FINDINGS.items():
        always = "always" if name in MUST_REFUSE else "unless the policy says otherwise"
        told += [f"### {name}", "", f"{FINDING_MEANINGS[name]} *{rule.capitalize()}, {always}.*", ""]
    told += [
        "### misshapen_row",
        "",
        "The line has more or fewer values than the header has columns, a quote that does not close, a character that",
        "is not in the file's encoding, or is longer than two million characters. *Refuse, always.*",
        "",
        "## Of the audit",
        "",
        "What `headrace ledger audit` calls a contradiction: something in the ledger that cannot be right. Nothing is",
        "changed; a correction is a new fact.",
        "",
    ]
    for name, meaning in MEANINGS.items():
        told += [f"### {name}" if name not in FINDINGS else f"### {name} (audit)", "", sentence(meaning), ""]
    return told


# -- errors --------------------------------------------------------------------------------------------

EXITS: Mapping[int, str] = {
    0: "fine",
    1: "failed",
    2: "usage: the words of the command do not fit",
    3: "data refused: it was understood, and turned down",
    4: "not found, or not allowed",
    5: "a check ran to its end and found something wrong",
    70: "something that nobody foresaw; the details are in a file that the message names",
    130: "stopped with Ctrl-C",
}


def errors() -> list[str]:
    """Every exit code, and every code of an error."""
    from headrace.core.errors import HeadraceError

    for module in pkgutil.walk_packages(headrace.__path__, "headrace."):
        if not module.name.endswith(".__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    told = [
        "# Errors and exit codes",
        "",
        "An error says what was given, what was expected and what to do. In Python every one is a",
        "`headrace.HeadraceError` with `code`, `message`, `hint` and `exit`. With `--json` the command line prints",
        '`{"ok": false, "code": …, "message": …, "hint": …}` on stdout.',
        "",
        "## Exit codes",
        "",
        *table(("Exit code", "Meaning"), [(str(code), sentence(meaning)) for code, meaning in EXITS.items()]),
        "A file of which only some rows were refused is imported, and the exit code is 0. It is 3 if every row was.",
        "",
        "## Codes of errors",
        "",
    ]
    found = sorted({each.code: each for each in reversed(list(_subclasses(HeadraceError)))}.items())
    rows = [(f"`{code}`", str(each.exit), _first_line(each)) for code, each in found]
    return told + table(("Code", "Exit code", "Meaning"), rows)


def _subclasses(cls: type[Any]) -> Iterator[type[Any]]:
    yield cls
    for each in cls.__subclasses__():
        yield from _subclasses(each)


def _first_line(cls: type[Any]) -> str:
    return sentence((cls.__doc__ or "").strip().splitlines()[0].split(". ")[0])


# -- writing -------------------------------------------------------------------------------------------

PAGES: Mapping[str, Callable[[], list[str]]] = {
    "cli.md": cli,
    "questions.md": questions,
    "plan.md": plans,
    "rows.md": rows,
    "facts.md": facts,
    "findings.md": findings,
    "errors.md": errors,
}


def page(name: str) -> str:
    """The text of a page."""
    return _written(NOTE, PAGES[name]())


def _written(note: str, lines: Sequence[str]) -> str:
    return "\n".join([note, "", *lines]).rstrip() + "\n"


def pages() -> Iterator[tuple[str, str]]:
    """Every page that the code writes, by its path below the reference; of a question's, what was written by hand is kept."""
    from headrace.analytics.catalog import QUESTIONS

    yield from ((name, page(name)) for name in PAGES)
    for name, question in QUESTIONS.items():
        path = f"questions/{name}.md"
        yield path, _written(NOTE_OF_A_QUESTION, question_page(question)) + by_hand(REFERENCE / path)


def by_hand(path: Path) -> str:
    """What stands below the mark of a page: its worked example."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return text.partition(f"{BY_HAND}\n")[2]


def stale() -> list[str]:
    """The pages that are not as the code would have them, and those of questions that are no more."""
    told = {REFERENCE / name: text for name, text in pages()}
    old = [path for path, text in told.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    gone = [path for path in (REFERENCE / "questions").glob("*.md") if path not in told]
    return [str(path.relative_to(REFERENCE)) for path in (*old, *gone)]


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or check them."""
    if "--check" in arguments:
        if old := stale():
            print(f"Out of date: {', '.join(old)}. Run `make docs`.")
        return 1 if old else 0
    for name, text in pages():
        (REFERENCE / name).parent.mkdir(parents=True, exist_ok=True)
        (REFERENCE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
