"""Questions to the store: one question per `.sql` file, and the loader that asks them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Question:
    """One `.sql` file.

    Parameters
    ----------
    name
        File name without its ending.
    question, grain
        What it answers, and what one row stands for.
    columns
        Names of the columns of the answer, in order.
    parameters
        Names of the values it asks for, without ``$``.
    sql
        The text.
    """

    name: str
    question: str
    grain: str
    columns: tuple[str, ...]
    parameters: frozenset[str]
    sql: str


def names() -> list[str]:
    """Names of all questions."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


@cache
def question(name: str) -> Question:
    """Read one question.

    Raises
    ------
    KeyError
        There is no such file.
    ValueError
        Its header lacks ``question``, ``grain`` or ``columns``.
    """
    path = FOLDER / f"{name}.sql"
    if name not in names():
        raise KeyError(f"no question named {name} in {FOLDER}")
    sql = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^-- (question|grain|columns):\s+(.+)$", sql, flags=re.M))
    if len(header) != 3:
        raise ValueError(f"{path.name} needs a header with question, grain and columns")
    columns = tuple(part.strip() for part in header["columns"].split(","))
    parameters = frozenset(re.findall(r"\$(\w+)", re.sub(r"--.*", "", sql)))
    return Question(name, header["question"], header["grain"], columns, parameters, sql)


def ask(cursor: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> pd.DataFrame:
    """Ask the store one question.

    Parameters
    ----------
    cursor
        A cursor of its own; a shared one hands out another caller's rows.
    name
        Name of the question.
    parameters
        Values of its ``$parameters``; each must be given and no other.

    Returns
    -------
    DataFrame
        The columns of the question's header, in its grain.
    """
    return cursor.execute(question(name).sql, parameters).df()
