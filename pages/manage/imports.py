"""How does data come in? For the coordinator: look at a file first, then bring it in."""

import streamlit as st

from data.templates import template_xlsx
from pages.ui import frame, records
from pages.ui.batches import draw_batches
from pages.ui.columns import draw_columns
from pages.ui.doctor import draw_changes, draw_counts, draw_notes, draw_problems
from pages.ui.guard import guard
from pages.ui.language import _, language
from pages.ui.texts import N_
from pages.ui.waiting import draw_waiting

KINDS = {
    "visits": N_("Visits (mobile offices)"),
    "consultations": N_("Consultations"),
    "surveys": N_("Surveys"),
    "events": N_("Events"),
}
FORMATS = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"]
MOST_MEGABYTES = 50


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("A file is looked at first; nothing is kept before you say so."))
    waiting = records.waiting()
    names = {
        "file": _("A file"),
        "waiting": _("Waiting rows ({n})", n=len(waiting)),
        "batches": _("Brought in"),
    }
    view = st.segmented_control(
        _("What do you want to do?"),
        list(names),
        format_func=names.__getitem__,
        default="file",
        required=True,
        label_visibility="collapsed",
        key="imports_view",
    )
    if view == "waiting":
        draw_waiting(waiting, records.today())
    elif view == "batches":
        draw_batches(records.batches())
    else:
        one_file()


def one_file() -> None:
    """One file: what it holds, what bringing it in would do, and bringing it in."""
    kind = st.segmented_control(
        _("What is in the file?"),
        list(KINDS),
        format_func=lambda kind: _(KINDS[kind]),
        default="visits",
        required=True,
        key="kind",
    )
    st.download_button(
        _("Download an empty template to fill in"),
        data=lambda: template_xlsx(kind, language()),
        file_name=f"priemna_{kind}.xlsx",
        on_click="ignore",
    )
    turn = st.session_state.setdefault("file_turn", 0)
    file = st.file_uploader(
        _("File (Excel, LibreOffice, CSV, KoboToolbox or ODK export)"),
        type=FORMATS,
        key=f"file_{kind}_{turn}",
        max_upload_size=MOST_MEGABYTES,
    )
    if said := st.session_state.pop("file_said", None):
        st.success(said)
    if file is not None:
        look_at(kind, file.name, file.getvalue())


def look_at(kind: str, name: str, content: bytes) -> None:
    """What bringing in the file would do, and the buttons that do it."""
    chosen_key = f"chosen_{kind}_{name}"
    chosen = st.session_state.get(chosen_key)
    today = records.today()
    seen = records.preview(kind, name, content, today=today, chosen=chosen)
    if seen.columns:
        draw_columns(kind, seen.columns, chosen_key)
    if seen.file_refused:
        st.error(_("Nothing of this file can be taken yet."))
        draw_problems(seen.problems)
        return
    draw_counts(seen)
    take = button_of(seen)
    draw_problems(seen.problems)
    if seen.problems:
        st.download_button(
            _("Download a copy with the problems marked (XLSX)"),
            data=lambda: records.marked(name, content, seen),
            file_name=f"{name.rsplit('.', 1)[0]}_{_('marked')}.xlsx",
            on_click="ignore",
        )
    draw_changes(seen)
    draw_notes(seen)
    if take:
        report = records.bring_in(
            kind,
            name,
            content,
            today=today,
            chosen=chosen,
            signature=seen.signature,
            keep_good=bool(seen.rejected),
        )
        st.session_state["file_said"] = _(
            "{file}: {new} new, {changed} changed, {same} unchanged, {rejected} waiting.",
            file=name,
            new=report.new,
            changed=report.changed,
            same=report.same,
            rejected=report.rejected,
        )
        st.session_state["file_turn"] += 1
        st.rerun()


def button_of(seen: records.Preview) -> bool:
    """The one button that takes the file, named by what it would do."""
    good = seen.new + seen.changed
    if not good and not seen.rejected:
        st.info(_("All rows of this file are in the store already. There is nothing to do."))
        return False
    if not seen.rejected:
        return st.button(
            _("Bring in {n} row", plural="Bring in {n} rows", n=good), type="primary", key="take"
        )
    st.caption(
        _("Or put the file right first and choose it again: then all its rows come in together.")
    )
    if not good:
        return st.button(
            _("Let {n} row wait", plural="Let {n} rows wait", n=seen.rejected), key="take"
        )
    return st.button(
        _(
            "Bring in {good} good, let {n} row wait",
            plural="Bring in {good} good, let {n} rows wait",
            n=seen.rejected,
            good=good,
        ),
        type="primary",
        key="take",
    )


draw()
