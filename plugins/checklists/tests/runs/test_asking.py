"""``vpr checklist fill`` at a terminal: one item after the other, each answer kept at once."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys

import pytest
from run_world import DAY, FULL

from vpr_tracker.cli import kit
from vpr_tracker_checklists.commands import asking

FILL = ("checklist", "fill", "1")


@pytest.fixture
def typed(vpr, monkeypatch):
    """Fill in at a terminal by these lines; an exception stands for a key such as Ctrl-C. Gives what was not read."""

    def give(*lines, options=()):
        rest = list(lines)

        def prompt(*_args, **_options):
            line = rest.pop(0)
            if isinstance(line, type):
                raise line
            return line

        monkeypatch.setattr(kit, "is_interactive", lambda: True)
        monkeypatch.setattr(asking.click, "prompt", prompt)
        return vpr(*FILL, *options), rest

    return give


def test_without_a_terminal_it_is_said_what_would_be_asked(vpr):
    code, out, err = vpr(*FILL)

    assert (code, out) == (9, "")
    assert "ready: Кабинеты готовы" in err
    assert "why" not in err
    assert "--set ITEM=VALUE" in err


def test_without_a_terminal_nothing_is_asked_where_all_is_answered(vpr):
    vpr(*FILL, "--set", "ready=да", "--set", "observers=3", "--set", "stock=мало", "--set", "remark=так")
    code, out, _err = vpr(*FILL)

    assert code == 0
    assert "vpr checklist finish 1" in out


def test_choices_by_number_and_word_and_an_item_that_is_asked_only_then(typed, sheet):
    (code, out, err), rest = typed("2", "нет столов", "3", "МАЛО", "", "n")

    assert (code, rest) == (0, [])
    assert sheet().answers == {"ready": "no", "why": "нет столов", "observers": 3, "stock": "little"}
    assert "Кабинеты · 1/4\nКабинеты готовы *\n  1 да   2 нет" in err
    assert "Кабинеты · 2/5\nЧто не готово *" in err
    assert "in чел." in err
    assert "Kept; nothing is missing." in out


def test_an_item_that_is_not_asked_is_passed_over(typed, sheet):
    (code, _out, err), rest = typed("да", "4", "", "", "")

    assert (code, rest) == (0, [])
    assert "Что не готово" not in err
    assert sheet().answers == {"ready": "yes", "observers": 4}


def test_at_the_end_it_is_finished_when_one_says_so(typed, world):
    (code, out, _err), rest = typed("нет", "нет столов", "1", "", "", "да")

    assert (code, rest) == (0, [])
    assert world.book.find(1).status == "finished"
    assert "2 things are wanting:\n  • Кабинеты не готовы" in out


def test_finished_at_the_end_in_json(typed):
    (code, out, _err), _rest = typed("да", "3", "", "", "y", options=("--json",))

    assert code == 0
    assert (json.loads(out)["run"]["status"], json.loads(out)["lacks"]) == ("finished", [])


def test_it_is_not_finished_while_something_is_missing(typed, world):
    (code, out, _err), rest = typed("да", "", "", "")

    assert (code, rest) == (0, [])
    assert "Still missing:\n  • Наблюдателей в день работы: is not answered" in out
    assert world.book.find(1).status == "draft"


def test_a_wrong_answer_is_asked_again_and_keeps_what_was_there(typed, sheet):
    (code, _out, err), rest = typed("может", "да", "77", "три", "3", ".")

    assert (code, rest) == (0, [])
    assert sheet().answers == {"ready": "yes", "observers": 3}
    assert "  «может» is none of the answers: «да», «нет»" in err
    assert "  «77 чел.»: от 0 до 50" in err


@pytest.mark.parametrize("back", ["<", "назад", "б", "Back"])
def test_back_and_enter_keeps_what_is_there(back, typed, sheet):
    (code, _out, err), rest = typed("да", back, back, "", "5", back, "6", ".")

    assert (code, rest) == (0, [])
    assert sheet().answers == {"ready": "yes", "observers": 6}
    assert "Now: да" in err
    assert "Now: 5 чел." in err


@pytest.mark.parametrize("stop", [".", "q", "Й", "выход", asking.click.Abort])
def test_ending_keeps_every_answer_and_does_not_finish(stop, typed, sheet, world):
    (code, _out, err), rest = typed("да", "3", stop)

    assert (code, rest) == (0, [])
    assert sheet().answers == {"ready": "yes", "observers": 3}
    assert "What was answered is kept." in err
    assert world.book.find(1).status == "draft"


def test_ending_at_the_last_question_does_not_finish(typed, world):
    (code, out, _err), _rest = typed("да", "3", "", "", asking.click.Abort)

    assert code == 0
    assert "vpr checklist finish 1" in out
    assert world.book.find(1).status == "draft"


def test_a_text_may_be_a_word_that_ends_elsewhere(typed, sheet):
    (_told, rest) = typed("да", "3", "", "q", "")

    assert rest == []
    assert sheet().answers["remark"] == "q"


def test_remarks_and_evidence(typed, sheet):
    lines = (
        "!",
        "все три",
        "@а.png",
        "=https://school4.example.org",
        "@",
        "б.png",
        "!",
        "",
        "@",
        "",
        "да",
        "! два",
        "!-",
        ".",
    )
    (code, _out, err), rest = typed(*lines)

    assert (code, rest) == (0, [])
    assert sheet().notes == {"ready": "все три"}
    assert sheet().evidence == {"ready": ("а.png", "https://school4.example.org", "б.png")}
    assert "Noted: все три" in err
    assert "Noted: два" in err
    assert "Evidence: а.png; https://school4.example.org" in err


def test_an_answer_and_all_evidence_are_taken_away(typed, sheet):
    typed("@а.png", "да", "<", "@-", "-", ".")

    assert (sheet().answers, sheet().evidence) == ({}, {})


def test_hint_and_help(typed):
    (_code, _out, err), _rest = typed("?", "h", "да", "?", ".")

    assert "  Посмотреть каждый кабинет из приказа." in err
    assert "There is no hint for this." in err
    assert "adds evidence" in err


def test_what_is_answered_is_asked_again_only_with_all(typed, vpr):
    vpr(*FILL, "--set", "ready=да", "--set", "observers=3")
    assert typed("мало", "так", "нет")[1] == []

    (_code, _out, err), rest = typed("нет")
    assert rest == []
    assert "Everything is answered; to go through it again: --all." in err

    assert typed("", "", "", "", "", options=("--all",))[1] == []


# What a template may ask besides

WIDE = """\
name = "wide"
title = "Всё остальное"
version = 1

