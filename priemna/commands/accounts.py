"""Command for local accounts, by which people sign in to the dashboard: account."""

import argparse
import getpass
import sys

from data.accounts import accounts, accounts_file, add_account, remove_account, set_password, unlock
from geo.errors import PriemnaError
from pages.ui.texts import say
from priemna.commands.line import Command, now, tell
from priemna.roles import Role


class WordMissing(PriemnaError, ValueError):
    """The command line lacks what a step needs."""


class PasswordsDiffer(PriemnaError, ValueError):
    """The password was not typed twice alike."""


def add(command: Command) -> None:
    """Add the command of this file."""
    parser = command("account", _account)
    parser.add_argument("what", choices=("add", "list", "password", "unlock", "remove"))
    parser.add_argument("name", nargs="?", help="small Latin letters, digits, . _ -")
    parser.add_argument("--role", choices=tuple(Role), help="add: what this person is")


def _account(options: argparse.Namespace) -> int:
    if options.what == "list":
        return _list(options)
    if not options.name:
        raise WordMissing("Say which account: priemna account {what} NAME.", what=options.what)
    if options.what == "add":
        if not options.role:
            raise WordMissing("Say what {name} is: --role coordinator.", name=options.name)
        add_account(options.name, options.role, _password(options))
        text = say(
            options.language,
            "{name} can sign in now. The accounts lie at {file}.",
            name=options.name,
            file=str(accounts_file()),
        )
    elif options.what == "password":
        set_password(options.name, _password(options))
        text = say(options.language, "{name} has another password.", name=options.name)
    elif options.what == "unlock":
        unlock(options.name)
        text = say(options.language, "{name} can try again.", name=options.name)
    else:
        remove_account(options.name)
        text = say(options.language, "{name} is gone and signed out.", name=options.name)
    tell(options, {"account": options.name, "done": options.what}, text)
    return 0


def _list(options: argparse.Namespace) -> int:
    rows = [
        {
            "name": one.name,
            "role": one.role,
            "locked": bool(one.locked_until and one.locked_until > now()),
        }
        for one in accounts().values()
    ]
    lines = [
        say(options.language, "{name}: {role}, locked", name=row["name"], role=row["role"])
        if row["locked"]
        else say(options.language, "{name}: {role}", name=row["name"], role=row["role"])
        for row in rows
    ]
    tell(
        options,
        {"file": str(accounts_file()), "accounts": rows},
        "\n".join(lines) or say(options.language, "There are no accounts."),
    )
    return 0


def _password(options: argparse.Namespace) -> str:
    """The new password: typed twice on a terminal, else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(say(options.language, "Password: "))
    if getpass.getpass(say(options.language, "The same once more: ")) != first:
        raise PasswordsDiffer("The two passwords differ; nothing was changed.")
    return first
