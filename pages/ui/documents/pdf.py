"""A document as PDF/UA-1: tagged, with its language, titles and words for each picture."""

import json
import tempfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

import matplotlib
import typst

from pages.ui.documents.blocks import (
    Block,
    Box,
    Break,
    Document,
    Grid,
    Heading,
    Items,
    Picture,
    Text,
)
from pages.ui.texts import say

TEMPLATE = Path(__file__).parent / "templates" / "document.typ"
REGIONS = {"bg": "BG", "en": "GB"}
STANDARD = "ua-1"

PREVIEW_PPI = 110

_WIDE_TABLE = 6


def to_pdf(document: Document) -> bytes:
    """Set the document.

    Notes
    -----
    The typesetter itself refuses what PDF/UA-1 forbids (a picture without words, a document without
    a title). Letters come from the packages alone, so every machine sets the same pages.
    """
    return _set(
        document,
        format="pdf",
        pdf_standards=STANDARD,
        timestamp=int(datetime.combine(document.made_on, time(12)).timestamp()),
    )


def first_page(document: Document) -> bytes:
    """Picture (PNG) of the first page, to look at before it is downloaded."""
    pages = _set(document, format="png", ppi=PREVIEW_PPI)
    return pages[0] if isinstance(pages, list) else pages


def _set(document: Document, **how: Any) -> Any:
    """Set the document in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "document.typ").write_bytes(TEMPLATE.read_bytes())
        blocks = [_block(block, here, number) for number, block in enumerate(document.blocks)]
        values = {
            "title": document.title,
            "subtitle": document.subtitle,
            "author": say(document.language, "Priemna"),
            "language": document.language,
            "region": REGIONS[document.language],
            "footer": document.footer,
            "landscape": document.landscape,
            "blocks": blocks,
        }
        (here / "document.json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")
        return typst.compile(
            str(here / "document.typ"),
            root=folder,
            font_paths=[str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")],
            ignore_system_fonts=True,
            **how,
        )


def _block(block: Block, folder: Path, number: int) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Text():
            return {"kind": "text", "text": block.text, "quiet": block.quiet}
        case Items():
            return {"kind": "items", "items": list(block.items)}
        case Grid():
            return {
                "kind": "grid",
                "caption": block.caption,
                "heads": list(block.heads),
                "rows": [list(row) for row in block.rows],
                "widths": list(block.widths),
                "numeric": block.numeric,
                "ruled": block.ruled,
                "size": 8.2 if len(block.heads) >= _WIDE_TABLE and not block.numeric else 9.2,
            }
        case Picture():
            file = f"picture{number}.svg"
            (folder / file).write_bytes(block.drawn.svg())
            return {
                "kind": "picture",
                "file": file,
                "alt": block.alt,
                "caption": block.caption,
                "width": block.width_cm,
            }
        case Box():
            return {"kind": "box", "title": block.title, "sentences": list(block.sentences)}
        case Break():
            return {"kind": "break"}
