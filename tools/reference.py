"""Write the reference pages that follow from the code: ``python tools/reference.py``; a test holds them fresh.

In ``docs/reference``: ``commands.md`` is every ``--help``, ``hooks.md`` every hook and its example, ``settings.md`` the
settings and the exit codes, ``documents.md`` the kinds of documents, the names that templates may use, the settings.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import click

from vpr_tracker import i18n
from vpr_tracker.cli.exit_codes import EXIT_CODES
from vpr_tracker.cli.root import create_cli
from vpr_tracker.cli.table import CORE_COMMANDS
from vpr_tracker.plugins import facts, hookspecs
from vpr_tracker.plugins.loading import OFFERS
from vpr_tracker.plugins.registry import load_registry
from vpr_tracker.settings import FILE_NAME, SETTINGS
from vpr_tracker_documents.commands.doc import command as DOC
from vpr_tracker_documents.filling.environment import FILTERS
from vpr_tracker_documents.making.kinds import KINDS, Kind
from vpr_tracker_documents.making.make import option_words
from vpr_tracker_documents.making.names import Names, described
from vpr_tracker_documents.making.profile import SETTINGS as DOCUMENT_SETTINGS
from vpr_tracker_documents.making.shared import SHARED
from vpr_tracker_documents.making.sources import load

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
OURS = ("checklists", "documents", "ical")
"""The plugins of this project."""
NOTE = "<!-- Written by tools/reference.py: change the code, then run it. -->\n\n"


def commands() -> str:
    """Every command's help, of the core and of our own plugins, as a terminal of 80 columns shows it."""
    registry = load_registry(OURS)
    cli = create_cli(registry=registry)
    context = cli.make_context("vpr", [], resilient_parsing=True)
    parts = ["# Commands\n", "What `vpr` and each of its commands print for `--help`.\n", _help("vpr", cli, context)]
    for row in (*CORE_COMMANDS, *registry.commands()):
        command = cli.get_command(context, row.name)
        assert command is not None
        parts.append(f"## vpr {row.name}\n")
        parts.append(_help(row.name, command, context))
        parts += _inner(f"vpr {row.name}", command, context)
    return NOTE + "\n".join(parts)


