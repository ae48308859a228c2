"""Forms of teams, halls and what places ask: a table of all, and one to be changed."""

from collections.abc import Mapping
from datetime import date, time

import streamlit as st

from data import resources
from data.codebook import codes, label
from geo.places import CENTRE_EKATTE, settlement, settlements
from pages.ui import cached, frame
from pages.ui.district import place_name
from pages.ui.inputs import place_with_municipality
from pages.ui.language import _, language
from pages.ui.planning.resource_changes import keep
from pages.ui.tables import table_html
from pages.ui.texts import N_

WEEKDAYS = {
    1: N_("Mon"),
    2: N_("Tue"),
    3: N_("Wed"),
    4: N_("Thu"),
    5: N_("Fri"),
    6: N_("Sat"),
    7: N_("Sun"),
}
DISCRETION = {
    1: N_("1 – everyone sees who enters"),
    2: N_("2 – many see it"),
    3: N_("3 – some see it"),
    4: N_("4 – hardly anyone sees it"),
    5: N_("5 – nobody can tell why somebody enters"),
}
LANGUAGES = ("bulgarian", "romani", "turkish", "other")
VENUES = ("municipality", "chitalishte", "library", "health", "school", "church", "court", "other")


def draw_teams() -> None:
    """All teams, and the form of one."""
    teams = resources.teams(cached.store())
    if teams:
        st.html(
            table_html(
                (
                    _("Team"),
                    _("Languages"),
                    _("Skills"),
                    _("Not sent to"),
                    _("Days"),
                    _("Cannot go"),
                ),
                [
                    (
                        team.code if team.in_use else _("{code} (no longer goes)", code=team.code),
                        _labels("language", team.languages),
                        _labels("skill", team.skills),
                        _names(team.lives_in),
                        _weekdays(team.weekdays),
                        ", ".join(_("{day}", day=day) for day in team.blocked_days) or "–",
                    )
                    for team in teams
                ],
                name=_("Teams"),
            )
        )
    else:
        frame.say_empty(_("No team is kept yet. A plan then asks how many teams there are."))
    known = {team.code: team for team in teams}
    code = _choose(_("Which team?"), {code: code for code in known}, _("a new team"), "team")
    _team_form(known.get(code) or resources.TeamRecord(""), is_new=code is None)


def draw_halls() -> None:
    """All halls, and the form of one."""
    halls = resources.halls(cached.store())
    without = [place for place in settlements() if place.ekatte not in {h.ekatte for h in halls}]
    st.write(
        _(
            "{n} hall is known; in {places} settlements none is.",
            plural="{n} halls are known; in {places} settlements none is.",
            n=len(halls),
            places=len(without),
        )
    )
    if halls:
        with st.expander(_("All halls")):
            st.html(
                table_html(_hall_heads(), [_hall_line(hall) for hall in halls], name=_("Halls"))
            )
    known = {hall.number: hall for hall in halls}
    names = {number: hall_name(hall) for number, hall in known.items()}
    in_order = dict(sorted(names.items(), key=lambda pair: pair[1]))
    number = _choose(_("Which hall?"), in_order, _("a new hall"), "hall")
    _hall_form(known.get(number) or resources.HallRecord("", ""), is_new=number is None)


def draw_places() -> None:
    """What settlements ask of a team, and the form of one."""
    asked = {place.ekatte: place for place in resources.places(cached.store())}
    if asked:
        st.html(
            table_html(
                (_("Settlement"), _("Languages"), _("Skills")),
                [
                    (
                        place_name(settlement(place.ekatte)),
                        _labels("language", place.languages),
                        _labels("skill", place.skills),
                    )
                    for place in asked.values()
                ],
                name=_("What places ask"),
            )
        )
    else:
        frame.say_empty(_("No settlement asks for a language or a skill: any team may go there."))
    ekatte = st.selectbox(
        _("Which settlement?"), _places(), format_func=place_with_municipality, key="place_chosen"
    )
    place = asked.get(ekatte, resources.PlaceRecord(ekatte))
    with st.form(f"place_{ekatte}"):
        languages = _several(_("Languages the team must speak"), "language", place.languages)
        skills = _several(_("Skills the team must bring"), "skill", place.skills)
        if st.form_submit_button(_("Keep"), type="primary"):
            keep(resources.save_place, resources.PlaceRecord(ekatte, languages, skills))


