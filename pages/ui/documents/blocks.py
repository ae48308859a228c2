"""What documents are made of: headings, text, tables, pictures, boxes; no format yet."""

from dataclasses import dataclass
from datetime import date

from pages.ui.documents.drawing import Drawn


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 stands below the title of the document."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph; ``quiet`` is smaller, for sources and notes."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table whose first column names the rows.

    Attributes
    ----------
    caption
        What it shows, with period and evidence id.
    widths
        Relative widths of the columns.
    numeric
        Columns after the first hold numbers, set to the right.
    ruled
        Lines round each cell and rows high enough to write in by hand.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: bool = False
    ruled: bool = False


@dataclass(frozen=True)
class Picture:
    """A map or chart: drawn as lines for PDF, as points for DOCX, told in words for who listens.

    Attributes
    ----------
    width_cm
        On paper.
    """

    drawn: Drawn
    alt: str
    caption: str
    width_cm: float = 16.0


@dataclass(frozen=True)
class Box:
    """A frame round a few sentences, such as the method."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Break:
    """The next block begins on a new page."""


Block = Heading | Text | Items | Grid | Picture | Box | Break


@dataclass(frozen=True)
class Document:
    """A document in one language.

    Attributes
    ----------
    subtitle
        Period and place.
    footer
        Stands on each page beside its number: source and day of the data.
    landscape
        A4 across.
    made_on
        Day of the document; written into the file instead of the clock.
    """

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    footer: str
    made_on: date
    landscape: bool = False
