"""The table of all pages: where each one lies, what it is called, where it stands in the menu."""

from dataclasses import dataclass, replace
from pathlib import Path

from pages.ui.texts import N_
from priemna.roles import OUTSIDE, TEAM, Role

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class PageEntry:
    """One page.

    Parameters
    ----------
    path
        From the root of the project; in a sub-folder of ``pages``, because Streamlit serves files
        directly in ``pages`` without the frame. Its stem is the address and must be unique.
    title
        Message, as short as a menu needs it.
    icon
        ``":material/name:"``, drawn from the font that Streamlit itself serves.
    section
        Message: heading of the menu.
    has_map, is_default
        For the tests of maps; for the page that opens first.
    roles
        Who may open it; for all others it does not exist.
    """

    path: str
    title: str
    icon: str
    section: str
    has_map: bool = False
    is_default: bool = False
    roles: frozenset[Role] = TEAM

    @property
    def file(self) -> Path:
        """Absolute path of the page's script."""
        return ROOT / self.path

    @property
    def address(self) -> str:
        """Last part of the page's address; empty for the page that opens first."""
        return "" if self.is_default else self.file.stem


PLAN, SEE, DECIDE, MANAGE = N_("Planning"), N_("See"), N_("Recommend"), N_("Manage")

PAGES: tuple[PageEntry, ...] = (
    PageEntry("pages/plan/today.py", N_("Today"), ":material/home:", PLAN, is_default=True),
    PageEntry(
        "pages/plan/where_next.py", N_("Where next"), ":material/pin_drop:", PLAN, has_map=True
    ),
    PageEntry("pages/plan/month.py", N_("Plan"), ":material/route:", PLAN, has_map=True),
    PageEntry("pages/plan/scenarios.py", N_("Scenarios"), ":material/balance:", PLAN),
    PageEntry("pages/plan/visits.py", N_("Visits"), ":material/event_available:", PLAN),
    PageEntry(
        "pages/plan/access.py", N_("Access"), ":material/directions_car:", PLAN, has_map=True
    ),
    PageEntry(
        "pages/see/municipalities.py",
        N_("Maps by municipality"),
        ":material/map:",
        SEE,
        has_map=True,
    ),
    PageEntry(
        "pages/see/contacts.py",
        N_("Contacts"),
        ":material/support_agent:",
        SEE,
        has_map=True,
    ),
    PageEntry("pages/see/silence.py", N_("Silence"), ":material/hearing:", SEE, has_map=True),
    PageEntry("pages/see/surveys.py", N_("Surveys"), ":material/ballot:", SEE, has_map=True),
    PageEntry("pages/see/trainings.py", N_("Trainings"), ":material/school:", SEE),
    PageEntry("pages/see/trends.py", N_("Trends"), ":material/timeline:", SEE),
    PageEntry("pages/see/indicators.py", N_("Indicators"), ":material/flag:", SEE),
    PageEntry(
        "pages/see/how_to_read.py",
        N_("How to read the maps"),
        ":material/menu_book:",
        SEE,
        has_map=True,
    ),
    PageEntry(
        "pages/decide/recommendations.py", N_("Recommendations"), ":material/task_alt:", DECIDE
    ),
    PageEntry("pages/decide/documents.py", N_("Documents"), ":material/event:", DECIDE),
    PageEntry("pages/decide/reports.py", N_("Reports"), ":material/description:", DECIDE),
    PageEntry("pages/manage/imports.py", N_("Data"), ":material/upload_file:", MANAGE),
    PageEntry("pages/manage/entry.py", N_("Entry by hand"), ":material/edit_note:", MANAGE),
    PageEntry("pages/manage/resources.py", N_("Teams and halls"), ":material/groups:", MANAGE),
    PageEntry("pages/manage/keeping.py", N_("Safekeeping"), ":material/lock:", MANAGE),
    PageEntry(
        "pages/manage/red_team.py", N_("What outsiders can tell"), ":material/policy:", MANAGE
    ),
)

OUTSIDE_PAGES: tuple[PageEntry, ...] = (
    PageEntry("pages/released/news.py", N_("News"), ":material/home:", SEE, roles=OUTSIDE),
    PageEntry(
        "pages/released/maps.py",
        N_("Maps by municipality"),
        ":material/map:",
        SEE,
        has_map=True,
        roles=OUTSIDE,
    ),
    PageEntry(
        "pages/released/movement.py", N_("Trends"), ":material/timeline:", SEE, roles=OUTSIDE
    ),
    PageEntry(
        "pages/released/issues.py", N_("Releases"), ":material/inventory_2:", SEE, roles=OUTSIDE
    ),
)
"""Pages that answer from a file of releases and never touch the store (a test holds that)."""

ALL_PAGES = (*PAGES, *OUTSIDE_PAGES)


def pages_of(role: Role) -> tuple[PageEntry, ...]:
    """Pages a role may open; the first of them opens first."""
    mine = [page for page in ALL_PAGES if role in page.roles]
    return tuple(replace(page, is_default=place == 0) for place, page in enumerate(mine))