def hall_name(hall: resources.HallRecord) -> str:
    """A hall in a few words."""
    return _(
        "{place}: {venue} ({number})",
        place=settlement(hall.ekatte),
        venue=label("venue_type", hall.venue_type, language()),
        number=hall.number,
    )


def _team_form(team: resources.TeamRecord, *, is_new: bool) -> None:
    with st.form(f"team_{team.code}"):
        code = st.text_input(
            _("Code of the team, at most four letters or digits"),
            team.code,
            max_chars=4,
            disabled=not is_new,
            autocomplete="off",
        )
        base = st.selectbox(
            _("Starts from and returns to"),
            _places(),
            index=_places().index(team.base_ekatte if team.code else CENTRE_EKATTE),
            format_func=place_with_municipality,
        )
        languages = _several(_("Languages"), "language", team.languages)
        skills = _several(_("Skills"), "skill", team.skills)
        lives_in = st.multiselect(
            _("Never sent to (a member lives there)"),
            _places(),
            default=list(team.lives_in),
            format_func=place_with_municipality,
            placeholder=_("choose one or several"),
        )
        weekdays = st.multiselect(
            _("Goes on these days of the week (none: Monday to Friday)"),
            list(WEEKDAYS),
            default=list(team.weekdays),
            format_func=lambda day: _(WEEKDAYS[day]),
            placeholder=_("choose one or several"),
        )
        blocked = st.text_area(
            _("Days on which it cannot go, one per line (07.05.2024)"),
            "\n".join(f"{day:%d.%m.%Y}" for day in team.blocked_days),
            height=100,
        )
        in_use = st.checkbox(_("It goes"), team.in_use)
        if st.form_submit_button(_("Keep"), type="primary"):
            days = read_days(blocked)
            if days is None:
                st.error(_("A day is written as 07.05.2024, one on each line."))
                return
            keep(
                resources.save_team,
                resources.TeamRecord(
                    code.strip(), base, languages, skills, tuple(lives_in), tuple(weekdays), days,
                    in_use,
                ),
            )  # fmt: skip
    if not is_new:
        _delete(_("Delete team {name} …", name=team.code), team.code, resources.delete_team)


def _hall_form(hall: resources.HallRecord, *, is_new: bool) -> None:
    with st.form(f"hall_{hall.number}"):
        ekatte = st.selectbox(
            _("Settlement"),
            _places(),
            index=_places().index(hall.ekatte) if hall.ekatte else None,
            format_func=place_with_municipality,
            placeholder=_("choose"),
            disabled=not is_new,
        )
        venue = st.selectbox(
            _("What kind of place"),
            VENUES,
            index=VENUES.index(hall.venue_type),
            format_func=lambda code: label("venue_type", code, language()),
        )
        discretion = st.select_slider(
            _("How discreet is it?"),
            list(DISCRETION),
            hall.discretion,
            format_func=lambda score: _(DISCRETION[score]),
        )
        referral = st.checkbox(
            _("A woman in danger can be led on from here the same day"), hall.has_referral
        )
        st.caption(
            _("Open hours: leave a day empty where it is closed, all days where any hour will do.")
        )
        hours = _ask_hours({day.weekday: day for day in hall.hours})
        in_use = st.checkbox(_("It can be had"), hall.in_use)
        if st.form_submit_button(_("Keep"), type="primary"):
            if not ekatte:
                st.error(_("Choose the settlement of the hall."))
                return
            keep(
                resources.save_hall,
                resources.HallRecord(
                    hall.number, ekatte, venue, discretion, referral, hours, in_use
                ),
            )
    if not is_new:
        _delete(_("Delete hall {name} …", name=hall_name(hall)), hall.number, resources.delete_hall)


