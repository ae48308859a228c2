"""What must never enter the store: cells and columns that look like a person.

Nothing here returns, logs or repeats what it found; only the kind of thing and why it is refused.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from data.words import folded
from geo.places import settlements

FIRST_NAMES = Path(__file__).parent / "seeds" / "first_names.txt"

_HEADER_WORDS: Mapping[str, tuple[str, ...]] = {
    "name": ("име", "имена", "презиме", "фамилия", "трите имена", "name", "names", "surname",
             "first name", "last name", "full name", "клиент", "client", "клиентка", "прякор",
             "инициали", "initials"),
    "identity number": ("егн", "лнч", "egn", "pin", "ucn", "национален номер", "лична карта",
                        "номер на лична карта", "паспорт", "id card", "passport"),
    "phone": ("телефон", "тел", "gsm", "мобилен", "phone", "mobile", "telephone", "телефонен номер",
              "viber", "whatsapp"),
    "e-mail": ("имейл", "мейл", "e mail", "email", "електронна поща", "facebook", "фейсбук"),
    "address": ("адрес", "улица", "ул", "address", "street", "домашен адрес", "постоянен адрес",
                "място на живеене", "местоживеене", "местожителство", "населено място на живеене",
                "живее в", "живее в село", "село на живеене", "home settlement", "lives in"),
    "birth date": ("дата на раждане", "рождена дата", "роден на", "родена на", "date of birth",
                   "birth date", "dob"),
    "position": ("gps", "координати", "latitude", "longitude", "lat", "lon", "coordinates",
                 "геолокация", "ширина", "дължина"),
    "picture": ("снимка", "фото", "photo", "picture"),
    "free text": ("забележка", "забележки", "бележки", "бележка", "коментар", "коментари",
                  "описание", "описание на случая", "допълнителна информация", "notes", "note",
                  "comment", "comments", "remarks", "description", "други бележки"),
}  # fmt: skip

# One of these anywhere in a header is enough.
_TELLING_WORDS = {"егн", "лнч", "презиме", "фамилия", "телефон", "gsm", "имейл", "адрес",
                  "egn", "surname", "phone", "email", "address", "gps"}  # fmt: skip

_EGN = re.compile(r"(?<!\d)\d{10}(?!\d)")
_UUID = re.compile(r"(?:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_EGN_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)?359|0)(?:(?:8[789]|98)\d{7}|82\d{6})(?!\d)")
_ADDRESS = re.compile(
    r"\b(?:ул|бул|ж\.?\s?к|кв|вх|ап|бл|ет)\.\s*[„\"«“]?\w|\b(?:улица|булевард|блок|вход|апартамент)\s"
    r"|\b(?:str|blvd|apt)\.\s*\w|\w\s(?:street|boulevard)\b",
    re.IGNORECASE,
)
_PHONE_FILLING = re.compile(r"(?<=\d)[\s\-/.()]+(?=\d)")
_POSITION = re.compile(r"(?<!\d)4[1-4][.,]\d{3,}\D{1,3}2[2-8][.,]\d{3,}")
_CAPITALISED = re.compile(r"[A-ZА-Я][a-zа-я]+")
_FAMILY_NAME = re.compile(
    r"[A-ZА-Я][a-zа-я]{2,}(?:ов|ова|ев|ева|ova|eva|[sс]?ов|ov|ev|оглу|oglu)|"
    r"[A-ZА-Я][a-zа-я]{2,}(?:ски|ска|ska|ski|чки|чка)"
)


def personal_header(header: str) -> str | None:
    """Kind of personal content a header announces, None where it announces none."""
    kinds = _header_kinds()
    bare = folded(header)
    last = header.split("(")[0].split("/")[-1]
    if found := kinds.get(bare) or kinds.get(folded(last)):
        return found
    return next((kinds[word] for word in bare.split() if word in _TELLING_WORDS), None)


def without_person(text: str, instead: str) -> str:
    """Text of a header, a sheet or a file, or what stands instead where it looks like a person."""
    return instead if personal_text(text) else text


def personal_number(text: str) -> str | None:
    """Kind of personal number, address or position found in a cell; None where there is none.

    Any cell is looked at, also one that Excel keeps as a number and so has lost a leading zero.
    """
    # Most cells are short: none of what follows fits into so few signs.
    if (len(text) < 8 and "@" not in text) or _UUID.fullmatch(text):
        return None
    if _EMAIL.search(text):
        return "e-mail"
    if any(is_egn(number) for number in _EGN.findall(text)):
        return "identity number"
    if _PHONE.search(_PHONE_FILLING.sub("", text)):
        return "phone"
    if _POSITION.search(text):
        return "position"
    if _ADDRESS.search(text):
        return "address"
    if re.fullmatch(r"\d{8,9}", text):
        if is_egn(text.zfill(10)):
            return "identity number"
        if re.fullmatch(r"(?:8[789]|98)\d{7}", text):
            return "phone"
    return None


def personal_text(text: str) -> str | None:
    """As `personal_number`, and names of people as well: for cells with no list of values.

    Notes
    -----
    A name is a common Bulgarian, Turkish or Roma first name, or two capitalised words in a row of
    which the last ends as family names do. Names of the 83 settlements are not people.
    """
    if found := personal_number(text):
        return found
    if not _CAPITALISED.search(text):
        return None
    without_places = _without_places(text)
    words = _CAPITALISED.findall(without_places)
    if any(word.casefold() in _first_names() for word in words):
        return "name"
    if any(_FAMILY_NAME.fullmatch(word) for word in words):
        return "name"
    return None


def is_egn(number: str) -> bool:
    """Whether ten digits are a valid ЕГН: a date of birth and the right check digit.

    Notes
    -----
    Months 21–32 stand for births in 18xx, 41–52 for 20xx. Check digit: the weighted sum by 11 by
    10 (Наредба № РД-02-20-9 от 21.05.2012, приложение 1).
    """
    if not re.fullmatch(r"\d{10}", number):
        return False
    year, month, day = int(number[:2]), int(number[2:4]), int(number[4:6])
    century = 1800 if 21 <= month <= 32 else 2000 if 41 <= month <= 52 else 1900
    try:
        date(century + year, month % 20, day)
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(number, _EGN_WEIGHTS, strict=False))
    return total % 11 % 10 == int(number[9])


@cache
def _header_kinds() -> dict[str, str]:
    return {folded(word): kind for kind, words in _HEADER_WORDS.items() for word in words}


@cache
def _first_names() -> frozenset[str]:
    return frozenset(FIRST_NAMES.read_text(encoding="utf-8").split())


@cache
def _place_names() -> re.Pattern[str]:
    names = {name for place in settlements() for name in (place.name_bg, place.name_en)}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)


def _without_places(text: str) -> str:
    return _place_names().sub(" ", text)
