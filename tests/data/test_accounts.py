"""Local accounts: hashes in a private file, and a lock-out that grows."""

import json
import os
from datetime import datetime, timedelta

import pytest

from data.accounts import (
    FAILURES_ALLOWED,
    AccountRefused,
    SignInRefused,
    accounts,
    accounts_file,
    add_account,
    remove_account,
    set_password,
    sign_in,
    unlock,
)

NOW = datetime(2024, 4, 3, 9, 0)  # noqa: DTZ001 - UTC without a zone, as the store keeps times
GOOD = "четири думи без смисъл"


@pytest.fixture
def ana():
    return add_account("ana", "coordinator", GOOD)


def refused(name, password, now=NOW):
    with pytest.raises(SignInRefused) as told:
        sign_in(name, password, now=now)
    return told.value


def test_the_right_password_gives_the_account(ana):
    assert sign_in("ana", GOOD, now=NOW) == ana


@pytest.mark.usefixtures("ana")
def test_the_file_is_private_and_holds_no_password():
    text = accounts_file().read_text("utf-8")
    assert GOOD not in text
    assert json.loads(text)[0]["password_hash"].startswith("$argon2id$")
    if os.name == "posix":
        assert accounts_file().stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("ana")
def test_unknown_name_and_wrong_password_are_told_alike():
    assert refused("ana", "нещо съвсем друго").message == refused("eva", GOOD).message
    assert refused("eva", GOOD).account is None


def test_after_five_failures_the_right_password_waits_too(ana):
    for _turn in range(FAILURES_ALLOWED):
        refused("ana", "нещо съвсем друго")
    told = refused("ana", GOOD)
    assert str(told).endswith("opens again in 1 minute.")
    assert sign_in("ana", GOOD, now=NOW + timedelta(minutes=1)) == ana


@pytest.mark.usefixtures("ana")
def test_each_further_failure_locks_twice_as_long_and_at_most_an_hour():
    now, lengths = NOW, []
    for _turn in range(FAILURES_ALLOWED + 8):
        refused("ana", "нещо съвсем друго", now)
        until = accounts()["ana"].locked_until
        if until:
            lengths.append((until - now) / timedelta(minutes=1))
            now = until
    assert lengths == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_right_password_forgets_the_failures_before(ana):
    for _turn in range(FAILURES_ALLOWED - 1):
        refused("ana", "нещо съвсем друго")
    sign_in("ana", GOOD, now=NOW)
    for _turn in range(FAILURES_ALLOWED - 1):
        refused("ana", "нещо съвсем друго")
    assert sign_in("ana", GOOD, now=NOW) == ana


@pytest.mark.usefixtures("ana")
def test_unlocked_or_with_another_password_it_opens_at_once():
    for _turn in range(FAILURES_ALLOWED):
        refused("ana", "нещо съвсем друго")
    unlock("ana")
    assert sign_in("ana", GOOD, now=NOW).name == "ana"
    set_password("ana", "пет други думи на ред")
    refused("ana", GOOD)
    assert sign_in("ana", "пет други думи на ред", now=NOW).role == "coordinator"


@pytest.mark.usefixtures("ana")
def test_a_removed_account_is_gone():
    remove_account("ana")
    refused("ana", GOOD)
    with pytest.raises(AccountRefused, match="no account ana"):
        remove_account("ana")


@pytest.mark.parametrize("name", ["", "Ana", "a b", "../x", "ана", "a" * 41, "<b>"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(AccountRefused, match="cannot be the name"):
        add_account(name, "coordinator", GOOD)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("късо", "12 to 200"),
        ("x" * 201, "12 to 200"),
        ("aaaaaaaaaaaaaa", "easy to guess"),
        ("my name is ana 1", "easy to guess"),
    ],
)
def test_an_easy_password_is_refused(password, why):
    with pytest.raises(AccountRefused, match=why):
        add_account("ana", "coordinator", password)
    assert accounts() == {}


@pytest.mark.usefixtures("ana")
def test_a_taken_name_keeps_its_password():
    with pytest.raises(AccountRefused, match="already"):
        add_account("ana", "administrator", "съвсем друга парола")
    assert sign_in("ana", GOOD, now=NOW).role == "coordinator"


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"name": "ana"}]'])
def test_a_spoilt_file_lets_nobody_in(text):
    accounts_file().write_text(text, "utf-8")
    with pytest.raises(AccountRefused, match="cannot be read"):
        sign_in("ana", GOOD, now=NOW)
