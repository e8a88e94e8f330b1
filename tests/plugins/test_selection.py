"""``VPR_PLUGINS``: which plugins are loaded."""

from __future__ import annotations

import json

import pytest

SOURCE = """
    from vpr_tracker.plugins import CommandSpec, hookimpl

    @hookimpl
    def vpr_commands():
        return [CommandSpec(name="do-{name}", target="json:dumps", summary="Does {name}.")]
"""


@pytest.fixture
def three(install):
    for name in ("ash", "birch", "cedar"):
        install(name, SOURCE.format(name=name))


def loaded(done):
    return {plugin["name"] for plugin in json.loads(done.stdout)["plugins"] if plugin["status"] == "loaded"}


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("", set()),
        ("ash", {"ash"}),
        (" cedar , ash ,", {"ash", "cedar"}),
        ("-birch", {"ash", "cedar"}),
        ("ash,birch,-ash", {"birch"}),
    ],
)
def test_only_those_selected_are_loaded(selection, expected, vpr):
    done = vpr("plugins", "--json", VPR_PLUGINS=selection)

    assert loaded(done) & {"ash", "birch", "cedar"} == expected
    assert done.stderr == ""
    rest = {row["name"] for row in json.loads(done.stdout)["plugins"] if row["status"] == "not_selected"}
    assert rest >= {"ash", "birch", "cedar"} - expected


@pytest.mark.usefixtures("three")
def test_a_name_that_is_not_installed_is_warned_about(vpr):
    done = vpr("plugins", "--json", VPR_PLUGINS="ash,oak")

    assert loaded(done) == {"ash"}
    assert "«oak»" in done.stderr


def test_a_failed_plugin_that_is_left_out_is_not_named(install, vpr):
    install("broken", "raise RuntimeError")

    assert vpr("--help", VPR_PLUGINS="-broken").stderr == ""
    assert vpr("--help", VPR_PLUGINS="").stderr == ""


@pytest.mark.usefixtures("three")
def test_the_settings_file_selects_too(tmp_path, vpr):
    (tmp_path / "vpr.toml").write_text('plugins = ["birch"]\n', encoding="utf-8")

    assert loaded(vpr("plugins", "--json")) == {"birch"}
