"""``vpr completion``: the script that a shell needs to complete commands and options."""

from __future__ import annotations

import click

from vpr_tracker.cli import kit
from vpr_tracker.i18n import N_


@kit.command(
    help=N_("Print the script that completes commands and options in a shell; the shell's start file reads it."),
    examples=[
        'eval "$(vpr completion bash)"',
        'eval "$(vpr completion zsh)"',
        "vpr completion fish > ~/.config/fish/completions/vpr.fish",
    ],
)
@kit.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), help=N_("The shell that you use."))
def command(shell: str) -> None:
    """Print a completion script."""
    from click.shell_completion import get_completion_class

    from vpr_tracker.cli.root import COMPLETION_VARIABLE, create_cli

    kind = get_completion_class(shell)
    if kind is None:
        raise LookupError(shell)
    script = kind(create_cli(), {}, "vpr", COMPLETION_VARIABLE)
    # Not script.source(): for bash it runs bash to look at its version.
    kit.echo(script.source_template % script.source_vars())
