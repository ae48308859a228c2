"""Names as people write them → the settlement or municipality of the district they mean."""

import difflib
import re
from functools import cache

from data.cells import Cell, CellRefused, as_text
from data.codebook import find_code
from data.words import edits, folded, sounded
from geo.ekatte import read_ekatte
from geo.places import Settlement, district, municipalities, municipality, settlements

# The dot or a space is required: without it „Сливо поле“ and „Сеново“ lose their first letter.
_KIND_PREFIX = re.compile(
    r"^(?:(?:село|град|village of|town of|village|town)\s+|(?:с|гр|s|gr|v)(?:\.\s*|\s+))",
    re.IGNORECASE,
)
_MUNICIPALITY = re.compile(
    r"(?:общ(?:\.\s*|\s+|ина\s+)|obsht(?:\.\s*|\s+|ina\s+)|municipality\s+(?:of\s+)?)([^,;()]+)",
    re.IGNORECASE,
)
_DISTRICT = re.compile(
    r"(?:обл(?:\.\s*|\s+|аст\s+)|obl(?:\.\s*|\s+|ast\s+)|district\s+(?:of\s+)?)([^,;()]+)",
    re.IGNORECASE,
)
_MOST_SLIPS = 2
_SHORTENED = 2
_POST_CODE = re.compile(r"^\d{4}\s+")
# „Бяла (Варненско)“: people name the surroundings where a name occurs more than once.
_SURROUNDINGS = re.compile(r"\b(\w+ско)\b", re.IGNORECASE)
_EKATTE = re.compile(r"(?<!\d)\d{5}(?!\d)")


def find_settlement(cell: Cell) -> str:
    """EKATTE code of the settlement a cell means.

    Understood: the code (also where Excel took its leading zero), the name in Cyrillic or Latin,
    with „с.“ or „гр.“ before it and municipality and district behind it.

    Raises
    ------
    CellRefused
        Where it is none of the settlements, or could be several, or is said to lie in another
        municipality or district.
    """
    text = as_text(cell)
    known = _by_ekatte()
    if (code := read_ekatte(text)) and code in known:
        return code
    if (found := _EKATTE.search(text)) and found[0] in known:
        return found[0]
    name = _name_only(text)
    place = _by_sound().get(sounded(name)) if name else None
    if place is None:
        _refuse_unknown(name or text)
    assert place is not None  # noqa: S101 - told to mypy; refused above
    _check_surroundings(text, place)
    return place.ekatte


def find_municipality(cell: Cell) -> str:
    """Code of the municipality a cell means: code, name in Cyrillic or Latin, „общ.“ or not.

    Raises
    ------
    CellRefused
        Where it is none of the district.
    """
    text = as_text(cell)
    bare = _MUNICIPALITY.sub(r"\1", text)
    for place in municipalities():
        if place.code in (text.upper(), text.upper().removeprefix("BG_")):
            return place.code
        if sounded(place.name_bg) == sounded(bare) or sounded(place.name_en) == sounded(bare):
            _check_district(text)
            return place.code
    raise CellRefused(
        "This is none of the municipalities of {district} district: {known}.",
        district=district().name_bg,
        known=", ".join(place.name_bg for place in municipalities()),
    )


def find_home(cell: Cell) -> str:
    """Home of a person: code of a municipality, ``other_district`` or ``unknown``.

    A settlement is taken for its municipality at once; the settlement goes no further.

    Raises
    ------
    CellRefused
        Where it is none of these.
    """
    if code := find_code("home", as_text(cell)):
        return code
    try:
        return find_municipality(cell)
    except CellRefused:
        pass
    try:
        return _by_ekatte()[find_settlement(cell)].municipality_code
    except CellRefused:
        raise CellRefused(
            "Home is kept by municipality only. Write a municipality of the district, "
            "„Друга област“ or „Неизвестна община“."
        ) from None


def municipality_of(ekatte: str) -> str:
    """Code of the municipality of one of the settlements."""
    return _by_ekatte()[ekatte].municipality_code


def name_of(ekatte: str) -> str:
    """Bulgarian name of one of the settlements."""
    return _by_ekatte()[ekatte].name_bg


def _name_only(text: str) -> str:
    bare = _DISTRICT.sub(" ", _MUNICIPALITY.sub(" ", text))
    first = _POST_CODE.sub("", re.split(r"[,;(]", bare)[0].strip(" .–-"))
    return _KIND_PREFIX.sub("", first).strip()


def _refuse_unknown(name: str) -> None:
    sound = sounded(name)
    # „Г. Враново“: half a name and a letter for the other half.
    half = " ".join(word for word in sound.split() if len(word) > _SHORTENED)
    several = [place for place in settlements() if half in sounded(place.name_bg).split()]
    if len(several) > 1:
        raise CellRefused(
            "Several settlements could be meant: {candidates}. Write the full name or the EKATTE "
            "code.",
            candidates=", ".join(f"{place.name_bg} ({place.ekatte})" for place in several),
        )
    if close := _nearest(sound):
        place = _by_sound()[close]
        raise CellRefused(
            "This is none of the settlements of {district} district. Was {suggestion} meant? "
            "Write its name or its EKATTE code {ekatte}.",
            district=district().name_bg,
            suggestion=place.name_bg,
            ekatte=place.ekatte,
        )
    raise CellRefused(
        "This is none of the settlements of {district} district. Write the name as in the list of "
        "settlements, or the EKATTE code.",
        district=district().name_bg,
    )


def _nearest(sound: str) -> str | None:
    """Name with the fewest slips, at most two, or else the one that looks most alike."""
    slips = {name: edits(sound, name, _MOST_SLIPS + 1) for name in _by_sound()}
    fewest = min(slips.values())
    if fewest <= _MOST_SLIPS < len(sound) - _MOST_SLIPS:
        return next(name for name, count in slips.items() if count == fewest)
    alike = difflib.get_close_matches(sound, slips, n=1, cutoff=0.75)
    return alike[0] if alike else None


def _check_surroundings(text: str, place: Settlement) -> None:
    _check_district(text)
    around = _SURROUNDINGS.search(text.partition("(")[2])
    if around and sounded(around[1]) != sounded(district().around_bg):
        raise _outside()
    said = _MUNICIPALITY.search(text)
    own = municipality(place.municipality_code)
    if said and sounded(said[1].strip()) not in (sounded(own.name_bg), sounded(own.name_en)):
        raise CellRefused(
            "{name} in {district} district lies in municipality {own}, not in the one written. "
            "Put the place or the municipality right.",
            district=district().name_bg,
            name=place.name_bg,
            own=own.name_bg,
        )


def _check_district(text: str) -> None:
    said = _DISTRICT.search(text)
    if said and sounded(said[1].strip()) != sounded(district().name_bg):
        raise _outside()


def _outside() -> CellRefused:
    return CellRefused(
        "This place is outside {district} district. Only its own settlements count.",
        district=district().name_bg,
    )


@cache
def _by_ekatte() -> dict[str, Settlement]:
    return {place.ekatte: place for place in settlements()}


@cache
def _by_sound() -> dict[str, Settlement]:
    """Settlement by the sound of its name; „ъ“ counts as a or u, as people write it in Latin."""
    found: dict[str, Settlement] = {}
    for place in settlements():
        written = place.name_bg.casefold()
        for name in (place.name_bg, place.name_en, written.replace("ъ", "у")):
            found.setdefault(sounded(name), place)
    return found


def is_place(text: str) -> bool:
    """Whether the text is the bare name of one of the settlements, in either alphabet."""
    return sounded(folded(text)) in _by_sound()
