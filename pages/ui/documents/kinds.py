"""Which documents there are, what each is called, and how one is made and written."""

from dataclasses import dataclass

from data.store import Store
from geo.errors import PriemnaError
from pages.ui.documents.blocks import Document
from pages.ui.documents.docx import to_docx
from pages.ui.documents.pdf import to_pdf
from pages.ui.documents.reports import (
    district_report,
    map_pack,
    measure_form,
    municipality_sheet,
)
from pages.ui.documents.takeaway import take_away
from pages.ui.documents.writer import Writer
from pages.ui.strategy.latest import ADMINISTRATION, PARTNER
from pages.ui.texts import N_


class DocumentUnwritable(PriemnaError, ValueError):
    """A kind of document, or an ending of a file, that there is not."""


@dataclass(frozen=True)
class Kind:
    """One kind of document.

    Attributes
    ----------
    title, purpose
        Messages: what it is called, and what it is for.
    endings
        Of its files; the first is the usual one.
    role
        Whose release it is made from.
    """

    code: str
    title: str
    purpose: str
    endings: tuple[str, ...]
    role: str = ADMINISTRATION


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "district",
            N_("Report on the district"),
            N_("For the regional administration: contacts, knowledge, work, recommendations."),
            (".docx", ".pdf"),
        ),
        Kind(
            "municipality",
            N_("Sheet of a municipality"),
            N_("Two pages for one municipality."),
            (".docx", ".pdf"),
        ),
        Kind(
            "maps",
            N_("Maps for a meeting"),
            N_("A map per page, A4 across, readable in black and white."),
            (".pdf", ".docx"),
        ),
        Kind(
            "measure",
            N_("Proposals for measures"),
            N_("Recommendations in the columns of municipal programmes, to be handed over."),
            (".docx", ".pdf"),
        ),
        Kind(
            "data",
            N_("Tables, charts and maps to take away"),
            N_("CSV and XLSX with a dictionary, SVG and PNG, GeoJSON; from the release alone."),
            (".zip",),
            role=PARTNER,
        ),
    )
}


def make(
    w: Writer, store: Store, code: str, *, municipality: str | None, numbers: tuple[str, ...] = ()
) -> Document:
    """Put a document together; ``data`` is none and is written by `write` alone.

    Raises
    ------
    DocumentUnwritable
        Where the kind needs a municipality and none is given.
    """
    if code == "municipality":
        if municipality is None:
            raise DocumentUnwritable("Say which municipality: --municipality RSE04.")
        return municipality_sheet(w, municipality, store)
    return {
        "district": district_report,
        "maps": map_pack,
        "measure": lambda w: measure_form(w, numbers),
    }[code](w)


def write(
    w: Writer,
    store: Store,
    code: str,
    ending: str,
    *,
    municipality: str | None = None,
    numbers: tuple[str, ...] = (),
) -> bytes:
    """Write a document in the form of the ending.

    Raises
    ------
    DocumentUnwritable
        Where the kind is not written so.
    """
    kind = KINDS[code]
    if ending not in kind.endings:
        raise DocumentUnwritable(
            "This document is written as {endings}; choose a file name that ends so.",
            endings=", ".join(kind.endings),
        )
    if code == "data":
        return take_away(w)
    document = make(w, store, code, municipality=municipality, numbers=numbers)
    return to_docx(document) if ending == ".docx" else to_pdf(document)
