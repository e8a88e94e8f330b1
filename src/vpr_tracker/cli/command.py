"""Commands whose help is translated when it is shown, and the options that every command takes."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final

import click

from vpr_tracker.cli.app import App
from vpr_tracker.cli.plain import terminal_width
from vpr_tracker.i18n import N_, PACKAGE, Translator, _

HELP_NAMES: Final = ("-h", "--help")
ARGUMENT_WORDS: Final = (
    N_("ANCHOR"),
    N_("EVENT"),
    N_("FILE"),
    N_("KEEP"),
    N_("KEY"),
    N_("NAME"),
    N_("NUMBER"),
    N_("OTHER"),
    N_("PERSON"),
    N_("ROLE"),
    N_("SOURCES"),
    N_("TASK"),
    N_("TEXT"),
    N_("TITLE"),
    N_("YEAR"),
)
"""What help calls the arguments; a name in the code stands there in capitals. A test holds them together."""


def help_width() -> int:
    """The width of help texts: never over 80, so that it stays readable."""
    return min(terminal_width(), 80)


class Argument(click.Argument):
    """A positional argument with a line of help."""

    def __init__(self, *args: Any, description: str = "", **kwargs: Any) -> None:  # noqa: ANN401 -- click's
        super().__init__(*args, **kwargs)
        # Not ``help``: Click has that only since 8.4, and prints it in a section of its own.
        self.description = description

    def make_metavar(self, ctx: click.Context) -> str:
        word = (self.name or "").upper()
        translate = getattr(ctx.command, "translate", _)
        return super().make_metavar(ctx).replace(word, translate(word), 1)


class TranslatedCommand(click.Command):
    """Help, option help and examples are message ids of the package that the command is written in.

    :param examples: command lines, shown under the options as they are.
    """

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:  # noqa: ANN401 -- click's
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def translate(self, message: str) -> str:
        """The message in the current language, from the catalogue of the command's package."""
        module = getattr(self.callback, "__module__", PACKAGE)
        return Translator(module.split(".")[0]).gettext(message)

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.translate(self.short_help or self.help or "")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        words = {"[OPTIONS]": _("[OPTIONS]"), "COMMAND [ARGS]...": _("COMMAND [ARGS]...")}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(self.translate(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        parameters = self.get_params(ctx)
        arguments = [
            (parameter.make_metavar(ctx), self.translate(parameter.description))
            for parameter in parameters
            if isinstance(parameter, Argument) and parameter.description
        ]
        options = [parameter for parameter in parameters if not isinstance(parameter, click.Argument)]
        records = [record for record in (self._record(option, ctx) for option in options) if record is not None]
        for title, rows in ((_("Arguments"), arguments), (_("Options"), records)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def _record(self, parameter: click.Parameter, ctx: click.Context) -> tuple[str, str] | None:
        text = getattr(parameter, "help", None)
        if "--help" in parameter.opts:
            # Click keeps this option, with its text in the language of the first call.
            text = N_("Show this message and exit.")
        if text:
            parameter = copy.copy(parameter)
            setattr(parameter, "help", self.translate(text))  # noqa: B010 -- only options have it
            if parameter.metavar:
                parameter.metavar = self.translate(parameter.metavar)
        return parameter.get_help_record(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            formatter.write_paragraph()
            formatter.write(_("Examples:") + "\n")
            for line in self.examples:
                formatter.write(f"  {line}\n")
        super().format_epilog(ctx, formatter)


def _set_option(name: str) -> Any:  # noqa: ANN401 -- a click callback
    def callback(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        app = ctx.find_object(App)
        if value is not None and app is not None:
            app.settings.options[name] = value

    return callback


def global_options(hidden: bool) -> list[click.Parameter]:
    """``--db`` and ``--lang``: shown at the root, understood also behind a command's name."""
    return [
        click.Option(
            ["--db"],
            metavar=N_("URL|PATH"),
            expose_value=False,
            is_eager=True,
            hidden=hidden,
            callback=_set_option("db"),
            help=N_("The database: a path of an SQLite file, or postgresql+psycopg://…"),
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(["ru", "en"]),
            expose_value=False,
            is_eager=True,
            hidden=hidden,
            callback=_set_option("lang"),
            help=N_("The language of messages."),
        ),
    ]


class GlobalOptions(click.Command):
    """Adds the global options, hidden except at the root."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- click's
        super().__init__(*args, **kwargs)
        taken = {name for parameter in self.params for name in parameter.opts}
        for option in global_options(hidden=self.name != "vpr"):
            if not taken.intersection(option.opts):
                self.params.append(option)


class VprCommand(GlobalOptions, TranslatedCommand):
    """A command of vpr-tracker."""


class VprGroup(GlobalOptions, TranslatedCommand, click.Group):
    """A group of commands of vpr-tracker.

    :param lazy: commands by name as ``"package.module:attribute"``, imported when they are called or listed.
    """

    command_class = VprCommand
    group_class = type

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = self._lazy.get(cmd_name)
        if target is None:
            return super().get_command(ctx, cmd_name)
        module, _colon, attribute = target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
