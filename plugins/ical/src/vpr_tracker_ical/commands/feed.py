"""``vpr ical feed``: calendars with a secret address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_ical.commands.options import calendar_options
from vpr_tracker_ical.commands.shared import base_option, key_option, other_key, present_key, wanted_addresses
from vpr_tracker_ical.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_ical.feeds.model import Feed
    from vpr_tracker_ical.feeds.places import Addresses
    from vpr_tracker_ical.feeds.tokens import FeedKey

SCHEMA = "vpr-tracker/ical-feeds/1"
KEY_SCHEMA = "vpr-tracker/ical-key/1"


@kit.group(
    help=N_("Calendars to subscribe to, each with a secret address of its own."),
    examples=[
        "vpr ical feed add --school 4",
        "vpr ical feed list",
        "vpr ical feed rotate 1",
        "vpr ical feed revoke 1",
    ],
)
def command() -> None:
    """Feeds."""


@command.command(
    "add",
    help=N_(
        "Make a feed and print its address. Whoever knows the address sees the calendar: hand it to that person alone. "
        "The first feed also makes the key file; keep a copy of it apart from the database."
    ),
    examples=[
        'vpr ical feed add --owner "Иванова А. А."',
        "vpr ical feed add --school 4 --type both --alarm 3d",
        'vpr ical feed add --role "Муниципальный координатор" --plan 1',
        "vpr ical feed add --each-school",
    ],
)
@kit.plan_option
@click.option("--owner", metavar=N_("NAME"), help=N_("What a person owns, by name or through a role held at a school."))
@kit.school_option
@click.option("--role", metavar=N_("ROLE"), help=N_("What a role owns, as the plan prints it."))
@click.option("--each-school", is_flag=True, help=N_("A feed for each school that has none yet."))
@calendar_options
@key_option
@base_option
@kit.actor_option
@kit.json_option
def add(
    plan: str | None,
    owner: str | None,
    school: str | None,
    role: str | None,
    each_school: bool,
    key: str | None,
    base: str | None,
    actor: str | None,
    as_json: bool,
    **chosen: Any,  # noqa: ANN401 -- what calendar_options gives
) -> None:
    """Make a feed."""
    from vpr_tracker import UsageError
    from vpr_tracker_ical.commands.options import options_of
    from vpr_tracker_ical.content.scope import Scope
    from vpr_tracker_ical.feeds.service import FeedBook

    scope = Scope(plan_id=plan, owner=owner, school=school, role=role)
    if each_school and (owner or school or role):
        raise UsageError(_("--each-school goes with --plan alone"), where="--each-school")
    options = options_of(**{**chosen, "done_days": 90 if chosen["done_days"] is None else chosen["done_days"]})
    places = wanted_addresses(base)
    with kit.app().tracker(actor) as tracker:
        secret = _first_key(tracker, key)
        book = FeedBook(tracker)
        feeds = book.add_for_each_school(options, secret, plan) if each_school else [book.add(scope, options, secret)]
    _answer(feeds, secret, places, as_json)


@command.command(
    "list",
    help=N_("List the feeds: whose, when last fetched, whether revoked. Addresses only where asked for."),
    examples=["vpr ical feed list", "vpr ical feed list --addresses", "vpr ical feed list --json"],
)
@click.option("--addresses", is_flag=True, help=N_("Print the secret addresses as well."))
@key_option
@base_option
@kit.json_option
def list_(addresses: bool, key: str | None, base: str | None, as_json: bool) -> None:
    """List the feeds."""
    from vpr_tracker_ical.feeds.service import FeedBook

    secret = present_key(key) if addresses else None
    places = wanted_addresses(base) if addresses else None
    with kit.app().tracker() as tracker:
        feeds = FeedBook(tracker).feeds()
    if as_json:
        kit.emit_json(SCHEMA, {"feeds": [_data(feed, secret, places) for feed in feeds]})
    elif not feeds:
        kit.echo(_("There is no feed yet: vpr ical feed add --school NUMBER."))
    else:
        kit.print_table(
            [
                kit.Column("№", wrap=False),
                kit.Column(_("Calendar"), least=24),
                kit.Column(_("Made"), wrap=False),
                kit.Column(_("Last fetched"), least=10),
            ],
            [_row(feed) for feed in feeds],
        )
        if secret is not None:
            _print_addresses([feed for feed in feeds if feed.revoked_at is None], secret, places)


@command.command(
    "rotate",
    help=N_("Give feeds a new address, say after one got into wrong hands. The old address stops at once."),
    examples=["vpr ical feed rotate 3", "vpr ical feed rotate --all"],
)
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.option("--all", "everything", is_flag=True, help=N_("Every feed that is not revoked."))
@key_option
@base_option
@kit.actor_option
@kit.json_option
def rotate(
    feeds: tuple[str, ...], everything: bool, key: str | None, base: str | None, actor: str | None, as_json: bool
) -> None:
    """Give feeds new addresses."""
    from vpr_tracker import UsageError
    from vpr_tracker_ical.feeds.service import FeedBook

    if bool(feeds) == everything:
        raise UsageError(_("name the feeds, or give --all"), hint=_("list the feeds: vpr ical feed list"))
    secret, places = present_key(key), wanted_addresses(base)
    with kit.app().tracker(actor) as tracker:
        changed = FeedBook(tracker).rotate(None if everything else feeds, secret)
    _answer(changed, secret, places, as_json)


@command.command(
    "revoke",
    help=N_("Stop feeds at once and for good; their files go with the next «vpr ical publish»."),
    examples=["vpr ical feed revoke 3", 'vpr ical feed revoke "школа № 4"'],
)
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@kit.actor_option
@kit.json_option
def revoke(feeds: tuple[str, ...], actor: str | None, as_json: bool) -> None:
    """Stop feeds."""
    from vpr_tracker_ical.feeds.service import FeedBook

    with kit.app().tracker(actor) as tracker:
        stopped = FeedBook(tracker).revoke(feeds)
    if as_json:
        kit.emit_json(SCHEMA, {"feeds": [_data(feed, None, None) for feed in stopped]})
        return
    for feed in stopped:
        kit.paragraph(_("Revoked: {number}: {name}").format(number=feed.number, name=feed.name))


@command.command(
    "key",
    help=N_(
        "Show where the key file is and whether it is the one that the feeds were made with; make a new one where "
        "there is none. A new key changes every address: «vpr ical feed rotate --all» prints them."
    ),
    examples=["vpr ical feed key", "vpr ical feed key --new"],
)
@click.option("--new", is_flag=True, help=N_("Make a key file; one that is there is never overwritten."))
@key_option
@kit.json_option
def key_(new: bool, key: str | None, as_json: bool) -> None:
    """Look after the key."""
    from vpr_tracker import NotFound, RuleBroken
    from vpr_tracker_ical.feeds.keyfile import make_key
    from vpr_tracker_ical.feeds.places import key_file
    from vpr_tracker_ical.feeds.service import FeedBook

    path = key_file(kit.app(), key)
    if new and path.exists():
        raise RuleBroken(
            _("the key file «{path}» is there").format(path=path), hint=_("put it aside first"), where=str(path)
        )
    secret = make_key(path) if new else present_key(key)
    feeds: list[Feed] = []
    try:
        with kit.app().tracker() as tracker:
            feeds = FeedBook(tracker).feeds()
    except NotFound:  # a key may be made before the first plan comes
        pass
    others = other_key(feeds, secret)
    if as_json:
        kit.emit_json(KEY_SCHEMA, {"path": str(path), "mark": secret.mark, "other_key": others})
        return
    kit.echo(_("Key file: {path}").format(path=path))
    kit.echo(_("Its mark: {mark}").format(mark=secret.mark))
    if others:
        kit.echo(_("Made with another key, and so not served:"))
        for line in others:
            kit.paragraph(line, indent="  ")


def _first_key(tracker: Tracker, option: str | None) -> FeedKey:
    """The key; made where neither it nor any feed is there."""
    from vpr_tracker_ical.feeds.keyfile import make_key
    from vpr_tracker_ical.feeds.places import key_file
    from vpr_tracker_ical.feeds.service import FeedBook

    path = key_file(kit.app(), option)
    if path.exists() or FeedBook(tracker).feeds():
        return present_key(option)
    made = make_key(path)
    kit.note(_("A key file was made: {path}. Keep a copy apart from the database.").format(path=path))
    return made


def _answer(feeds: list[Feed], key: FeedKey, places: Addresses | None, as_json: bool) -> None:
    if as_json:
        kit.emit_json(SCHEMA, {"feeds": [_data(feed, key, places) for feed in feeds]})
    elif not feeds:
        kit.echo(_("Each school has a feed already."))
    else:
        _print_addresses(feeds, key, places)


def _print_addresses(feeds: list[Feed], key: FeedKey, places: Addresses | None) -> None:
    from vpr_tracker_ical.feeds.places import Addresses

    for feed in feeds:
        kit.paragraph(_("{number}: {name}").format(number=feed.number, name=feed.name))
        if feed.key_mark != key.mark:
            kit.paragraph(_("made with another key: rotate it"), indent="   ")
            continue
        where, token = places or Addresses(""), key.token(feed.feed_id, feed.generation)
        kit.echo(f"   {where.page(token)}")  # an address is never broken into lines
        kit.echo(f"   {where.ics(token, feed.slug)}")
    if places is None and feeds:
        kit.note(_("Where they are found is not set: --base, VPR_ICAL_BASE, or base under [plugin.ical] in vpr.toml."))


def _row(feed: Feed) -> list[str]:
    made = kit.format_day(kit.in_zone(feed.created_at).date())
    if feed.revoked_at is not None:
        last = _("revoked {day}").format(day=kit.format_day(kit.in_zone(feed.revoked_at).date()))
    else:
        last = kit.format_instant(feed.last_fetch) if feed.last_fetch is not None else "–"
    return [str(feed.number), feed.name, made, last]


def _data(feed: Feed, key: FeedKey | None, places: Addresses | None) -> dict[str, Any]:
    from vpr_tracker_ical.feeds.model import written_options
    from vpr_tracker_ical.feeds.places import Addresses

    addresses = None
    if key is not None and key.mark == feed.key_mark and feed.revoked_at is None:
        where, token = places or Addresses(""), key.token(feed.feed_id, feed.generation)
        addresses = {
            "page": where.page(token),
            "ics": where.ics(token, feed.slug),
            "webcal": where.webcal(token, feed.slug) if places is not None else None,
        }
    return {
        "number": feed.number,
        "feed_id": feed.feed_id,
        "name": feed.name,
        "scope": {
            "plan_id": feed.scope.plan_id,
            "owner": feed.scope.owner,
            "organisation_id": feed.scope.school,
            "role": feed.scope.role,
        },
        "options": written_options(feed.options),
        "generation": feed.generation,
        "created_at": feed.created_at,
        "revoked_at": feed.revoked_at,
        "last_fetch": feed.last_fetch,
        "fetches": feed.fetches,
        "addresses": addresses,
    }
