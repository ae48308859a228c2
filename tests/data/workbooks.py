"""Workbooks written by hand, part by part, so that a test can put anything into them."""

import io
import zipfile
from xml.sax.saxutils import escape

_OOXML = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_OOXML}/spreadsheetml/2006/main"'
_RELATIONS = f'xmlns="{_OOXML}/package/2006/relationships"'
_OFFICE = f"{_OOXML}/officeDocument/2006/relationships"


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    """Bytes of a ZIP archive with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx_parts(*sheets, before="", after="", workbook="", state=None):
    """Parts of an XLSX file; each sheet is the inside of its ``sheetData``.

    ``before`` and ``after`` stand around ``sheetData``, ``workbook`` before the list of sheets,
    ``state`` says of sheets by number that they are hidden.
    """
    numbers = range(1, len(sheets) + 1)
    hidden = {number: f' state="{said}"' for number, said in (state or {}).items()}
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_OOXML}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships {_RELATIONS}><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}">{workbook}<sheets>'
        + "".join(
            f'<sheet name="Лист{n}" sheetId="{n}"{hidden.get(n, "")} r:id="rId{n}"/>'
            for n in numbers
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {_RELATIONS}>"
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        + f'<Relationship Id="rIdS" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        # Style 1 is a date.
        "xl/styles.xml": f'<styleSheet {_MAIN}><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for number, sheet in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<?xml version="1.0"?><worksheet {_MAIN}>{before}<sheetData>{sheet}</sheetData>'
            f"{after}</worksheet>"
        )
    return parts


def xlsx(*sheets, **around):
    """Bytes of an XLSX file; see `xlsx_parts`."""
    return zipped(xlsx_parts(*sheets, **around))


def text_cell(reference, text):
    """XML of a cell with text in it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def xlsx_row(number, *texts):
    """XML of a row of texts from column A on."""
    cells = (text_cell(f"{chr(65 + n)}{number}", text) for n, text in enumerate(texts))
    return f'<row r="{number}">{"".join(cells)}</row>'


def ods_parts(*tables, head="", manifest="", styles=""):
    """Parts of an ODS file; each table is the inside of its ``table:table``."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in [
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
            ("draw", "drawing"),
        ]
    )  # fmt: skip
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = "".join(
        f'<table:table table:name="Лист{n}" table:style-name="ta{n}">{table}</table:table>'
        for n, table in enumerate(tables, start=1)
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        "content.xml": f'<?xml version="1.0"?>{head}<office:document-content {spaces} {calc}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
    }


def ods(*tables, **around):
    """Bytes of an ODS file; see `ods_parts`."""
    return zipped(ods_parts(*tables, **around))


def ods_row(*cells, more=""):
    """XML of a row; each cell is text or finished XML."""
    inside = "".join(cell if cell.startswith("<") else ods_text(cell) for cell in cells)
    return f"<table:table-row {more}>{inside}</table:table-row>"


def ods_text(text, more=""):
    """XML of a cell with text in it."""
    shown = f"<text:p>{escape(text)}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="string" {more}>{shown}</table:table-cell>'
