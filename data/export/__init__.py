"""Everything in the store in open formats, with a data dictionary, for its owner alone."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.audit import record
from data.export.csv_files import write_csv
from data.export.parquet_files import write_parquet
from data.export.tables import Sheet, import_sheets, sheets
from data.export.workbook import write_xlsx
from data.store import Store
from geo.errors import PriemnaError

_WRITERS: dict[str, Callable[[Iterator[Sheet], Path], None]] = {
    "parquet": write_parquet,
    "csv": write_csv,
    "xlsx": write_xlsx,
}
FORMATS = tuple(_WRITERS)

README = """НЕ Е ЗА ПУБЛИКУВАНЕ · NOT FOR PUBLICATION

Тези файлове съдържат всички записи ред по ред. По тях могат да бъдат разпознати жени, потърсили
помощ. Само за собственика на данните: пазете ги шифровани, не ги изпращайте, изтрийте ги, когато
вече не са нужни.

These files hold every record row by row. Women who sought help can be recognised from them. For the
owner of the data alone: keep them encrypted, do not send them, delete them when no longer needed.

dictionary   таблица, колона, вид, значение, списък с кодове · table, column, type, meaning, codes
codes        кодовете с думите им · the codes with their words
import_…     записите във вида на шаблоните, за ново внасяне · records as templates, to import again
CSV          UTF-8 с BOM, „;“ между колоните, десетична запетая; текстът е в кавички, празна клетка
             без кавички е „няма стойност“; ' пред =, +, -, @ не е част от текста
             UTF-8 with BOM, ";" between columns, decimal comma; text in quotes, an empty cell
             without quotes is "no value"; ' before =, +, -, @ is no part of the text
"""


class FolderInUse(PriemnaError, FileExistsError):
    """The export was to be written where something else lies."""


@dataclass(frozen=True)
class Exported:
    """What an export wrote: the folder, the format, and the rows of each table of the store."""

    folder: Path
    format: str
    rows: dict[str, int]


def export_store(store: Store, folder: str | Path, *, format: str, who: str = "") -> Exported:  # noqa: A002
    """Write all tables of the store, a data dictionary and the code lists into a new folder.

    Parameters
    ----------
    folder
        Made by the export, for its owner alone to read. It appears when it is whole.
    format
        One of `FORMATS`: Parquet and CSV make a file per table, XLSX one workbook.
    who
        Who exports, for the audit log.

    Returns
    -------
    Exported
        All tables show one state of the store. Besides them, records are written once more in the
        form of the templates, which an import takes.

    Raises
    ------
    FolderInUse
        Where the folder is there already and is not empty.
    """
    folder = Path(folder).resolve()
    with _whole_or_nothing(folder) as building:
        rows: dict[str, int] = {}
        with store.cursor() as cursor:
            every = [*sheets(cursor), *import_sheets(cursor)]
            _WRITERS[format](iter(every), building)
            rows = {sheet.name: sheet.count for sheet in every if sheet.is_table}
        (building / "README.txt").write_text(README, encoding="utf-8-sig")
        with store.transaction(changes_data=False) as cursor:
            record(
                cursor,
                who=who,
                action="exported",
                subject=format,
                detail=f"{len(rows)} tables, {sum(rows.values())} rows, of them consultations "
                f"{rows['consultation']}, survey responses {rows['survey_response']}",
            )
    return Exported(folder, format, rows)


@contextmanager
def _whole_or_nothing(folder: Path) -> Iterator[Path]:
    """Folder to write into; it takes its place when all went well, and vanishes otherwise."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise FolderInUse(
            "There is something in {folder} already. Choose a new folder for the export.",
            folder=str(folder),
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = folder.with_name(f".{folder.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700)
    try:
        yield building
        if folder.is_dir():
            folder.rmdir()
        building.replace(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
