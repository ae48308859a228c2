"""The field pack on paper: the day, the way, lines of help, and a blank tally sheet per stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from data.codebook import codes
from geo.places import municipality
from pages.ui.documents.blocks import Block, Break, Document, Grid, Heading, Items, Picture, Text
from pages.ui.documents.pdf import to_pdf
from pages.ui.field_pack.pack import Pack, Stop, hall_words, hours_words
from pages.ui.field_pack.page import FOR_THE_TEAM, day_words
from pages.ui.field_pack.route_map import route_note, route_svg, route_words
from pages.ui.field_pack.tally import questions
from pages.ui.texts import say

ROWS = 14


@dataclass(frozen=True)
class _Lines:
    """A drawing that is lines already."""

    text: str

    def svg(self) -> bytes:
        return self.text.encode()


def pack_pdf(pack: Pack, language: str, *, made_on: date) -> bytes:
    """Write the pack as PDF/UA, A4.

    Notes
    -----
    A tally sheet may be left lying in a village: its columns are letters and its cells numbers, and
    what they stand for is on a page of its own, to be kept apart.
    """
    return to_pdf(
        Document(
            title=say(language, "Field pack"),
            subtitle=day_words(pack, language),
            language=language,
            blocks=(*_day(pack, language), *_sheets(pack, language), *_key(language)),
            footer=say(language, "No names, phone numbers or addresses on these sheets."),
            made_on=made_on,
        )
    )


def _day(pack: Pack, language: str) -> tuple[Block, ...]:
    return (
        Text(say(language, FOR_THE_TEAM), quiet=True),
        Grid(
            say(language, "Stops"),
            (
                say(language, "No."),
                say(language, "Place"),
                say(language, "Hours"),
                say(language, "Hall"),
            ),
            tuple(_stop(number, stop, pack, language) for number, stop in enumerate(pack.stops, 1)),
            (0.6, 3, 1.6, 5),
        ),
        Picture(
            _Lines(route_svg(pack.way, pack.shapes, language)),
            route_words(pack.way, language),
            route_note(pack.shapes, language),
            13.0,
        ),
        Heading(say(language, "Lines of help")),
        Items(
            tuple(
                f"{line.phone}: {getattr(line, f'name_{language}')}, "
                f"{getattr(line, f'hours_{language}')}"
                for line in pack.lines
            )
        ),
    )


def _stop(number: int, stop: Stop, pack: Pack, language: str) -> tuple[str, ...]:
    halls = [hall_words(hall, pack.on, language) for hall in stop.halls]
    home = municipality(stop.place.municipality_code)
    return (
        str(number),
        say(language, "{place}, municipality {municipality}", place=stop.place, municipality=home),
        hours_words(stop, language),
        " ".join(halls or [say(language, "No hall is noted here.")]),
    )


def _sheets(pack: Pack, language: str) -> list[Block]:
    blocks: list[Block] = []
    heads = (say(language, "No."), *ascii_uppercase[: len(questions(language))])
    for stop in pack.stops:
        blocks += [
            Break(),
            Heading(
                say(language, "Tally sheet: {place}, {number}", place=stop.place,
                    number=stop.visit.visit_id)
            ),
            Text(say(language, "Held from ………… to …………")),
            Grid(
                say(language, "One row per contact. Write the numbers of the key alone."),
                heads,
                tuple((str(row), *[""] * (len(heads) - 1)) for row in range(1, ROWS + 1)),
                (0.5, *[1.0] * (len(heads) - 1)),
                ruled=True,
            ),
            Text(say(language, "Kilometres, there and back: …………   What was noticed: …………………………")),
        ]  # fmt: skip
    return blocks


def _key(language: str) -> tuple[Block, ...]:
    asked = zip(ascii_uppercase, questions(language), strict=False)
    rows = [(f"{letter} · {one.header}", one.answers) for letter, one in asked]
    noticed = tuple(code.label(language) for code in codes("debrief"))
    rows.append((say(language, "What was noticed"), noticed))
    return (
        Break(),
        Heading(say(language, "Key of the tally sheets")),
        Text(say(language, "Keep this page apart from the sheets: without it they say nothing.")),
        Grid(
            say(language, "What the letters and numbers stand for"),
            (say(language, "Column"), say(language, "Numbers")),
            tuple((title, _numbered(answers)) for title, answers in rows),
            (1.2, 4),
        ),
    )


def _numbered(answers: Sequence[str]) -> str:
    return ";  ".join(f"{number}\u00a0{answer}" for number, answer in enumerate(answers, 1))
