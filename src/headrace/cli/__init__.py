"""The side door: the command line. One place turns errors into sentences, JSON and exit codes."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headrace.core.errors import HeadraceError

UNFORESEEN = 70


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 failed, 2 usage, 3 refused, 4 not found, 5 check failed."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit code."""
    import typer  # noqa: PLC0415

    from headrace.cli.app import app  # noqa: PLC0415
    from headrace.cli.talk import failure, say  # noqa: PLC0415
    from headrace.core.errors import HeadraceError  # noqa: PLC0415

    json_wanted = "--json" in arguments
    try:
        code = app(list(arguments), standalone_mode=False, prog_name="headrace")
    except HeadraceError as error:
        failure(error, json_wanted)
        return error.exit
    except typer.exceptions.TyperException as error:
        told = _misused(error)
        failure(told, json_wanted)
        return told.exit
    except (typer.Abort, KeyboardInterrupt):
        say("Stopped. Nothing half-done counts; run it again to go on.")
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:  # noqa: BLE001  (the last resort: a user never sees a traceback)
        failure(_unforeseen(error), json_wanted)
        return UNFORESEEN
    return code if isinstance(code, int) else 0


def _misused(error: Any) -> "HeadraceError":
    """A command line that cannot be read: which option, what was given, and whose help tells more."""
    from headrace.core.errors import UsageError  # noqa: PLC0415

    context, option, cause = (getattr(error, name, None) for name in ("ctx", "param", "__cause__"))
    hint = f"`{context.command_path if context else 'headrace'} --help` shows what there is."
    problems: list[Any] = getattr(cause, "errors", list)()
    if option is None or not problems:
        return UsageError(error.format_message(), hint=hint)
    problem = problems[0]
    expected = {"int_parsing": "whole number", "float_parsing": "number"}.get(problem["type"], "value that fits")
    return UsageError(f"{option.opts[0]}: {problem['input']!r} is no {expected}.", hint=hint)


def _unforeseen(error: Exception) -> "HeadraceError":
    """An error that nobody foresaw, with the traceback in a file rather than on the screen."""
    import tempfile  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    from headrace.core.errors import HeadraceError  # noqa: PLC0415

    with tempfile.NamedTemporaryFile("w", prefix="headrace-", suffix=".log", delete=False) as log:
        traceback.print_exception(error, file=log)
    return HeadraceError(
        f"Something went wrong that should not have: {type(error).__name__}.",
        hint=f"The ledger is as it was before. The details are in {log.name}; please report them.",
    )
