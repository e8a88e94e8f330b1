"""One bad plugin of every kind: the core works, the culprit is named, ``vpr plugins`` says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

GOOD_COMMAND = """
    from vpr_tracker.plugins import CommandSpec, hookimpl

    @hookimpl
    def vpr_commands():
        return [CommandSpec(name="{name}", target="json:dumps", summary="Says {name}.")]
"""

BROKEN = {
    "raises-on-import": ("raise RuntimeError('no such luck')", "RuntimeError: no such luck"),
    "exits-on-import": ("import sys\nsys.exit(3)", "SystemExit: 3"),
    "raises-past-exception": ("class Stop(BaseException): pass\nraise Stop('over')", "Stop: over"),
    "is-cancelled": ("import asyncio\nraise asyncio.CancelledError", "CancelledError"),
    "cannot-say-why": (
        "class Mute(BaseException):\n    def __str__(self):\n        return 1 / 0\nraise Mute",
        "Mute",
    ),
    "needs-missing-module": ("import a_module_that_is_nowhere", "a_module_that_is_nowhere"),
    "syntax-error": ("def vpr_commands(:", "SyntaxError"),
    "wrong-hook-name": (
        "from vpr_tracker.plugins import hookimpl\n@hookimpl\ndef vpr_comands():\n    return []",
        "vpr_comands",
    ),
    "hook-not-marked": ("def vpr_commands():\n    return []", "vpr_commands"),
    "wrong-hook-argument": (
        "from vpr_tracker.plugins import hookimpl\n@hookimpl\ndef vpr_on_change(sesion, change):\n    pass",
        "sesion",
    ),
    "hook-raises": (
        "from vpr_tracker.plugins import hookimpl\n@hookimpl\ndef vpr_commands():\n    return 1 / 0",
        "ZeroDivisionError",
    ),
    "hook-exits": (
        "import sys\nfrom vpr_tracker.plugins import hookimpl\n@hookimpl\ndef vpr_commands():\n    sys.exit(4)",
        "SystemExit: 4",
    ),
    "hook-raises-past-exception": (
        "from vpr_tracker.plugins import hookimpl\nclass Stop(BaseException): pass\n@hookimpl\n"
        "def vpr_importers():\n    raise Stop('in a hook')",
        "Stop: in a hook",
    ),
    "generator-raises": (
        "from vpr_tracker.plugins import hookimpl\n@hookimpl\ndef vpr_importers():\n    yield 1 / 0",
        "ZeroDivisionError",
    ),
    "hook-returns-number": (
        "from vpr_tracker.plugins import hookimpl\n@hookimpl\ndef vpr_commands():\n    return 5",
        "returned 5",
    ),
    "hook-returns-words": (
        "from vpr_tracker.plugins import hookimpl\n@hookimpl\ndef vpr_exporters():\n    return ['html']",
        "'html'",
    ),
    "wrong-spec": (
        "from vpr_tracker.plugins import CommandSpec, hookimpl\n@hookimpl\ndef vpr_commands():\n"
        "    return [CommandSpec(name='x', target='nowhere', summary='X.')]",
        "'nowhere'",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_plugin_is_named_and_left_out(kind, install, vpr):
    source, why = BROKEN[kind]
    install(kind, source)
    install("sound", GOOD_COMMAND.format(name="sound"))

    done = vpr("plugins", "--json")

    assert done.returncode == 0
    plugins = {plugin["name"]: plugin for plugin in json.loads(done.stdout)["plugins"]}
    assert plugins[kind]["status"] == "failed"
    assert why in plugins[kind]["error"]
    assert plugins["sound"]["status"] == "loaded"
    assert plugins["sound"]["adds"]["command"] == ["sound"]
    warnings = done.stderr.splitlines()
    assert len(warnings) == 1
    assert kind in warnings[0]
    assert "Traceback" not in done.stderr


CHATTY = """
    import sys

    print("imported")
    sys.stdout.write("loudly")
    {extra}
    from vpr_tracker.plugins import hookimpl

    @hookimpl
    def vpr_commands():
        print("asked")
        return []
