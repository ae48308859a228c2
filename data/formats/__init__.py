"""Files → sheets of cells, with the row numbers a person sees: XLSX, XLS, ODS and text tables.

What a file is, its content says and not its ending. Nothing in it is run, followed or trusted:
bounds stand in `data.formats.bounds`, and workbooks are unpacked in a process of their own.
"""

from data.formats.reading import read_sheets
from data.formats.sheets import FileRefused, Row, Sheet

__all__ = ["FileRefused", "Row", "Sheet", "read_sheets"]
