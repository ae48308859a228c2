"""Documents opened again: language, headings, words for pictures, tables, nothing invented."""

import io
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from data.store import Store
from pages.ui.documents.blocks import Box, Break, Document, Grid, Heading, Items, Picture, Text
from pages.ui.documents.docx import to_docx
from pages.ui.documents.drawing import HATCHES, Painted, draw_bars, draw_map
from pages.ui.documents.pdf import first_page, to_pdf
from pages.ui.documents.reports import (
    NothingToWrite,
    district_report,
    map_pack,
    measure_form,
    municipality_sheet,
    writer_of,
)
from pages.ui.documents.takeaway import take_away
from pages.ui.strategy.chain import run_rules, take_step
from pages.ui.strategy.latest import PARTNER, latest_release
from pages.ui.strategy.rules import judge, load_rules
from priemna.sharing.released import ReleasedCell, ReleasedTable, State, hash_of
from tests.pages.pdf_rules import broken_rules

TODAY = date(2026, 11, 25)
COLUMNS = {
    "bg": ["Цел", "Дейност", "Бюджет", "Срок", "Очакван резултат", "Индикатор",
           "Водеща / партнираща институция"],
    "en": ["Aim", "Activity", "Budget", "Deadline", "Expected result", "Indicator of the measure",
           "Lead and partner institution"],
}  # fmt: skip


@pytest.fixture(scope="module")
def store(released_demo_path, tmp_path_factory):
    """The demo with drafts, two of which were proposed."""
    path = Path(shutil.copy(released_demo_path, tmp_path_factory.mktemp("told") / "demo.duckdb"))
    shutil.copytree(f"{released_demo_path}.releases", f"{path}.releases")
    store = Store.open(path)
    from data.store import utc_now

    ran = run_rules(
        store,
        judge(latest_release(store), load_rules()),
        today=TODAY,
        at=utc_now(),
        role="coordinator",
    )
    municipal = next(n for n, one in ran.drafted if one.figure.municipality_code == "RSE04")
    for number in (ran.drafted[0][0], municipal):
        take_step(store, number, "proposed", role="coordinator", at=utc_now())
    return store


@pytest.fixture(scope="module", params=["bg", "en"])
def writer(request, store):
    return writer_of(store, request.param, TODAY)


def test_without_any_record_the_documents_are_the_same_bytes(store, tmp_path):
    def written(one):
        w = writer_of(one, "bg", TODAY)
        documents = (district_report(w), municipality_sheet(w, "RSE04", one), measure_form(w))
        return [to_pdf(document) for document in documents]

    path = Path(shutil.copy(store.path, tmp_path / "emptied.duckdb"))
    shutil.copytree(f"{store.path}.releases", f"{path}.releases")
    emptied = Store.open(path)
    with emptied.transaction() as cursor:
        for statement in (
            "DELETE FROM consultation",
            "DELETE FROM survey_knowledge",
            "DELETE FROM survey_response",
            "DELETE FROM event",
            "DELETE FROM visit",
        ):
            cursor.execute(statement)
    assert written(emptied) == written(store)


def texts_of(document):
    found = [document.title, document.subtitle, document.footer]
    for block in document.blocks:
        match block:
            case Heading() | Text():
                found.append(block.text)
            case Items():
                found += block.items
            case Grid():
                found += [
                    block.caption,
                    *block.heads,
                    *(cell for row in block.rows for cell in row),
                ]
            case Picture():
                found += [block.alt, block.caption]
            case Box():
                found += [block.title, *block.sentences]
    return found


def every_document(writer, store):
    return [
        district_report(writer),
        municipality_sheet(writer, "RSE04", store),
        map_pack(writer),
        measure_form(writer),
    ]


def test_a_document_speaks_one_language(writer, store):
    for document in every_document(writer, store):
        told = " ".join(texts_of(document))
        assert "{" not in told
        if writer.language == "en":
            # Names of acts and hashes aside, English pages hold no Cyrillic.
            assert not re.search("[А-Яа-я]{4,}", told)
        else:
            latin = set(re.findall("[A-Za-z]{5,}", told))
            assert latin <= {"priemna", "evidence", "verify"} | {
                word for word in latin if re.fullmatch("[a-f]+", word)
            }


def test_every_figure_has_its_evidence_in_the_appendix(writer, store):
    for document in every_document(writer, store):
        told = texts_of(document)
        cited = {n for text in told for n in re.findall(r"\b([TE]\d+)\b", text)}
        appendix = {row[0] for row in document.blocks[-1].rows}
        assert cited
        assert cited <= appendix


def test_the_form_has_the_columns_of_municipal_programmes(writer):
    grid = measure_form(writer).blocks[0]
    assert list(grid.heads) == COLUMNS[writer.language]
    assert len(grid.rows) == 2
    assert all(all(row) for row in grid.rows)


def test_drafts_do_not_leave(store):
    writer = writer_of(store, "bg", TODAY)
    drafts = [one for one in writer.carried if one.recommendation.status == "draft"]
    assert drafts
    told = " ".join(texts_of(district_report(writer)))
    assert all(one.recommendation.text_bg not in told for one in drafts)
    with pytest.raises(NothingToWrite):
        measure_form(writer, [drafts[0].recommendation.recommendation_id])


