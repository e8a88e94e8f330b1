"""Secret addresses: what they are made of, and that asking for one tells nothing about others."""

from __future__ import annotations

import hmac

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from vpr_tracker_ical.feeds import tokens
from vpr_tracker_ical.feeds.naming import slug
from vpr_tracker_ical.feeds.tokens import KEY_BYTES, FeedKey, TokenTable, looks_like_token

KEYS = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES).map(FeedKey)
IDS = st.text(max_size=40)


def test_a_token_has_at_least_128_bits():
    assert tokens.TOKEN_BYTES * 8 >= 128
    assert looks_like_token(FeedKey(bytes(KEY_BYTES)).token("a", 1))


@given(KEYS, IDS, st.integers(1, 10**6))
def test_a_token_stands_in_an_address_and_in_the_name_of_a_folder_as_it_is(key, feed_id, generation):
    token = key.token(feed_id, generation)
    assert looks_like_token(token)
    assert token == key.token(feed_id, generation)


@given(KEYS, KEYS, IDS, IDS, st.integers(1, 99), st.integers(1, 99))
def test_another_feed_generation_or_key_has_another_token(key, other, one, two, first, second):
    assume(key.mark != other.mark)
    found = {key.token(one, first), other.token(one, first)}
    found |= {key.token(two, second)} if (one, first) != (two, second) else set()
    assert len(found) == (3 if (one, first) != (two, second) else 2)


@given(KEYS, st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
@example(FeedKey(bytes(KEY_BYTES)), ["ab", "c"], ["a", "bc"])
def test_parts_that_run_together_alike_are_sealed_differently(key, one, two):
    assert (key.seal("x", *one) == key.seal("x", *two)) == (one == two)


def test_a_key_does_not_show_its_secret():
    key = FeedKey(bytes(range(KEY_BYTES)))
    assert bytes(range(KEY_BYTES)).hex() not in repr(key) + str(key) + key.mark


@given(KEYS, st.lists(IDS, min_size=1, max_size=5, unique=True), st.text(max_size=80))
def test_only_a_whole_token_finds_anything(key, ids, anything):
    table = TokenTable((key.token(each, 1), each) for each in ids)
    for each in ids:
        token = key.token(each, 1)
        assert table.find(token) == each
        for wrong in (token[:-1], token + "a", token.upper(), " " + token, token + "\0", token[::-1] + "x", ""):
            assert table.find(wrong) is None
    assume(anything not in {key.token(each, 1) for each in ids})
    assert table.find(anything) is None


@pytest.mark.parametrize("asked", ["known", "unknown", "short", "a" * 100_000, "\ud800", "../../etc/passwd", ""])
def test_asking_takes_the_same_steps_whatever_is_asked(monkeypatch, asked):
    key = FeedKey(bytes(KEY_BYTES))
    table = TokenTable([(key.token("a", 1), "a")])
    steps = []
    digest, compare = hmac.digest, hmac.compare_digest

    def digested(secret, message, name):
        steps.append("digest")
        return digest(secret, message, name)

    def compared(one, two):
        steps.append(f"compare {len(one)} {len(two)}")
        return compare(one, two)

    monkeypatch.setattr(tokens.hmac, "digest", digested)
    monkeypatch.setattr(tokens.hmac, "compare_digest", compared)
    token = {"known": FeedKey(bytes(KEY_BYTES)).token("a", 1), "unknown": "b" * 32}.get(asked, asked)
    steps.clear()
    table.find(token)

    assert steps == ["digest", "compare 32 32"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_for_a_file_suits_every_file_system(one, two):
    name = slug("school", one, two)
    assert name.startswith("school")
    assert len(name) <= 40
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.endswith("-")


def test_names_are_readable():
    assert slug("school", "4") == "school-4"
    assert slug("owner", "Щукина-Ёжикова Ю. Я.") == "owner-shchukina-ezhikova-yu-ya"
