"""Where feeds are found, and where the key is."""

from __future__ import annotations

from pathlib import Path

import pytest

from vpr_tracker import BadInput, UsageError
from vpr_tracker.cli.kit import App
from vpr_tracker_ical.feeds.places import addresses, configured_addresses, key_file

TOKEN = "a" * 32


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        (" https://example.org/vpr/ ", "https://example.org/vpr"),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("http://[::1]:8765/a/b", "http://[::1]:8765/a/b"),
        ("https://комитет.рф/впр".removesuffix("впр") + "vpr", "https://xn--e1affij0ab.xn--p1ai/vpr"),
        ("HTTPS://Example.ORG/Vpr", "https://example.org/Vpr"),
    ],
)
def test_a_base_is_taken_as_people_write_it(text, base):
    assert addresses(text).base == base


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "ftp://example.org",
        "https://",
        "https://user:secret@example.org",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://example.org:port",
        "https://example.org/пробел здесь",
        'https://example.org/"onclick',
        "https://exa mple.org",
        "https://example.org/a//b",
        "https://example.org/\nX: y",
        "javascript:alert(1)",
        "https://" + "a" * 200 + ".org",
        "https://example.org/" + "a" * 200,
    ],
)
def test_what_is_no_base_is_refused(text):
    with pytest.raises(BadInput) as caught:
        addresses(text)
    assert caught.value.where == "--base"


def test_the_addresses_of_a_feed():
    there = addresses("https://example.org/vpr")
    assert there.page(TOKEN) == f"https://example.org/vpr/feed/{TOKEN}/"
    assert there.ics(TOKEN, "school-4") == f"https://example.org/vpr/feed/{TOKEN}/school-4.ics"
    assert there.webcal(TOKEN, "school-4") == f"webcal://example.org/vpr/feed/{TOKEN}/school-4.ics"
    assert addresses("http://example.org").webcal(TOKEN, "a").startswith("webcal://example.org/feed/")


def test_the_longest_address_is_short_enough_for_google():
    there = addresses("https://" + "a" * 60 + "." + "b" * 60 + ".org/" + "c" * 20)
    assert len(there.ics(TOKEN, "s" * 40)) <= 256


def test_an_option_goes_before_the_environment_and_that_before_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert key_file(App()) == tmp_path / "config" / "vpr-tracker" / "ical.key"
    assert configured_addresses(App()) is None

    (tmp_path / "vpr.toml").write_text('[plugin.ical]\nkey = "keys/a.key"\nbase = "https://file.example"\n')
    assert key_file(App()) == tmp_path / "keys" / "a.key"
    assert configured_addresses(App()).base == "https://file.example"

    monkeypatch.setenv("VPR_ICAL_KEY", "/etc/b.key")
    monkeypatch.setenv("VPR_ICAL_BASE", "https://environment.example")
    assert key_file(App()) == Path("/etc/b.key")
    assert configured_addresses(App()).base == "https://environment.example"

    assert key_file(App(), "c.key") == tmp_path / "c.key"
    assert configured_addresses(App(), "https://option.example").base == "https://option.example"


def test_a_setting_that_is_no_text_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vpr.toml").write_text("[plugin.ical]\nkey = 5\n")
    with pytest.raises(UsageError, match="key"):
        key_file(App())
