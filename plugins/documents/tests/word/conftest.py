"""Reading a document made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from build import docx

from vpr_tracker_documents.word.model import Paragraph, Row, Table, WordFile
from vpr_tracker_documents.word.read import read_word

Read = Callable[..., WordFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """``read(*body, **parts)``: what ``read_word`` makes of a document with that body (see ``build.docx``)."""
    numbers = count()

    def make(*body: str, **parts: Any) -> WordFile:
        return read_word(docx(tmp_path / f"{next(numbers)}.docx", *body, **parts))

    return make


@pytest.fixture
def texts(read: Read) -> Callable[..., list[str]]:
    """``texts(*body, **parts)``: the texts of the body's paragraphs, numbers included."""

    def make(*body: str, **parts: Any) -> list[str]:
        return [block.text for block in read(*body, **parts).blocks if isinstance(block, Paragraph)]

    return make


@pytest.fixture
def rows(read: Read) -> Callable[..., tuple[Row, ...]]:
    """``rows(*body, **parts)``: the rows of the only table of the body."""

    def make(*body: str, **parts: Any) -> tuple[Row, ...]:
        (table,) = (block for block in read(*body, **parts).blocks if isinstance(block, Table))
        return table.rows

    return make
