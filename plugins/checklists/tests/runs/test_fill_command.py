"""``vpr checklist fill``: by options, from files, and item by item at a terminal."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from run_world import DAY, FULL

from vpr_tracker.cli import kit, main
from vpr_tracker_checklists.commands import asking
from vpr_tracker_checklists.commands.answers_file import read_answers

FILL = ("checklist", "fill", "1")


@pytest.fixture
def run(world, monkeypatch):
    """A draft, number 1, and the command line on its database."""
    for name in [name for name in os.environ if name.startswith(("VPR_", "XDG_", "LC_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(world.folder),
        "VPR_LANG": "en",
        "LANGUAGE": "en",
        "COLUMNS": "80",
        "VPR_DB": world.url,
        "VPR_PLUGINS": "checklists",
        "VPR_TODAY": "2023-04-10",
        "VPR_ACTOR": "Гордеева Т. Н.",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(world.folder)
    return world.start()


@pytest.fixture
def vpr(run, capsys):
    """Run a command: exit code, what it printed, what it said on stderr."""
    assert run.number == 1

    def call(*arguments):
        capsys.readouterr()
        code = main(arguments)
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def sheet(world, run):
    """What is kept of the draft."""
    return lambda: world.book.find(run.id).sheet


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


# By options and files


def test_answers_remarks_and_evidence_by_options(vpr, sheet):
    given_ = ("--set", "ready=да", "--set", "observers=3 чел.", "--note", "ready=все три", "--evidence", "ready=а.png")
    code, out, _err = vpr(*FILL, *given_, "--evidence", "ready=https://school4.example.org", "--json")

    assert code == 0
    told = json.loads(out)
    assert told["schema"] == "vpr-tracker/checklist-fill/1"
    assert told["run"]["answers"] == dict(sheet().answers) == {"ready": "yes", "observers": 3}
    assert told["run"]["notes"] == dict(sheet().notes) == {"ready": "все три"}
    assert told["run"]["evidence"] == {"ready": ["а.png", "https://school4.example.org"]}
    assert told["lacks"] == []


def test_what_is_missing_is_said(vpr):
    code, out, _err = vpr(*FILL, "--set", "ready=нет")

    assert code == 0
    assert "Still missing:\n  • Что не готово: is not answered\n  • Наблюдателей в день работы: is not" in out


def test_an_empty_answer_takes_away(vpr, sheet):
    vpr(*FILL, "--set", "ready=да", "--note", "ready=так", "--evidence", "ready=а.png")
    code, _out, _err = vpr(*FILL, "--set", "ready=", "--note", "ready=", "--evidence", "ready=")

    assert code == 0
    assert (sheet().answers, sheet().notes, sheet().evidence) == ({}, {}, {})


def test_another_day_and_another_inspector(vpr, world):
    code, _out, _err = vpr(*FILL, "--on", "21.03.2023", "--inspector", "Зуев П. Р.")

    assert code == 0
    found = world.book.find(1)
    assert (found.held_on.isoformat(), found.inspector) == ("2023-03-21", "Зуев П. Р.")


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("а.csv", "item;answer;note;evidence\nready;да;все три;а.png; \nobservers;3;;\nstock;;;\n", "utf-8-sig"),
        ("а.csv", "Пункт\tОтвет\tПримечание\tФайл\r\nready\tда\tвсе три\tа.png\r\nobservers\t3\t\t\r\n", "cp1251"),
        ("а.csv", 'item,answer,note,evidence\nready,да,"все три",а.png\nobservers,3\n', "utf-8"),
        (
            "а.toml",
            '[answers]\nready = true\nobservers = 3\n[notes]\nready = "все три"\n[evidence]\nready = "а.png"\n',
            "utf-8",
        ),
        (
            "а.json",
            '{"answers": {"ready": "да", "observers": 3.0}, "notes": {"ready": "все три"}, '
            '"evidence": {"ready": ["а.png"]}}',
            "utf-8",
        ),
    ],
)
def test_a_file_of_answers(name, text, encoding, vpr, world, sheet):
    (world.folder / name).write_bytes(text.encode(encoding))
    code, _out, err = vpr(*FILL, "--from", name)

    assert (code, err) == (0, "")
    assert sheet().answers == {"ready": "yes", "observers": 3}
    assert (sheet().notes, sheet().evidence) == ({"ready": "все три"}, {"ready": ("а.png",)})
    assert world.book.find(1).origin == "file"


def test_what_show_prints_can_be_given_to_another_run(vpr, world):
    vpr(*FILL, "--set", "ready=нет", "--set", "why=нет столов", "--set", "observers=1", "--note", "why=в акте")
    (world.folder / "first.json").write_text(vpr("checklist", "show", "1", "--json")[1], encoding="utf-8")
    other = world.start(school="7")

    assert vpr("checklist", "fill", str(other.number), "--from", "first.json")[0] == 0
    assert world.book.find(other.id).sheet == world.book.find(1).sheet


def test_an_option_goes_before_the_file(vpr, world, sheet):
    (world.folder / "a.csv").write_text("item;answer\nready;да\nobservers;3\n", encoding="utf-8")
    assert vpr(*FILL, "--from", "a.csv", "--set", "observers=7")[0] == 0
    assert sheet().answers == {"ready": "yes", "observers": 7}


def test_everything_that_is_wrong_is_named_with_its_place_and_nothing_is_written(vpr, world, sheet):
    (world.folder / "a.csv").write_text(
        "item;answer\nready;может быть\nwhy;нет столов\nobservers;77\nobserver;3\nstock;мало\n", encoding="utf-8"
    )
    before = sheet()
    code, out, err = vpr(*FILL, "--from", "a.csv", "--set", "stock=много", "--note", "xyz=что-то")

    assert (code, out) == (4, "")
    assert "a.csv, line 2: ready: «может быть» is none of the answers" in err
    assert "a.csv, line 4: observers: «77 чел.»: от 0 до 50" in err
    assert "a.csv, line 5: observer: the template has no such item; is it «observers»?" in err
    assert "--set: stock: «много» is none of the answers" in err
    assert "--note: xyz: the template has no such item" in err
    assert "why" not in err
    assert sheet() == before


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.csv",
            "item;answer\nready;да\n;3\nready;нет\n",
            ["line 3: no item", "line 4: «ready» stands in a.csv, line 2"],
        ),
        ("a.csv", "answer;remarks\nда;нет\n", ["«remarks» is not known", "no column says which item"]),
        ("a.csv", "", ["not a table of answers"]),
        ("a.toml", '[answers]\nready = "да"\nready = "нет"\n', ["is no TOML"]),
        ("a.toml", "[answers.ready]\nvalue = 1\n", ["answers.ready: this is no answer"]),
        ("a.toml", "[answer]\nready = 1\n", ["«answer» is not known"]),
        ("a.json", '{"answers": {"ready": "да", "ready": "нет"}}', ["«ready» stands there twice"]),
        ("a.json", '{"answers": {"remark": [["а"]]}, "notes": {"ready": 1}}', ["answers.remark:", "notes.ready:"]),
        ("a.json", '["ready"]', ["holds no answers"]),
        ("a.json", "[" * 100_000, ["is no JSON"]),
        ("a.json", '{"answers": {"observers": NaN, "ready": 8}}', ["a.json: observers", "a.json: ready"]),
    ],
)
def test_a_file_that_cannot_be_taken(name, text, said, vpr, world, sheet):
    (world.folder / name).write_text(text, encoding="utf-8")
    code, _out, err = vpr(*FILL, "--from", name)

    assert code == 4
    assert all(each in " ".join(err.split()) for each in said), err
    assert sheet().answers == {}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "none.csv"), 3),
        (("--from", "answers.xlsx"), 2),
        (("--set", "ready"), 2),
        (("--set", "=да"), 2),
        (("--set", "ready=да", "--set", "ready=нет"), 2),
        (("--note", "ready=а", "--note", "ready=б"), 2),
    ],
)
def test_what_cannot_be_understood(arguments, code, vpr, sheet):
    assert vpr(*FILL, *arguments)[0] == code
    assert (sheet().answers, sheet().notes) == ({}, {})


def test_a_finished_run_is_not_filled(vpr, world):
    world.book.fill(1, answers=FULL)
    world.book.finish(1)
    code, _out, err = vpr(*FILL, "--set", "ready=нет")

    assert code == 5
    assert "vpr checklist correct 1" in err


def test_filling_can_be_undone(vpr, sheet):
    vpr(*FILL, "--set", "ready=да")
    vpr(*FILL, "--set", "ready=нет", "--set", "why=нет столов")

    assert vpr("undo")[0] == 0
    assert sheet().answers == {"ready": "yes"}


_CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)


@given(rows=st.dictionaries(st.text("abcяЁ_19", min_size=1, max_size=6), st.tuples(_CELLS, _CELLS), min_size=1))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_says_the_same_as_json(rows, tmp_path):
    import csv

    with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [("item", "answer", "note", "evidence"), *((item, *both, "") for item, both in rows.items())]
        )
    said = {
        "answers": {item: answer for item, (answer, _note) in rows.items() if answer},
        "notes": {item: note for item, (_answer, note) in rows.items() if note},
    }
    (tmp_path / "a.json").write_text(json.dumps(said), encoding="utf-8")
    table, data = read_answers(str(tmp_path / "a.csv")), read_answers(str(tmp_path / "a.json"))

    assert (table.answers, table.notes) == (data.answers, data.notes)


# At a terminal: what is asked, and what is typed


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
    assert "Note: все три" in err
    assert "Note: два" in err
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
        [sys.executable, "-m", "vpr_tracker", *FILL], stdin=other, stdout=other, stderr=other, close_fds=True
    )
    os.close(other)
    try:
        said = _read(terminal, b"", questions=1)
        os.write(terminal, "нет\n".encode())
        said = _read(terminal, said, questions=2)
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