def _inner(path: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    """The commands of a group, and of the groups in it."""
    if not isinstance(command, click.Group):
        return
    context = click.Context(command, parent=parent, info_name=path.rpartition(" ")[2])
    for name in sorted(command.list_commands(context)):
        child = command.get_command(context, name)
        assert child is not None
        yield f"### {path} {name}\n"
        yield _help(name, child, context)
        yield from _inner(f"{path} {name}", child, context)


def _help(name: str, command: click.Command, parent: click.Context) -> str:
    context = parent if parent.command is command else click.Context(command, parent=parent, info_name=name)
    context.terminal_width = 80
    return f"```text\n{command.get_help(context).rstrip()}\n```\n"


def hooks() -> str:
    """Every hook with its arguments and example, and what the hooks return."""
    functions = [value for name, value in vars(hookspecs).items() if name.startswith("vpr_")]
    parts = [
        "# Hooks\n",
        "What a plugin can take part in. [Write a plugin](../how-to/write-a-plugin.md) shows a whole one. Hooks are\n"
        "functions marked with `@hookimpl`; an implementation may take fewer arguments than are given here.\n",
        "## Called once, when the plugin is loaded\n",
        *(_hook(function) for function in functions if function.__name__ in OFFERS),
        "## Called while the program works\n",
        *(_hook(function) for function in functions if function.__name__ not in OFFERS),
        "## What hooks return and are given\n",
        *(_spec(kind) for kind in (*OFFERS.values(), facts.CalendarEntry, facts.ChangeSpec)),
    ]
    return NOTE + "\n".join(parts)


def _hook(function: object) -> str:
    arguments = ", ".join(inspect.signature(function).parameters)  # type: ignore[arg-type]  # a function
    text = inspect.getdoc(function) or ""
    words, _colons, example = text.partition("::\n")
    name = function.__name__  # type: ignore[attr-defined]
    return f"### {name}({arguments})\n\n{_marked(words.strip())}\n\n```python\n{dedent(example).strip()}\n```\n"


def _spec(kind: type[object]) -> str:
    fields = [
        f"{name}" if parameter.default is inspect.Parameter.empty else f"{name}={parameter.default!r}"
        for name, parameter in inspect.signature(kind).parameters.items()
    ]
    text = _marked(inspect.getdoc(kind) or "")
    return f"### {kind.__name__}\n\n{text}\n\n```python\n{kind.__name__}({', '.join(fields)})\n```\n"


def _marked(text: str) -> str:
    """Docstrings are in reStructuredText: roles become code."""
    for role in (":class:", ":mod:", ":meth:"):
        text = text.replace(role, "")
    return text.replace("``", "`")


def settings() -> str:
    """The settings and the exit codes."""
    parts = [
        "# Settings and exit codes\n",
        f"An option goes before the environment, that before `{FILE_NAME}` of the current folder, that before\n"
        f"`{FILE_NAME}` of the user's configuration folder. An empty variable counts as none, except `VPR_PLUGINS`.\n"
        "`NO_COLOR` switches colours off.\n",
        "| in `vpr.toml` | variable | what | without it |\n| --- | --- | --- | --- |",
        *(f"| `{each.name}` | `{each.variable}` | {each.summary} | {each.default} |" for each in SETTINGS),
        "\nA plugin's own settings are in the table `[plugin.NAME]`.\n",
        "## Exit codes\n",
        "With `--json`, errors are an object on stderr:\n"
        '`{"error": {"code", "message", "problems", "hint", "where"}}`.\n',
        "| code | `code` | meaning |\n| --- | --- | --- |",
        *(f"| {each.number} | `{each.code}` | {each.summary} |" for each in EXIT_CODES),
        "",
    ]
    return NOTE + "\n".join(parts)


def documents() -> str:
    """The kinds of documents: options, names of their templates; filters, settings, the help of ``vpr doc``."""
    parts = [
        "# Documents\n",
        "What `vpr doc` can make, and what a template may use. How it is done: [Бумаги](../how-to/documents.md).\n",
        "## Kinds\n",
        "| kind | what it is | options | `--each` |\n| --- | --- | --- | --- |",
        *(_kind_row(kind) for kind in KINDS),
        "\nAll take `-o`, `--on`, `--date`, `--plan`; those that fill a template take `--template`.\n",
        "## Settings\n",
        "In the table `[plugin.documents]` of `vpr.toml`.\n",
        "| name | what |\n| --- | --- |",
        *(f"| `{name}` | {about} |" for name, about in DOCUMENT_SETTINGS.items()),
        "\n## Names that every template may use\n",
        *_names(SHARED),
        "\n## Names of each kind\n",
        *(part for kind in KINDS if kind.names for part in _kind_names(kind)),
        "\n## Filters\n",
        "Beside those of Jinja (none that prints raw markup):\n",
        "| filter | what it gives |\n| --- | --- |",
        *(f"| `{name}` | {about} |" for name, about in FILTERS.items()),
        "\n## Commands\n",
        _doc_help(),
    ]
    return NOTE + "\n".join(parts)


def _kind_row(kind: Kind) -> str:
    options = ", ".join(f"`{option}`" for option in option_words(kind.options)) or "–"
    return f"| `{kind.name}` | {kind.summary} | {options} | {', '.join(kind.each) or '–'} |"


def _names(names: Names) -> list[str]:
    rows = [f"| `{path}` | {form.lower()} | {about} |" for path, form, about in described(names)]
    return ["| name | type | what it is |\n| --- | --- | --- |", *rows]


def _kind_names(kind: Kind) -> list[str]:
    own = {name: about for name, about in load(str(kind.names)).items() if name not in SHARED}
    return [f"\n### {kind.name}\n", *(_names(own) if own else ["Those of every template.\n"])]


def _doc_help() -> str:
    cli = create_cli(registry=load_registry())
    context = cli.make_context("vpr", [], resilient_parsing=True)
    inner = click.Context(DOC, parent=context, info_name="doc")
    parts = [_help("doc", DOC, context)]
    for name, child in sorted(DOC.commands.items()):
        parts += [f"### vpr doc {name}\n", _help(name, child, inner)]
        if isinstance(child, click.Group):
            below = click.Context(child, parent=inner, info_name=name)
            parts += [_help(each, command, below) for each, command in sorted(child.commands.items())]
    return "\n".join(parts)


def pages() -> Iterator[tuple[Path, str]]:
    """Each page with what it should hold."""
    with i18n.speaking("en"):
        for name, page in PAGES:
            yield FOLDER / f"{name}.md", page()


PAGES = (("commands", commands), ("hooks", hooks), ("settings", settings), ("documents", documents))


def main() -> int:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in pages():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
