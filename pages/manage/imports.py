"""How does data come in? For the coordinator: templates, one file at a time, what was wrong."""

from datetime import datetime

import pandas as pd
import streamlit as st

from data.problems import ImportReport
from data.templates import template_xlsx
from pages.ui import cached, frame
from pages.ui.guard import guard
from pages.ui.language import _, language, say_reason
from pages.ui.texts import N_

KINDS = {
    "visits": N_("Visits (mobile offices)"),
    "consultations": N_("Consultations"),
    "surveys": N_("Surveys"),
    "events": N_("Events"),
}
SHOWN = 200


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Bring in one Excel or CSV file; a refused file changes nothing."))
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
    file = st.file_uploader(
        _("File (XLSX or CSV)"), type=["xlsx", "csv"], key=f"file_{kind}", max_upload_size=20
    )
    if file is not None and st.button(_("Bring in this file"), type="primary"):
        say_report(cached.bring_in(kind, file.name, file.getvalue(), today=today()))
    last_files()


def today() -> "datetime.date":
    """The day on this machine's clock."""
    return datetime.now().astimezone().date()


def say_report(report: ImportReport) -> None:
    """Say what became of the file."""
    if report.accepted:
        st.success(
            _(
                "{file}: {rows_read} rows read, {new} new, {changed} changed, {same} unchanged.",
                file=report.source_name,
                rows_read=report.rows_read,
                new=report.new,
                changed=report.changed,
                same=report.same,
            )
        )
        return
    st.error(
        _(
            "{file} was refused for {n} problem; nothing was changed.",
            plural="{file} was refused for {n} problems; nothing was changed.",
            n=len(report.problems),
            file=report.source_name,
        )
    )
    st.dataframe(
        pd.DataFrame(
            {
                _("Row"): problem.row,
                _("Column"): problem.column,
                _("Value"): problem.value,
                _("What to do"): say_reason(problem),
            }
            for problem in report.problems[:SHOWN]
        ),
        hide_index=True,
    )


def last_files() -> None:
    """The files brought in last."""
    files = cached.answer("last_imports")
    if files.empty:
        return
    st.subheader(_("Files brought in last"), anchor=False)
    st.dataframe(
        pd.DataFrame(
            {
                _("File"): row.source_name,
                _("Kind"): _(KINDS[row.kind]),
                _("When (UTC)"): _("{time}", time=row.imported_at.to_pydatetime()),
                _("New"): row.rows_new,
                _("Changed"): row.rows_changed,
                _("Unchanged"): row.rows_same,
            }
            for row in files.itertuples()
        ),
        hide_index=True,
    )


draw()
