"""Every command on a page is run, and prints what the page says.

A page may say in comments: «before: COMMAND» is run first, «lang: ru» is its language, «runs: python» asks to run its
Python too, «today: 2023-02-06» makes it noon of that day for what follows. Blocks with a file name in their caption are
files that the reader makes. A line «…» stands for lines left out.
"""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import pytest
from tests.docs.pages import GAP, all_pages, calls, difference

PAGES = {page.name: page for page in all_pages()}
WITH_COMMANDS = [name for name, page in PAGES.items() if any(block.language == "console" for block in page.blocks)]
FINE = (0, 9, 10, 11)
"""Exit codes of commands that worked: also where something is to be answered, is due soon or late."""
WITH_PYTHON = [name for name, page in PAGES.items() if "runs" in page.settings]


def test_pages_with_commands_are_found():
    assert {"README.md", "docs/tutorial/first-plan.md", "docs/how-to/koordinatoru.md"} <= set(WITH_COMMANDS)
    assert "docs/how-to/use-from-python.md" in WITH_PYTHON


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_the_commands_of_a_page_print_what_it_says(name, shell, monkeypatch):
    page = PAGES[name]
    monkeypatch.setenv("VPR_LANG", page.settings.get("lang", ["en"])[0])
    prepared = False
    for block in page.blocks:
        if block.day is not None:
            shell.set_day(block.day)
        if block.caption is not None:
            (shell.folder / block.caption).write_text(block.text + "\n", encoding="utf-8")
        elif block.language == "console":
            if not prepared:
                for line in page.settings.get("before", []):
                    shell.run(line)
                    assert shell.code == 0, line
                prepared = True
            found = calls(block, name)
            for call, following in zip(found, [*found[1:], None], strict=True):
                printed = shell.run(call.command)
                # What a page leaves out altogether is no error, unless it asks for the exit code next.
                silent = not [line for line in call.expected if line.strip() not in ("", GAP)]
                asked = following is not None and following.command == "echo $?"
                assert not silent or asked or shell.code in FINE, f"{call.place}\nexit code {shell.code}\n{printed}"
                missing = difference(call.expected, printed)
                assert missing is None, f"{call.place}\nnot printed: {missing}\nprinted:\n{printed}"


@pytest.mark.parametrize("name", WITH_PYTHON)
def test_the_python_of_a_page_runs_and_prints_what_it_says(name, shell):
    page = PAGES[name]
    names: dict[str, object] = {"__name__": "page"}
    for position, block in enumerate(page.blocks):
        if block.language != "python":
            continue
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(block.text, f"{name}:{block.line}", "exec"), names)
        following = page.blocks[position + 1] if position + 1 < len(page.blocks) else None
        expected = following.text.splitlines() if following and following.language == "text" else []
        printed = out.getvalue()
        missing = difference(expected, printed) if expected else (printed or None)
        assert missing is None, f"{name}:{block.line}\nnot printed: {missing}\nprinted:\n{printed}"


@pytest.mark.parametrize(
    ("expected", "printed", "agrees"),
    [
        (["a", "b"], "a\nb\n", True),
        (["a", "…", "c"], "a\nb\nb\nc\n", True),
        (["a", "…"], "a\nb\n", True),
        (["…", "b"], "a\nb\n", True),
        (["a"], "a\nb\n", False),
        (["a", "c"], "a\nb\nc\n", False),
        (["…", "a", "b"], "b\na\n", False),
        ([], "a\n", True),
    ],
)
def test_printed_lines_are_compared_line_by_line(expected, printed, agrees):
    assert (difference(expected, printed) is None) == agrees
