"""Feeds in the database: add, list, rotate, revoke, each change one unit of work with its entry in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, func, inspect, select

from vpr_tracker import NotFound, RuleBroken, StorageError, UsageError
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.feeds.model import Feed, read_options, written_options
from vpr_tracker_ical.feeds.naming import slug
from vpr_tracker_ical.feeds.tokens import FeedKey
from vpr_tracker_ical.i18n import _

if TYPE_CHECKING:
    from vpr_tracker import PlanRecord, Tracker

_ID_PART: Final = 6


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server saw of a feed since it told of it last."""

    last: datetime
    count: int


class FeedBook:
    """The feeds of a database."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def feeds(self) -> list[Feed]:
        """All feeds by number, revoked ones among them."""
        with self._tracker.reading() as connection:
            return feeds_in(connection)

    def find(self, which: str) -> Feed:
        """The feed with this number, identifier or name, or the only one with this part of a name.

        :raises NotFound: there is none.
        :raises RuleBroken: several fit; they are listed.
        """
        return _find(self.feeds(), which)

    def add(self, scope: Scope, options: Options, key: FeedKey) -> Feed:
        """Make a feed.

        :param scope: whose deadlines, by the names that people use; ``plan_id`` may be a plan's number or title.
        :raises NotFound: nothing is called so.
        :raises UsageError: nothing is given, or the school is one of several committees.
        """
        if scope == Scope():
            raise UsageError(
                _("say whose deadlines the feed is to have"), hint=_("--owner, --school, --role or --plan")
            )
        return self._add(scope, options, key, lambda _plans: [scope])[0]

    def add_for_each_school(self, options: Options, key: FeedKey, plan: str | None = None) -> list[Feed]:
        """Make a feed for each school of a plan (of every plan) that has none yet, all in one transaction."""
        taken = {feed.scope.school for feed in self.feeds() if feed.revoked_at is None}

        def wanted(plans: Sequence[PlanRecord]) -> list[Scope]:
            schools = {
                each.organisation_id: Scope(plan_id=plan, school=each.organisation_id)
                for record in plans
                for each in record.organisations
                if each.kind == "school" and each.organisation_id not in taken
            }
            return list(schools.values())

        return self._add(Scope(plan_id=plan), options, key, wanted)

    def _add(
        self, of: Scope, options: Options, key: FeedKey, wanted: Callable[[Sequence[PlanRecord]], Sequence[Scope]]
    ) -> list[Feed]:
        from vpr_tracker_ical.content.build import PlanSnapshot
        from vpr_tracker_ical.tables import FeedRow

        records = self._tracker.records(of.plan_id)
        plan_id = records[0].plan_id if of.plan_id is not None else None
        snapshot, today = PlanSnapshot(self._tracker, records), self._tracker.today()
        made = []
        for scope in wanted(records):
            settled, words = snapshot.settled(replace(scope, plan_id=plan_id))
            name = snapshot.content(settled, options, today).name
            made.append({**_values(settled), "name": name, "slug": slug(_kind(scope), *words)})
        rows: list[dict[str, Any]] = []
        with self._tracker.unit() as unit:
            _need_tables(unit.connection)
            number = _next_number(unit.connection)
            for row in made:
                with unit.entry("feed_add", plan=row["plan_id"], subject=row["name"]):
                    row |= {"id": unit.writer.new_id(), "number": number + len(rows), "generation": 1}
                    row |= {"options": written_options(options), "key_mark": key.mark}
                    row |= {"created_at": unit.at, "revoked_at": None}
                    unit.writer.insert(FeedRow, [row])
                    rows.append(row)
        return [_feed(row) for row in rows]

    def rotate(self, which: Sequence[str] | None, key: FeedKey) -> list[Feed]:
        """Give feeds new addresses; the old ones stop at once.

        :param which: feeds as :meth:`find` takes them; ``None``: every feed that is not revoked.
        :raises RuleBroken: a named feed is revoked.
        """
        return self._change(
            which, "feed_rotate", lambda feed: {"generation": feed.generation + 1, "key_mark": key.mark}
        )

    def revoke(self, which: Sequence[str]) -> list[Feed]:
        """Stop feeds at once and for good.

        :raises RuleBroken: a named feed is revoked already.
        """
        now = self._tracker.now()
        return self._change(which, "feed_revoke", lambda _feed: {"revoked_at": now})

    def _change(
        self, which: Sequence[str] | None, action: str, values: Callable[[Feed], Mapping[str, Any]]
    ) -> list[Feed]:
        from vpr_tracker_ical.tables import FeedRow

        with self._tracker.unit() as unit:
            _need_tables(unit.connection)
            rows = {row["id"]: row for row in _rows(unit.connection)}
            feeds = feeds_in(unit.connection)
            if which is None:
                found = [feed for feed in feeds if feed.revoked_at is None]
            else:
                found = list({feed.feed_id: feed for feed in (_find(feeds, each) for each in which)}.values())
            stopped = [feed for feed in found if feed.revoked_at is not None]
            if stopped:
                raise RuleBroken(
                    _("a revoked feed stays revoked"),
                    problems=[_called(feed) for feed in stopped],
                    hint=_("add a new one: vpr ical feed add"),
                )
            for feed in found:
                with unit.entry(action, plan=feed.scope.plan_id, subject=feed.name):
                    unit.writer.change(FeedRow, rows[feed.feed_id], **values(feed))
            ids = {feed.feed_id for feed in found}
            return [feed for feed in feeds_in(unit.connection) if feed.feed_id in ids]

    def note_fetches(self, fetched: Mapping[str, Fetched]) -> None:
        """Add to what is known of fetches, by feed identifier; it is not in the journal."""
        from vpr_tracker_ical.tables import FetchRow

        with self._tracker.unit() as unit:
            session = unit.session
            for feed_id, seen in sorted(fetched.items()):
                row = session.get(FetchRow, feed_id)
                if row is None:
                    session.add(FetchRow(id=feed_id, last_at=seen.last, fetches=seen.count))
                else:
                    row.last_at, row.fetches = max(row.last_at, seen.last), row.fetches + seen.count
                    session.add(row)
            session.flush()


def feeds_in(connection: Connection) -> list[Feed]:
    """The feeds of an open transaction; none where the tables were never made."""
    from vpr_tracker_ical.tables import FetchRow

    if not _has_tables(connection):
        return []
    fetches = {row["id"]: row for row in connection.execute(select(_table(FetchRow))).mappings()}
    return [_feed({**row, **_seen(fetches.get(row["id"]))}) for row in _rows(connection)]


def _seen(row: Any) -> dict[str, Any]:  # noqa: ANN401 -- a row, or None
    return {} if row is None else {"last_at": row["last_at"], "fetches": row["fetches"]}


def _rows(connection: Connection) -> list[dict[str, Any]]:
    from vpr_tracker_ical.tables import FeedRow

    table = _table(FeedRow)
    return [dict(row) for row in connection.execute(select(table).order_by(table.c.number)).mappings()]


def _values(scope: Scope) -> dict[str, Any]:
    return {name: getattr(scope, name) for name in ("plan_id", "owner", "school", "role")}


def _next_number(connection: Connection) -> int:
    from vpr_tracker_ical.tables import FeedRow

    return int(connection.execute(select(func.max(_table(FeedRow).c.number))).scalar() or 0) + 1


def _table(model: Any) -> Any:  # noqa: ANN401 -- SQLModel's class and its table
    return model.__table__


def _has_tables(connection: Connection) -> bool:
    return inspect(connection).has_table("ical_feed")


def _need_tables(connection: Connection) -> None:
    if not _has_tables(connection):
        raise StorageError(
            _("this database has no tables for feeds"),
            hint=_("open it with the plugins: Tracker.open(…, registry=load_registry())"),
        )


def _feed(row: Mapping[str, Any]) -> Feed:
    return Feed(
        feed_id=row["id"],
        number=row["number"],
        name=row["name"],
        slug=row["slug"],
        scope=Scope(plan_id=row["plan_id"], owner=row["owner"], school=row["school"], role=row["role"]),
        options=read_options(row["options"]),
        generation=row["generation"],
        key_mark=row["key_mark"],
        created_at=row["created_at"],
        revoked_at=row["revoked_at"],
        last_fetch=row.get("last_at"),
        fetches=row.get("fetches", 0),
    )


def _find(feeds: Sequence[Feed], which: str) -> Feed:
    wanted = which.strip().removeprefix("№").strip()
    folded = wanted.casefold()
    found = [feed for feed in feeds if wanted in (str(feed.number), feed.feed_id)]
    found = found or [feed for feed in feeds if len(wanted) >= _ID_PART and feed.feed_id.startswith(wanted)]
    active = [feed for feed in feeds if feed.revoked_at is None]
    for some in (active, feeds):  # a name means the feed that works before one that does not
        found = found or [feed for feed in some if feed.name.casefold() == folded]
        found = found or [feed for feed in some if folded and folded in feed.name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise RuleBroken(
            _("«{name}» fits several feeds").format(name=which),
            problems=[_called(feed) for feed in found],
            hint=_("name the feed by its number"),
        )
    raise NotFound(
        _("there is no feed «{name}»").format(name=which),
        problems=[_called(feed) for feed in active[:10]],
        hint=_("list the feeds: vpr ical feed list"),
    )


def _called(feed: Feed) -> str:
    return f"{feed.number}: {feed.name}"


def _kind(scope: Scope) -> str:
    for kind in ("owner", "role", "school"):
        if getattr(scope, kind) is not None:
            return kind
    return "plan"
