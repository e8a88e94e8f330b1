"""Every command explains itself, in both languages, at 80 columns, with an example that is a call of that command."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from vpr_tracker.cli.command import ARGUMENT_WORDS, Argument
from vpr_tracker.cli.root import create_cli
from vpr_tracker.cli.table import CORE_COMMANDS, CORE_NAMES, SECTIONS
from vpr_tracker.cli.tables import display_width
from vpr_tracker.plugins.registry import Registry

CLI = create_cli(registry=Registry())


def walk():
    """All commands as the words that call them, groups too."""
    context = CLI.make_context("vpr", [], resilient_parsing=True)
    for row in CORE_COMMANDS:
        command = CLI.get_command(context, row.name)
        yield (row.name,), command
        if isinstance(command, click.Group):
            for name, child in sorted(command.commands.items()):
                yield (row.name, name), child


COMMANDS = dict(walk())


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("words", [(), *COMMANDS], ids=" ".join)
def test_help_of_every_command(words, language, vpr, monkeypatch):
    monkeypatch.setenv("VPR_LANG", language)

    done = vpr(*words, "--help")

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert vpr(*words, "-h").stdout == done.stdout
    title = {"ru": "Примеры:", "en": "Examples:"}[language]
    assert title in done.stdout
    options = done.stdout.split(title)[0]
    assert re.search("[а-яё]", options.replace("Школа", "")) if language == "ru" else "Usage:" in options
    too_wide = [line for line in options.splitlines() if display_width(line) > 80]
    assert too_wide == []


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_examples_are_calls_of_the_command_that_it_understands(words):
    command = COMMANDS[words]
    assert command.examples
    for example in command.examples:
        called = shlex.split(re.sub(r'^eval "\$\((.*)\)"$', r"\1", example).split(" > ")[0])
        while "=" in called[0]:
            called.pop(0)
        assert called[0] == "vpr"
        assert tuple(called[1 : 1 + len(words)]) == words, example
        understand(called[1:])


def understand(arguments):
    """Parse as Click would, down to the last command, without running it."""
    context = CLI.make_context("vpr", list(arguments))
    command = CLI
    rest = list(arguments)
    while isinstance(command, click.Group):
        name, child, rest = command.resolve_command(context, rest)
        context = child.make_context(name, list(rest), parent=context)
        command = child


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_parameter_is_explained(words):
    for parameter in COMMANDS[words].params:
        if not getattr(parameter, "hidden", False):
            text = getattr(parameter, "help", None) or getattr(parameter, "description", None)
            assert text, f"{' '.join(words)}: {parameter.name}"


def test_every_command_has_a_section_and_a_module():
    assert {row.section for row in CORE_COMMANDS} == {name for name, _title in SECTIONS}
    assert len(CORE_NAMES) == len(CORE_COMMANDS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_call_vpr(shell, vpr):
    done = vpr("completion", shell)

    assert done.returncode == 0
    assert "_VPR_COMPLETE" in done.stdout


def test_a_shell_gets_names_and_summaries(program):
    names = program(_VPR_COMPLETE="fish_complete", COMP_WORDS="vpr s", COMP_CWORD="s").stdout
    options = program(_VPR_COMPLETE="fish_complete", COMP_WORDS="vpr log --", COMP_CWORD="--").stdout

    assert "plain,status\tShow the state of every task on a date." in names
    assert "plain,import" not in names
    assert "--since" in options


def test_the_database_and_the_language_are_understood_before_and_behind_the_command(vpr, home):
    assert "«" + str(home / "a.db") in vpr("--db", "a.db", "plans").stderr
    assert "«" + str(home / "b.db") in vpr("plans", "--db", "b.db").stderr
    assert vpr("--lang", "ru", "plans").stderr.startswith("Ошибка:")
    assert vpr("plans", "--lang=ru").stderr.startswith("Ошибка:")


def test_what_help_calls_the_values_is_in_the_language_of_the_call(vpr):
    shown = vpr("--lang", "ru", "event", "link", "--help").stdout

    assert "vpr event link [ПАРАМЕТРЫ] МЕРОПРИЯТИЕ СЛОВА СОБЫТИЕ" in shown
    assert "--as КТО" in shown
    assert "--plan ПЛАН" in shown


def test_every_argument_has_a_word_for_the_catalogue():
    words = {
        parameter.name.upper()
        for command in COMMANDS.values()
        for parameter in command.params
        if isinstance(parameter, Argument) and parameter.type is click.STRING
    }

    assert words == set(ARGUMENT_WORDS)
