"""Rules before a change, hooks in and after the transaction, and what a failing plugin may do to them."""

from __future__ import annotations

from datetime import UTC, datetime
from textwrap import dedent

import pytest

from vpr_tracker.errors import BadInput, PluginError
from vpr_tracker.plugins import ChangeSpec
from vpr_tracker.plugins.discovery import Found
from vpr_tracker.plugins.registry import load_registry

CHANGE = ChangeSpec(action="accept", actor="Anna", at=datetime(2023, 2, 10, tzinfo=UTC), task_id="t")


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")


@pytest.fixture
def registry(tmp_path, monkeypatch):
    """Make modules and load them as plugins; lines about failures after a commit are in ``registry.told``."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(**sources: str):
        told: list[str] = []
        found = []
        for name, source in sources.items():
            module = f"{tmp_path.name}_{name}".replace("-", "_")
            (tmp_path / f"{module}.py").write_text(
                "from vpr_tracker.plugins import RuleSpec, hookimpl\nclass GoneError(BaseException): pass\n"
                + dedent(source).replace("HERE", module),
                encoding="utf-8",
            )
            found.append(Found(name, module, f"vpr-{name}", "1.0"))
        made = load_registry(found=found, tell=told.append)
        made.told = told
        return made

    return make


RULE = """
    @hookimpl
    def vpr_rules():
        return [RuleSpec(name="{name}", target="HERE:check", summary="A rule.", actions={actions})]

    def check(change):
        {body}
"""


def test_problems_of_all_rules_are_collected(registry):
    plugins = registry(
        one=RULE.format(name="a", actions=(), body='return ["first", "second"]'),
        two=RULE.format(name="b", actions=("accept",), body='yield "third"'),
        three=RULE.format(name="c", actions=("waive",), body='yield "is not asked"'),
        four=RULE.format(name="d", actions=(), body="return None"),
    )

    assert sorted(plugins.problems(CHANGE)) == ["first", "second", "third"]


@pytest.mark.parametrize("body", ["return 1 / 0", "raise SystemExit(3)", "raise GoneError", "return 5"])
def test_a_rule_that_fails_refuses_the_change_and_is_named(body, registry):
    plugins = registry(careless=RULE.format(name="a", actions=(), body=body))

    with pytest.raises(PluginError, match="«careless»") as caught:
        list(plugins.problems(CHANGE))

    assert caught.value.exit_code == 7
    assert "VPR_PLUGINS=-careless" in caught.value.hint


@pytest.mark.parametrize(
    "source",
    [
        "import a_module_that_is_nowhere\n@hookimpl\ndef vpr_rules():\n    return []",
        "@hookimpl\ndef vpr_rules():\n    return 1 / 0",
        "@hookimpl\ndef vpr_rules():\n    return []\n@hookimpl\ndef vpr_comands():\n    return []",
        "def vpr_rules(:",
    ],
)
def test_while_a_plugin_with_rules_is_broken_the_change_is_refused(source, registry):
    plugins = registry(guard=source)

    with pytest.raises(PluginError, match="refused") as caught:
        list(plugins.problems(CHANGE))

    assert caught.value.exit_code == 7
    assert any(problem.startswith("guard: ") for problem in caught.value.problems)
    assert "VPR_PLUGINS=-guard" in caught.value.hint


def test_all_broken_plugins_with_rules_are_left_out_by_one_setting(registry):
    broken = "@hookimpl\ndef vpr_rules():\n    return 1 / 0"

    with pytest.raises(PluginError) as caught:
        list(registry(guard=broken, warden=broken).problems(CHANGE))

    assert "VPR_PLUGINS=-guard,-warden" in caught.value.hint


def test_a_broken_plugin_without_rules_refuses_nothing(registry):
    plugins = registry(other="@hookimpl\ndef vpr_commands():\n    return 1 / 0")

    assert list(plugins.problems(CHANGE)) == []
    assert [failure.name for failure in plugins.failures] == ["other"]


def test_plugins_are_told_of_a_change_inside_the_transaction(registry):
    plugins = registry(
        listener="@hookimpl\ndef vpr_on_change(session, change):\n    session.append(change.action)",
        brief="@hookimpl\ndef vpr_on_change(session):\n    session.append('brief')",
    )
    session: list[str] = []

    plugins.on_change(session, CHANGE)

    assert sorted(session) == ["accept", "brief"]


def test_a_failure_inside_the_transaction_goes_up_with_the_name_of_its_plugin(registry):
    plugins = registry(listener="@hookimpl\ndef vpr_on_change(change):\n    1 / 0")

    with pytest.raises(PluginError, match=r"«listener».*ZeroDivisionError"):
        plugins.on_change(None, CHANGE)


def test_an_error_that_a_plugin_means_goes_up_as_it_is(registry):
    plugins = registry(
        listener="from vpr_tracker.errors import BadInput\n@hookimpl\n"
        "def vpr_on_change(change):\n    raise BadInput('no room «12»')"
    )

    with pytest.raises(BadInput, match="no room «12»"):
        plugins.on_change(None, CHANGE)


def test_after_the_commit_failures_are_told_and_the_others_still_called(registry, tmp_path):
    mark = tmp_path / "called"
    plugins = registry(
        a="@hookimpl\ndef vpr_after_commit(changes):\n    raise SystemExit(2)",
        b="import pathlib\n@hookimpl\ndef vpr_after_commit(changes):\n"
        f"    pathlib.Path({str(mark)!r}).write_text(str(len(changes)))",
        c="@hookimpl\ndef vpr_after_commit(changes):\n    1 / 0",
    )

    plugins.after_commit([CHANGE, CHANGE])

    assert mark.read_text() == "2"
    assert len(plugins.told) == 2
    assert "«a»" in plugins.told[0]
    assert "«c»" in plugins.told[1]


def test_each_plugin_gets_back_its_own_part_of_a_plan_file(registry):
    source = """
        @hookimpl
        def vpr_dump_extra(session, plan_id):
            return {value}

        @hookimpl
        def vpr_load_extra(session, plan_id, extra):
            session.append(("{name}", plan_id, extra))
    """
    plugins = registry(
        one=source.format(name="one", value="{'a': 1}"),
        two=source.format(name="two", value="None"),
    )
    session: list[object] = []

    assert plugins.dump_extra(None, "p") == {"one": {"a": 1}}
    plugins.load_extra(session, "p", {"one": {"a": 1}, "absent": {"kept": True}})
    assert session == [("one", "p", {"a": 1})]


def test_a_part_of_a_plan_file_that_is_no_table_names_its_plugin(registry):
    plugins = registry(one="@hookimpl\ndef vpr_dump_extra(session, plan_id):\n    return [1]")

    with pytest.raises(PluginError, match="«one»"):
        plugins.dump_extra(None, "p")


def test_what_hooks_and_rules_print_goes_aside_and_ctrl_c_goes_up(registry, capsys):
    plugins = registry(
        a=RULE.format(name="a", actions=(), body='print("a rule"); return []'),
        b='@hookimpl\ndef vpr_on_change(session, change):\n    print("a hook")\n    raise KeyboardInterrupt',
    )

    assert list(plugins.problems(CHANGE)) == []
    with pytest.raises(KeyboardInterrupt):
        plugins.on_change(None, CHANGE)
    print("the program")

    assert capsys.readouterr() == ("the program\n", "a rule\na hook\n")


CALENDAR = """
    from datetime import date, datetime
    from vpr_tracker.plugins import CalendarEntry, CalendarSpec

    @hookimpl
    def vpr_calendar_entries():
        return [CalendarSpec(name="{name}", target="HERE:entries", summary="Visits.")]

    def entries(tracker, *, plan_id, school, person):
        {body}

    def entry(uid="1", title="Visit", start=date(2023, 3, 1), end=date(2023, 3, 1), **other):
        return CalendarEntry(uid=uid, title=title, start=start, end=end, **other)
