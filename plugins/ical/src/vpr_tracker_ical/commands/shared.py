"""What the commands about feeds have in common: where the key is, the address before the feeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vpr_tracker.cli import kit
from vpr_tracker_ical.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker_ical.feeds.model import Feed
    from vpr_tracker_ical.feeds.places import Addresses
    from vpr_tracker_ical.feeds.tokens import FeedKey

F = TypeVar("F", bound=Callable[..., Any])


def key_option(command: F) -> F:
    """``--key``, as ``key``: the key file."""
    return click.option(
        "--key",
        metavar=N_("FILE"),
        help=N_("The key file (default: VPR_ICAL_KEY, vpr.toml, ical.key in the user's settings folder)."),
    )(command)


def base_option(command: F) -> F:
    """``--base``, as ``base``: the address before the feeds."""
    return click.option(
        "--base",
        metavar=N_("URL"),
        help=N_("Where feeds are found, https://example.org/vpr (default: VPR_ICAL_BASE, vpr.toml)."),
    )(command)


def present_key(option: str | None) -> FeedKey:
    """The key of this run.

    :raises NotFound: there is no key file.
    :raises BadInput: it cannot be used.
    """
    from vpr_tracker_ical.feeds.keyfile import read_key
    from vpr_tracker_ical.feeds.places import key_file

    return read_key(key_file(kit.app(), option))


def wanted_addresses(option: str | None) -> Addresses | None:
    """What is configured as the address before the feeds.

    :raises BadInput: it is no address.
    """
    from vpr_tracker_ical.feeds.places import configured_addresses

    return configured_addresses(kit.app(), option)


def other_key(feeds: Sequence[Feed], key: FeedKey) -> list[str]:
    """Feeds whose addresses were made with another key, as lines."""
    return [
        _("{number}: {name}").format(number=feed.number, name=feed.name)
        for feed in feeds
        if feed.revoked_at is None and feed.key_mark != key.mark
    ]
