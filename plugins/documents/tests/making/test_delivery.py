"""Documents are written whole or not at all, under names that every system can store."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import text

from vpr_tracker import BadInput, UsageError
from vpr_tracker_documents.making import delivery
from vpr_tracker_documents.making.delivery import deliver, safe_name
from vpr_tracker_documents.making.kinds import MadeDocument


def making(*documents: MadeDocument | Exception, name: str = "letter"):
    """What stands for the making of these documents; an error is raised where it stands."""

    def made(_watch=None):
        for each in documents:
            if isinstance(each, Exception):
                raise each
            yield each

    from datetime import date

    return type(
        "Making", (), {
            "__len__": lambda _self: len(documents),
            "documents": staticmethod(made),
            "joined": staticmethod(lambda _watch=None: next(made())),
            "kind": SimpleNamespace(name=name),
            "context": SimpleNamespace(on=date(2023, 2, 10)),
        },
    )()  # fmt: skip


def document(name: str, data: bytes = b"new") -> MadeDocument:
    return MadeDocument(name=name, title=name, data=data)


def test_one_document_becomes_a_file(tmp_path):
    assert deliver(making(document("a.docx")), tmp_path / "b.docx") == [tmp_path / "b.docx"]
    assert (tmp_path / "b.docx").read_bytes() == b"new"


def test_without_a_place_it_is_written_here_under_its_own_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert deliver(making(document("приказ.docx")), None) == [Path("приказ.docx")]
    assert deliver(making(document("a.docx"), document("b.docx")), None)[0].parent == Path("letter-2023-02-10")


def test_many_documents_become_a_folder_or_an_archive(tmp_path):
    many = (document("a.docx", b"1"), document("A.docx", b"2"), document("б/в.docx", b"3"))

    assert [path.name for path in deliver(making(*many), tmp_path / "out")] == ["a.docx", "A (2).docx", "б в.docx"]
    (archive,) = deliver(making(*many), tmp_path / "out.zip")
    with zipfile.ZipFile(archive) as held:
        assert [(info.filename, info.date_time[0]) for info in held.infolist()] == [
            ("a.docx", 1980), ("A (2).docx", 1980), ("б в.docx", 1980),
        ]  # fmt: skip
    first = archive.read_bytes()
    deliver(making(*many), archive)
    assert archive.read_bytes() == first


@pytest.mark.parametrize("place", ["out", "out.zip", "there"])
def test_where_one_fails_nothing_is_written(tmp_path, place):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.docx").write_bytes(b"old")
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(BadInput, match="torn"):
        deliver(making(document("a.docx"), BadInput("torn"), document("c.docx")), tmp_path / place)

    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "there" / "a.docx").read_bytes() == b"old"


def test_where_a_file_cannot_be_replaced_those_before_are_put_back(tmp_path, monkeypatch):
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(b"old")
    replace = Path.replace

    def refusing(self, target):
        if self.name == "b.docx" and self.parent.suffix == ".part":
            raise PermissionError(13, "open in Word")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(BadInput, match=r"b\.docx|tmp|cannot|запис"):
        deliver(making(document("a.docx"), document("new.docx"), document("b.docx")), tmp_path)
    monkeypatch.undo()

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.docx": b"old", "b.docx": b"old"}


def test_a_place_that_says_nothing_is_refused(tmp_path):
    with pytest.raises(UsageError):
        deliver(making(document("a.docx")), tmp_path / "a.pdf")
    with pytest.raises(BadInput):
        deliver(making(document("a.docx")), tmp_path / "none" / "a.docx")
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=120))
@settings(max_examples=200)
def test_every_name_can_be_stored(name):
    made = safe_name(f"{name}.docx")
    assert made.endswith(".docx")
    assert not set(made) & set('<>:"/\\|?*\0\n\r')
    assert len(made.encode("utf-16-le")) < 400
    assert made.strip(" .") == made
    assert made.split(".")[0].casefold() not in {"con", "nul", "com1", "lpt1"}


def test_of_a_long_name_the_number_of_the_school_is_kept():
    school = "Муниципальное бюджетное общеобразовательное учреждение Заречного муниципального округа «Школа № 21»"

    assert safe_name(f"напоминание – {school}.docx") == (
        "напоминание – Муниципальное бюджетное общеобразовательное учреждение № 21.docx"
    )


def test_real_letters_go_into_a_folder(vpr, tmp_path):
    written = deliver(vpr.making("letter"), tmp_path / "letters")

    assert [path.name for path in written] == [
        f"напоминание – {name}.docx" for name in ("Школа № 1", "Школа № 2", "Школа № 4", "Гимназия «Росток»")
    ]
    assert "школы № 4" in text(written[2].read_bytes())


def test_the_progress_is_shown_while_they_are_made(vpr):
    from contextlib import contextmanager

    seen = []

    @contextmanager
    def watch(items):
        seen.append(len(items))
        yield items

    assert len(list(vpr.making("letter").documents(watch))) == 4
    assert seen == [4]
    assert delivery.Names().of(document(".docx")) == "документ.docx"
