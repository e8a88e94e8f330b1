"""``vpr doc``: what a person types and sees."""

from __future__ import annotations

import json
import zipfile

import pytest
from papers import SAMPLES, changed, kind_of, text

from vpr_tracker.cli import main
from vpr_tracker_documents.making.sources import builtin_template


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A database with the plan of 2023 and two schools."""
    path = tmp_path_factory.mktemp("cli") / "vpr.sqlite3"
    assert main(["import", str(SAMPLES["vpr"]), "--db", str(path)]) == 0
    for number in ("4", "7"):
        assert main(["school", "add", number, "--db", str(path)]) == 0
    return path


@pytest.fixture
def run(database, tmp_path, monkeypatch, capsys):
    """Call the program in an empty folder, on 10.02.2023."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"VPR_DB": str(database), "VPR_TODAY": "2023-02-10", "VPR_LANG": "ru", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    capsys.readouterr()

    def call(*arguments: str):
        code = main(["doc", *arguments])
        out, err = capsys.readouterr()
        assert max(map(len, (out + err).splitlines()), default=0) <= 80 or "--json" in arguments or code
        return code, out, err

    return call


def test_the_kinds_are_listed(run):
    code, out, _err = run("list")
    data = json.loads(run("list", "--json")[1])

    assert code == 0
    assert "marked-plan" in out
    assert data["schema"] == "vpr-tracker/document-kinds/1"
    assert [kind["name"] for kind in data["kinds"]][:2] == ["plan", "marked-plan"]


def test_a_document_is_made_for_a_day(run, tmp_path):
    code, out, err = run("make", "order", "--task", "3", "-o", "приказ.docx")

    assert (code, err) == (0, "")
    assert "приказ.docx" in out
    assert "10 февраля 2023 г." in text((tmp_path / "приказ.docx").read_bytes())


def test_letters_become_files_or_an_archive(run, tmp_path):
    code, out, _err = run("make", "letter", "--json")
    data = json.loads(out)

    assert code == 0
    assert (data["schema"], data["documents"], data["on"]) == ("vpr-tracker/documents/1", 2, "2023-02-10")
    assert all((tmp_path / name).is_file() for name in data["files"])
    run("make", "letter", "-o", "a.zip")
    assert len(zipfile.ZipFile(tmp_path / "a.zip").namelist()) == 2


def test_what_the_forms_of_names_are_unsure_of_is_remarked(run):
    code, _out, err = run("make", "order", "--task", "14", "-o", "a.docx")

    assert code == 0
    assert "Стрижевец" in err
    assert "vpr doc forms" in " ".join(err.split())


def test_a_template_is_written_used_and_checked(run, tmp_path):
    assert run("template", "letter", "-o", "letter.docx")[0] == 0
    assert run("check", "letter.docx")[0] == 0
    changed(tmp_path / "letter.docx", tmp_path / "own.docx", lambda xml: xml.replace("item.days", "item.dayz"))

    code, out, err = run("check", "own.docx")
    made = run("make", "letter", "--template", "own.docx", "-o", "x.docx")

    assert (code, out) == (4, "")
    assert "item.dayz" in err
    assert "item.days" in err
    assert (made[0], made[2]) == (4, err)
    assert not (tmp_path / "x.docx").exists()


def test_a_check_tells_its_faults_as_json(run, tmp_path):
    changed(
        builtin_template(kind_of("order"), __import__("datetime").date(2023, 1, 1)),
        tmp_path / "o.docx",
        lambda xml: xml.replace("{{ last }}", "{{ lats }}"),
    )

    code, out, err = run("check", "o.docx", "--kind", "order", "--json")
    data = json.loads(out)

    assert code == 4
    assert (data["kind"], data["ok"]) == ("order", False)
    assert set(data["faults"][0]) == {"where", "message", "cure", "harmless"}
    assert json.loads(err)["error"]["code"] == "bad_input"


def test_the_names_of_a_template_are_listed(run):
    code, out, _err = run("template", "letter", "--names")
    data = json.loads(run("template", "letter", "--json")[1])

    assert code == 0
    assert "items[].title" in out
    assert {"name": "recipient.name", "type": "text"}.items() <= next(
        each for each in data["names"] if each["name"] == "recipient.name"
    ).items()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("make", "nothing"), 3), (("make", "letter", "--table", "a.csv"), 2), (("make", "order"), 2),
        (("make", "plan", "--each", "school"), 2), (("make", "letter", "--on", "01.01.2023"), 5),
        (("make", "order", "--task", "77"), 3), (("check", "none.docx"), 3), (("template", "letter"), 2),
        (("make", "marked-plan", "--template", "a.docx"), 2), (("template", "marked-plan", "--names"), 2),
    ],
)  # fmt: skip
def test_mistakes_are_told_and_nothing_is_written(run, tmp_path, arguments, code):
    found, out, err = run(*arguments)

    assert (found, out) == (code, "")
    assert err
    assert list(tmp_path.iterdir()) == []


def test_settings_name_who_signs_and_wrong_ones_are_told(run, tmp_path):
    (tmp_path / "vpr.toml").write_text(
        '[plugin.documents]\nsigner_name = "Вересова И. К."\nplace = "г. Заозёрск"\n', "utf-8"
    )
    assert run("make", "order", "--task", "1", "-o", "a.docx")[0] == 0
    told = text((tmp_path / "a.docx").read_bytes())
    assert "И. К. Вересова" in told
    assert "г. Заозёрск" in told

    (tmp_path / "vpr.toml").write_text('[plugin.documents]\nsigner = "a"\nplace = 5\ntemplates = "none"\n', "utf-8")
    code, _out, err = run("make", "order", "--task", "1", "-o", "b.docx")
    assert code == 2
    assert "«signer»" in err
    assert "«place»" in err
