"""``-o`` of the reports: the same text as on stdout, in a file, as UTF-8 on every system."""

from __future__ import annotations

import json

import pytest

from vpr_tracker.cli.reports import lines

ON = ("--on", "2023-02-10")


@pytest.mark.parametrize("command", ["status", "due"])
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_the_file_has_what_is_printed(command, more, vpr, save, world, home):
    save(world)
    printed = vpr(command, *ON, *more)

    written = vpr(command, *ON, *more, "-o", "отчёт.txt")

    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == "Written: отчёт.txt\n"
    assert (home / "отчёт.txt").read_bytes() == printed.stdout.encode()
    assert vpr(command, *ON, *more, "-o", "-").stdout == printed.stdout
    if more:
        assert json.loads((home / "отчёт.txt").read_bytes())["schema"] == f"vpr-tracker/{command}/1"


def test_colours_are_for_the_terminal(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(lines, "is_terminal", lambda: True)
    file = tmp_path / "status.txt"

    lines.put([lines.style("Просрочено", fg="red", bold=True)], str(file))

    assert file.read_text(encoding="utf-8") == "Просрочено\n"
    assert str(file) in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(vpr, save, world):
    save(world)

    done = vpr("status", *ON, "-o", "nowhere/status.txt")

    assert done.returncode == 4
    assert "status.txt" in done.stderr
