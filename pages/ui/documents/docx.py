"""A document as DOCX: a draft to go on writing in, with words for each picture and its language."""

import io
from datetime import datetime, time
from typing import Any

import docx
from docx.document import Document as Draft
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pages.ui.documents.blocks import Box, Break, Document, Grid, Heading, Items, Picture, Text
from pages.ui.texts import say

LANGUAGE_TAGS = {"bg": "bg-BG", "en": "en-GB"}
FONT = "Arial"
MARGIN_CM = 2.0
A4_CM = (21.0, 29.7)
_LONGEST_PROPERTY = 255
MUTED = RGBColor(0x4F, 0x57, 0x51)


def to_docx(document: Document) -> bytes:
    """Write the document."""
    draft = docx.Document()
    _set_up(draft, document)
    draft.add_heading(document.title, 0)
    _muted(draft.add_paragraph(document.subtitle), 12)
    for block in document.blocks:
        _add(draft, block, document)
    file = io.BytesIO()
    draft.save(file)
    return file.getvalue()


def _set_up(draft: Draft, document: Document) -> None:
    section = draft.sections[0]
    width, height = A4_CM if not document.landscape else A4_CM[::-1]
    section.page_width, section.page_height = Cm(width), Cm(height)
    if document.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Cm(MARGIN_CM))
    tag = LANGUAGE_TAGS[document.language]
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet"):
        style = draft.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(which), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    draft.styles["Normal"].font.size = Pt(10.5)
    draft.styles["Title"].font.size = Pt(20)
    for rpr in draft.styles.element.iter(qn("w:rPrDefault")):
        for lang in rpr.iter(qn("w:lang")):
            lang.set(qn("w:val"), tag)
    settings = draft.settings.element
    settings.append(OxmlElement("w:autoHyphenation"))
    core = draft.core_properties
    core.title, core.language = document.title[:_LONGEST_PROPERTY], tag
    core.author = core.last_modified_by = say(document.language, "Priemna")
    core.subject, core.comments = document.subtitle[:_LONGEST_PROPERTY], ""
    core.created = core.modified = datetime.combine(document.made_on, time(12))
    footer = section.footer.paragraphs[0]
    footer.add_run(document.footer + "    ")
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")
    _muted(footer, 8)


def _add(draft: Draft, block: Any, document: Document) -> None:
    match block:
        case Heading():
            draft.add_heading(block.text, block.level)
        case Text():
            paragraph = draft.add_paragraph(block.text)
            if block.quiet:
                _muted(paragraph, 9)
        case Items():
            for item in block.items:
                draft.add_paragraph(item, style="List Bullet")
        case Grid():
            _add_table(draft, block, document)
        case Picture():
            run = draft.add_paragraph().add_run()
            shape = run.add_picture(io.BytesIO(block.drawn.png()), width=Cm(block.width_cm))
            # What screen readers say in place of the picture.
            shape._inline.docPr.set("descr", block.alt)
            _muted(draft.add_paragraph(block.caption), 9)
        case Box():
            table = draft.add_table(rows=1, cols=1, style="Table Grid")
            cell = table.cell(0, 0)
            cell.paragraphs[0].add_run(block.title).bold = True
            for sentence in block.sentences:
                cell.add_paragraph(sentence, style="List Bullet")
            draft.add_paragraph()
        case Break():
            draft.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _add_table(draft: Draft, block: Grid, document: Document) -> None:
    caption = draft.add_paragraph(block.caption)
    caption.paragraph_format.keep_with_next = True
    _muted(caption, 9)
    table = draft.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    table.autofit = False
    usable = (A4_CM[1] if document.landscape else A4_CM[0]) - 2 * MARGIN_CM
    widths = [Cm(usable * width / sum(block.widths)) for width in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _fill(table.rows[0], block.heads, widths, bold=True)
    # The heads come again on each page, and are heads to who listens.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in block.rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _fill(added, row, widths, bold=False)
    draft.add_paragraph()


def _fill(row: Any, cells: tuple[str, ...], widths: list[Any], *, bold: bool) -> None:
    for cell, text, width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = bold, Pt(9)


def _muted(paragraph: Any, size: float) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(size), MUTED


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
