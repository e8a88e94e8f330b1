"""What the pages mention exists: files and headings that are linked, commands, options, settings."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from tests.docs.pages import DOCS, ROOT, all_pages

from vpr_tracker.cli.root import create_cli
from vpr_tracker.plugins.registry import load_registry
from vpr_tracker.settings import SETTINGS
from vpr_tracker_ical.feeds.places import BASE_VARIABLE, KEY_VARIABLE

PAGES = {page.name: page for page in all_pages()}
CLI = create_cli(registry=load_registry())
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_INLINE = re.compile(r"(?<!`)`(vpr [^`]+)`(?!`)")
_FENCED = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)


def slug(heading):
    """The anchor that MyST and GitHub give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").strip().lower()).replace(" ", "-")


def anchors(page):
    prose = _FENCED.sub("", page.text)
    return {slug(line.lstrip("#")) for line in prose.splitlines() if line.startswith("#")}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_and_headings_that_are_there(name):
    page = PAGES[name]
    wrong = []
    for target in _LINK.findall(_FENCED.sub("", page.text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _hash, anchor = target.partition("#")
        file = (page.path.parent / path).resolve() if path else page.path
        if not file.exists() or (anchor and anchor not in anchors(PAGES[file.relative_to(ROOT).as_posix()])):
            wrong.append(target)
    assert wrong == []


def test_every_page_of_the_docs_is_in_the_contents():
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    listed = {line for line in index.splitlines() if re.fullmatch(r"[a-z-]+/[a-z-]+", line)}
    there = {name.removeprefix("docs/").removesuffix(".md") for name in PAGES if name.startswith("docs/")}
    assert listed == there - {"index"}


def mentioned(page):
    """The command lines of a page: in its prose, and in its blocks, with or without a prompt."""
    lines = _INLINE.findall(_FENCED.sub("", page.text))
    blocks = [line for block in page.blocks if block.language != "text" for line in block.text.splitlines()]
    blocks += [line[4:] for line in _FENCED.sub("", page.text).splitlines() if line.startswith("    ")]
    lines += [line.removeprefix("$ ").removeprefix("> ") for line in blocks if re.match(r"([$>] )?vpr ", line)]
    return lines


def problem(line):
    """What is wrong with a command line: no such command, no such option; ``None`` where nothing is."""
    words = shlex.split(line.split(" > ")[0].split(" | ")[0], comments=True)[1:]
    command, path, known = CLI, "vpr", set(option_names(CLI))
    for word in words:
        if isinstance(command, click.Group) and not word.startswith("-"):
            for name in word.split("|"):
                child = command.get_command(CLI.make_context("vpr", [], resilient_parsing=True), name)
                if child is None:
                    return f"there is no «{path} {name}»" if word.islower() else None
            command, path = child, f"{path} {name}"
            known |= set(option_names(command))
        elif re.match("--?[a-z]", word) and word.split("=")[0] not in known:
            return f"«{path}» has no {word}"
    return None


def option_names(command):
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    return [name for option in options for name in (*option.opts, *option.secondary_opts)] + ["--help", "-h"]


@pytest.mark.parametrize("name", PAGES)
def test_commands_and_options_that_are_mentioned_exist(name):
    page = PAGES[name]
    of_the_page = set(re.findall(r'CommandSpec\(\s*name="([a-z-]+)"', page.text))
    lines = [line for line in mentioned(page) if line.split()[1] not in of_the_page]
    assert [found for line in lines if (found := problem(line))] == []


def test_a_command_or_option_that_is_not_there_is_noticed():
    assert problem("vpr stauts") == "there is no «vpr stauts»"
    assert problem("vpr status --oevrdue") == "«vpr status» has no --oevrdue"
    assert problem("vpr event set NAME START [END] --school 4") is None
    assert problem("vpr school ad 4") == "there is no «vpr school ad»"
    assert problem("vpr event set|link --json") is None


@pytest.mark.parametrize("name", PAGES)
def test_settings_that_are_mentioned_exist(name):
    known = {entry.variable for entry in SETTINGS} | {"_VPR_COMPLETE", KEY_VARIABLE, BASE_VARIABLE}
    assert set(re.findall(r"\b_?VPR_[A-Z_]+\b", PAGES[name].text)) <= known


def test_the_readme_fits_a_screen_and_names_the_two_commands():
    text = PAGES["README.md"].text
    assert "```sh\npython3 dev.py demo\npython3 dev.py test\n```" in text
    assert len(text.splitlines()) < 100
    door = (ROOT / "dev.py").read_text(encoding="utf-8")
    assert re.search(r'case \["demo", \*rest\]:\n.*\n\s+run\(tool\("vpr"\), "demo", \*rest\)', door)
    assert 'case ["test", *rest]:' in door
