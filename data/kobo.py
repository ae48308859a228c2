"""Exports of KoboToolbox and ODK → a plain sheet: their own columns out, choices together again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.cells import Cell, as_text, is_empty
from data.codebook import find_code
from data.fields import TABLE_OF, Field, fields
from data.formats import Row, Sheet
from data.grouped_headers import storeys
from data.matching import certain
from data.problems import Note

_KEYS = {"_uuid", "KEY"}
_MARKS = {"_uuid", "_submission_time", "_submitted_by", "SubmissionDate", "SubmitterName", "KEY"}
_ODK = {"SubmissionDate", "KEY", "PARENT_KEY", "meta-instanceID"}
# What the forms and servers add by themselves: devices, accounts, remarks of editors, places.
_OWN = {
    "start", "end", "today", "deviceid", "username", "phonenumber", "subscriberid", "simserial",
    "audit", "background-audio", "formhub/uuid", "__version__", "meta/instanceID",
    "meta/instanceName", "meta/rootUuid", "meta/deprecatedID", "instanceID", "instanceName", "_id",
    "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
    "_tags", "_index", "_geolocation", "_attachments", "_xform_id_string", "SubmissionDate",
    "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
    "ReviewState", "DeviceID", "Edits", "FormVersion", "KEY",
}  # fmt: skip
_POSITION = re.compile(r"_(.+)_(?:latitude|longitude|altitude|precision)", re.IGNORECASE)
_CHOSEN = {"1", "true", "да", "yes"}
_NOT_CHOSEN = {"", "0", "false", "не", "no"}
_PARENT = {"_submission__uuid", "PARENT_KEY"}


@dataclass(frozen=True)
class Export:
    """A sheet and the places of its columns that are never looked at."""

    sheet: Sheet
    left_out: frozenset[int] = frozenset()


def plain_sheets(
    kind: str, sheets: Sequence[Sheet], chosen: Mapping[str, str]
) -> tuple[Export, ...]:
    """Sheets of a file; those of an export are made plain, any other stays as it is.

    Notes
    -----
    Columns keep their places, so that a marked copy fits the file; what is put together stands
    behind them. The key is ``_uuid`` or ``KEY``, never ``_index``, which moves when a row is
    deleted. A choice whose split columns are all empty was not asked; 0 is not chosen. Services in
    a repeat come back to their consultation; any other repeat is left out and named.
    """
    if not any(_is_export(sheet) for sheet in sheets):
        return tuple(map(Export, sheets))
    repeats = [sheet for sheet in sheets if _PARENT & set(_headers(sheet))]
    return tuple(
        _plain(kind, sheet, repeats, chosen) if _is_export(sheet) else Export(sheet)
        for sheet in sheets
        if sheet not in repeats
    )


def _is_export(sheet: Sheet) -> bool:
    headers = set(_headers(sheet))
    return bool(headers & _KEYS) and len(headers & _MARKS) > 1 and not headers & _PARENT


def _headers(sheet: Sheet) -> list[str]:
    return [as_text(cell) for cell in sheet.rows[0].cells] if sheet.rows else []


def _plain(kind: str, sheet: Sheet, repeats: Sequence[Sheet], chosen: Mapping[str, str]) -> Export:
    headers = _headers(sheet)
    if _ODK & set(headers):
        headers = [header.replace("-", "/") for header in headers]
    key = next(place for place, header in enumerate(headers) if header in _KEYS)
    matched = _matched(kind, headers, chosen)
    id_field = f"{TABLE_OF[kind]}_id"
    out = {
        place
        for place, header in enumerate(headers)
        if header not in chosen and _is_own(header, headers)
    }
    names = [headers[place] for place in sorted(out - {key})]
    if id_field not in {field.name for field in matched.values()}:
        headers[key] = id_field
        out.discard(key)
    width = len(headers)
    rows = [row.cells + [None] * (width - len(row.cells)) for row in sheet.rows[1:]]
    keys = [as_text(cells[key]).removeprefix("uuid:") for cells in rows]
    for cells, uuid in zip(rows, keys, strict=True):
        cells[key] = uuid
    _put_choices_together(kind, headers, rows, out, chosen)
    notes = [
        Note("Columns that KoboToolbox or ODK adds were left out: {columns}.",
             {"columns": ", ".join(names)})
    ] if names else []  # fmt: skip
    notes += _bring_services_back(kind, headers, rows, keys, repeats)
    whole = [Row(sheet.rows[0].number, list(headers))]
    whole += [Row(row.number, cells) for row, cells in zip(sheet.rows[1:], rows, strict=True)]
    plain = replace(sheet, rows=whole, notes=(*sheet.notes, *notes))
    return Export(plain, frozenset(out))


def _matched(kind: str, headers: Sequence[str], chosen: Mapping[str, str]) -> dict[int, Field]:
    by_name = {field.name: field for field in fields(kind)}
    matches = certain(kind, headers, chosen)
    return {
        place: by_name[match.field]
        for place, match in enumerate(matches)
        if match and match.field and not _is_own(match.header, headers)
    }


def _is_own(header: str, headers: Sequence[str]) -> bool:
    """Whether the form or the server made the column, places on the map included."""
    if header in _OWN:
        return True
    *above, last = header.split("/")
    if _POSITION.fullmatch(last):
        return True
    return any(
        (found := _POSITION.fullmatch(other.split("/")[-1])) and found[1] == last
        for other in headers
        if other.split("/")[:-1] == above
    )


def _put_choices_together(
    kind: str,
    headers: list[str],
    rows: list[list[Cell]],
    out: set[int],
    chosen: Mapping[str, str],
) -> None:
    """Fill the column of a question with several answers from its split columns, or part it."""
    split: dict[str, dict[int, str]] = {}
    for place, header in enumerate(headers):
        if "/" in header and place not in out and header not in chosen:
            question, answer = header.rsplit("/", 1)
            field = _codes_field(kind, question, chosen)
            if field and find_code(field.codes, answer):
                split.setdefault(question, {})[place] = answer
    for question, answers in split.items():
        if question in headers:
            joined = headers.index(question)
        else:
            joined = len(headers)
            headers.append(question)
            for cells in rows:
                cells.append(None)
        for cells in rows:
            said = {place: as_text(cells[place]).casefold() for place in answers}
            if not set(said.values()) <= _CHOSEN | _NOT_CHOSEN:
                continue
            cells[joined] = ";".join(answers[place] for place in said if said[place] in _CHOSEN)
        out.update(answers)
    for place, field in _matched(kind, headers, chosen).items():
        if field.type == "codes" and headers[place] not in split:
            for cells in rows:
                cells[place] = _parted(field, cells[place])


def _codes_field(kind: str, question: str, chosen: Mapping[str, str]) -> Field | None:
    field = _matched(kind, [question], chosen).get(0)
    return field if field and field.type == "codes" else None


def _parted(field: Field, cell: Cell) -> Cell:
    """Codes that stand in one cell with spaces between, put apart by semicolons."""
    words = as_text(cell).split()
    several = len(words) > 1 and all(find_code(field.codes, word) for word in words)
    return ";".join(words) if several else cell


def _bring_services_back(
    kind: str,
    headers: list[str],
    rows: list[list[Cell]],
    keys: Sequence[str],
    repeats: Sequence[Sheet],
) -> list[Note]:
    notes = []
    for sheet in repeats:
        columns = {storeys(text.replace("-", "/"))[-1]: place
                   for place, text in enumerate(_headers(sheet)) if text}  # fmt: skip
        parent = next(columns[name] for name in _PARENT if name in columns)
        if kind != "consultations" or not {"service", "outcome"} <= set(columns):
            notes.append(
                Note("The repeated answers on sheet {sheet} have no place here and were left out.",
                     {"sheet": sheet.name})
            )  # fmt: skip
            continue
        positions = {uuid: place for place, uuid in enumerate(keys)}
        for row in sheet.rows[1:]:
            cells = row.cells + [None] * (len(columns) - len(row.cells))
            found = positions.get(as_text(cells[parent]).removeprefix("uuid:"))
            service = find_code("service", as_text(cells[columns["service"]]))
            if found is not None and service:
                _add(headers, rows, found, f"service_{service}", cells[columns["outcome"]])
    return notes


def _add(headers: list[str], rows: list[list[Cell]], position: int, name: str, value: Cell) -> None:
    """Set a cell of a column that is made where it is missing; a second value stands beside."""
    if name not in headers:
        headers.append(name)
        for cells in rows:
            cells.append(None)
    place = headers.index(name)
    earlier = rows[position][place]
    both = is_empty(earlier) or as_text(earlier) == as_text(value)
    rows[position][place] = value if both else f"{as_text(earlier)}; {as_text(value)}"
