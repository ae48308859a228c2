"""What every command shares: how it answers, and how words on the command line are read."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from data.audit import current_user
from geo.errors import PriemnaError
from geo.messages import Message
from geo.places import FACTS, facts_of
from pages.ui.texts import say


class Command(Protocol):
    """Adds one command: its name, what does it, and the parser for its own options."""

    def __call__(
        self, name: str, do: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        """Return the parser of the new command."""


class FileMissing(PriemnaError, FileNotFoundError):
    """A file named on the command line is not there."""


def tell(
    options: argparse.Namespace, answer: dict[str, Any], text: str, *, failed: bool = False
) -> None:
    """Print the answer: JSON on standard output, or words."""
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        if failed:
            print(text.splitlines()[0], file=sys.stderr)
    else:
        print(text, file=sys.stderr if failed else sys.stdout, flush=True)


def say_message(reason: Message, options: argparse.Namespace) -> str:
    """Sentence of a lower layer in the language asked for."""
    return say(options.language, reason.message, plural=reason.plural, n=reason.n, **reason.values)


def place_name(place: Any, options: argparse.Namespace) -> str:
    """Name of a settlement or municipality in the language asked for."""
    return str(place.name_bg if options.language == "bg" else place.name_en)


def expect_file(path: Path) -> None:
    """Refuse a path where no file lies.

    Raises
    ------
    FileMissing
        It names the path.
    """
    if not path.is_file():
        raise FileMissing("There is no file {file}; check the path.", file=str(path))


def with_own_facts(store: Path) -> None:
    """Begin this command again where the store is of another district than this process.

    A process knows the places of one district (`geo.places.FACTS`), chosen when it starts.
    """
    if facts_of(store) == FACTS:
        return
    os.environ["PRIEMNA_STORE"] = str(store.resolve())
    again = [sys.executable, "-m", "priemna", *sys.argv[1:]]
    if os.name == "posix":
        os.execv(again[0], again)  # noqa: S606 - ourselves, with the words we were given
    sys.exit(subprocess.run(again, check=False).returncode)  # noqa: S603 - as above


def today() -> date:
    """Today by the clock of this machine."""
    return datetime.now().astimezone().date()


def now() -> datetime:
    """Now in UTC without a zone, as the store keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)


def who() -> str:
    """Name of the user of this command, for the audit log."""
    return current_user()


def day(text: str) -> date:
    """Day on the command line, written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as YYYY-MM-DD") from None


def whole(low: int, high: int) -> Callable[[str], int]:
    """Reader of whole numbers on the command line, from low to high."""

    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number {low}–{high}")
        return int(text)

    return parse


def cache_folder() -> Path:
    """Folder of the user for what can be fetched or built again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "priemna"
