"""The key file: made once and whole, read only where nobody else can read it."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from vpr_tracker import BadInput, NotFound
from vpr_tracker_ical.feeds.keyfile import make_key, read_key


def test_a_key_is_made_for_its_owner_alone(tmp_path):
    path = tmp_path / "deep" / "ical.key"
    made = make_key(path)

    assert read_key(path).mark == made.mark
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["ical.key"]


def test_two_keys_differ(tmp_path):
    assert make_key(tmp_path / "a").mark != make_key(tmp_path / "b").mark


def test_of_many_who_make_it_at_once_all_get_the_same(tmp_path):
    path = tmp_path / "ical.key"
    with ThreadPoolExecutor(8) as pool:
        marks = {key.mark for key in pool.map(lambda _number: make_key(path), range(24))}

    assert marks == {read_key(path).mark}
    assert os.listdir(tmp_path) == ["ical.key"]


def test_a_key_that_is_there_is_never_overwritten(tmp_path):
    before = make_key(tmp_path / "ical.key")
    assert make_key(tmp_path / "ical.key").mark == before.mark


def test_a_missing_key_is_told_with_what_to_do(tmp_path):
    with pytest.raises(NotFound) as caught:
        read_key(tmp_path / "ical.key")
    assert "vpr ical feed key --new" in caught.value.hint


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o666, 0o610])
def test_a_key_that_others_may_read_is_refused(tmp_path, mode):
    path = tmp_path / "ical.key"
    make_key(path)
    path.chmod(mode)
    with pytest.raises(BadInput, match=f"{mode:04o}"):
        read_key(path)


@pytest.mark.parametrize("text", ["", "ab" * 31, "ab" * 33, "zz" * 32, "ключ", "ab" * 5000, "\0" * 64])
def test_what_is_no_whole_key_is_refused(tmp_path, text):
    path = tmp_path / "ical.key"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(BadInput) as caught:
        read_key(path)
    assert caught.value.where == str(path)
    with pytest.raises(BadInput):
        make_key(path)
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_is_no_key(tmp_path):
    with pytest.raises(BadInput):
        read_key(tmp_path)


def test_where_no_file_can_be_made_it_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput):
        make_key(tmp_path / "file" / "ical.key")