"""


@pytest.mark.parametrize(
    "extra", ["", "sys.stdout.close()", "sys.stdout = None", "sys.stdout.flush(); sys.stdout.isatty()"]
)
def test_what_a_plugin_prints_while_it_is_loaded_does_not_get_into_the_output(extra, install, vpr):
    install("chatty", CHATTY.format(extra=extra))

    done = vpr("plugins", "--json")

    assert done.returncode == 0
    plugins = {plugin["name"]: plugin for plugin in json.loads(done.stdout)["plugins"]}
    assert plugins["chatty"]["status"] == "loaded"
    assert "imported" in done.stderr


def test_with_every_kind_of_broken_plugin_the_core_commands_work(install, vpr):
    for kind, (source, _why) in BROKEN.items():
        install(kind, source)

    shown = vpr("--help")
    explained = vpr("deadline", "до 25.01.2023")
    checked = vpr("status")

    assert shown.returncode == 0
    assert "import" in shown.stdout
    assert all(kind in shown.stderr for kind in BROKEN)
    assert explained.returncode == 0
    assert "25.01.2023" in explained.stdout
    assert explained.stderr == ""
    assert checked.returncode == 3
    assert not any(kind in checked.stderr for kind in BROKEN), "status loads no plugin"


PLAN = Path(__file__).resolve().parents[2] / "sample_plans" / "vpr-2023.toml"
CORE_CALLS = [
    ("import", str(PLAN)),
    ("school", "add", "4"),
    ("submit", "1", "--school", "4"),
    ("accept", "1", "--school", "4", "--deliverable", "1"),
    ("event", "set", "Проведение ВПР 2023", "15.03.2023", "20.05.2023", "--link"),
    ("set", "12", "--title", "Опубликовать две статьи"),
    ("review", "--accept-all"),
    ("plans",),
    ("show", "1"),
    ("status",),
    ("due",),
    ("matrix",),
    ("log",),
    ("export",),
    ("db", "status"),
    ("db", "upgrade"),
]


@pytest.mark.slow
def test_with_every_kind_of_broken_plugin_the_whole_way_can_be_gone(install, vpr):
    for kind, (source, _why) in BROKEN.items():
        install(kind, source)

    for call in CORE_CALLS:
        done = vpr(*call, VPR_TODAY="2023-02-10")
        assert done.returncode == 0, (call, done.stderr)
        named = [kind for kind in BROKEN if kind in done.stderr]
        assert named in ([], list(BROKEN)), "all of them, by the commands that load plugins"
        assert "Traceback" not in done.stderr
        if call[0] in ("import", "submit", "set"):
            assert named


def test_a_command_of_two_plugins_is_given_to_neither_and_both_are_named(install, vpr):
    install("one", GOOD_COMMAND.format(name="hello"))
    install("two", GOOD_COMMAND.format(name="hello"), version="2.5")

    called = vpr("hello")
    listed = json.loads(vpr("plugins", "--json").stdout)["plugins"]

    assert called.returncode == 2
    assert "there is no command «hello»" in called.stderr
    assert "vpr-one 1.0" in called.stderr
    assert "vpr-two 2.5" in called.stderr
    mine = {plugin["name"]: plugin for plugin in listed if plugin["name"] in ("one", "two")}
    assert {plugin["status"] for plugin in mine.values()} == {"partly"}
    assert all("vpr-one 1.0, vpr-two 2.5" in plugin["error"] for plugin in mine.values())
    assert all(plugin["adds"]["command"] == [] for plugin in mine.values())


def test_a_clash_drops_only_the_command_that_clashes(install, vpr):
    install("one", GOOD_COMMAND.format(name="hello"))
    install(
        "two",
        """
        from vpr_tracker.plugins import CommandSpec, hookimpl

        @hookimpl
        def vpr_commands():
            yield CommandSpec(name="hello", target="json:dumps", summary="Clashes.")
            yield CommandSpec(name="farewell", target="json:dumps", summary="Does not.")
        """,
    )

    shown = vpr("--help").stdout

    assert "farewell" in shown
    assert "hello" not in shown


def test_a_core_command_cannot_be_taken(install, vpr):
    install("thief", GOOD_COMMAND.format(name="status"))

    listed = vpr("plugins", "--json")
    shown = vpr("--help")

    thief = next(plugin for plugin in json.loads(listed.stdout)["plugins"] if plugin["name"] == "thief")
    assert thief["status"] == "partly"
    assert "«status»" in thief["error"]
    assert "Says status" not in shown.stdout
    assert "thief" in shown.stderr


def test_two_distributions_with_one_plugin_name_are_both_left_out(install, vpr):
    install("same", GOOD_COMMAND.format(name="first"), distribution="vpr-first")
    install("same", GOOD_COMMAND.format(name="second"), distribution="vpr-second")

    plugins = [plugin for plugin in json.loads(vpr("plugins", "--json").stdout)["plugins"] if plugin["name"] == "same"]

    assert [plugin["distribution"] for plugin in plugins] == ["vpr-first", "vpr-second"]
    assert {plugin["status"] for plugin in plugins} == {"failed"}
    assert all("vpr-first 1.0, vpr-second 1.0" in plugin["error"] for plugin in plugins)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("a_module_that_is_nowhere:command", "a_module_that_is_nowhere"),
        ("json:nothing_of_that_name", "nothing_of_that_name"),
        ("json:dumps", "is not a Click command"),
    ],
)
def test_a_command_that_cannot_be_loaded_exits_with_7_and_names_its_plugin(target, why, install, vpr):
    install(
        "lazy",
        f"""
        from vpr_tracker.plugins import CommandSpec, hookimpl

        @hookimpl
        def vpr_commands():
            return [CommandSpec(name="lazy-command", target="{target}", summary="Cannot be loaded.")]
        """,
    )

    shown = vpr("--help")
    called = vpr("lazy-command", "--json")

    assert shown.returncode == 0
    assert "lazy-command" in shown.stdout
    assert called.returncode == 7
    error = json.loads(called.stderr)["error"]
    assert error["code"] == "plugin"
    assert "«lazy»" in error["message"]
    assert why in error["message"]


def test_vpr_plugins_shows_the_traceback_when_asked(install, vpr):
    install("raises", "raise RuntimeError('no such luck')")

    assert "Traceback" not in vpr("plugins").stdout
    assert "Traceback" in vpr("-v", "plugins").stdout


def test_a_format_of_the_core_cannot_be_taken(install, vpr):
    install(
        "thief",
        """
        from vpr_tracker.plugins import ExporterSpec, hookimpl

        @hookimpl
        def vpr_exporters():
            return [ExporterSpec(name="json", target="json:dump", summary="Takes a format.", suffix=".json")]
        """,
    )

    thief = next(row for row in json.loads(vpr("plugins", "--json").stdout)["plugins"] if row["name"] == "thief")

    assert thief["status"] == "partly"
    assert "«json»" in thief["error"]


def test_two_readers_of_one_kind_of_file_are_named_and_none_is_chosen(install, vpr, tmp_path):
    source = """
        from vpr_tracker.plugins import ImporterSpec, hookimpl

        @hookimpl
        def vpr_importers():
            return [ImporterSpec(name="{name}", target="json:load", summary="Reads.", suffixes=(".plan",))]
    """
    install("ash", source.format(name="ash"))
    install("birch", source.format(name="birch"))
    (tmp_path / "a.plan").write_text("x")

    done = vpr("import", "a.plan")

    assert done.returncode == 7
    assert "ash, birch" in done.stderr
    assert "VPR_PLUGINS=-birch" in done.stderr


@pytest.mark.slow
def test_damaged_metadata_of_another_distribution_break_no_command_on_a_database(site, vpr):
    making, *working = [call for call in CORE_CALLS if call[0] != "db"]
    assert vpr(*making).returncode == 0
    info = site / "elsewhere-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: elsewhere\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_bytes(b"\xff\xfe\x00[pydantic]\n\x80 = \x81")

    # Tables are made by Alembic, which reads the metadata of all distributions and cannot be told not to.
    failed = {call: done.stderr for call in working if (done := vpr(*call)).returncode}

    assert failed == {}
