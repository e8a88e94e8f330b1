"""The root group: lists commands from tables and specs, imports the one that is called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from vpr_tracker.cli.app import App
from vpr_tracker.cli.command import HELP_NAMES, GlobalOptions, TranslatedCommand, help_width
from vpr_tracker.cli.table import CORE_COMMANDS, SECTIONS, CoreCommand
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.plugins.registry import Registry
    from vpr_tracker.settings import Settings

COMPLETION_VARIABLE: Final = "_VPR_COMPLETE"
_CORE: Final = {command.name: command for command in CORE_COMMANDS}


class LazyGroup(GlobalOptions, TranslatedCommand, click.Group):
    """Commands are known by name and summary; only the one that is called is imported."""

    def __init__(self, *args: Any, settings: Settings | None, registry: Registry | None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._given = (settings, registry)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 -- click's
    ) -> click.Context:
        extra.setdefault("obj", App(*self._given))
        return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_CORE, *(spec.name for spec in _app(ctx).registry.commands())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        core = _CORE.get(cmd_name)
        if core is not None:
            return _core_command(core)
        command: click.Command | None = _app(ctx).registry.command(cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not name.startswith("-"):
            ctx.fail(self._unknown(ctx, name))
        return super().resolve_command(ctx, args) if command is None else (name, command, args[1:])

    def _unknown(self, ctx: click.Context, name: str) -> str:
        from difflib import get_close_matches

        message = _("there is no command «{name}»").format(name=name)
        near = get_close_matches(name, self.list_commands(ctx), 3)
        if near:
            message += "; " + _("did you mean {names}?").format(names=", ".join(f"«{other}»" for other in near))
        return message

    def summaries(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The sections of the help: title, and pairs of name and summary."""
        for section, title in SECTIONS:
            yield _(title), [(row.name, _(row.summary)) for row in CORE_COMMANDS if row.section == section]
        added = [(spec.name, spec.summary) for spec in _app(ctx).registry.commands()]
        if added:
            yield _("From plugins"), added

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, rows in self.summaries(ctx):
            with formatter.section(title):
                formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=summary)
            for _title, rows in self.summaries(ctx)
            for name, summary in rows
            if name.startswith(incomplete)
        ]
        # Past Group: its own version imports every command to ask for its summary.
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]


def _core_command(core: CoreCommand) -> click.Command:
    from importlib import import_module

    module, attribute = core.target.split(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


def _app(ctx: click.Context) -> App:
    app = ctx.find_object(App)
    assert app is not None, "LazyGroup.make_context puts it there"
    return app


def _show_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from vpr_tracker import __version__

        click.echo(f"vpr-tracker {__version__}")
        ctx.exit()


def _be_verbose(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        app = _app(ctx)
        app.verbose = True
        click.echo(_("Database: {url}").format(url=_without_password(app.database_url)), err=True)


def create_cli(settings: Settings | None = None, registry: Registry | None = None) -> click.Group:
    """The command ``vpr``, on the given settings and plugins (default: the process's)."""
    return LazyGroup(
        "vpr",
        settings=settings,
        registry=registry,
        help=N_("Keeps an approved plan of measures alive: tasks, owners, deadlines, what was handed in."),
        examples=("vpr import plan.docx", "vpr status --on 2023-02-10", "vpr due --within 14d"),
        context_settings={"help_option_names": list(HELP_NAMES), "terminal_width": help_width()},
        params=[
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help=N_("Show the version and exit."),
            ),
            click.Option(
                ["-v", "--verbose"],
                is_flag=True,
                expose_value=False,
                callback=_be_verbose,
                help=N_("Say more on stderr: the database, details of plugin failures."),
            ),
        ],
    )


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    scheme, colon, login = head.partition("://")
    return f"{scheme}{colon}{login.split(':')[0]}{at}{tail}" if at else url
