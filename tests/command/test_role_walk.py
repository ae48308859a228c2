"""Every role gives every command; the walk writes itself from the parser."""

import argparse
import io
from contextlib import redirect_stderr, redirect_stdout
from itertools import chain, product

import pytest

from priemna.__main__ import _parser, run
from priemna.roles import OUTSIDE, TEAM

LEFT_TO_OUTSIDERS = {"serve", "protect", "attack"}


def commands():
    """Parsers by the name of their command."""
    return {name: subcommands(_parser(name))[name] for name in subcommands(_parser(""))}


def subcommands(parser):
    (choice,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return choice.choices


def spoken(name, parser):
    """Every step of a command, each with the fewest words that the parser takes."""
    words = []
    for action in parser._actions:
        if action.dest == "help" or not (action.required or action.choices):
            continue
        if action.option_strings and not action.required:
            continue
        values = [str(one) for one in action.choices or [taken_by(action)]]
        words.append([[*action.option_strings[:1], value] for value in values])
    return [(name, *chain(*said)) for said in product(*words)]


def taken_by(action):
    """A word that the action's own reader takes."""
    for word in ("1", "2024-05-01", "V001", "63427"):
        try:
            (action.type or str)(word)
        except (argparse.ArgumentTypeError, ValueError):
            continue
        return word
    raise AssertionError(f"the walk knows no word for {action.dest}; give it one")


SPOKEN = [line for name, parser in commands().items() for line in spoken(name, parser)]


@pytest.fixture
def give(monkeypatch):
    """Give a command as a role; what comes back: exit code, both streams, commands let through.

    A command that is let through is noted in place of being done: the walk is about the door.
    """
    let_through = []

    def parser(asked):
        real = _parser(asked)
        read = real.parse_args

        def noting(words):
            options = read(words)
            options.do = lambda _options: let_through.append(words[0]) or 0
            return options

        real.parse_args = noting
        return real

    monkeypatch.setattr("priemna.__main__._parser", parser)

    def given(role, line):
        monkeypatch.setenv("PRIEMNA_ROLE", role)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            run([*line, "--language", "en"])
        return ended.value.code, out.getvalue(), err.getvalue(), let_through

    return given


@pytest.mark.parametrize("line", SPOKEN, ids=" ".join)
@pytest.mark.parametrize("role", sorted(OUTSIDE))
def test_an_outside_role_is_let_through_where_the_store_is_not_touched(give, role, line):
    code, out, err, let_through = give(role, line)
    assert out == ""
    if line[0] in LEFT_TO_OUTSIDERS:
        assert (code, err, let_through) == (0, "", [line[0]])
    else:
        assert (code, let_through) == (1, [])
        assert err.count("\n") == 1
        assert all(name in err for name in LEFT_TO_OUTSIDERS)


@pytest.mark.parametrize("line", SPOKEN, ids=" ".join)
@pytest.mark.parametrize("role", sorted(TEAM))
def test_the_team_is_let_through_to_every_command(give, role, line):
    assert give(role, line) == (0, "", "", [line[0]])


@pytest.mark.parametrize("line", SPOKEN, ids=" ".join)
def test_a_role_that_does_not_exist_is_let_through_to_nothing(give, line):
    code, out, _, let_through = give("boss", line)
    assert (code, out, let_through) == (1, "", [])


def test_what_is_left_to_outsiders_exists():
    assert set(commands()) > LEFT_TO_OUTSIDERS
