"""Lines of help that a team carries along: those beside the store, else those of the program."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.codebook import SEEDS
from geo.errors import PriemnaError


class HelplinesUnreadable(PriemnaError, ValueError):
    """The file of an installation's own lines cannot be used."""


@dataclass(frozen=True)
class Helpline:
    """One public number, with where it was read and when that was last checked."""

    phone: str
    name_bg: str
    name_en: str
    hours_bg: str
    hours_en: str
    source: str
    checked_on: date


def helplines(store: Path) -> tuple[Helpline, ...]:
    """Lines in the order of the file ``<store>.helplines.toml``, where there is one.

    Raises
    ------
    HelplinesUnreadable
        It names the file and what is wrong with it: a team must not drive off without numbers.
    """
    own = store.with_name(f"{store.name}.helplines.toml")
    file = own if own.is_file() else SEEDS / "helplines.toml"
    try:
        lines = tomllib.loads(file.read_text(encoding="utf-8")).get("line", [])
        found = tuple(Helpline(**line) for line in lines)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, AttributeError) as error:
        raise _unreadable(file, str(error)) from error
    if not found:
        raise _unreadable(file, "[[line]]")
    return found


def _unreadable(file: Path, reason: str) -> HelplinesUnreadable:
    return HelplinesUnreadable(
        "{file} cannot be read as lines of help: {reason}. Put it right after the example of the "
        "program, or take it away.",
        file=str(file),
        reason=reason,
    )
