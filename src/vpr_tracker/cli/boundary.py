"""The one place where errors become output and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from contextvars import copy_context
from typing import Any

from vpr_tracker import i18n
from vpr_tracker.cli import streams
from vpr_tracker.domain.texts import spelt_out
from vpr_tracker.errors import VprError, describe
from vpr_tracker.i18n import _

INTERRUPTED = 130


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; never raises, never prints a traceback unless it is asked for."""
    arguments = list(sys.argv[1:] if args is None else args)
    # Pydantic reads the metadata of all that is installed to look for plugins to itself, of which we use none; one
    # damaged file there would end every command that needs Pydantic. Whoever wants them sets the variable to "".
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    with streams.usable():
        try:
            # In a context of its own: the language that is chosen here must not outlive the call.
            return copy_context().run(_guarded, arguments)
        except BrokenPipeError:  # the reader («| head») has had enough
            streams.drop(sys.stdout)
            return 0
        except KeyboardInterrupt:
            return INTERRUPTED
        finally:
            streams.settle(sys.stdout)
            streams.settle(sys.stderr)


def _guarded(arguments: list[str]) -> int:
    code = _told(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        return _unprinted(arguments, error)
    return code


def _told(arguments: list[str]) -> int:
    """Do what is asked; an error is told on stderr and becomes its exit code."""
    as_json = "--json" in _options(arguments)
    try:
        _choose_language(arguments)
        return _invoke(arguments)
    except VprError as error:
        if "--nagios" in _options(arguments):  # «vpr check» for monitoring: any exit code below 3 would be a finding
            from vpr_tracker.cli.reports.check import unknown

            return unknown(error.message)
        _report(error_object(error), error.exit_code, as_json, error)
        return error.exit_code
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except SystemExit as stop:  # how a plugin's command may end
        if stop.code is None or isinstance(stop.code, int):
            return stop.code or 0
        return _report(_unexpected(str(stop.code)), 1, as_json, stop)
    except BaseException as error:  # the boundary: whatever nobody expected ends here, in one line
        if isinstance(error, OSError) and error.filename is None and streams.refuses(sys.stdout):
            return _unprinted(arguments, error)
        return _report(_unexpected(describe(error), _("VPR_DEBUG=1 shows where it happened")), 1, as_json, error)


def _unexpected(message: str, hint: str | None = None) -> dict[str, Any]:
    return {"code": "unexpected", "message": message, "problems": [], "hint": hint, "where": None}


def _unprinted(arguments: list[str], error: OSError) -> int:
    """Tell that stdout takes nothing (a full disk behind «>»), and what that means for a change."""
    from vpr_tracker.cli.table import CHANGING

    streams.drop(sys.stdout)
    options = _options(arguments)
    message = _("the output could not be written: {reason}").format(reason=i18n.system_reason(error))
    hint = _("only printing failed: what was changed before it is stored; see «vpr log»")
    found = _unexpected(message, hint if CHANGING.intersection(options) else None)
    # For monitoring 1 and 2 are findings.
    return _report(found, 3 if "--nagios" in options else 1, "--json" in options, error)


def _options(arguments: Sequence[str]) -> list[str]:
    """The arguments before «--»."""
    return list(arguments[: arguments.index("--")] if "--" in arguments else arguments)


def _choose_language(arguments: list[str]) -> None:
    """Choose the language before anything is printed: help and errors of the parser need it too."""
    asked = option_value(arguments, "--lang")
    if asked is None:
        # A settings file that cannot be read is reported by the command itself, in the locale's language.
        i18n.choose(i18n.detect(os.environ))
        from vpr_tracker.settings import Settings

        asked = Settings().lang()
    i18n.choose(i18n.known_language(asked) or "en")
    # Click speaks through the global gettext domain, which asks the environment for the language.
    import gettext

    os.environ["LANGUAGE"] = i18n.language()
    gettext.bindtextdomain(i18n.PACKAGE, i18n.locale_folder(i18n.PACKAGE))
    gettext.textdomain(i18n.PACKAGE)


def option_value(arguments: Sequence[str], name: str) -> str | None:
    """The value of an option given as «--name value» or «--name=value», wherever it stands."""
    before = _options(arguments)
    for position, argument in enumerate(before):
        if argument == name and position + 1 < len(before):
            return before[position + 1]
        if argument.startswith(name + "="):
            return argument.removeprefix(name + "=")
    return None


def _invoke(arguments: list[str]) -> int:
    from vpr_tracker.cli.quick import attempt

    code = attempt(arguments)
    return _by_click(arguments) if code is None else code


def _by_click(arguments: list[str]) -> int:
    import click

    from vpr_tracker.cli.root import COMPLETION_VARIABLE, create_cli

    cli = create_cli()
    if instruction := os.environ.get(COMPLETION_VARIABLE):
        from click.shell_completion import shell_complete

        return shell_complete(cli, {}, "vpr", COMPLETION_VARIABLE, instruction)
    # Not Group.main(): it prints errors itself and turns a broken pipe and Ctrl-C into exit code 1.
    try:
        with cli.make_context("vpr", arguments) as context:
            result = cli.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _report(_click_error(error), error.exit_code, "--json" in _options(arguments), error)
    except click.Abort:
        return INTERRUPTED
    return result if isinstance(result, int) and not isinstance(result, bool) else 0


def _click_error(error: Any) -> dict[str, Any]:  # noqa: ANN401 -- click is imported late
    context = getattr(error, "ctx", None)
    hint = None
    if context is not None:
        hint = _("«{command}» shows how it is called").format(command=f"{context.command_path} --help")
    code = "usage" if error.exit_code == 2 else "error"
    return {"code": code, "message": error.format_message(), "problems": [], "hint": hint, "where": None}


def error_object(error: VprError) -> dict[str, Any]:
    """The error as ``--json`` prints it below ``error``."""
    return {
        "code": error.code,
        "message": error.message,
        "problems": list(error.problems),
        "hint": error.hint,
        "where": error.where,
    }


def _report(found: dict[str, Any], exit_code: int, as_json: bool, error: BaseException) -> int:
    with suppress(OSError, ValueError):  # stderr is closed or full: the exit code has to say it all
        if _debug():
            import traceback

            print(spelt_out("".join(traceback.format_exception(error))), end="", file=sys.stderr)
        print(spelt_out(_as_json(found) if as_json else _as_text(found)), file=sys.stderr)
    return exit_code


def _debug() -> bool:
    from vpr_tracker.settings import Settings

    try:
        return Settings().debug()
    except VprError:  # the settings file cannot be read: that is the error being reported
        return False


def _as_json(found: dict[str, Any]) -> str:
    import json

    return json.dumps({"error": found}, ensure_ascii=False)


def _as_text(found: dict[str, Any]) -> str:
    lines = [_("Error: {message}").format(message=found["message"])]
    lines += [f"  - {problem}" for problem in found["problems"]]
    if found["where"]:
        lines.append(_("Where: {where}").format(where=found["where"]))
    if found["hint"]:
        lines.append(_("Hint: {hint}").format(hint=found["hint"]))
    return "\n".join(lines)
