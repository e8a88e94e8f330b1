"""Feeds as files: written where they differ, whole, removed when revoked, and nothing else touched."""

from __future__ import annotations

import json
import re

import fsspec
import pytest
from feed_world import BASE, ask
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from vpr_tracker import BadInput, RuleBroken
from vpr_tracker.cli import main
from vpr_tracker_ical.content.scope import Scope
from vpr_tracker_ical.feeds.keyfile import make_key
from vpr_tracker_ical.feeds.places import Addresses
from vpr_tracker_ical.publishing.publish import Publisher
from vpr_tracker_ical.publishing.target import Target

ADDRESSES = Addresses(BASE)


class OddFileSystem(LocalFileSystem):
    """A server of files that renames only to free names, as some do."""

    protocol = "odd"

    def mv(self, path1, path2, **kwargs):
        if self.exists(path2):
            raise FileExistsError(path2)
        super().mv(path1, path2, **kwargs)


fsspec.register_implementation("odd", OddFileSystem, clobber=True)


@pytest.fixture(params=["folder", "memory", "odd"])
def target(request, tmp_path):
    """Places of three kinds: a folder, an object store, a server of files."""
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    address = {"folder": str(tmp_path / "site"), "memory": "memory://site", "odd": f"odd://{tmp_path}/site"}
    return Target(address[request.param])


def publish(place, target, **options):
    prune = options.pop("prune", False)
    return Publisher(place.tracker, place.key, ADDRESSES, target, **options).publish(prune=prune)


def files(target):
    """What is there, by path."""
    return {path: target.get(path) for path in sorted(target.sizes("feed"))}


def counts(done):
    return len(done.written), len(done.unchanged), len(done.removed)


def test_the_files_are_what_the_server_gives_at_the_same_addresses(place, target):
    feeds = [place.add("1"), place.add("4"), place.book.add(Scope(plan_id="1"), place.add("1").options, place.key)]
    publish(place, target)
    app = place.app(base=BASE)
    for feed in feeds:
        for name in (None, ""):
            path = place.path(feed, name).removeprefix("/")
            assert target.get(path + ("index.html" if name == "" else "")) == ask(app, "/" + path).body


def test_publishing_again_touches_no_file(place, tmp_path):
    place.add("1")
    place.add("4")
    target = Target(str(tmp_path / "site"))
    assert counts(publish(place, target)) == (2, 0, 0)
    before = {path: path.stat() for path in (tmp_path / "site").rglob("*")}

    assert counts(publish(place, target)) == (0, 2, 0)
    assert {path: path.stat() for path in (tmp_path / "site").rglob("*")} == before


def test_only_what_changed_is_written(place, target):
    one, four = place.add("1"), place.add("4")
    publish(place, target)
    before = files(target)
    place.tracker.submit("1", school="4")

    done = publish(place, target)
    assert [feed.feed_id for feed in done.written] == [four.feed_id]
    changed = {path for path, data in files(target).items() if before[path] != data}
    # The page has what lies ahead, and that has not changed.
    assert {path for path in changed if "state-" not in path} == {place.path(four)[1:]}
    assert place.path(one)[1:] in before


def test_a_revoked_or_rotated_feed_leaves_nothing_behind(place, target):
    place.add("1")
    place.add("4")
    publish(place, target)
    old = [path for path in files(target) if path.count("/") == 2]
    place.book.revoke(["1"])
    (rotated,) = place.book.rotate(["2"], place.key)
    place.book.rotate(["2"], place.key)

    assert counts(publish(place, target)) == (1, 0, 2)
    left = [path for path in files(target) if path.count("/") == 2]
    assert not set(left) & set(old)
    assert len(left) == 2
    assert place.path(rotated)[1:] not in left
    assert counts(publish(place, target)) == (0, 1, 0)


