"""Rules that hold records together across tables, where the schema itself cannot."""

import re
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from data.migrations import SCHEMA
from geo.places import settlements


@dataclass(frozen=True)
class BrokenRule:
    """A rule that rows of the store break.

    ``rule`` is the sentence of the rule (English, a key of the translations), ``rows`` how many
    rows break it, ``table_name`` and ``row_id`` one of them.
    """

    name: str
    rule: str
    rows: int
    table_name: str
    row_id: str


def broken_rules(cursor: DuckDBPyConnection) -> tuple[BrokenRule, ...]:
    """Rules of ``schema/checks`` that the store breaks; empty where all is well."""
    places = [place.ekatte for place in settlements()]
    broken = []
    for file in sorted((SCHEMA / "checks").glob("*.sql")):
        sql = file.read_text(encoding="utf-8")
        parameters = {"ekattes": places} if "$ekattes" in sql else {}
        rows = cursor.execute(sql, parameters).fetchall()
        if rows:
            table_name, row_id = min(rows)
            broken.append(BrokenRule(file.stem, rule_sentence(sql), len(rows), table_name, row_id))
    return tuple(broken)


def rule_sentence(sql: str) -> str:
    """Sentence of a rule, from the header of its file."""
    found = re.match(r"-- rule: (.+)\n", sql)
    return found[1] if found else ""
