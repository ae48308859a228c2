"""The field pack as one HTML file that works from a phone without any network."""

from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

from data.codebook import codes
from geo.places import municipality
from pages.ui import colours
from pages.ui.field_pack.pack import Pack, Stop, hall_words, hours_words
from pages.ui.field_pack.route_map import route_note, route_svg
from pages.ui.field_pack.tally import contact_row, header, home_first, questions, visit_row
from pages.ui.leaflet import as_script
from pages.ui.texts import N_, WEEKDAYS, say, write

_PARTS = Path(__file__).parent
_SCRIPT = (_PARTS / "tally.js").read_text(encoding="utf-8")
_STYLE = (_PARTS / "page.css").read_text(encoding="utf-8")
# Even a pack that somebody has tampered with asks nothing of anybody.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    f"script-src 'sha256-{b64encode(sha256(_SCRIPT.encode()).digest()).decode()}'"
)

FOR_THE_TEAM = N_("For the team alone, not to be passed on.")

WORDS = {
    "held": N_("Held"),
    "not_held": N_("Not held"),
    "outcome": N_("Was it held?"),
    "opens": N_("Opened at"),
    "closes": N_("Closed at"),
    "kilometres": N_("Kilometres, there and back"),
    "notes": N_("What was noticed"),
    "why": N_("Why not?"),
    "contact": N_("Contact {number}"),
    "whole": N_("complete"),
    "open": N_("something is missing"),
    "add": N_("Add a contact"),
    "done": N_("Done"),
    "take_away": N_("Take it away"),
    "taken_away": N_("Contact {number} was taken away."),
    "undo": N_("Undo"),
    "count": N_("Contacts: {number}; not complete: {missing}."),
    "held_first": N_("Say whether it was held, or its rows do not come along."),
    "kept": N_("Kept in this browser alone."),
    "not_kept": N_("This browser keeps nothing: take the files before you close the page."),
    "forgotten": N_("Everything was deleted from this browser."),
    "changed": N_("There is something that is in no file yet."),
}


def pack_html(pack: Pack, language: str) -> str:
    """Write the pack.

    Parameters
    ----------
    pack
        From `load_pack`.
    language
        ``"bg"`` or ``"en"``; the import understands both.

    Notes
    -----
    One file without any address in it. What is tallied stays in the browser until it is exported as
    two CSV files in the columns of the import templates; nothing is free text, so nothing can name
    a woman.
    """

    def _(message: str, **values: object) -> str:
        return escape(say(language, message, **values))

    title = day_words(pack, language)
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<title>{escape(title)}</title><style>{_colours()}{_STYLE}</style></head><body>
<header><p class="kind">{_("Field pack")}. {_(FOR_THE_TEAM)}</p><h1>{escape(title)}</h1></header>
<main>
<section><h2>{_("Stops")}</h2><ol class="stops">{_stops(pack, language)}</ol></section>
<section><h2>{_("The way")}</h2><figure>{route_svg(pack.way, pack.shapes, language)}
<figcaption>{escape(route_note(pack.shapes, language))}</figcaption></figure></section>
<section><h2>{_("Lines of help")}</h2><ul class="lines">{_lines(pack, language)}</ul></section>
<section id="tally"><h2>{_("Tally")}</h2>
<p>{_("No names, phone numbers or addresses. Nothing leaves this phone by itself.")}</p>
<noscript><p class="warn">{_("Without scripts there is no tally here: use the sheet on paper.")}</p>
</noscript><p id="state" role="status"></p><div id="stops"></div>
<div class="files" hidden><h3>{_("Back in the office")}</h3>
<p>{_("Bring in both files on page “Data”: first the visits, then the consultations.")}</p>
<p class="row"><button id="visits" class="main">{_("1. Visits (CSV)")}</button>
<button id="consultations" class="main">{_("2. Consultations (CSV)")}</button></p>
<p class="row"><button id="forget">{_("Delete everything from this browser")}</button></p></div>
</section></main>
<script type="application/json" id="pack">{as_script(_values(pack, language))}</script>
<script>{_SCRIPT}</script></body></html>
"""


def day_words(pack: Pack, language: str) -> str:
    """Day and team of a pack."""
    day = say(
        language,
        "{weekday}, {date}",
        weekday=say(language, WEEKDAYS[pack.on.weekday()]),
        date=pack.on,
    )
    if not pack.team:
        return day
    return f"{day} · {say(language, 'Team {team}', team=pack.team)}"


def _stops(pack: Pack, language: str) -> str:
    return "".join(_stop(stop, pack, language) for stop in pack.stops)


def _stop(stop: Stop, pack: Pack, language: str) -> str:
    home = say(
        language,
        "municipality {municipality}",
        municipality=municipality(stop.place.municipality_code),
    )
    halls = [hall_words(hall, pack.on, language) for hall in stop.halls]
    told = halls or [say(language, "No hall is noted here.")]
    return (
        f"<li><b>{escape(write(language, stop.place))}</b>, {escape(home)}"
        f"<br>{escape(hours_words(stop, language))}"
        f"{''.join(f'<br>{escape(hall)}' for hall in told)}</li>"
    )


def _lines(pack: Pack, language: str) -> str:
    rows = [
        (line.phone, getattr(line, f"name_{language}"), getattr(line, f"hours_{language}"))
        for line in pack.lines
    ]
    return "".join(
        f'<li><a href="tel:{escape(phone.replace(" ", ""), quote=True)}">{escape(phone)}</a> '
        f"{escape(name)}, {escape(hours)}</li>"
        for phone, name, hours in rows
    )


def _values(pack: Pack, language: str) -> dict[str, object]:
    def visits(name: str) -> str:
        return header("visits", name, language)

    asked = questions(language)
    return {
        "key": f"pack-{language}-{pack.on.isoformat()}-"
        + "-".join(s.visit.visit_id for s in pack.stops),
        "day": pack.on.isoformat(),
        "separator": ";" if language == "bg" else ",",
        "words": {name: say(language, text) for name, text in WORDS.items()},
        "number": header("consultations", "consultation_id", language),
        "columns": {
            name: visits(name)
            for name in (
                *("held_on", "status", "starts_at", "ends_at", "distance_km", "debrief"),
                "cancel_reason",
            )
        },
        "held": _labels("visit_status", language)["held"],
        "cancelled": _labels("visit_status", language)["cancelled"],
        "held_on": f"{pack.on:%d.%m.%Y}",
        "reasons": list(_labels("cancel_reason", language).values()),
        "debrief": list(_labels("debrief", language).values()),
        "stops": [
            {
                "visit": stop.visit.visit_id,
                "place": write(language, stop.place),
                "row": visit_row(stop, language),
                "contact": contact_row(pack, stop, language),
                "questions": [
                    {
                        "header": one.header,
                        "needed": one.needed,
                        "answers": home_first(stop, one.answers, language)
                        if one.name == "home"
                        else one.answers,
                    }
                    for one in asked
                ],
            }
            for stop in pack.stops
        ],
    }


def _labels(list_name: str, language: str) -> dict[str, str]:
    return {code.code: code.label(language) for code in codes(list_name)}


def _colours() -> str:
    names = ("paper", "ground", "ink", "muted", "border", "primary", "accent")
    return ":root{" + "".join(f"--{n}:{getattr(colours, n.upper())};" for n in names) + "}"
