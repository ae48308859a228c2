"""Buttons that carry a plan away: calendars, day sheets, routes, workbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import streamlit as st

from pages.ui import cached
from pages.ui.calendars import Public, agreed_visits, calendar_of
from pages.ui.files.day_sheets import day_sheets
from pages.ui.files.routes import geojson_file, gpx_file
from pages.ui.files.workbook import plan_workbook
from pages.ui.language import _, language
from pages.ui.records import who
from priemna.planning.plan import Plan
from priemna.planning.request import PlanRequest
from priemna.takeaway.announcements import Announcement, for_the_team


@dataclass(frozen=True)
class File:
    """One file to take away; ``build`` makes its bytes when the button is pressed."""

    label: str
    name: str
    mime: str
    icon: str
    build: Callable[[], bytes]


def draw_takeaway(
    plan: Plan, request: PlanRequest, *, exposed: frozenset[tuple[date, str]] = frozenset()
) -> None:
    """Draw the files of a plan.

    Parameters
    ----------
    plan
        The plan as shown.
    request
        Its period.
    exposed
        Day and EKATTE of visits whose hall lies below the threshold of discretion; they stand in
        no public calendar.
    """
    if not plan.tours:
        return
    st.subheader(_("Take away"), anchor=False)
    spoken = language()
    with st.container(border=True):
        st.markdown(_("**For the team**"))
        with st.container(horizontal=True):
            for file in _files_of_the_team(plan, request, spoken):
                _button(file, request.since)
        st.caption(
            _(
                "The day sheets may be lost on the way: they say neither for whom nor why, and how "
                "many women are expected stands in the workbook alone."
            )
        )
    period = request.since, request.since + timedelta(weeks=request.weeks)
    _draw_public(for_the_team(plan.tours), *period, exposed=exposed)


def draw_calendars(since: date, until: date) -> None:
    """Draw the calendars of what stands in the store from `since` on, before `until`."""
    st.subheader(_("Calendars"), anchor=False)
    spoken = language()
    with st.container(border=True):
        st.markdown(_("**For the team**"))
        _button(_calendar_of_the_team((), since, until, spoken), since)
    _draw_public((), since, until)


def _draw_public(
    planned: Sequence[Announcement],
    since: date,
    until: date,
    *,
    exposed: frozenset[tuple[date, str]] = frozenset(),
) -> None:
    spoken = language()
    _agreed, noted = agreed_visits(cached.store(), since=since, until=until)
    hidden = len(exposed | noted)
    with st.container(border=True):
        st.markdown(_("**For everyone**"))
        with_settlement = st.toggle(
            _("Name the settlement and the hours"), value=False, key="takeaway_settlement"
        )
        public = Public(with_settlement, exposed)
        _button(
            File(
                _("Public calendar"),
                "public.ics",
                "text/calendar",
                ":material/campaign:",
                lambda: _calendar(planned, since, until, spoken, public),
            ),
            since,
        )
        st.caption(_what_public_says(with_settlement))
        if hidden:
            st.caption(
                _(
                    "{n} visit is in no public calendar: everybody would see who enters its hall.",
                    plural="{n} visits are in no public calendar: everybody would see who enters "
                    "their halls.",
                    n=hidden,
                )
            )


def _calendar_of_the_team(
    planned: Sequence[Announcement], since: date, until: date, spoken: str
) -> File:
    return File(
        _("Calendar of the team"),
        "team.ics",
        "text/calendar",
        ":material/event:",
        lambda: _calendar(planned, since, until, spoken),
    )


def _files_of_the_team(plan: Plan, request: PlanRequest, spoken: str) -> tuple[File, ...]:
    tours = plan.tours
    return (
        File(
            _("Day sheets (PDF)"),
            "day_sheets.pdf",
            "application/pdf",
            ":material/print:",
            lambda: day_sheets(tours, cached.travel(), spoken),
        ),
        _calendar_of_the_team(
            for_the_team(tours),
            request.since,
            request.since + timedelta(weeks=request.weeks),
            spoken,
        ),
        File(
            _("Routes for the car (GPX)"),
            "routes.gpx",
            "application/gpx+xml",
            ":material/route:",
            lambda: gpx_file(tours, spoken),
        ),
        File(
            _("Workbook (XLSX)"),
            "plan.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ":material/table:",
            lambda: plan_workbook(tours, plan.rules_not_kept, spoken),
        ),
        File(
            _("Map layer (GeoJSON)"),
            "plan.geojson",
            "application/geo+json",
            ":material/map:",
            lambda: geojson_file(tours, spoken),
        ),
    )


def _what_public_says(with_settlement: bool) -> str:
    if with_settlement:
        return _(
            "“Consultation day”, the settlement and the hours in whole quarters; no team, no hall, "
            "no purpose."
        )
    return _(
        "“Consultation day”, the municipality and the day. Hours are left out as well: the minute "
        "of an arrival would tell how far the settlement is."
    )


def _button(file: File, since: date) -> None:
    st.download_button(
        file.label,
        data=file.build,
        file_name=f"{since.isoformat()}_{file.name}",
        mime=file.mime,
        on_click="ignore",
        icon=file.icon,
        key=f"takeaway_{file.name}",
    )


def _calendar(
    planned: Sequence[Announcement],
    since: date,
    until: date,
    spoken: str,
    public: Public | None = None,
) -> bytes:
    return calendar_of(
        cached.store(),
        planned,
        since=since,
        until=until,
        today=cached.working_day(),
        told_at=datetime.now(UTC),
        public=public,
        language=spoken,
        who=who(),
    )
