"""Is the store safe? For whoever looks after it: copies, checks, the log, export, old records."""

import re

import streamlit as st

from data.codebook import label
from pages.ui import frame, keeping, records
from pages.ui.guard import guard
from pages.ui.language import _, language, say_reason
from pages.ui.registry import ALL_PAGES
from pages.ui.tables import table_html
from pages.ui.texts import N_

LINES, MOST = 6, 20
FORMS = {
    "xlsx": N_("Excel workbook (XLSX)"),
    "csv": N_("Text tables (CSV)"),
    "parquet": N_("For statisticians (Parquet)"),
}


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Is the store safe, and can it be brought back?"))
    how_it_stands()
    st.subheader(_("Backup"), anchor=False)
    backup()
    st.subheader(_("Who did what"), anchor=False)
    log()
    st.subheader(_("Everything in open formats"), anchor=False)
    export()
    st.subheader(_("Old records"), anchor=False)
    old_records()


def how_it_stands() -> None:
    """Say whether the store is encrypted and what its newest backup is."""
    store = keeping.state()
    if store.encrypted:
        st.success(_("The store is encrypted. Keep a copy of its key apart from this machine."))
    elif store.on_server:
        st.info(
            _(
                "The store is kept on a server. Who may use it, the encryption of its disks and "
                "copies of the whole server are up to its administrator."
            )
        )
    elif store.demo:
        st.info(_("This store holds invented data and is not encrypted."))
    else:
        st.warning(_("The store is not encrypted. `priemna key new` encrypts it."))
    st.caption(
        _(
            "It lies at {path}, schema {schema}.",
            path=str(store.path),
            schema=str(store.schema_version),
        )
    )
    st.write(
        _("Newest backup: {name}.", name=store.last_backup)
        if store.last_backup
        else _("There is no backup beside the store yet.")
    )


def backup() -> None:
    """Make a backup, and read the whole store to see whether it is whole."""
    with st.container(horizontal=True):
        made = st.button(_("Make a backup now"), type="primary")
        checked = st.button(_("Check the store"))
    if made:
        file = keeping.back_up()
        st.success(_("The backup lies in {file}.", file=str(file)))
    if checked:
        found = keeping.verify()
        if found.problems:
            st.error("\n\n".join(say_reason(problem) for problem in found.problems))
        else:
            st.success(
                _(
                    "The store is whole: {rows} rows in {tables} tables read, all rules kept.",
                    rows=sum(found.tables.values()),
                    tables=len(found.tables),
                )
            )
    st.caption(
        _(
            "`priemna restore FILE` brings a backup back; the file in its place is kept. A copy on "
            "another disk, kept locked away, survives what this machine does not."
        )
    )


def log() -> None:
    """The last lines of the audit log, and whether its chain holds."""
    lines = keeping.log(MOST)
    check = keeping.check_log()
    if check.holds:
        st.write(
            _(
                "{n} line, none changed.",
                plural="{n} lines, none changed.",
                n=check.lines,
            )
        )
        st.caption(_("Last mark of the chain: {mark}", mark=check.last_hash[:16]))
    else:
        st.error(say_reason(check.problem))
    if lines:
        everything = len(lines) > LINES and st.toggle(
            _("Show the last {n}", n=len(lines)), key="log_all"
        )
        st.html(
            table_html(
                (_("When (UTC)"), _("Who"), _("What"), _("About")),
                [
                    (
                        _("{time}", time=line.done_at),
                        line.who,
                        label("audit_action", line.action, language()),
                        about_words(line.subject, line.detail),
                    )
                    for line in lines[: MOST if everything else LINES]
                ],
                name=_("Who did what"),
            )
        )


def about_words(subject: str | None, detail: str | None) -> str:
    """What a line of the log is about: pages by their titles, long fingerprints by their start."""
    titles = {f"page {page.file.stem}": page.title for page in ALL_PAGES}
    if subject in titles:
        subject = _("page “{title}”", title=_(titles[subject]))
    whole = " · ".join(part for part in (subject, detail) if part)
    return re.sub(r"\b([0-9a-f]{12})[0-9a-f]{52}\b", r"\1…", whole)


def export() -> None:
    """Everything in the store as a download, after a warning."""
    st.warning(
        _(
            "The files hold every record row by row. **Not for publication**: women who sought "
            "help can be recognised from them."
        )
    )
    form = st.segmented_control(
        _("Format"),
        list(FORMS),
        format_func=lambda form: _(FORMS[form]),
        default="xlsx",
        required=True,
        key="export_format",
    )
    if st.checkbox(_("I keep the files encrypted and delete them afterwards."), key="export_yes"):
        st.download_button(
            _("Export everything"),
            data=lambda: keeping.export(form),
            file_name=f"priemna_{form}.zip",
            mime="application/zip",
            on_click="ignore",
        )


def old_records() -> None:
    """What would become counts at an age, and making it so."""
    years = st.number_input(
        _("Records older than so many whole years become counts"),
        min_value=1,
        max_value=100,
        value=keeping.age() or 5,
        step=1,
        key="retain_years",
    )
    today = records.today()
    seen = keeping.retain(int(years), today=today, dry_run=True)
    if seen.nothing:
        st.write(_("There are no records from before {date}.", date=seen.until))
        return
    st.write(
        _(
            "From before {date}: {consultations} consultations and {responses} survey responses "
            "would become counts that nobody can be recognised from. This cannot be undone.",
            date=seen.until,
            consultations=seen.consultations,
            responses=seen.survey_responses,
        )
    )
    sure = st.checkbox(_("Yes, these records may go."), key=f"retain_yes_{years}")
    if st.button(_("Make counts of them"), disabled=not sure):
        keeping.retain(int(years), today=today, dry_run=False)
        st.success(_("The records are counts now. Earlier backups still hold them."))


draw()
