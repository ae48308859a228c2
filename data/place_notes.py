"""How places were understood that a file writes in other ways than the register."""

from data.cells import Cell, CellRefused, as_text, is_empty
from data.headers import Column, Table
from data.personal import personal_text
from data.placenames import find_settlement, name_of
from data.problems import Note
from data.words import folded
from geo.ekatte import read_ekatte
from geo.messages import Message

NAMED = 8
_TYPES = ("place", "home")


def place_notes(table: Table) -> list[Note]:
    """One note for each column of places with what was understood by code or another spelling."""
    notes = []
    for column in table.columns:
        if column.field and column.field.type in _TYPES and not column.left_out:
            found = _understood(table, column)
            if found:
                notes.append(
                    Note(
                        "Places understood in column {column}: {places}.",
                        {"column": column.header, "places": found[:NAMED]},
                    )
                )
    return notes


def how_found(cell: Cell) -> Message | None:
    """Say why a cell means its settlement.

    Returns
    -------
    Message or None
        None where the name stands there as in the register (a kind, municipality or district
        beside it is no other spelling), and where the cell is no settlement.
    """
    text = as_text(cell)
    try:
        ekatte = find_settlement(cell)
    except CellRefused:
        return None
    name = name_of(ekatte)
    if folded(name) in folded(text):
        return None
    said = {"text": text, "name": name, "ekatte": ekatte}
    if ekatte in text:
        return Message("{text} is the EKATTE code of {name}", said)
    if read_ekatte(text) == ekatte:
        return Message("{text} is {name} ({ekatte}), its first zero put back", said)
    return Message("{text} is {name}, in another spelling", said)


def _understood(table: Table, column: Column) -> list[Message]:
    seen: dict[str, Message] = {}
    for cell in dict.fromkeys(row.cells[column.position] for row in table.rows):
        if is_empty(cell) or personal_text(as_text(cell)):
            continue
        if found := how_found(cell):
            seen[as_text(cell)] = found
    return list(seen.values())
