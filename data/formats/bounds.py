"""How much of a file is read at most, and what is said beyond that.

The bounds are far above what a centre keeps in years, and low enough that no file can use up the
memory of a small machine.
"""

from data.formats.sheets import FileRefused

MEGABYTE = 1_000_000
WORKBOOK_BYTES = 50 * MEGABYTE
TEXT_BYTES = 150 * MEGABYTE
"""Text is read as a stream and holds little more than its size; a workbook swells."""
UNPACKED_BYTES = 500 * MEGABYTE
RATIO = 250
"""Unpacked to packed size; sheets pack 5 to 50 times, a bomb about 1000 times."""
RATIO_FROM_BYTES = 20 * MEGABYTE
"""Below this size no ratio does harm."""
MEMBERS = 5_000
SHEETS = 100
ROWS = 1_048_576
"""As many as a sheet of Excel has."""
COLUMNS = 1_000
CELLS = 25_000_000
"""Of one file: a million rows of 25 columns."""
CELL_CHARACTERS = 131_072
"""Four times what a cell of Excel holds; the limit of Python's own `csv` as well."""
LINE_CHARACTERS = 1_000_000
MEMORY_BYTES = 3_000 * MEGABYTE
"""Address space of the process that unpacks a workbook."""
SECONDS = 120
"""Time it may take."""


def too_many_bytes(name: str, limit: int) -> FileRefused:
    """Refusal of a file beyond `limit` bytes."""
    return FileRefused(
        "{name} is larger than {limit} MB. Split it into smaller files and import them one after "
        "the other.",
        name=name,
        limit=limit // MEGABYTE,
    )


def swells(name: str) -> FileRefused:
    """Refusal of a workbook that unpacks to far more than it should."""
    return FileRefused(
        "{name} swells when it is unpacked as no ordinary workbook does. Copy the rows into a new "
        "workbook and import that.",
        name=name,
    )


def too_many_sheets(name: str) -> FileRefused:
    """Refusal of a workbook with more than `SHEETS` sheets."""
    return FileRefused(
        "{name} has more than {limit} sheets. Keep only the sheets with rows to import.",
        name=name,
        limit=SHEETS,
    )


def too_many_columns(name: str) -> FileRefused:
    """Refusal of a sheet with an entry beyond column `COLUMNS`."""
    return FileRefused(
        "{name} has entries beyond column {limit}. Delete what stands there and import again.",
        name=name,
        limit=COLUMNS,
    )


def too_many_rows(name: str) -> FileRefused:
    """Refusal of a file with an entry beyond row `ROWS`."""
    return FileRefused(
        "{name} has entries beyond row {limit}. Split it into smaller files and import them one "
        "after the other.",
        name=name,
        limit=ROWS,
    )


def too_many_cells(name: str) -> FileRefused:
    """Refusal of entries spread over more than `CELLS` cells."""
    return FileRefused(
        "The entries of {name} are spread over more than {limit} million cells. Delete what stands "
        "far below or to the right of the table, or split the file.",
        name=name,
        limit=CELLS // 1_000_000,
    )


def too_long_cell(name: str, row: int) -> FileRefused:
    """Refusal of a cell of more than `CELL_CHARACTERS`."""
    return FileRefused(
        "Row {row} of {name} has a cell of more than {limit} characters. Shorten it and import "
        "again.",
        name=name,
        row=row,
        limit=CELL_CHARACTERS,
    )


def too_heavy(name: str) -> FileRefused:
    """Refusal of a workbook that needs more memory or time than it may have."""
    return FileRefused(
        "{name} needs too much memory or time to be read. Copy the rows into a new workbook and "
        "import that.",
        name=name,
    )


def damaged(name: str) -> FileRefused:
    """Refusal of a file that is not what it begins as."""
    return FileRefused(
        "{name} is damaged and cannot be read. Open it in Excel, save it again and import that.",
        name=name,
    )


def protected(name: str) -> FileRefused:
    """Refusal of a file that only a password opens."""
    return FileRefused(
        "{name} is protected by a password. Save a copy without the password and import that.",
        name=name,
    )


def no_table(name: str) -> FileRefused:
    """Refusal of a file of another kind."""
    return FileRefused(
        "{name} is neither a workbook (XLSX, XLS, ODS) nor a text table (CSV). Open it and save it "
        "as an Excel workbook (.xlsx).",
        name=name,
    )


def archive(name: str) -> FileRefused:
    """Refusal of an archive that holds files."""
    return FileRefused("{name} is an archive. Unpack it and choose the file inside.", name=name)
