"""``vpr ical feed`` as people call it."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest
from tests.factories import make_draft, standard_tasks

from vpr_tracker import Tracker
from vpr_tracker.cli import main
from vpr_tracker_ical.feeds.service import FeedBook, Fetched


@pytest.fixture
def vpr(tmp_path, monkeypatch, capsys):
    """Calls the program on a plan with two schools; gives exit code, stdout and stderr."""
    monkeypatch.setenv("VPR_DB", str(tmp_path / "plans.sqlite3"))
    monkeypatch.setenv("VPR_LANG", "en")
    monkeypatch.setenv("VPR_ICAL_BASE", "https://example.org/vpr")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    with Tracker.open(tmp_path / "plans.sqlite3") as tracker:
        tracker.import_plan(make_draft(standard_tasks()))
        tracker.import_schools([{"number": "1"}, {"number": "4"}])

    def call(*arguments):
        capsys.readouterr()
        code = main(["ical", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def feeds(vpr, *arguments):
    code, out, err = vpr(*arguments, "--json")
    assert code == 0, err
    return json.loads(out)["feeds"]


def test_the_first_feed_makes_the_key_and_says_so(vpr, tmp_path):
    code, out, err = vpr("feed", "add", "--school", "4")
    assert code == 0
    assert "https://example.org/vpr/feed/" in out
    assert out.rstrip().endswith("/school-4.ics")
    assert "ical.key" in err
    assert (tmp_path / "config" / "vpr-tracker" / "ical.key").exists()
    assert vpr("feed", "add", "--school", "1")[2] == ""


def test_addresses_are_listed_only_where_asked_for(vpr):
    (made,) = feeds(vpr, "feed", "add", "--school", "4")
    assert made["addresses"]["webcal"].startswith("webcal://example.org/vpr/feed/")
    assert feeds(vpr, "feed", "list")[0]["addresses"] is None
    assert feeds(vpr, "feed", "list", "--addresses") == [made]
    assert "/feed/" not in vpr("feed", "list")[1]
    assert made["addresses"]["ics"] in vpr("feed", "list", "--addresses")[1]


def test_where_no_base_is_set_it_says_so(vpr, monkeypatch):
    monkeypatch.delenv("VPR_ICAL_BASE")
    code, out, err = vpr("feed", "add", "--school", "4")
    assert code == 0
    assert out.splitlines()[1].startswith("   /feed/")
    assert "VPR_ICAL_BASE" in err
    assert feeds(vpr, "feed", "list", "--addresses")[0]["addresses"]["webcal"] is None


def test_rotating_prints_the_new_address_and_revoking_none(vpr):
    (made,) = feeds(vpr, "feed", "add", "--school", "4")
    (rotated,) = feeds(vpr, "feed", "rotate", "1")
    assert rotated["generation"] == 2
    assert rotated["addresses"]["ics"] != made["addresses"]["ics"]
    (revoked,) = feeds(vpr, "feed", "revoke", "1")
    assert revoked["addresses"] is None
    assert revoked["revoked_at"] is not None
    assert "revoked" in vpr("feed", "list")[1]


@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Yekaterinburg", "02.03.2023 03:30"), ("America/Los_Angeles", "01.03.2023 14:30")]
)
def test_when_a_feed_was_fetched_is_told_in_the_zone_of_the_settings(vpr, tmp_path, monkeypatch, zone, shown):
    (made,) = feeds(vpr, "feed", "add", "--school", "4")
    with Tracker.open(tmp_path / "plans.sqlite3") as tracker:
        fetched = Fetched(datetime(2023, 3, 1, 22, 30, tzinfo=UTC), 1)
        FeedBook(tracker).note_fetches({made["feed_id"]: fetched})

    monkeypatch.setenv("VPR_TZ", zone)

    assert shown in vpr("feed", "list")[1]
    assert feeds(vpr, "feed", "list")[0]["last_fetch"] == "2023-03-01T22:30:00+00:00"


def test_options_are_kept_and_done_entries_go_after_a_while(vpr):
    (made,) = feeds(
        vpr, "feed", "add", "--school", "4", "--type", "both", "--alarm", "3d", "--done", "hide", "--back", "30d"
    )
    options = made["options"]
    assert (options["entries"], options["alarms"], options["done"]) == ("both", [3], "hide")
    assert (options["done_days"], options["back_days"], options["detail"]) == (90, 30, "title")


def test_a_lost_key_is_never_replaced_in_silence(vpr, tmp_path):
    feeds(vpr, "feed", "add", "--school", "4")
    key = tmp_path / "config" / "vpr-tracker" / "ical.key"
    key.unlink()
    code, _out, err = vpr("feed", "add", "--school", "1")
    assert code == 3
    assert "feed key --new" in err
    assert not key.exists()

    assert vpr("feed", "key", "--new")[0] == 0
    code, out, _err = vpr("feed", "key")
    assert "Made with another key" in out
    assert "rotate" in vpr("feed", "list", "--addresses")[1]
    assert feeds(vpr, "feed", "rotate", "--all")[0]["addresses"] is not None
    assert json.loads(vpr("feed", "key", "--json")[1])["other_key"] == []


def test_a_key_that_is_there_is_not_made_anew(vpr):
    assert vpr("feed", "key", "--new")[0] == 0
    assert vpr("feed", "key", "--new")[0] == 5


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["add"], 2),
        (["add", "--school", "99"], 3),
        (["add", "--school", "4", "--colour", "небесный"], 4),
        (["add", "--school", "4", "--base", "example.org"], 4),
        (["add", "--each-school", "--school", "4"], 2),
        (["rotate"], 2),
        (["rotate", "1", "--all"], 2),
        (["rotate", "7"], 3),
        (["revoke", "7"], 3),
        (["revoke"], 2),
    ],
)
def test_what_cannot_be_done_is_said(vpr, arguments, code):
    feeds(vpr, "feed", "add", "--school", "1")
    before = feeds(vpr, "feed", "list")
    found, out, err = vpr("feed", *arguments)
    assert (found, out) == (code, "")
    assert "Traceback" not in err
    assert feeds(vpr, "feed", "list") == before


def test_everything_fits_80_columns_but_addresses(vpr):
    vpr("feed", "add", "--each-school")
    for arguments in (["list"], ["list", "--addresses"], ["key"], ["revoke", "1"], ["rotate", "2"]):
        for line in vpr("feed", *arguments)[1].splitlines():
            assert len(line) <= 80 or "/feed/" in line or os.sep in line, line