"""


def calendar_entries(made):
    return made.calendar_entries(None, plan_id="p", school="s", person=None)


def test_calendars_get_the_entries_of_each_plugin_with_its_name(registry):
    made = registry(
        one=CALENDAR.format(name="one", body='return [entry(uid=f"{plan_id}/{school}/{person}")]'),
        two=CALENDAR.format(name="two", body='yield entry(uid="2")'),
        none=CALENDAR.format(name="none", body="return None"),
    )

    found, problems = calendar_entries(made)
    assert [(name, each.uid) for name, each in found] == [("one", "p/s/None"), ("two", "2")]
    assert problems == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('raise ValueError("no tables")', "no tables"),
        ("raise GoneError", "GoneError"),
        ('return ["visit"]', "is not a CalendarEntry"),
        ("yield entry(); yield entry(end=date(2023, 2, 1))", "ends before it begins"),
        ("yield entry(start=datetime(2023, 3, 1, 9))", "is not a date"),
        ('yield entry(uid=" ")', "empty uid"),
        ("yield entry(title=None)", "is not a text"),
        ("yield entry(sequence=-1)", "sequence"),
        ("yield entry(modified=datetime(2023, 3, 1))", "aware"),
    ],
)
def test_a_plugin_whose_entries_fail_is_named_and_the_others_are_kept(registry, body, said):
    made = registry(
        bad=CALENDAR.format(name="bad", body=body), good=CALENDAR.format(name="good", body="return [entry()]")
    )

    found, problems = calendar_entries(made)
    assert [name for name, _each in found] == ["good"]
    (problem,) = problems
    assert "plugin «bad» failed" in problem
    assert said in problem
