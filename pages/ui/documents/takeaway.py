"""What a partner may take away: released tables, dictionary, charts and maps in one file."""

import io
import json
import zipfile
from collections.abc import Iterator

from openpyxl import Workbook
from shapely.geometry import mapping

from pages.ui.documents.blocks import Picture
from pages.ui.documents.knowledge import knowledge_bars, knowledge_map
from pages.ui.documents.women import TWELVE, last_twelve, women_map, women_over_time
from pages.ui.documents.work import last_quarters, visits_map, visits_of
from pages.ui.documents.writer import TABLE_WORDS, Writer
from pages.ui.texts import N_
from priemna.sharing.released import table_text

COLUMN_WORDS = {
    "home": N_("Municipality of residence; other_district and unknown beside the eight"),
    "municipality": N_("Municipality in which it was held or asked"),
    "settlement": N_("Settlement, by its five-digit EKATTE code"),
    "quarter": N_("Calendar quarter"),
    "year": N_("Calendar year; the first and last may be covered in part"),
    "twelve_months": N_("Last of four quarters that are counted together"),
    "kind": N_("Kind of violence, six groups"),
    "age": N_("Age, four groups"),
    "wave": N_("Wave of the survey"),
    "item": N_("What was asked"),
    "event_type": N_("Kind of event"),
    "state": N_(
        "value; zero (of people: too few or none); hidden; no_data; not_applicable. They are not "
        "the same."
    ),
    "value": N_("Number; of people rounded, of work exact; empty where there is none"),
}

_DAY = (1980, 1, 1, 0, 0, 0)


def take_away(w: Writer) -> bytes:
    """One ZIP with everything: tables as CSV and XLSX, pictures as SVG and PNG, a map as GeoJSON.

    Notes
    -----
    All of it comes from the release; nothing else is read.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(w):
            # A fixed day: the clock would make two files of one release.
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def dictionary(w: Writer) -> tuple[tuple[str, str, str], ...]:
    """Table, column and meaning of every column."""
    rows = []
    for name, table in sorted(w.release.tables.items()):
        about = w._(TABLE_WORDS[name]) if name in TABLE_WORDS else name
        rows.append((name, "", about))
        rows += [
            (name, column, w._(COLUMN_WORDS[column]))
            for column in (*table.dimensions, "state", "value")
        ]
    return tuple(rows)


def workbook(w: Writer) -> bytes:
    """Tables as sheets, with the dictionary in front."""
    book = Workbook(write_only=True)
    first = book.create_sheet(w._("dictionary"))
    first.append([w._("Table"), w._("Column"), w._("Meaning")])
    for row in dictionary(w):
        first.append(list(row))
    for name, table in sorted(w.release.tables.items()):
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        sheet.append([*table.dimensions, "state", "value"])
        for cell in table.cells:
            sheet.append([*cell.keys, cell.state.value, cell.value])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def map_geojson(w: Writer) -> str:
    """Municipalities with their released figures of the last four quarters (RFC 7946)."""
    women, last = w.release.tables[TWELVE], last_twelve(w)
    features = []
    for row in w.shapes.frame.itertuples():
        cell = women.cell(home=row.municipality_code, twelve_months=last)
        features.append(
            {
                "type": "Feature",
                "id": row.municipality_code,
                "geometry": mapping(row.geometry),
                "properties": {
                    "municipality_code": row.municipality_code,
                    "name": w.place(row.municipality_code),
                    "women_state": cell.state.value,
                    "women_rounded": cell.value,
                    "visits": visits_of(w, row.municipality_code, last_quarters(w)),
                    "twelve_months": last,
                    "schematic": w.shapes.is_schematic,
                    "release": w.release.number,
                    "release_sha256": w.release.sha256,
                },
            }
        )
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1
    )


def pictures(w: Writer) -> Iterator[tuple[str, Picture]]:
    """Charts and maps by name."""
    yield "women_by_quarter", women_over_time(w)
    yield "women_map", women_map(w)
    yield "visits_map", visits_map(w)
    yield "knowledge", knowledge_bars(w, None)
    yield "where_to_apply_map", knowledge_map(w, "where_to_apply")


def _files(w: Writer) -> Iterator[tuple[str, str | bytes]]:
    words = w._(
        "Release {number} of {published}; its SHA-256 is {sha}. Numbers of women are rounded; "
        "contacts reported to the centre do not show how widespread violence is.",
        number=w.release.number,
        published=w.release.published_on,
        sha=w.release.sha256,
    )
    yield "README.txt", words + "\n"
    yield "manifest.json", json.dumps(dict(w.release.manifest), ensure_ascii=False, indent=1)
    yield "dictionary.csv", _csv(dictionary(w), (w._("Table"), w._("Column"), w._("Meaning")))
    for name, table in sorted(w.release.tables.items()):
        # As the release has it, so that its hash in the manifest holds.
        yield f"tables/{name}.csv", table_text(table)
    yield "tables.xlsx", workbook(w)
    yield "municipalities.geojson", map_geojson(w)
    for name, picture in pictures(w):
        yield f"pictures/{name}.svg", picture.drawn.svg()
        yield f"pictures/{name}.png", picture.drawn.png()
        yield f"pictures/{name}.txt", f"{picture.caption}\n\n{picture.alt}\n"


def _csv(rows: tuple[tuple[str, ...], ...], heads: tuple[str, ...]) -> bytes:
    lines = [
        ";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (heads, *rows)
    ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