def test_a_municipality_with_hidden_cells_alone_is_told_so(store):
    writer = writer_of(store, "bg", TODAY)
    hidden = {
        name: ReleasedTable(
            table.name,
            table.of,
            table.dimensions,
            tuple(
                ReleasedCell(cell.keys, State.HIDDEN, None)
                if table.about_people and "RSE04" in cell.keys
                else cell
                for cell in table.cells
            ),
        )
        for name, table in writer.release.tables.items()
    }
    writer.release = type(writer.release)(writer.release.manifest, hidden)
    sheet = municipality_sheet(writer, "RSE04", store)
    told = " ".join(texts_of(sheet))
    assert "твърде малко жени" in told
    assert "скрито" in told
    assert " около 0 " not in told
    assert "няма събрани данни" not in told
    assert to_pdf(sheet).startswith(b"%PDF")
    assert to_pdf(map_pack(writer)).startswith(b"%PDF")


def test_the_docx_says_its_language_titles_and_words_for_pictures(writer):
    draft = docx.Document(io.BytesIO(to_docx(district_report(writer))))
    tag = {"bg": "bg-BG", "en": "en-GB"}[writer.language]
    assert draft.core_properties.language == tag
    assert draft.core_properties.title
    langs = {lang.get(qn("w:val")) for lang in draft.styles.element.iter(qn("w:lang"))}
    assert tag in langs
    pictures = list(draft.element.iter(qn("wp:docPr")))
    assert len(pictures) == 4
    assert all(len(picture.get("descr")) > 30 for picture in pictures)
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is not None
               for row in (t.rows[0] for t in draft.tables[1:]))  # fmt: skip
    fields = [field.get(qn("w:instr")) for field in draft.sections[0].footer._element.iter(
        qn("w:fldSimple"))]  # fmt: skip
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_form_for_many_documents_counts_them_and_is_written(store):
    writer = writer_of(store, "bg", TODAY)
    document = measure_form(writer)
    long = Document("Т" * 300, "П" * 300, "bg", document.blocks, "f", TODAY)
    assert len(docx.Document(io.BytesIO(to_docx(long))).core_properties.subject) == 255


def test_the_pdf_is_tagged_named_and_in_its_language(writer):
    content = to_pdf(district_report(writer))
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"pdfuaid", b"DisplayDocTitle"):
        assert mark in content
    assert writer.language.encode() in content


def test_another_program_finds_each_rule_of_pdf_ua_kept(writer, store):
    for document in every_document(writer, store):
        assert broken_rules(to_pdf(document)) == []


def test_the_other_program_sees_what_is_not_tagged(writer):
    untagged = to_pdf(measure_form(writer)).replace(b"/Marked true", b"/Marked null")
    assert any("Marked" in rule for rule in broken_rules(untagged))


def test_the_same_document_is_the_same_bytes(store):
    pdfs = [to_pdf(district_report(writer_of(store, "bg", TODAY))) for _twice in range(2)]
    assert pdfs[0] == pdfs[1]


def test_a_picture_without_words_is_refused_by_the_typesetter():
    import typst

    drawn = draw_bars(["a"], [1.0], ["1"], unit="u")
    silent = Document("T", "S", "bg", (Heading("H"), Picture(drawn, "", "c")), "f", TODAY)
    with pytest.raises(typst.TypstError):
        to_pdf(silent)


def test_each_map_of_the_pack_has_a_page_of_its_own_and_none_is_cut(writer):
    pack = map_pack(writer)
    pictures = [block for block in pack.blocks if isinstance(block, Picture)]
    assert len(pictures) == 4
    assert sum(isinstance(block, Break) for block in pack.blocks) == 4
    # One page per map, one for the method.
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", to_pdf(pack))) == 5
    titles = [block.text for block in pack.blocks if isinstance(block, Heading)][:4]
    assert all(re.search(r"20\d\d", title) for title in titles)
    for picture in pictures:
        assert writer._("{since} – {until}", since="", until="").strip() in picture.caption
        assert str(writer.release.number) in picture.caption


def test_classes_differ_without_colour():
    assert len(set(HATCHES)) == len(HATCHES)


def test_a_map_of_empties_alone_is_drawn():
    from shapely.geometry import box

    drawn = draw_map(
        {"a": box(0, 0, 1, 1), "b": box(1, 0, 2, 1)},
        {"a": "A", "b": "B"},
        {"a": Painted("скрито", None, "hidden"), "b": Painted("няма данни", None, "no_data")},
        legend=[],
        empties={"hidden": "скрито", "no_data": "няма данни"},
        legend_title="",
        note="",
        bar="20 км",
    )
    assert drawn.png().startswith(b"\x89PNG")
    assert b"<svg" in drawn.svg()


def test_the_preview_is_a_picture_of_the_first_page(store):
    assert first_page(measure_form(writer_of(store, "bg", TODAY))).startswith(b"\x89PNG")


def test_what_a_partner_takes_away_is_the_partners_release_and_nothing_else(store):
    writer = writer_of(store, "bg", TODAY, role=PARTNER)
    archive = zipfile.ZipFile(io.BytesIO(take_away(writer)))
    names = set(archive.namelist())
    assert {"README.txt", "manifest.json", "dictionary.csv", "tables.xlsx"} <= names
    manifest = json.loads(archive.read("manifest.json"))
    for name, about in manifest["tables"].items():
        assert hash_of(archive.read(f"tables/{name}.csv").decode()) == about["sha256"]
    assert manifest["audience"] == "public"
    features = json.loads(archive.read("municipalities.geojson"))["features"]
    women = writer.release.tables["women_by_municipality_twelve_months"]
    last = max(women.codes("twelve_months"))
    for feature in features:
        cell = women.cell(home=feature["id"], twelve_months=last)
        assert feature["properties"]["women_rounded"] == cell.value
    book = openpyxl.load_workbook(io.BytesIO(archive.read("tables.xlsx")))
    meanings = [row[2].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert all(meanings)
    assert len(book.worksheets) == 1 + len(writer.release.tables)
