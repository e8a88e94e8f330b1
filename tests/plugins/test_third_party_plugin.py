"""The plugin of the docs, taken from the page, built and installed as its own distribution, does what the page says."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "write-a-plugin.md"
PLAN = ROOT / "sample_plans" / "vpr-2023.toml"
BLOCK = re.compile(r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    project = tmp_path_factory.mktemp("project")
    for name, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        path = project / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"],
        cwd=project,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return next((project / "dist").glob("*.whl"))


@pytest.fixture
def installed(wheel, site):
    """The distribution, installed beside the program under test and offline."""
    if importlib.util.find_spec("pip") is None:
        with ZipFile(wheel) as archive:  # what installing a pure wheel comes to, where there is no pip
            archive.extractall(site)
        return site
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--target", str(site), str(wheel)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return site


@pytest.fixture
def plan(installed, vpr):
    """The sample plan, imported, with one school."""
    assert vpr("import", str(PLAN)).returncode == 0
    assert vpr("school", "add", "4").returncode == 0
    return installed


@pytest.mark.usefixtures("installed")
def test_the_plugin_is_listed_with_what_it_adds(vpr):
    digest = next(row for row in json.loads(vpr("plugins", "--json").stdout)["plugins"] if row["name"] == "digest")

    assert (digest["status"], digest["distribution"], digest["version"]) == ("loaded", "vpr-digest", "1.0")
    assert digest["adds"]["command"] == ["digest"]
    assert digest["adds"]["exporter"] == ["markdown"]
    assert digest["adds"]["rule"] == ["waive-reason"]
    assert "Tell a school what it owes." in vpr("--help").stdout


@pytest.mark.usefixtures("plan")
def test_its_command_tells_what_a_school_owes(vpr):
    told = vpr("digest", "--school", "4", "--on", "2023-02-10")
    data = json.loads(vpr("digest", "--school", "4", "--on", "2023-02-10", "--json").stdout)

    assert told.returncode == 0
    assert "25.01.2023" in told.stdout
    assert data["schema"] == "vpr-digest/digest/1"
    assert data["tasks"][0]["number"] == "1"
    assert data["tasks"][0]["condition"] == "overdue"
    assert "vpr digest --school 4" in vpr("digest", "--help").stdout


@pytest.mark.usefixtures("plan")
def test_its_writer_writes_the_plan(tmp_path, vpr):
    done = vpr("export", "-o", "plan.md")

    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "plan.md").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert any(line.startswith("- **9.1** ") for line in lines)
    assert vpr("export", "--format", "markdown").stdout.splitlines() == lines


@pytest.mark.usefixtures("plan")
def test_its_rule_refuses_and_allows(vpr):
    refused = vpr("waive", "1", "--school", "4", "--note", "ремонт")
    allowed = vpr("waive", "1", "--school", "4", "--note", "школа на ремонте")

    assert refused.returncode == 5
    assert "причина «ремонт» из одного слова" in refused.stderr
    assert allowed.returncode == 0, allowed.stderr


def test_while_its_rule_is_broken_the_change_is_refused_until_it_is_left_out_by_name(plan, vpr):
    (plan / "vpr_digest" / "rules.py").unlink()
    call = ("waive", "1", "--school", "4", "--note", "школа на ремонте")

    refused = vpr(*call, "--json")
    other = vpr("status", "--json")
    allowed = vpr(*call, VPR_PLUGINS="-digest")

    assert refused.returncode == 7
    assert "digest" in json.loads(refused.stderr)["error"]["message"]
    assert other.returncode == 0
    assert allowed.returncode == 0, allowed.stderr


def test_while_the_whole_plugin_is_broken_its_rules_still_hold(plan, vpr):
    module = plan / "vpr_digest" / "plugin.py"
    module.write_text("import a_module_that_is_nowhere\n" + module.read_text(encoding="utf-8"), encoding="utf-8")

    refused = vpr("waive", "1", "--school", "4", "--note", "школа на ремонте")

    assert refused.returncode == 7
    assert "a_module_that_is_nowhere" in refused.stderr
    assert "VPR_PLUGINS=-digest" in refused.stderr
    assert vpr("plans").returncode == 0
