"""Which document is sent to whom? For the coordinator: report, sheet, maps, form of measures."""

import streamlit as st

from geo.places import municipalities
from pages.ui import cached, frame
from pages.ui.documents.kinds import KINDS, Kind, make, write
from pages.ui.documents.pdf import first_page
from pages.ui.guard import guard
from pages.ui.language import _, language
from pages.ui.strategy.loading import batch, writer
from pages.ui.strategy.saying import place_name
from pages.ui.texts import LANGUAGES

MIME = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Which document is sent to whom?"))
    if batch() is None:
        frame.say_empty(
            _("Nothing was released yet. Documents are written from releases alone; publish one.")
        )
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        kind = KINDS[
            st.radio(
                _("Document"),
                list(KINDS),
                format_func=lambda code: _(KINDS[code].title),
                captions=[_(one.purpose) for one in KINDS.values()],
                key="report_kind",
                persist_state="session",
            )
        ]
        place = ask_place() if kind.code == "municipality" else None
        edition = st.segmented_control(
            _("Language of the document"),
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code],
            default=language(),
            required=True,
            key="report_language",
            persist_state="session",
        )
        draw_downloads(kind, place, edition)
    with right:
        if kind.code != "data":
            draw_preview(kind, place, edition)
    st.caption(
        _(
            "Everything in a document comes from the latest release; each figure carries the id of "
            "its evidence. DOCX is a draft to write on in, PDF the final form, readable aloud."
        )
    )


def ask_place() -> str:
    """The municipality of the sheet."""
    return st.selectbox(
        _("Municipality"),
        [m.code for m in municipalities()],
        format_func=lambda code: place_name(language(), code),
        key="report_place",
        persist_state="session",
    )


def draw_downloads(kind: Kind, place: str | None, edition: str) -> None:
    """A button per form; the file is written when it is pressed."""
    for ending in kind.endings:
        st.download_button(
            _("Download {form}", form=ending[1:].upper()),
            data=lambda ending=ending: write(
                writer(edition, kind.role), cached.store(), kind.code, ending, municipality=place
            ),
            file_name=f"priemna_{'_'.join(filter(None, (kind.code, place, edition)))}{ending}",
            mime=MIME[ending],
            on_click="ignore",
            type="primary" if ending == kind.endings[0] else "secondary",
            key=f"report_{kind.code}{ending}",
        )


def draw_preview(kind: Kind, place: str | None, edition: str) -> None:
    """Picture of the first page."""
    document = make(writer(edition, kind.role), cached.store(), kind.code, municipality=place)
    st.image(
        first_page(document),
        caption=_("First page: {title}", title=document.title),
        width="stretch",
    )


draw()