def test_only_files_that_it_wrote_are_removed(place, tmp_path):
    feed = place.add()
    target = Target(str(tmp_path / "site"))
    publish(place, target)
    strange = [
        tmp_path / "site" / "index.html",
        tmp_path / "site" / "feed" / "readme.txt",
        tmp_path / "site" / place.path(feed, "notes.txt")[1:],
        tmp_path / "site" / "feed" / ("b" * 32) / "index.html",
        tmp_path / "site" / "feed" / ("b" * 32) / "other.ics",
    ]
    for path in strange:
        path.parent.mkdir(exist_ok=True)
        path.write_text("not ours")
    place.book.revoke(["1"])
    publish(place, target, prune=True)

    assert all(path.read_text() == "not ours" for path in strange)
    assert not (tmp_path / "site" / place.path(feed)[1:]).exists()


def test_feeds_of_another_key_are_told_of_and_removed_where_asked(place, target):
    place.add("1")
    publish(place, target)
    old = set(files(target))
    place.key_file.unlink()
    place.key = make_key(place.key_file)
    with pytest.raises(RuleBroken, match="другим ключом") as caught:
        publish(place, target)
    assert caught.value.problems == ("1: Сроки: школа № 1",)

    place.book.rotate(None, place.key)
    done = publish(place, target)
    assert (done.foreign, done.pruned) == (1, 0)
    assert len(set(files(target)) & old) >= 3
    done = publish(place, target, prune=True)
    assert (done.foreign, done.pruned) == (1, 1)
    assert {path for path in set(files(target)) & old if path.count("/") == 2} == set()


def test_a_file_that_was_lost_or_cut_off_is_written_again(place, target):
    feed = place.add()
    publish(place, target)
    whole = files(target)
    target.remove(place.path(feed)[1:])
    target.put(place.path(feed, "index.html")[1:], b"half")
    assert counts(publish(place, target)) == (1, 0, 0)
    assert files(target) == whole


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"schema": "x"}', b"\xff\xfe", b'{"files": 5}'])
def test_without_its_record_everything_is_written_again(place, target, damage):
    place.add()
    publish(place, target)
    whole = files(target)
    (record,) = [path for path in whole if "state-" in path]
    target.put(record, damage)
    assert counts(publish(place, target)) == (1, 0, 0)
    assert files(target) == whole


def test_a_dry_run_says_the_same_and_does_nothing(place, target):
    place.add("1")
    place.add("4")
    done = publish(place, target, dry_run=True)
    assert (counts(done), files(target)) == ((2, 0, 0), {})
    publish(place, target)
    place.book.revoke(["1"])
    place.tracker.submit("1", school="4")
    before = files(target)
    done = publish(place, target, dry_run=True)
    assert (counts(done), files(target)) == ((1, 0, 1), before)
    assert counts(publish(place, target)) == (1, 0, 1)


@pytest.mark.parametrize("last", range(1, 6))
def test_an_interruption_leaves_whole_files_and_no_revoked_feed(place, target, last, monkeypatch):
    feeds = [place.add("1"), place.add("4"), place.add("1"), place.add("4")]
    publish(place, target)
    before = files(target)
    place.book.revoke(["1"])
    place.tracker.submit("1", school="4")
    place.tracker.submit("1", school="1")
    calls = []
    put = Target.put

    def interrupted(self, path, data):
        calls.append(path)
        if len(calls) == last:
            raise KeyboardInterrupt
        put(self, path, data)

    with monkeypatch.context() as patched:
        patched.setattr(Target, "put", interrupted)
        if last <= 4:  # three calendars, then the record
            with pytest.raises(KeyboardInterrupt):
                publish(place, target)
        else:
            publish(place, target)
    left = files(target)
    assert place.path(feeds[0])[1:] not in left
    publish(place, target)
    after = files(target)
    for path, data in left.items():
        if "state-" not in path:
            assert data in (before.get(path), after.get(path)), path
    assert not [path for path in left if path.endswith(".part")]
    assert counts(publish(place, target)) == (0, 3, 0)


