"""Errors become one message and an exit code, in one place."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import pytest

from vpr_tracker import errors
from vpr_tracker.cli import boundary, kit, root
from vpr_tracker.cli.exit_codes import EXIT_CODES
from vpr_tracker.cli.reports import lines
from vpr_tracker.cli.table import CoreCommand

ERROR = errors.BadInput(
    "«plan.docx» is no plan", problems=["no table", "no header"], hint="open it in Word", where="plan.docx"
)


@pytest.fixture
def failing(monkeypatch):
    """Make ``vpr fail`` raise what is given."""

    def make(error: BaseException) -> None:
        @kit.command(help="Fail.", examples=["vpr fail"])
        @kit.json_option
        def command(as_json: bool) -> None:
            raise error

        monkeypatch.setitem(root._CORE, "fail", CoreCommand("fail", "fail", "plan", "Fail."))
        monkeypatch.setattr(root, "_core_command", lambda _core: command)

    return make


def test_an_expected_error_is_a_message_bullets_a_place_and_a_hint_on_stderr(failing, vpr):
    failing(ERROR)

    done = vpr("fail")

    assert done.returncode == 4
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "Error: «plan.docx» is no plan",
        "  - no table",
        "  - no header",
        "Where: plan.docx",
        "Hint: open it in Word",
    ]


def test_with_json_the_error_is_an_object_on_stderr(failing, vpr):
    failing(ERROR)

    done = vpr("fail", "--json")

    assert done.returncode == 4
    assert done.stdout == ""
    assert json.loads(done.stderr) == {
        "error": {
            "code": "bad_input",
            "message": "«plan.docx» is no plan",
            "problems": ["no table", "no header"],
            "hint": "open it in Word",
            "where": "plan.docx",
        }
    }
    assert "«" in done.stderr, "not escaped"


def test_an_unexpected_error_is_one_line_and_says_how_to_see_more(failing, vpr, monkeypatch):
    failing(ZeroDivisionError("division by zero"))

    done = vpr("fail")
    monkeypatch.setenv("VPR_DEBUG", "1")
    loud = vpr("fail")

    assert done.returncode == loud.returncode == 1
    assert done.stderr.splitlines() == [
        "Error: ZeroDivisionError: division by zero",
        "Hint: VPR_DEBUG=1 shows where it happened",
    ]
    assert "Traceback" in loud.stderr


def test_an_unexpected_error_with_json_is_an_object_too(failing, vpr):
    failing(ZeroDivisionError("division by zero"))

    assert json.loads(vpr("fail", "--json").stderr)["error"]["code"] == "unexpected"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), None])
def test_ctrl_c_is_quiet(error, failing, vpr):
    import click

    failing(error or click.Abort())

    done = vpr("fail")

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize(
    ("args", "quoted"),
    [
        (["no-such-command"], "«no-such-command»"),
        (["deadline"], "TEXT"),
        (["deadline", "x", "--no-such-option"], "--no-such-option"),
        (["deadline", "x", "--period", "2023"], "2023"),
        (["--lang", "de", "plugins"], "de"),
    ],
)
def test_a_wrong_call_exits_with_2_and_says_what_is_wrong(args, quoted, vpr):
    done = vpr(*args)
    told = vpr(*args, "--json")

    assert done.returncode == told.returncode == 2
    assert done.stdout == ""
    assert quoted in done.stderr
    assert "--help" in done.stderr
    error = json.loads(told.stderr)["error"]
    assert error["code"] == "usage"
    assert quoted in error["message"]


def test_a_misspelt_command_gets_a_suggestion(vpr):
    assert "«status»" in vpr("statsu").stderr


def test_json_behind_two_dashes_is_a_value(vpr):
    assert vpr("deadline", "--", "--json").stdout.startswith("«--json»")


def test_the_exit_codes_are_those_of_the_errors():
    listed = {(row.number, row.code) for row in EXIT_CODES}
    classes = [errors.UsageError, errors.NotFound, errors.BadInput, errors.RuleBroken, errors.StorageError]
    classes += [errors.PluginError, errors.Conflict, kit.NeedsAnswer]

    assert {(error.exit_code, error.code) for error in classes} <= listed
    assert set(classes) == _subclasses(errors.VprError)
    assert len({row.number for row in EXIT_CODES}) == len(EXIT_CODES)


def _subclasses(kind):
    own = {sub for sub in kind.__subclasses__() if sub.__module__.startswith("vpr_tracker.")}
    return own.union(*(_subclasses(sub) for sub in own)) if own else own


def test_a_reader_that_stops_early_is_no_error(home):
    done = subprocess.run(
        [sys.executable, "-m", "vpr_tracker", "deadline", "ежедневно", "--json"],
        env={**os.environ},
        cwd=home,
        stdout=_closed_pipe(),
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )

    assert done.stderr == b""
    assert done.returncode == 0


def _closed_pipe() -> int:
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.mark.parametrize("encoding", ["cp1251", "ascii", "utf-16"])
def test_output_is_utf8_whatever_the_machine_says(encoding, program):
    done = program("deadline", "до 25.01 – «срок»", PYTHONIOENCODING=encoding)

    assert "«до 25.01 – «срок»»" in done.stdout


def test_streams_that_are_not_there_do_not_stop_the_work(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    assert boundary.run(["no-such-command"]) == 2
    assert boundary.run(["--version"]) == 0


def test_colours_only_on_a_terminal_and_never_with_no_color(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    cell = kit.Cell("late", "red")
    shown = {}
    for name, stream, no_color in (
        ("terminal", Terminal(), ""),
        ("file", io.StringIO(), ""),
        ("without", Terminal(), "1"),
    ):
        monkeypatch.setenv("NO_COLOR", no_color)
        monkeypatch.setattr(sys, "stdout", stream)
        kit.print_table(["State"], [[cell]])
        shown[name] = stream.getvalue()

    assert "\x1b[31mlate" in shown["terminal"]
    assert "\x1b" not in shown["file"]
    assert "\x1b" not in shown["without"]
    assert shown["without"].split() == ["State", "late"]


HOSTILE = "План\x1b]0;x\x07\x1b[8m\x9b31m\u202eкод\u2066"
SPELT_OUT = r"План\u001b]0;x\u0007\u001b[8m\u009b31m\u202eкод\u2066"


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_error_commands_no_terminal(options, failing, vpr):
    failing(errors.BadInput(HOSTILE, hint=HOSTILE, where=HOSTILE, problems=[HOSTILE]))

    done = vpr("fail", *options)

    assert not set(done.stderr) & set("\x1b\x07\x9b\u202e\u2066")
    if options:
        assert json.loads(done.stderr)["error"]["message"] == HOSTILE
    else:
        assert done.stderr.count(SPELT_OUT) == 4


def test_what_is_printed_commands_no_terminal_and_keeps_our_colours(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, Terminal())
    kit.print_table(["State"], [[kit.Cell("late", "red")]])
    lines.show([lines.style("late", fg="red", bold=True) + HOSTILE])
    kit.echo(HOSTILE)
    kit.note(HOSTILE)
    shown = sys.stdout.getvalue()

    assert "\x1b[31mlate\x1b[0m" in shown
    assert f"\x1b[31;1mlate\x1b[0m{SPELT_OUT}" in shown
    assert shown.count(SPELT_OUT) == 2
    assert SPELT_OUT in sys.stderr.getvalue()


def test_json_that_is_printed_says_the_same_without_commanding_a_terminal(capsys):
    kit.emit_json("vpr-tracker/x/1", {"title": HOSTILE})
    shown = capsys.readouterr().out

    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066")
    assert json.loads(shown)["title"] == HOSTILE


def test_a_question_without_a_terminal_is_told_and_exits_with_9(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    with pytest.raises(kit.NeedsAnswer, match="Join them") as caught:
        kit.confirm("Join them?")

    assert caught.value.exit_code == 9
    assert kit.confirm("Join them?", yes=True) is True


def test_progress_is_silent_without_a_terminal(capsys):
    with kit.progress([1, 2, 3], "Reading") as bar:
        assert list(bar) == [1, 2, 3]

    assert capsys.readouterr() == ("", "")


def test_a_settings_file_that_cannot_be_read_is_named(vpr, home):
    (home / "vpr.toml").write_text("db = ")

    # The tests set most variables, so only a command that needs more than those looks into the file.
    for words in (["deadline", "до 25.01"],):
        done = vpr(*words)
        assert done.returncode == 2
        assert "vpr.toml" in done.stderr
    assert vpr("--version").returncode in (0, 2)


def test_an_error_that_is_no_exception_is_told_in_one_line(failing, vpr):
    class Stop(BaseException):
        pass

    failing(Stop("over"))

    done = vpr("fail")

    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "Error: Stop: over"


@pytest.mark.parametrize(
    ("code", "expected", "told"), [(7, 7, ""), (None, 0, ""), ("done for", 1, "Error: done for\n")]
)
def test_a_command_may_leave_with_an_exit_code(code, expected, told, failing, vpr):
    failing(SystemExit(code))

    done = vpr("fail")

    assert (done.returncode, done.stderr) == (expected, told)


PLAN = os.path.join(os.path.dirname(__file__), "..", "..", "sample_plans", "vpr-2023.toml")
CHECKED = ("check", "--on", "2023-02-10")


@pytest.fixture
def planned(vpr):
    """A database with a plan and a school."""
    assert vpr("import", PLAN).returncode == 0
    assert vpr("school", "add", "4").returncode == 0


def through_shell(redirection, *args):
    command = f'exec "$@" {redirection}'
    return subprocess.run(
        ["sh", "-c", command, "sh", sys.executable, "-m", "vpr_tracker", *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(os.name != "posix", reason="a shell is needed")
@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("args", "code"), [(CHECKED, 11), (("status",), 0), (("show", "1"), 0), (("status", "--school", "99"), 3)]
)
def test_closed_streams_change_no_exit_code(closed, args, code):
    done = through_shell(closed, *args)

    assert done.returncode == code
    assert (done.stderr == "") == (code != 3 or "2>" in closed)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("args", "code"),
    [(("status",), 1), (("show",), 1), (("export",), 1), (CHECKED, 1), ((*CHECKED, "--nagios"), 3), (("--help",), 1)],
)
def test_output_that_cannot_be_written_is_one_clear_error(args, code):
    done = through_shell(">/dev/full", *args)

    assert done.returncode == code
    assert done.stderr.splitlines() == ["Error: the output could not be written: the disk is full"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.usefixtures("planned")
def test_a_change_that_could_not_be_printed_is_said_to_be_stored(vpr):
    done = through_shell(">/dev/full", "submit", "1", "--school", "4")

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Error: the output could not be written: the disk is full",
        "Hint: only printing failed: what was changed before it is stored; see «vpr log»",
    ]
    assert "submit" in vpr("log", "--json").stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(("args", "code"), [(CHECKED, 11), (("status", "--school", "99"), 3)])
def test_errors_that_cannot_be_written_leave_their_exit_code(args, code):
    assert through_shell("2>/dev/full", *args).returncode == code
