"""The commands of runs as people call them: start, fill, show, finish, correct, discard, list."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys

import pytest

from vpr_tracker.cli import main


@pytest.fixture
def vpr(world, monkeypatch, capsys):
    """Calls the program on the committee; gives exit code, stdout and stderr."""
    monkeypatch.setenv("VPR_DB", world.url)
    monkeypatch.setenv("VPR_TODAY", "2023-04-10")
    monkeypatch.setenv("VPR_ACTOR", "Муравлёва К. Д.")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(world.folder / "config"))
    monkeypatch.chdir(world.folder)
    (world.folder / "vpr.toml").write_text('[plugin.checklists]\ntemplates = "templates"\n', encoding="utf-8")

    def call(*arguments):
        capsys.readouterr()
        code = main(["checklist", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def data(vpr, *arguments):
    code, out, err = vpr(*arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def start(vpr, *more):
    return data(vpr, "start", "kabinet", "--school", "4", "--on", "20.03.2023", *more)["run"]


FULL = ("--set", "ready=да", "--set", "observers=3")


def test_a_run_from_the_first_day_to_its_correction(vpr):
    run = start(vpr)
    assert (run["number"], run["status"], run["school"], run["held_on"]) == (1, "draft", "4", "2023-03-20")
    code, out, _err = vpr("fill", "1", *FULL[:2])
    assert code == 0
    assert "Наблюдателей в день работы" in out
    assert vpr("finish", "1")[0] == 5
    assert data(vpr, "fill", "1", "--set", "observers=1 чел.", "--note", "ready=все")["lacks"] == []
    done = data(vpr, "finish", "1")
    assert done["run"]["answers"] == {"ready": "yes", "observers": 1}
    assert [each["item"] for each in done["wanting"]] == ["observers"]
    assert vpr("fill", "1", *FULL)[0] == 5
    assert data(vpr, "correct", "1", "--reason", "описка")["run"]["version"] == 2
    data(vpr, "fill", "1", *FULL)
    assert data(vpr, "finish", "1")["wanting"] == []
    shown = data(vpr, "show", "1")
    assert [(each["version"], each["status"]) for each in shown["versions"]] == [(1, "replaced"), (2, "finished")]
    assert data(vpr, "show", "1.1")["run"]["answers"]["observers"] == 1
    assert [run["version"] for run in data(vpr, "list")["runs"]] == [2]


def test_today_is_the_day_that_is_not_named_and_odd_days_are_told_of(vpr):
    assert data(vpr, "start", "kabinet", "--school", "4")["run"]["held_on"] == "2023-04-10"
    code, _out, err = vpr("start", "kabinet", "--school", "4", "--on", "01.05.2024")
    assert code == 0
    assert "outside the period" in err
    assert "yet to come" in err


FILES = {
    "a.csv": "item;answer;note;evidence\nready;нет;каб. 12;\nwhy;нет часов;;фото.jpg\n"
    "observers;2;;\nremark;;;\n".encode(),
    "cp1251.csv": "Пункт\tОтвет\tПримечание\tФайл\r\nready\tнет\tкаб. 12\t\r\nwhy\tнет часов\t\tфото.jpg\r\n"
    "observers\t2\r\n".encode("cp1251"),
    "bom.csv": "\ufeffitem,answer,note,evidence\nready,НЕТ,каб. 12,\nwhy,нет часов,,фото.jpg\nobservers,2\n".encode(),
    "a.toml": '[answers]\nready = false\nwhy = "нет часов"\nobservers = 2\n[notes]\nready = "каб. 12"\n'
    '[evidence]\nwhy = "фото.jpg"\n'.encode(),
    "a.json": json.dumps(
        {
            "answers": {"ready": "no", "why": "нет часов", "observers": 2.0},
            "notes": {"ready": "каб. 12"},
            "evidence": {"why": ["фото.jpg"]},
        }
    ).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_answers_come_from_a_file(vpr, world, name):
    start(vpr)
    (world.folder / name).write_bytes(FILES[name])
    run = data(vpr, "fill", "1", "--from", name)["run"]
    assert run["answers"] == {"ready": "no", "why": "нет часов", "observers": 2}
    assert run["notes"] == {"ready": "каб. 12"}
    assert run["evidence"] == {"why": ["фото.jpg"]}
    assert run["origin"] == "file"


def test_what_show_prints_is_a_file_of_answers(vpr, world):
    start(vpr)
    data(vpr, "fill", "1", *FULL, "--note", "ready=все")
    (world.folder / "out.json").write_text(vpr("show", "1", "--json")[1], encoding="utf-8")
    data(vpr, "start", "kabinet", "--school", "7", "--on", "20.03.2023")
    run = data(vpr, "fill", "2", "--from", "out.json")["run"]
    assert (run["answers"], run["notes"]) == ({"ready": "yes", "observers": 3}, {"ready": "все"})


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "item;answer\nready;да\nready;нет\n;да\n", ["line 3", "line 4"]),
        ("a.csv", "пункт;оценка\nready;да\n", ["оценка"]),
        ("a.csv", "answer\nда\n", ["no column"]),
        ("a.csv", "", []),
        ("a.csv", "item;answer\nready;может быть\nredy;да\n", ["line 2: ready", "line 3: redy"]),
        ("a.toml", "[answers\n", ["TOML"]),
        ("a.toml", 'ready = "да"\n', ["«ready»"]),
        ("a.toml", "answers = 3\n", ["answers"]),
        ("a.json", "[1]", []),
        ("a.json", "{", ["JSON"]),
        ("a.json", "[" * 100_000, ["JSON"]),
        ("a.json", '{"answers": {"ready": {"a": 1}}, "notes": {}}', ["ready"]),
        ("a.json", '{"notes": {"ready": 1}, "evidence": {"why": [1]}}', ["notes.ready", "evidence.why"]),
    ],
)
def test_a_file_with_faults_is_refused_whole(vpr, world, name, text, said):
    before = start(vpr)
    (world.folder / name).write_text(text, encoding="utf-8")
    code, out, err = vpr("fill", "1", "--from", name)
    assert (code, out) == (4, "")
    assert "Traceback" not in err
    assert [word for word in said if word not in err] == []
    assert data(vpr, "show", "1")["run"] == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["start", "kabinet", "--school", "4", "--on", "20.03.2023"], 5),
        (["start", "kabinet"], 2),
        (["start", "kabinett", "--school", "4"], 3),
        (["start", "kabinet", "--school", "99"], 3),
        (["fill", "9"], 3),
        (["fill", "1", "--from", "none.csv"], 3),
        (["fill", "1", "--from", "answers.docx"], 2),
        (["fill", "1", "--set", "ready"], 2),
        (["fill", "1", "--set", "ready=может быть"], 4),
        (["fill", "1", "--inspector", " "], 4),
        (["fill", "1"], 9),
        (["show", "1.2"], 3),
        (["finish", "1"], 5),
        (["correct", "1", "--reason", "рано"], 5),
        (["correct", "1"], 2),
        (["discard", "1"], 9),
        (["list", "--missing", "--since", "20.03.2023"], 2),
        (["list", "--on", "20.03.2023"], 2),
        (["list", "--school", "99"], 3),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(vpr, arguments, code):
    before = start(vpr)
    found, out, err = vpr(*arguments)
    assert (found, out) == (code, "")
    assert "Traceback" not in err
    assert data(vpr, "list")["runs"] == [before]


def test_without_a_terminal_what_would_be_asked_is_listed(vpr):
    start(vpr)
    data(vpr, "fill", "1", "--set", "observers=3")
    code, _out, err = vpr("fill", "1")
    assert code == 9
    assert "ready: Кабинеты готовы" in err
    assert "observers:" not in err
    assert "why:" not in err


def test_a_draft_is_thrown_away(vpr):
    start(vpr)
    code, out, _err = vpr("discard", "1", "--yes")
    assert code == 0
    assert "№1" in out
    assert data(vpr, "list")["runs"] == []


def test_what_linked_tasks_still_want_is_listed(vpr):
    assert data(vpr, "link", "8", "kabinet", "--per", "day", "--school", "4", "--school", "7")["wanted"] == 0
    assert vpr("days", "add", "8", "20.03.2023", "21.03.2023", "20.04.2023")[0] == 0
    start(vpr)
    data(vpr, "fill", "1", *FULL)
    data(vpr, "finish", "1")
    missing = data(vpr, "list", "--missing", "--on", "10.04.2023")["missing"]
    assert [(each["school"], each["start"]) for each in missing] == [
        ("7", "2023-03-20"),
        ("4", "2023-03-21"),
        ("7", "2023-03-21"),
    ]
    assert [each["school"] for each in data(vpr, "list", "--missing", "--school", "4")["missing"]] == ["4"]
    code, out, _err = vpr("list", "--missing", "--template", "другой")
    assert (code, out) == (0, "No task wants a run yet: vpr checklist link TASK TEMPLATE.\n")
    assert "Of 4 runs 3 are missing." in vpr("list", "--missing")[1]
    assert [each["start"] for each in data(vpr, "list", "--missing", "--all", "--school", "4")["missing"]] == [
        "2023-03-21",
        "2023-04-20",
    ]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_everything_fits_80_columns(vpr, monkeypatch, lang):
    monkeypatch.setenv("VPR_LANG", lang)
    start(vpr, "--inspector", "Очень-Длинная-Фамилия Константина Константиновича из комитета по образованию")
    vpr("fill", "1", "--set", "ready=нет", "--note", "ready=" + "очень подробное замечание " * 8)
    for arguments in (["show", "1"], ["list"], ["fill", "1", "--set", "remark=" + "слово " * 40], ["finish", "1"]):
        _code, out, _err = vpr(*arguments)
        assert [line for line in out.splitlines() if len(line) > 80] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals to test with")
def test_at_a_terminal_each_answer_is_kept_at_once(vpr, world):
    """Real keys on a real terminal, to the Ctrl-C at the end."""
    start(vpr)
    said = at_terminal(world, ["?", "может быть", "2", "!каб. 12", "нет часов", "<", "", "99", "3", "\x03"])
    assert "Посмотреть каждый кабинет" in said
    assert "«может быть»" in said
    assert "от 0 до 50" in said
    assert "Traceback" not in said
    run = data(vpr, "show", "1")["run"]
    assert run["answers"] == {"ready": "no", "why": "нет часов", "observers": 3}
    assert run["notes"] == {"why": "каб. 12"}
    assert run["status"] == "draft"


ON_TERMINAL = """
import fcntl, signal, sys, termios
from vpr_tracker.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have been told to ignore it
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches this process
sys.exit(main(["checklist", "fill", "1"]))
"""


def at_terminal(world, keys):
    """What ``vpr checklist fill 1`` says; each of the keys is typed when it asks, which it does once for each."""
    import pty

    ours, theirs = pty.openpty()
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    command = [sys.executable, "-c", ON_TERMINAL]
    process = subprocess.Popen(command, **streams, cwd=world.folder, start_new_session=True)
    os.close(theirs)
    said = b""
    try:
        for number, key in enumerate(keys, 1):
            while said.count(b"Answer: ") < number:
                said += _heard(ours)
            os.write(ours, key.encode() if key == "\x03" else f"{key}\n".encode())
        said += _heard_to_the_end(ours)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait(30)
        os.close(ours)
    return said.decode()


def _heard_to_the_end(terminal):
    """All that is said until the program ends.

    Python sees a Ctrl-C that comes just before it waits for a key only with the next one: a person presses again.
    """
    said = b""
    for _again in range(12):
        while select.select([terminal], [], [], 5)[0]:
            part = _heard(terminal)
            if not part:
                return said
            said += part
        os.write(terminal, b"\x03")
    raise AssertionError("the program does not end")


def _heard(terminal):
    """What is said next; nothing once the program has ended."""
    assert select.select([terminal], [], [], 60)[0], "the program says nothing"
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says of a terminal that nobody has open any more
        return b""
