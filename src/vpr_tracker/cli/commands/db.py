"""``vpr db``: the database itself."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.i18n import N_, _

SCHEMA = "vpr-tracker/db/1"
UPGRADE_SCHEMA = "vpr-tracker/db-upgrade/1"
BACKUP_SCHEMA = "vpr-tracker/db-backup/1"
RESTORE_SCHEMA = "vpr-tracker/db-restore/1"
STATES = {
    "empty": N_("empty: the first import makes it"),
    "current": N_("up to date"),
    "outdated": N_("needs upgrading: vpr db upgrade"),
    "newer": N_("made by a newer version of vpr-tracker"),
}


@kit.group(
    help=N_("The database: where it is, whether it needs upgrading, copies of it."),
    examples=["vpr db status", "vpr db upgrade", "vpr db backup copy.sqlite3"],
)
def command() -> None:
    """The database."""


@command.command(
    "status",
    help=N_("Show where the database is, its version, and whether its journal is whole."),
    examples=["vpr db status", "vpr db status --json"],
)
@kit.json_option
def status(as_json: bool) -> None:
    """Show the state of the database."""
    with kit.app().tracker() as tracker:
        view = tracker.database()
        journal = tracker.verify_journal() if view.state == "current" else None
    if as_json:
        kit.emit_json(SCHEMA, {**as_data(view), "journal": as_data(journal) if journal else None})
        return
    kit.echo(_("Database: {url}").format(url=view.place))
    kit.echo(_("State: {state}").format(state=_(STATES[view.state])))
    kit.echo(_("Version: {version} (newest {newest})").format(version=view.version or "–", newest=view.newest))
    for plugin in view.plugins:
        if plugin.version is not None:
            kit.echo(
                _("Tables of {plugin}: {version} (newest {newest})").format(
                    plugin=plugin.name, version=plugin.version, newest=plugin.newest
                )
            )
    if view.size is not None:
        kit.echo(_("Size: {n} KB").format(n=-(-view.size // 1024)))
    if journal is not None:
        kit.echo(_("Journal: {n} entries").format(n=journal.entries))
        for seq, problem in journal.problems:
            kit.paragraph(f"{seq}: {problem}", indent="  - ")


@command.command(
    "upgrade",
    help=N_("Bring the database to the newest version; a copy is made beside it first. Safe to repeat."),
    examples=["vpr db upgrade"],
)
@kit.json_option
def upgrade(as_json: bool) -> None:
    """Upgrade the database."""
    with kit.app().tracker() as tracker:
        result = tracker.upgrade()
    if as_json:
        backup = str(result.backup) if result.backup else None
        kit.emit_json(UPGRADE_SCHEMA, {"applied": list(result.applied), "backup": backup})
        return
    if result.backup is not None:
        kit.echo(_("Copy: {path}").format(path=result.backup))
    for step in result.applied:
        kit.echo(_("Applied: {step}").format(step=step))
    if not result.applied:
        kit.echo(_("Nothing to do."))


@command.command(
    "backup",
    help=N_("Copy the database to a new file, also while others use it."),
    examples=["vpr db backup plan-2023-02-10.sqlite3"],
)
@kit.argument("file", help=N_("The file to write; it must not exist yet."))
@kit.json_option
def backup(file: str, as_json: bool) -> None:
    """Copy the database."""
    with kit.app().tracker() as tracker:
        path = tracker.backup(file)
    if as_json:
        kit.emit_json(BACKUP_SCHEMA, {"path": str(path)})
    else:
        kit.echo(_("Written: {path}").format(path=path))


@command.command(
    "restore",
    help=N_(
        "Put a copy in the place of the database, after looking it through; what is there is kept beside it. The files "
        "of evidence stay as they are."
    ),
    examples=["vpr db restore plan-2023-02-10.sqlite3 --yes"],
)
@kit.argument("file", help=N_("The copy."))
@kit.yes_option
@kit.json_option
def restore(file: str, yes: bool, as_json: bool) -> None:
    """Put a copy back."""
    with kit.app().tracker() as tracker:
        agreed = yes
        if not yes and kit.is_interactive() and tracker.database().exists:
            agreed = kit.confirm(_("Replace the database {path}?").format(path=f"«{tracker.place}»"))
        result = tracker.restore_backup(file, replace=agreed)
    if as_json:
        replaced = str(result.replaced) if result.replaced else None
        kit.emit_json(RESTORE_SCHEMA, {"place": result.place, "replaced": replaced})
        return
    kit.echo(_("Restored: {path}").format(path=result.place))
    if result.replaced is not None:
        kit.echo(_("What was there: {path}").format(path=result.replaced))
