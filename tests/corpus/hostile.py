"""Files that are broken, locked, huge or not what they say: one clear sentence each."""

from datetime import date

from tests.corpus.case import Case
from tests.corpus.compound import locked_workbook
from tests.corpus.formats import CONSULTATIONS, EVENTS, SURVEYS, TYPED, VISITS, VISITS_STORED
from tests.corpus.write import File, csv, ods, patched, raw, xls, xlsx, zipped

WORKBOOK = xlsx(TYPED)
SHEET = "xl/worksheets/sheet1.xml"
PAGE = (
    "<html><head><meta charset='utf-8'></head><body><table><tr><td>Дата</td><td>Населено място"
    "</td></tr><tr><td>05.03.2024</td><td>Нисово</td></tr></table></body></html>"
)


def refused(title, file, reason="unreadable", kind="visits", **more):
    return Case(title, kind, file, refused=reason, **more)


def cut(file, share):
    """The first part of a file, as after a broken download."""

    def make():
        whole = file.make()
        return whole[: int(len(whole) * share)]

    return File(file.name, make)


def wide():
    header = ["Дата", "Населено място", *(f"Въпрос {n}" for n in range(1, 299))]
    return [header, [date(2024, 3, 5), "Нисово", *range(1, 299)]]


CASES = (
    refused("nothing in it", raw(b"", "приемни.xlsx"), "empty"),
    refused("nothing in a csv", raw(b"", "приемни.csv"), "empty"),
    refused("a csv of empty lines", raw(b"\r\n;;;\r\n\r\n", "приемни.csv"), "empty"),
    refused("a new workbook with nothing in it", xlsx([]), "empty"),
    refused("a header and no rows", xlsx(TYPED[:1]), "empty"),
    refused("half a workbook", cut(WORKBOOK, 0.5)),
    refused("a workbook without its last bytes", cut(WORKBOOK, 0.97)),
    refused("half an xls", cut(xls(TYPED), 0.5)),
    refused("half an ods", cut(ods(TYPED), 0.5)),
    refused("zeros", raw(bytes(5000), "приемни.xlsx")),
    refused("a picture", raw(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "приемни.csv")),
    refused("a document of Word", zipped("отчет.docx", {
        "[Content_Types].xml": "<Types/>", "word/document.xml": "<document>Отчет</document>",
    })),
    refused("a workbook with a password", locked_workbook(), "password"),
    refused("an ods with a password", ods(TYPED, encrypted=True), "password"),
    refused("a web page that calls itself xls", raw(PAGE, "приемни.xls")),
    refused("pdf", raw(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "приемни.pdf")),
    refused("events taken for visits", csv(EVENTS), "kind"),
    refused("consultations taken for visits", csv(CONSULTATIONS), "column_missing"),
    refused("visits taken for events", csv(VISITS), "kind", kind="events"),
    refused("visits taken for consultations", csv(VISITS), "kind", kind="consultations"),
    refused("surveys taken for consultations", csv(SURVEYS), "kind",
            kind="consultations"),
    Case("300 columns, two of them ours", "visits", xlsx(wide()),
         "ekatte | on\n51768 | 2024-03-05"),
    Case(
        "a workbook that says it fills a million rows",
        "visits",
        patched(WORKBOOK, SHEET, '<dimension ref="A1:D3"', '<dimension ref="A1:XFD1048576"'),
        VISITS_STORED,
    ),
    Case(
        "a workbook that says it is empty",
        "visits",
        patched(WORKBOOK, SHEET, '<dimension ref="A1:D3"', '<dimension ref="A1"'),
        VISITS_STORED,
    ),
    Case(
        "a format far below the table, so that Excel keeps a million rows",
        "visits",
        patched(WORKBOOK, SHEET, "</sheetData>", '<row r="1048576"><c r="A1048576" s="1"/></row>'
                "</sheetData>"),
        VISITS_STORED,
    ),
    Case(
        "an entity of XML that would open a file of the machine",
        "visits",
        patched(WORKBOOK, SHEET, "<worksheet",
                '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'),
        VISITS_STORED,
        secrets=("root:",),
    ),
    Case(
        "text that a spreadsheet would run as a formula",
        "visits",
        csv("Дата|Населено място|Състояние\n05.03.2024|Нисово|=HYPERLINK(\"http://x.example\")\n"
            "12.03.2024|Бяла|проведена"),
        "ekatte\n07603",
        rejected=((2, "Състояние", "code"),),
    ),
    refused(
        "control signs inside a cell",
        raw("Дата;Населено място\n05.03.2024;Ни\x07сово\n12.03.2024;Бяла\n", "приемни.csv"),
    ),
    # With the good rows kept, the rows inside the quotation would be lost without a word.
    refused(
        "a quotation mark that never closes: which rows it swallows is not known",
        raw('Дата;Населено място\n05.03.2024;Нисово\n12.03.2024;"Бяла\n19.03.2024;Кошов\n',
            "приемни.csv"),
        "quotation",
    ),
    Case(
        "a row shorter than the header and one longer",
        "visits",
        raw("Дата;Населено място;Километри\n05.03.2024;Нисово\n12.03.2024;Бяла;44;;;\n",
            "приемни.csv"),
        "ekatte | distance_km\n51768 | -\n07603 | 44.0",
    ),
)  # fmt: skip
