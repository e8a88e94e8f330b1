"""What was published before, kept beside the files: by feed and generation, with digests under the key.

Who reads it learns no address and no name; it lies under a name that only the key gives, so that nobody reads it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vpr_tracker_ical.feeds.model import Feed
    from vpr_tracker_ical.feeds.tokens import FeedKey
    from vpr_tracker_ical.publishing.target import Target

SCHEMA: Final = "vpr-tracker/ical-published/1"


class Manifest:
    """Digests of files by feed, generation and kind of file («ics», «page»)."""

    def __init__(self, key: FeedKey, target: Target) -> None:
        self._key = key
        self._target = target
        self.path = f"feed/state-{key.seal('manifest').hex()[:32]}.json"
        self._digests = self._read()
        self._changed = False

    def _read(self) -> dict[str, str]:
        data = self._target.get(self.path)
        try:
            found = json.loads(data) if data is not None else {}
        except ValueError:
            found = {}
        # What cannot be read is as nothing: every file is written again.
        whole = isinstance(found, dict) and found.get("schema") == SCHEMA and isinstance(found.get("files"), dict)
        return dict(found["files"]) if whole else {}

    def digest(self, data: bytes) -> str:
        """The digest that stands for a file's content."""
        return self._key.seal("content", data).hex()[:32]

    def has(self, feed: Feed, kind: str, digest: str) -> bool:
        """Whether this was the content when it was last written."""
        return self._digests.get(_name(feed, kind)) == digest

    def set(self, feed: Feed, kind: str, digest: str) -> None:
        """It has been written."""
        self._digests[_name(feed, kind)] = digest
        self._changed = True

    def keep_only(self, feeds: list[Feed]) -> None:
        """Forget what is published no more."""
        kept = {_name(feed, kind) for feed in feeds for kind in ("ics", "page")}
        gone = self._digests.keys() - kept
        for name in gone:
            del self._digests[name]
        self._changed = self._changed or bool(gone)

    def save(self) -> None:
        """Write it, if anything in it changed."""
        if self._changed:
            text = json.dumps({"schema": SCHEMA, "files": self._digests}, sort_keys=True, indent=0)
            self._target.put(self.path, text.encode())
            self._changed = False


def _name(feed: Feed, kind: str) -> str:
    return f"{feed.feed_id}.{feed.generation}.{kind}"
