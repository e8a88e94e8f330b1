"""``vpr ical serve``: feeds over HTTP."""

from __future__ import annotations

import click

from vpr_tracker.cli import kit
from vpr_tracker_ical.commands.shared import base_option, key_option, other_key, present_key
from vpr_tracker_ical.i18n import N_, _


@kit.command(
    help=N_(
        "Serve the feeds over HTTP, to this machine alone unless told otherwise. For the Internet, put nginx or Caddy "
        "before it for https. Each request is a line on stderr, without addresses."
    ),
    examples=[
        "vpr ical serve",
        "vpr ical serve --port 8080 --base https://calendar.example.org",
        "vpr ical serve --host 0.0.0.0 --quiet",
    ],
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar=N_("HOST"), help=N_("The address to listen on.")
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    metavar=N_("PORT"),
    help=N_("The port to listen on; 0 takes any that is free."),
)
@click.option("--quiet", is_flag=True, help=N_("No line for each request."))
@key_option
@base_option
def command(host: str, port: int, quiet: bool, key: str | None, base: str | None) -> int:
    """Serve the feeds."""
    import logging

    from vpr_tracker import VprError
    from vpr_tracker_ical.feeds.places import key_file
    from vpr_tracker_ical.feeds.service import FeedBook
    from vpr_tracker_ical.serving.app import create_app
    from vpr_tracker_ical.serving.server import log_to_stderr, server

    run = kit.app()
    secret = present_key(key)
    try:
        with run.tracker() as tracker:
            feeds = FeedBook(tracker).feeds()
    except VprError as error:  # it may come later; until then the server answers 503
        kit.note(_("Warning: {text}").format(text=error.message))
        feeds = []
    for line in other_key(feeds, secret):
        kit.note(_("Warning: {text}").format(text=_("not served, made with another key: {feed}").format(feed=line)))
    app = create_app(run.database_url, key=key_file(run, key), base=base, registry=run.registry, access_log=not quiet)
    log_to_stderr(logging.INFO)
    return _run(server(app, host, port))


def _run(made: object) -> int:
    from vpr_tracker import UsageError
    from vpr_tracker_ical.serving.server import BoundedServer

    assert isinstance(made, BoundedServer)
    try:
        made.run()
    except SystemExit as stop:
        # How uvicorn says that it could not begin; it has logged why.
        raise UsageError(
            _("the server cannot listen on {host}:{port}").format(host=made.config.host, port=made.config.port),
            hint=_("choose another port: --port"),
            where="--port",
        ) from stop
    return 0