[[sections]]
label = "Первый"

[[sections.items]]
type = "note"
name = "intro"
label = "Смотреть вместе с завучем."

[[sections.items]]
type = "yes_no"
name = "order"
label = "Приказ подписан"
evidence = true
required = true

[[sections.items]]
type = "select_one"
name = "letter"
label = "Буква класса"
choices = [{ name = "a", label = "а" }, { name = "b", label = "б" }, { name = "v", label = "в" }]

[[sections.items]]
type = "select_one"
name = "grade"
label = "Класс"
choices = [{ name = "g4", label = "4" }, { name = "g1", label = "1" }]

[[sections.items]]
type = "select_multiple"
name = "where"
label = "Где"
choices = [
    { name = "hall", label = "в коридоре первого этажа, у входа" },
    { name = "site", label = "на сайте школы, в разделе об оценке" },
    { name = "desk", label = "на стенде у учительской" },
]

[[sections.items]]
type = "date"
name = "signed"
label = "Когда подписан"
"""


@pytest.fixture
def wide(world, vpr, monkeypatch):
    """A draft of another template, filled in at a terminal by lines."""
    (world.shelf_folder / "wide.toml").write_text(WIDE, encoding="utf-8")
    run = world.book.start("wide", school="7", on=DAY)

    def give(*lines):
        rest = list(lines)
        monkeypatch.setattr(kit, "is_interactive", lambda: True)
        monkeypatch.setattr(asking.click, "prompt", lambda *_args, **_options: rest.pop(0))
        code, _out, err = vpr("checklist", "fill", str(run.number))
        assert (code, rest) == (0, [])
        return world.book.find(run.id).sheet, err

    return give


def test_evidence_is_asked_for_where_the_answer_needs_it(wide):
    sheet, err = wide("да", "приказ.pdf", "<", ".")
    assert sheet.evidence == {"order": ("приказ.pdf",)}
    assert "Смотреть вместе с завучем.\nПриказ подписан *" in err


def test_evidence_that_is_still_missing_is_asked_for_next_time(wide):
    assert wide("да", "", ".")[0].evidence == {}
    sheet, err = wide("@приказ.pdf", "", ".")
    assert sheet.evidence == {"order": ("приказ.pdf",)}
    assert "Now: да" in err


def test_evidence_is_not_asked_for_with_a_finding(wide):
    assert wide("нет", "б", ".")[0].answers == {"order": "no", "letter": "b"}


def test_a_word_of_the_template_is_an_answer_before_it_is_a_command(wide):
    assert wide("нет", "в", "4", ".")[0].answers == {"order": "no", "letter": "v", "grade": "g4"}


def test_choices_that_are_numbers_are_not_numbered_and_long_ones_stand_on_lines_of_their_own(wide):
    sheet, err = wide("нет", "", "1", "1; 3", "5 марта", "05.03.2023", "нет")
    assert sheet.answers == {"order": "no", "grade": "g1", "where": ["hall", "desk"], "signed": "2023-03-05"}
    assert "Класс\n  4   1\n" in err
    assert "  1 в коридоре первого этажа, у входа\n  2 на сайте" in err
    assert "several: with «;» between them" in err
    assert "a day, as 20.03.2023" in err
    assert "«5 марта» is no day" in err


def test_a_run_that_is_finished_meanwhile_ends_the_questions(typed, world, monkeypatch):
    world.book.fill(1, answers=FULL)
    real = asking.Asking._print

    def print_and_finish(self, item):
        real(self, item)
        if world.book.find(1).status == "draft":
            world.book.finish(1)

    monkeypatch.setattr(asking.Asking, "_print", print_and_finish)
    (code, _out, err), _rest = typed("мало")

    assert code == 5
    assert "is finished, and frozen" in err


# At a real terminal


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal")
def test_ctrl_c_at_a_terminal_keeps_the_answers(run, world, sheet):
    import pty

    terminal, other = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "vpr_tracker", *FILL],
        stdin=other,
        stdout=other,
        stderr=other,
        # Whoever runs the tests may have been told to ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(other)
    try:
        said = _read(terminal, b"", questions=1)
        os.write(terminal, "нет\n".encode())
        said = _read(terminal, said, questions=2)
        program.send_signal(signal.SIGINT)
        # Python sees a signal that comes just before it waits for a key only with the next one.
        for _again in range(12):
            if select.select([terminal], [], [], 5)[0]:
                break
            program.send_signal(signal.SIGINT)
        said = _read(terminal, said, questions=None)
        assert program.wait(60) == 0, said.decode()
    finally:
        program.kill()
        program.wait()
        os.close(terminal)

    assert "Что не готово *" in said.decode()
    assert "What was answered is kept." in said.decode()
    assert "Traceback" not in said.decode()
    assert sheet().answers == {"ready": "no"}


def _read(terminal, said, *, questions):
    """What was said so far and until so many questions are asked; ``None``: until the program ends."""
    while questions is None or said.count(b"Answer: ") < questions:
        assert select.select([terminal], [], [], 60)[0], said.decode()
        try:
            read = os.read(terminal, 4096)
        except OSError:  # so Linux says that the other side is closed
            read = b""
        if not read:
            assert questions is None, said.decode()
            break
        said += read
    return said
