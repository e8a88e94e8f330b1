"""The short way past Click understands exactly what Click would."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpr_tracker.cli.app import App
from vpr_tracker.cli.quick import GLOBAL, LEFT_TO_CLICK, QUICK, read
from vpr_tracker.settings import Settings

VALUES = (
    "2023-02-10",
    "10.02.2023",
    "2023-02-30",
    "7",
    "",
    "-",
    "--json",
    "school",
    "region",
    "ru",
    "a b",
    "14d",
    "=x",
)
LEFT = {
    "status": {"output": None, "as_of": None},
    "due": {"output": None, "as_of": None, "within_days": 14},
    "check": {},
}
"""What the options that are left to Click are when nobody gives them."""
OPTIONS = sorted({name for options in QUICK.values() for name in options} | set(GLOBAL))


def command(name):
    return import_module(f"vpr_tracker.cli.commands.{name}").command


def by_click(arguments):
    """What Click makes of the arguments: keywords and settings; ``None`` where it refuses them."""
    app = App(Settings({}))
    try:
        context = command(arguments[0]).make_context(arguments[0], list(arguments[1:]), obj=app)
    except (click.UsageError, click.exceptions.Exit):
        return None
    return context.params, app.settings.options


parts = st.one_of(
    st.sampled_from(OPTIONS),
    st.sampled_from(VALUES),
    st.builds(lambda name, value: f"{name}={value}", st.sampled_from(OPTIONS), st.sampled_from(VALUES)),
    st.sampled_from(["--help", "--within", "-h", "-o", "--output=x", "--", "--over", "--within=3w", "--as-of"]),
)
pairs = st.tuples(st.sampled_from(OPTIONS), st.sampled_from(VALUES)).map(list)
flags = st.sampled_from(["--json", "--overdue", "--nagios"]).map(lambda flag: [flag])
calls = st.lists(st.one_of(pairs, flags, parts.map(lambda part: [part])), max_size=4).map(
    lambda lists: [part for each in lists for part in each]
)


@given(name=st.sampled_from(sorted(QUICK)), arguments=calls)
def test_a_call_is_understood_as_click_does_or_left_to_it(name, arguments):
    call = read([name, *arguments])

    if call is not None:
        found = by_click([name, *arguments])
        assert found is not None
        params, options = found
        assert call.asked == {key: value for key, value in params.items() if key in call.asked}
        assert {key: value for key, value in params.items() if key not in call.asked} == LEFT[name]
        assert call.settings == options


@pytest.mark.parametrize("name", sorted(QUICK))
def test_it_knows_the_same_options(name):
    known = {opt for parameter in command(name).params for opt in parameter.opts if opt.startswith("--")}

    assert known - set(LEFT_TO_CLICK) == {*QUICK[name], *GLOBAL}


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["status"], {}),
        (["status", "--on", "10.02.2023", "--overdue"], {"on": date(2023, 2, 10), "overdue": True}),
        (["status", "--on=2023-02-10", "--json"], {"on": date(2023, 2, 10), "as_json": True}),
        (["due", "--owner", "Берёзкина Т. П."], {"owner": "Берёзкина Т. П."}),
        (["check", "--nagios"], {"nagios": True}),
    ],
)
def test_a_plain_call_does_not_need_click(arguments, asked):
    call = read(arguments)

    assert call is not None
    assert {key: value for key, value in call.asked.items() if value} == asked


@pytest.mark.parametrize("arguments", [[], ["--help"], ["status", "--help"], ["status", "7"], ["show", "1"], ["-v"]])
def test_what_is_not_plain_is_left_to_click(arguments):
    assert read(arguments) is None
