"""Tables and hierarchies of ``priemna protect`` and ``priemna attack``, as people have them."""

import argparse
import tomllib
from pathlib import Path

from data.cells import as_text
from data.formats.reading import read_sheets
from priemna.commands.line import expect_file
from priemna.privacy.errors import UnusableTable
from priemna.privacy.tables import Hierarchies, TableRead, read_table


def read_options(options: argparse.Namespace, *, may_hide: bool) -> TableRead:
    """Read the table that the command names.

    Raises
    ------
    FileRefused, UnusableTable
        Where it is no table of numbers.
    """
    header, rows = rows_of(options.table)
    return read_table(
        header,
        rows,
        value=options.value,
        by=options.by.split(",") if options.by else None,
        hierarchies=_hierarchies(options.hierarchies) if options.hierarchies else None,
        may_hide=may_hide,
    )


def rows_of(path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a table, read as imports are: any delimiter, character set or workbook.

    Raises
    ------
    FileRefused, UnusableTable
        Where it is no table, or a workbook of several sheets.
    """
    expect_file(path)
    sheets = read_sheets(path)
    if len(sheets) > 1:
        raise UnusableTable(
            "{file} has several sheets: {sheets}. Save the one with the table alone.",
            file=path.name,
            sheets=", ".join(sheet.name for sheet in sheets),
        )
    header, *rows = ([as_text(cell) for cell in row.cells] for row in sheets[0].rows)
    while header and not header[-1]:
        header.pop()
    # Programs leave out empty cells at the end of a row, or add some.
    return header, [row[: len(header)] if not any(row[len(header) :]) else row for row in rows]


def _hierarchies(path: Path) -> Hierarchies:
    """Levels of dimensions: TOML ``[dimension.level]`` code = group, or a CSV of such rows."""
    expect_file(path)
    if path.suffix.lower() == ".toml":
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise UnusableTable(
                "{file} is no TOML: {reason}", file=path.name, reason=str(error)
            ) from None
        if not all(
            isinstance(levels, dict) and all(isinstance(codes, dict) for codes in levels.values())
            for levels in found.values()
        ):
            raise UnusableTable(
                "{file} needs a section [dimension.level] for each level.", file=path.name
            )
        return {
            name: {
                level: {code: str(group) for code, group in codes.items()}
                for level, codes in levels.items()
            }
            for name, levels in found.items()
        }
    header, rows = rows_of(path)
    wanted = ["dimension", "level", "code", "group"]
    if sorted(name.strip().lower() for name in header) != sorted(wanted):
        raise UnusableTable(
            "{file} needs the columns dimension, level, code, group.", file=path.name
        )
    places = [[name.strip().lower() for name in header].index(name) for name in wanted]
    levels_of: dict[str, dict[str, dict[str, str]]] = {}
    for row in rows:
        if len(row) == len(header):
            dimension, level, code, group = (row[i].strip() for i in places)
            levels_of.setdefault(dimension, {}).setdefault(level, {})[code] = group
    return levels_of
