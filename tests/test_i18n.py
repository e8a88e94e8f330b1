"""Which language, and the right words in it."""

from __future__ import annotations

import sqlite3
import sys

import pytest

from vpr_tracker import i18n
from vpr_tracker.cli import main
from vpr_tracker.i18n import speaking, system_reason


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"VPR_LANG": "ru"}, "ru"),
        ({"VPR_LANG": "en", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"VPR_LANG": "", "LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ru_RU", "LANG": "en_US"}, "ru"),
        ({"LANG": "RU-ru"}, "ru"),
        ({"LANG": "Russian_Russia.1251"}, "ru"),
        ({"LANG": "de_DE"}, "en"),
        ({"VPR_LANG": "xx"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_first_that_says_one(environ, expected):
    assert i18n.detect(environ, platform="linux") == expected


@pytest.mark.parametrize(("identifier", "expected"), [(0x0419, "ru"), (0x0819, "ru"), (0x0409, "en")])
def test_on_windows_the_language_of_the_interface_decides(identifier, expected, monkeypatch):
    class Kernel:
        @staticmethod
        def GetUserDefaultUILanguage():
            return identifier

    class Windll:
        kernel32 = Kernel

    import ctypes

    monkeypatch.setattr(ctypes, "windll", Windll, raising=False)

    assert i18n.detect({}, platform="win32") == expected
    assert i18n.detect({"LANG": "en"}, platform="win32") == "en"


@pytest.mark.parametrize(
    ("n", "expected"),
    [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день"), (112, "112 дней"), (0, "0 дней")],
)
def test_plural_forms_are_russian(n, expected):
    with i18n.speaking("ru"):
        assert i18n.ngettext("{n} day", "{n} days", n).format(n=n) == expected


def test_english_needs_no_catalogue():
    with i18n.speaking("en"):
        assert i18n._("late") == "late"
        assert i18n.ngettext("{n} day", "{n} days", 1) == "{n} day"


def test_the_language_holds_for_a_block_only():
    with i18n.speaking("en"):
        with i18n.speaking("ru"):
            assert i18n._("late") == "просрочено"
        assert i18n._("late") == "late"


def test_a_plugin_has_a_catalogue_of_its_own_and_the_core_s_behind_it(tmp_path, monkeypatch):
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    package = tmp_path / "vpr_of_a_test"
    folder = package / "locale" / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    catalog = Catalog(locale="ru")
    catalog.add("Greet.", "Поздороваться.")
    with (folder / "vpr_of_a_test.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.syspath_prepend(tmp_path)
    __import__("vpr_of_a_test")
    monkeypatch.setitem(sys.modules, "vpr_of_a_test", sys.modules["vpr_of_a_test"])
    words = i18n.translator("vpr_of_a_test")

    with i18n.speaking("ru"):
        assert words.gettext("Greet.") == "Поздороваться."
        assert words.gettext("late") == "просрочено"
        assert words.gettext("unknown") == "unknown"
        assert words.gettext("") == ""
        assert i18n._("") == ""


def test_what_sqlite_says_is_told_in_the_language_of_the_call(tmp_path):
    letter = tmp_path / "letter.sqlite3"
    letter.write_bytes(b"this is a letter, not a database" * 40)
    connection = sqlite3.connect(letter)
    try:
        with speaking("ru"), pytest.raises(sqlite3.DatabaseError) as caught:
            connection.execute("SELECT 1 FROM sqlite_master")
        with speaking("ru"):
            assert system_reason(caught.value) == "это не база данных SQLite"
    finally:
        connection.close()


def test_a_rare_error_keeps_its_own_words():
    assert system_reason(OSError(None, "odd")) == "odd"
    assert system_reason(ValueError("embedded null byte")) == "embedded null byte"


def test_a_number_that_is_none_is_told_in_russian_alone(capsys):
    assert main(["--lang", "ru", "log", "--limit", "1x"]) == 2
    assert "'1x' — не целое число." in capsys.readouterr().err
