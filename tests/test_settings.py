"""Where a setting comes from, and what it may say."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import make_draft

from vpr_tracker.errors import UsageError
from vpr_tracker.reports.database import connect
from vpr_tracker.settings import SETTINGS, Settings, as_url, parse_day, sqlite_address, sqlite_file, user_folder
from vpr_tracker.tracker import Tracker


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")


@pytest.fixture
def make(tmp_path):
    """Settings with an environment, options, and the texts of the folder's and the user's file."""

    def settings(environ=None, options=None, folder="", user=""):
        here, config = tmp_path / "here", tmp_path / "config"
        for place, text in ((here, folder), (config / "vpr-tracker", user)):
            place.mkdir(parents=True, exist_ok=True)
            (place / "vpr.toml").write_text(text, encoding="utf-8")
        known = {"XDG_CONFIG_HOME": str(config), "XDG_DATA_HOME": str(tmp_path / "data")}
        return Settings(options, environ={**known, **(environ or {})}, folder=str(here))

    return settings


linux = pytest.mark.skipif(sys.platform != "linux", reason="the folders are asked by the XDG rule")


@linux
def test_the_nearest_source_wins(make):
    sources = {"folder": 'actor = "folder"', "user": 'actor = "user"'}

    assert make({"VPR_ACTOR": "variable"}, {"actor": "option"}, **sources).actor() == "option"
    assert make({"VPR_ACTOR": "variable"}, **sources).actor() == "variable"
    assert make(**sources).actor() == "folder"
    (made := make(user='actor = "user"'))
    assert Settings(environ=made.environ, folder="/").actor() == "user"


@linux
def test_an_empty_variable_counts_only_for_plugins(make):
    settings = make({"VPR_ACTOR": "", "VPR_PLUGINS": ""}, folder='actor = "folder"\nplugins = ["a"]')

    assert settings.actor() == "folder"
    assert settings.plugin_selection() == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a,b", ("a", "b")), (" a , -b ,", ("a", "-b")), (",", ())],
)
def test_plugins_are_names_with_commas(value, expected, make):
    assert make({"VPR_PLUGINS": value}).plugin_selection() == expected


def test_plugins_that_nobody_named_are_all(make):
    assert make().plugin_selection() is None


@linux
def test_without_a_setting_the_database_is_in_the_user_s_data_folder(make, tmp_path):
    assert make().database_url() == f"sqlite:///{tmp_path}/data/vpr-tracker/vpr.sqlite3"


def test_a_database_in_a_settings_file_is_beside_that_file(make, tmp_path):
    assert make(folder='db = "plans/p.sqlite3"').database_url() == f"sqlite:///{tmp_path}/here/plans/p.sqlite3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p.db", "sqlite:////work/p.db"),
        ("/srv/p.db", "sqlite:////srv/p.db"),
        ("sqlite:///p.db", "sqlite:////work/p.db"),
        ("sqlite:////srv/p.db", "sqlite:////srv/p.db"),
        (":memory:", "sqlite:///:memory:"),
        ("sqlite://", "sqlite:///:memory:"),
        ("postgres://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
        ("postgresql://u@h/n", "postgresql+psycopg://u@h/n"),
        ("postgresql+psycopg://u@h/n", "postgresql+psycopg://u@h/n"),
    ],
)
@linux
def test_a_database_is_named_by_a_path_or_an_address(text, expected):
    assert as_url(text, "/work") == expected


def test_a_url_stays_the_same_when_it_is_read_again():
    url = as_url("p.db", "/work")

    assert as_url(url, "/elsewhere") == url


def test_an_unknown_kind_of_database_is_refused():
    with pytest.raises(UsageError, match="«mysql»"):
        as_url("mysql://host/name")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("tymezone = 1", "«tymezone»"),
        ("db = {a = 1}", "«db»"),
        ("lang = ['ru']", "«lang»"),
        ("plugin = 5", "«plugin»"),
        ("db = ", "TOML"),
    ],
)
def test_what_is_not_understood_in_a_settings_file_is_said(text, problem, make):
    with pytest.raises(UsageError) as caught:
        make(folder=text).actor()

    assert problem in " ".join([caught.value.message, *caught.value.problems])
    assert caught.value.where.endswith("vpr.toml")


def test_a_plugin_has_a_table_of_its_own(make):
    settings = make(folder="[plugin.digest]\na = 1\n[plugin.other]\nb = 2", user="[plugin.digest]\na = 0\nc = 3")

    assert settings.section("digest") == {"a": 1, "c": 3}
    assert settings.section("unknown") == {}


def test_today_is_the_setting_or_the_day_in_the_zone(make):
    assert make({"VPR_TODAY": "2023-02-10"}).today() == date(2023, 2, 10)
    assert make({"VPR_TODAY": "10.02.2023"}).today("Asia/Yekaterinburg") == date(2023, 2, 10)
    assert make(folder="today = 2023-02-10").today() == date(2023, 2, 10)
    far_east = make({"VPR_TZ": "Pacific/Kiritimati"}).today()
    assert far_east - make({"VPR_TZ": "Etc/GMT+12"}).today() in (timedelta(days=1), timedelta(days=2))
    assert make({"VPR_TZ": "Etc/GMT+12"}).today("Pacific/Kiritimati") == far_east


def test_now_is_aware(make):
    assert make().now().tzinfo is not None
    assert make({"VPR_TZ": "Asia/Yekaterinburg"}).now().utcoffset() == timedelta(hours=5)


@pytest.mark.parametrize(("name", "value"), [("VPR_TODAY", "tomorrow"), ("VPR_TZ", "Asia/Nowhere"), ("VPR_TZ", "../x")])
def test_a_wrong_value_is_refused_and_named(name, value, make):
    with pytest.raises(UsageError, match=value) as caught:
        make({name: value}).today()

    assert caught.value.where == name


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("yes", True), ("0", False), ("", False), ("no", False)])
def test_debug_is_a_switch(value, expected, make):
    assert make({"VPR_DEBUG": value}).debug() is expected


@linux
@pytest.mark.parametrize("environ", [{}, {"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d"}, {"XDG_DATA_HOME": ""}])
def test_the_user_s_folders_are_those_of_platformdirs(environ, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    assert user_folder("config", environ) == platformdirs.user_config_dir("vpr-tracker", appauthor=False)
    assert user_folder("data", environ) == platformdirs.user_data_dir("vpr-tracker", appauthor=False)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_in_both_ways_of_writing(day):
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day:02}.{day.month:02}.{day.year:04}") == day
    assert parse_day(f" {day.day}.{day.month}.{day.year} ") == day


@given(st.text(alphabet="0123456789.-x ", max_size=12))
def test_what_is_read_as_a_day_names_that_day(text):
    try:
        parsed = parse_day(text)
    except ValueError:
        return
    numbers = [int(part) for part in text.strip().replace("-", ".").split(".")]
    assert numbers in ([parsed.year, parsed.month, parsed.day], [parsed.day, parsed.month, parsed.year])


@pytest.mark.parametrize("text", ["", "2023", "02.10", "2023-02", "10.02.23", "2023.02.10", "31.02.2023", "٢٠٢٣-٠١-٠١"])
def test_anything_else_is_no_day(text):
    with pytest.raises(ValueError, match="day"):
        parse_day(text)


def test_every_setting_has_a_variable_and_says_what_holds_without_it():
    assert all(entry.variable == f"VPR_{entry.name.upper()}" for entry in SETTINGS)
    assert all(entry.summary and entry.default for entry in SETTINGS)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/"), min_size=3))
def test_the_address_of_a_file_names_that_file(name):
    path = f"/srv/{name}"

    assert sqlite_file(sqlite_address(path)) == path
    assert as_url(sqlite_address(path)) == sqlite_address(path)
    assert "?" not in sqlite_address(path)
    assert "#" not in sqlite_address(path)


@pytest.mark.parametrize("name", ["что?.db", "план #1.db", "100%.db", "a%3Fb.db", "%25.db", "a b+c&d.db"])
def test_a_database_lies_where_its_path_says_whatever_letters_are_in_it(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    file = folder / name
    for place in (file, as_url(str(file))):
        with Tracker.open(place, actor="К") as tracker:
            tracker.import_plan(make_draft())
        with connect(str(place)) as database:
            assert database.rows("SELECT count(*) FROM v_plan") == [(1,)]
    assert {path.name.removesuffix("-wal").removesuffix("-shm") for path in folder.iterdir()} == {name}
    assert [path.name for path in tmp_path.iterdir()] == [name]