def _ask_hours(open_on: Mapping[int, resources.OpenHours]) -> tuple[resources.OpenHours, ...]:
    found = []
    for day in range(1, 6):
        known = open_on.get(day)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{_(WEEKDAYS[day])}**", width=30)
            opens = st.time_input(
                _("{day}, opens at", day=_(WEEKDAYS[day])),
                known.opens_at if known else None,
                label_visibility="collapsed",
                width=110,
            )
            closes = st.time_input(
                _("{day}, closes at", day=_(WEEKDAYS[day])),
                known.closes_at if known else None,
                label_visibility="collapsed",
                width=110,
            )
        if isinstance(opens, time) and isinstance(closes, time):
            found.append(resources.OpenHours(day, opens, closes))
    return tuple(found)


def read_days(text: str) -> tuple[date, ...] | None:
    """Days written one per line, as 07.05.2024 or 2024-05-07; None where a line is none."""
    lines = [line.strip().removesuffix("г.").strip() for line in text.splitlines() if line.strip()]
    try:
        return tuple(
            date(*map(int, reversed(line.split(".")))) if "." in line else date.fromisoformat(line)
            for line in lines
        )
    except (ValueError, TypeError):
        return None


def _delete(name: str, row_id: str, delete: object) -> None:
    with st.expander(name):
        st.write(_("It can be brought back below, under the last changes."))
        if st.button(_("Yes, delete"), key=f"delete_{row_id}"):
            keep(delete, row_id)


def _choose(question: str, options: Mapping[str, str], new: str, key: str) -> str | None:
    return st.selectbox(
        question,
        list(options),
        index=None,
        format_func=lambda one: options[one],
        placeholder=new,
        key=f"{key}_chosen",
    )


def _several(name: str, listed: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
    offered = LANGUAGES if listed == "language" else [code.code for code in codes(listed)]
    return tuple(
        st.multiselect(
            name,
            offered,
            default=list(chosen),
            format_func=lambda code: label(listed, code, language()),
            placeholder=_("choose one or several"),
        )
    )


def _hall_line(hall: resources.HallRecord) -> tuple[str, ...]:
    return (
        place_name(settlement(hall.ekatte)),
        label("venue_type", hall.venue_type, language()),
        _("{n} of 5", n=hall.discretion),
        _("yes") if hall.has_referral else _("no"),
        hours_text(hall.hours),
    )


def _hall_heads() -> tuple[str, ...]:
    return (_("Settlement"), _("Place"), _("Discretion"), _("Leads on"), _("Open"))


def hours_text(hours: tuple[resources.OpenHours, ...]) -> str:
    """Open hours in one line, days with the same hours together."""
    if not hours:
        return _("at any hour")
    together: dict[tuple[time, time], list[str]] = {}
    for day in hours:
        together.setdefault((day.opens_at, day.closes_at), []).append(_(WEEKDAYS[day.weekday]))
    return "; ".join(
        _("{days} {opens}–{closes}", days=", ".join(days), opens=opens, closes=closes)
        for (opens, closes), days in together.items()
    )


def _weekdays(days: tuple[int, ...]) -> str:
    return ", ".join(_(WEEKDAYS[day]) for day in days) if days else _("Monday to Friday")


def _labels(listed: str, chosen: tuple[str, ...]) -> str:
    return ", ".join(label(listed, code, language()) for code in chosen) or "–"


def _names(ekattes: tuple[str, ...]) -> str:
    return ", ".join(place_name(settlement(ekatte)) for ekatte in ekattes) or "–"


def _places() -> list[str]:
    return [place.ekatte for place in sorted(settlements(), key=place_name)]
