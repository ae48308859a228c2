"""The command `priemna`: reads the command line and does what it asks."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from data.locations import store_path
from geo.errors import PriemnaError
from pages.ui.installation import VARIABLE, named_role
from pages.ui.texts import DEFAULT_LANGUAGE, LANGUAGES, say_error
from priemna.commands import SUMMARIES, load_command
from priemna.commands.line import with_own_facts

FOR_EVERYBODY = ("serve", "protect", "attack")
"""Commands that never touch the store."""


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with 0 only when it did what was asked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    # The pages' kit keeps what it read even where no page is served, and need not say so.
    logging.getLogger("streamlit.runtime.caching.cache_data_api").addFilter(lambda _: False)
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser(words[0] if words else "").parse_args(words)
    if arguments is None:
        with_own_facts(options.store)
    try:
        expect_allowed(options.name_of_command)
        sys.exit(options.do(options))
    except PriemnaError as error:
        print(say_error(options.language, error), file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        print(f"{error.strerror or error}: {error.filename or ''}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


class NotForThisRole(PriemnaError, PermissionError):
    """A command that works on the store, asked by somebody who sees releases alone."""


def expect_allowed(name: str) -> None:
    """Refuse what works on the store where the installation is that of an outside role.

    Raises
    ------
    NotForThisRole
        It names the commands that are left.
    """
    if named_role().is_outside and name not in FOR_EVERYBODY:
        raise NotForThisRole(
            "priemna {name} works on the store, which ${variable} does not open here. Left are: "
            "{known}.",
            name=name,
            variable=VARIABLE,
            known=", ".join(FOR_EVERYBODY),
        )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message} ({self.prog} --help)", file=sys.stderr)
        sys.exit(2)


def _parser(asked: str) -> argparse.ArgumentParser:
    shared = _Parser(add_help=False)
    shared.add_argument(
        "--store",
        type=Path,
        default=store_path(),
        metavar="PATH",
        help="the store file (default: $PRIEMNA_STORE, else data/local/priemna.duckdb)",
    )
    shared.add_argument("--json", action="store_true", help="print one JSON value")
    shared.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    parser = _Parser(
        prog="priemna",
        description="Where mobile offices go next, and what may be said of it. Each command takes "
        "--store PATH, --json and --language; priemna COMMAND --help says the rest.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, do: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        one = commands.add_parser(name, description=SUMMARIES[name], parents=[shared])
        one.set_defaults(do=do, name_of_command=name)
        return one

    if not load_command(asked, command):
        for name, summary in SUMMARIES.items():
            commands.add_parser(name, help=summary)
    return parser


if __name__ == "__main__":
    run()
