"""Every text of the code has a Russian translation, and the catalogue that ships is the one that was edited."""

from __future__ import annotations

import importlib.util
import re
import string
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

ROOT = Path(__file__).resolve().parents[1]
WORDS = string.Formatter()


def load_tool():
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / "tools" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()


@pytest.fixture(scope="module", params=TOOL.PACKAGES, ids=lambda package: package.name)
def package(request):
    return request.param


@pytest.fixture(scope="module")
def catalogue(package):
    return package.catalogue()


def strings(value):
    return [value] if isinstance(value, str) else list(value)


def test_every_text_in_the_code_is_translated(package, catalogue):
    texts = {message.id for message in package.texts_in_code() if message.id}
    translated = {message.id for message in catalogue if message.id and all(strings(message.string))}

    assert texts
    assert texts - translated == set(), "run: python tools/messages.py, then translate what it lists"


def test_no_translation_is_left_of_texts_that_are_gone(package, catalogue):
    texts = {message.id for message in package.texts_in_code() if message.id}
    ours = {message.id for message in catalogue if message.id and TOOL.CLICK not in message.user_comments}

    assert ours - texts == set(), "run: python tools/messages.py"


def test_what_ships_is_what_was_edited(package, catalogue):
    with package.po.with_suffix(".mo").open("rb") as file:
        shipped = read_mo(file)

    assert texts_of(shipped) == texts_of(catalogue), "run: python tools/messages.py"


def texts_of(catalogue):
    return {
        tuple(strings(message.id)): tuple(strings(message.string))
        for message in catalogue
        if message.id and any(strings(message.string))
    }


def test_translations_fill_in_the_same_things(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        wanted = fields(strings(message.id)[-1])
        for text in strings(message.string):
            if message.pluralizable or TOOL.CLICK in message.user_comments:
                assert fields(text) <= wanted | fields(strings(message.id)[0]), message.id
            else:
                assert fields(text) == wanted, message.id


def fields(text):
    return {name for _literal, name, _spec, _conversion in WORDS.parse(text) if name}


def test_plural_texts_have_the_three_russian_forms(catalogue):
    for message in catalogue:
        if message.id and message.pluralizable:
            assert len(message.string) == 3, message.id


def test_names_of_commands_and_options_are_not_translated(catalogue):
    for message in catalogue:
        if message.id:
            for source, text in zip(strings(message.id)[-1:], strings(message.string)[-1:], strict=True):
                options = set(re.findall(r"(?<!\w)--[a-z-]+", source))
                assert options <= set(re.findall(r"(?<!\w)--[a-z-]+", text)), message.id