def test_the_record_of_what_was_published_gives_nothing_away(place, target):
    place.add("1")
    place.book.add(Scope(plan_id="1"), place.add("4").options, place.key)
    publish(place, target)
    found = files(target)
    (record,) = [path for path in found if "state-" in path]
    assert re.fullmatch(r"feed/state-[0-9a-f]{32}\.json", record), "nobody guesses it"
    text = found[record].decode()
    for feed in place.book.feeds():
        token = place.path(feed).split("/")[2]
        assert token not in text
        assert feed.slug not in text
        assert feed.name not in text
    assert found["feed/index.html"] == b"", "so that web servers list nothing"
    assert json.loads(text)["files"]


def test_a_half_written_file_is_never_seen(place, tmp_path, monkeypatch):
    """Not in a folder, where a reader may come at any moment: the name is given to a finished file."""
    feed = place.add()
    target = Target(str(tmp_path / "site"))
    publish(place, target)
    path = tmp_path / "site" / place.path(feed)[1:]
    before = path.read_bytes()
    place.tracker.submit("1", school="4")
    seen = []
    replace = type(path).replace

    def replaced(self, to):
        seen.append(path.read_bytes() in (before,) if to == path else True)
        return replace(self, to)

    monkeypatch.setattr(type(path), "replace", replaced)
    publish(place, target)
    assert seen
    assert all(seen)
    assert path.read_bytes() != before


@pytest.mark.parametrize("address", ["nowhere://me:secret@host/x", "FOLDER/file/below", "FOLDER/file"])
def test_a_place_that_cannot_be_used_is_told_without_its_password(place, tmp_path, address):
    place.add()
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput) as caught:
        publish(place, Target(address.replace("FOLDER", str(tmp_path))))
    assert caught.value.where == "--to"
    assert "secret" not in f"{caught.value.message} {caught.value.hint}"
    assert Target("memory://me:secret@x").shown == "memory://…@x"


@pytest.fixture
def vpr(place, monkeypatch, capsys):
    monkeypatch.setenv("VPR_DB", place.url)
    monkeypatch.setenv("VPR_LANG", "en")
    monkeypatch.setenv("VPR_ICAL_KEY", str(place.key_file))
    monkeypatch.chdir(place.folder)

    def call(*arguments):
        capsys.readouterr()
        code = main(["ical", "publish", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_the_command_says_what_it_did_and_no_address(place, vpr):
    feed = place.add()
    code, out, err = vpr("--to", "site", "--base", BASE)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Published to site:",
        "  1 feed written",
        "  0 feeds unchanged",
        "  0 feeds removed",
    ]
    assert vpr("--to", "site", "--base", BASE, "--dry-run")[1].startswith("Would publish to site:")
    code, out, err = vpr("--to", "site", "--base", BASE, "--json")
    assert json.loads(out) == {
        "schema": "vpr-tracker/ical-publish/1",
        "to": "site",
        "dry_run": False,
        "written": [],
        "unchanged": [feed.number],
        "removed": [],
        "foreign": 0,
        "pruned": 0,
    }
    assert (place.folder / "site" / place.path(feed)[1:]).is_file()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--to", "site"], 2),
        ([], 2),
        (["--to", "site", "--base", "example.org"], 4),
        (["--to", "nowhere://x", "--base", BASE], 4),
        (["--to", "site", "--base", BASE, "--key", "no.key"], 3),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(place, vpr, arguments, code):
    place.add()
    found, out, err = vpr(*arguments)
    assert (found, out) == (code, "")
    assert "Traceback" not in err
    assert not (place.folder / "site").exists()


def test_a_plugin_that_cannot_add_its_entries_is_named_and_holds_up_nothing(place, tmp_path, monkeypatch):
    place.add()
    monkeypatch.setattr(
        type(place.tracker), "calendar_entries", lambda _self, **_asked: ([], ["«visits» failed: no such room"])
    )
    done = publish(place, Target(str(tmp_path / "site")))
    assert done.problems == ["«visits» failed: no such room"]
    assert len(done.written) == 1
