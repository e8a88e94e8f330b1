"""Files are written whole or not at all, and an error leaves what was there."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from vpr_tracker.errors import BadInput
from vpr_tracker.files import write_whole
from vpr_tracker.i18n import speaking

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and devices of POSIX")


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("before", [None, b"old"])
def test_a_file_has_what_was_written_and_nothing_lies_beside_it(tmp_path, before):
    target = tmp_path / "план.toml"
    if before is not None:
        target.write_bytes(before)

    write_whole(target, "новое".encode())

    assert target.read_bytes() == "новое".encode()
    assert names(tmp_path) == ["план.toml"]


@pytest.mark.parametrize("step", ["replace", "chmod"])
def test_a_failure_on_the_way_leaves_the_old_file_alone(tmp_path, monkeypatch, step):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "plan.toml"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, step, full)

    with pytest.raises(BadInput, match="the disk is full"):
        write_whole(target, b"new")

    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["plan.toml"]


def test_the_reason_is_told_in_the_language_of_the_call(tmp_path):
    with speaking("ru"), pytest.raises(BadInput) as caught:
        write_whole(tmp_path / "missing" / "plan.toml", b"")

    assert "нет такого файла или папки" in caught.value.message
    assert caught.value.where == str(tmp_path / "missing" / "plan.toml")


def test_a_folder_is_not_written_over(tmp_path):
    with pytest.raises(BadInput, match="cannot be written"):
        write_whole(tmp_path, b"")

    assert names(tmp_path) == []


@posix
def test_a_link_stays_a_link_and_a_file_keeps_its_permissions(tmp_path):
    real = tmp_path / "real.toml"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(real)

    write_whole(link, b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@posix
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "usual").touch()

    write_whole(tmp_path / "new", b"")

    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
def test_what_is_no_regular_file_is_written_straight(tmp_path):
    reading, writing = os.pipe()
    try:
        write_whole(f"/dev/fd/{writing}", b"text")
        assert os.read(reading, 10) == b"text"
    finally:
        os.close(reading)
        os.close(writing)
