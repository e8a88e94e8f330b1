"""``vpr ical publish``: feeds as files on a web space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker_ical.commands.shared import base_option, key_option, present_key, wanted_addresses
from vpr_tracker_ical.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker_ical.publishing.publish import Published

SCHEMA = "vpr-tracker/ical-publish/1"


@kit.command(
    help=N_(
        "Write all feeds as files, at the addresses that «vpr ical serve» would have them: only those that changed; "
        "files of revoked feeds go. For whoever can host a file and not a program; run it from cron."
    ),
    examples=[
        "vpr ical publish --to /srv/www/vpr --base https://example.org/vpr",
        "vpr ical publish --to s3://bucket/vpr --dry-run",
        "vpr ical publish --to sftp://www@example.org/htdocs/vpr --json",
    ],
)
@click.option(
    "--to",
    "to",
    required=True,
    metavar=N_("PLACE"),
    help=N_("A folder, or an address that fsspec reaches: s3://, sftp://, smb://, webdav:// …"),
)
@click.option(
    "--prune",
    is_flag=True,
    help=N_("Also remove what was published with another key or database."),
)
@kit.dry_run_option
@key_option
@base_option
@kit.json_option
def command(to: str, prune: bool, dry_run: bool, key: str | None, base: str | None, as_json: bool) -> None:
    """Publish the feeds."""
    from vpr_tracker import UsageError
    from vpr_tracker_ical.publishing.publish import Publisher, numbers
    from vpr_tracker_ical.publishing.target import Target

    addresses = wanted_addresses(base)
    if addresses is None:
        raise UsageError(
            _("where the files are found is not set"),
            hint=_("--base https://example.org/vpr, VPR_ICAL_BASE, or base under [plugin.ical] in vpr.toml"),
            where="--base",
        )
    secret, target = present_key(key), Target(to)
    with kit.app().tracker() as tracker:
        publisher = Publisher(tracker, secret, addresses, target, dry_run=dry_run)
        done = publisher.publish(prune=prune, progress=lambda feeds: kit.progress(feeds, _("Publishing")))
    for problem in done.problems:
        kit.note(_("Warning: {text}").format(text=problem))
    if as_json:
        kit.emit_json(
            SCHEMA,
            {
                "to": target.shown,
                "dry_run": dry_run,
                "written": list(numbers(done.written)),
                "unchanged": list(numbers(done.unchanged)),
                "removed": list(numbers(done.removed)),
                "foreign": done.foreign,
                "pruned": done.pruned,
            },
        )
    else:
        _tell(done, target.shown, dry_run)


def _tell(done: Published, place: str, dry_run: bool) -> None:
    kit.paragraph((_("Would publish to {place}:") if dry_run else _("Published to {place}:")).format(place=place))
    for text, count in (
        (ngettext("{n} feed written", "{n} feeds written", len(done.written)), len(done.written)),
        (ngettext("{n} feed unchanged", "{n} feeds unchanged", len(done.unchanged)), len(done.unchanged)),
        (ngettext("{n} feed removed", "{n} feeds removed", len(done.removed)), len(done.removed)),
    ):
        kit.echo("  " + text.format(n=count))
    if done.pruned:
        text = ngettext("{n} strange folder removed", "{n} strange folders removed", done.pruned)
        kit.echo("  " + text.format(n=done.pruned))
    left = done.foreign - done.pruned
    if left:
        text = ngettext(
            "{n} folder there looks like a feed of another key: --prune removes it",
            "{n} folders there look like feeds of another key: --prune removes them",
            left,
        )
        kit.note(_("Warning: {text}").format(text=text.format(n=left)))
