"""Consultations and surveys: visits, bands, consents, and what contradicts itself."""

from tests.corpus.case import Case
from tests.corpus.write import csv

VISITS = csv(
    "Номер на посещението|Дата|Населено място|Състояние|Екип\n"
    "П-1|05.03.2024|Нисово|проведена|А\n"
    "П-2|12.03.2024|Бяла|проведена|А\n"
    "П-3|12.03.2024|Бяла|проведена|Б\n"
    "П-4|19.03.2024|Кошов|отменена|А"
)
HAPPENED = (("visits", VISITS),)
NEEDED = {
    "Дата": "05.03.2024",
    "Начин": "телефон",
    "Община на живеене": "Иваново",
    "Вид контакт": "нов",
    "Възрастова група": "26–40",
    "Пол": "ж",
    "Вид насилие": "физическо насилие",
    "Съгласие за отчитане": "да",
}
BESIDE = {**NEEDED, "Възрастова група": "61+"}


def consultations(title, cells, stored, *, before=(), rejected=None, **more):
    """A row with these cells among the needed ones, and a sound one beside it where refused.

    The sound one is a call from a woman over 60 and stays.
    """
    row = {**NEEDED, **cells}
    rows = [list(row), list(row.values())]
    if rejected:
        rows.append([BESIDE.get(column, "") for column in row])
        stored, rejected = "age_band\na61_plus", ((2, *rejected),)
    return Case(
        title, "consultations", csv(rows), stored, before=before, rejected=rejected or (), **more
    )


def band(written, code):
    return consultations(f"age: {written}", {"Възрастова група": written}, f"age_band\n{code}")


def elapsed(written, code):
    return consultations(
        f"time since: {written}", {"Време от случая": written}, f"elapsed_band\n{code}"
    )


def refused_elapsed(written):
    return consultations(
        f"time since is not sure: {written}",
        {"Време от случая": written},
        None,
        rejected=("Време от случая", "code"),
    )


MOBILE = {"Начин": "изнесена приемна", "Място на услугата": "Нисово"}

CASES = (
    consultations(
        "at a mobile office, found by place and day",
        MOBILE,
        "mode | service_ekatte | visit_id\nmobile | 51768 | П-1",
        before=HAPPENED,
    ),
    consultations(
        "at a mobile office, by its number alone",
        {"Начин": "изнесена приемна", "Номер на посещението": "П-1"},
        "mode | service_ekatte | visit_id\nmobile | 51768 | П-1",
        before=HAPPENED,
    ),
    consultations(
        "at a mobile office of which the store knows nothing",
        MOBILE,
        None,
        rejected=("Място на услугата", "visit"),
    ),
    consultations(
        "at a mobile office on another day",
        {**MOBILE, "Дата": "06.03.2024"},
        None,
        before=HAPPENED,
        rejected=("Място на услугата", "visit"),
    ),
    consultations(
        "at one of two mobile offices of that day: which one?",
        {**MOBILE, "Дата": "12.03.2024", "Място на услугата": "Бяла"},
        None,
        before=HAPPENED,
        rejected=("Място на услугата", "visit"),
    ),
    consultations(
        "at a mobile office that was cancelled",
        {**MOBILE, "Дата": "19.03.2024", "Място на услугата": "Кошов"},
        None,
        before=HAPPENED,
        rejected=("Място на услугата", "visit"),
    ),
    consultations(
        "with the number of a visit that nobody knows",
        {**MOBILE, "Номер на посещението": "П-9"},
        None,
        before=HAPPENED,
        rejected=("Номер на посещението", "visit"),
    ),
    consultations(
        "by phone, yet with the number of a visit",
        {"Номер на посещението": "П-1"},
        None,
        before=HAPPENED,
        rejected=("Номер на посещението", "visit"),
    ),
    consultations("follow-up", {"Вид контакт": "последващ"}, "contact_type\nfollow_up"),
    band("26-40", "a26_40"),
    band("26 – 40 г.", "a26_40"),
    band("над 60", "a61_plus"),
    band("25", "a18_25"),
    band("26", "a26_40"),
    band("60", "a41_60"),
    band("61", "a61_plus"),
    band("34 г.", "a26_40"),
    consultations(
        "an age no one reaches",
        {"Възрастова група": "134"},
        None,
        rejected=("Възрастова група", "code"),
    ),
    consultations(
        "a band across two bands",
        {"Възрастова група": "30-50"},
        None,
        rejected=("Възрастова група", "code"),
    ),
    consultations(
        "no age", {"Възрастова група": ""}, None, rejected=("Възрастова група", "missing")
    ),
    elapsed("0–3 дни", "d0_3"),
    elapsed("4-5 дни", "d4_5"),
    elapsed("6 – 14 дни", "d6_14"),
    elapsed("15-30", "d15_30"),
    elapsed("1-3 месеца", "m1_3"),
    elapsed("над 3 месеца", "m3_plus"),
    elapsed("продължава", "ongoing"),
    refused_elapsed("3-4 дни"),
    refused_elapsed("отдавна"),
    refused_elapsed("2024-05-04 00:00:00"),
    consultations(
        "ethnicity without consent to it",
        {"Етнос": "ромска"},
        None,
        rejected=("Етнос", "consent"),
        secrets=("ромска",),
    ),
    consultations(
        "ethnicity with consent to it",
        {"Етнос": "ромска", "Съгласие за етническа принадлежност": "ДА"},
        "ethnicity_self | consent_ethnicity\nroma | true",
    ),
    consultations(
        "consent to reporting not asked",
        {"Съгласие за отчитане": ""},
        None,
        rejected=("Съгласие за отчитане", "missing"),
    ),
    consultations(
        "consent to reporting not clear",
        {"Съгласие за отчитане": "може би"},
        None,
        rejected=("Съгласие за отчитане", "code"),
    ),
    consultations("consent as 1", {"Съгласие за отчитане": "1"}, "consent_reporting\ntrue"),
    consultations("consent as TRUE", {"Съгласие за отчитане": "TRUE"}, "consent_reporting\ntrue"),
    consultations("consent as „Не.“", {"Съгласие за отчитане": "Не."}, "consent_reporting\nfalse"),
    consultations(
        "consent withdrawn before the day of the consultation",
        {"Оттеглено съгласие на": "01.03.2024"},
        None,
        rejected=("Оттеглено съгласие на", "consent"),
    ),
    consultations("in the future", {"Дата": "02.05.2024"}, None, rejected=("Дата", "future")),
    consultations(
        "home as „общ. Иваново“", {"Община на живеене": "общ. Иваново"}, "home\nRSE13"
    ),
    consultations("home in capitals", {"Община на живеене": "СЛИВО ПОЛЕ"}, "home\nRSE33"),
    consultations("home by code", {"Община на живеене": "RSE08"}, "home\nRSE08"),
    consultations(
        "home in another district", {"Община на живеене": "друга област"}, "home\nother_district"
    ),
    # Only the municipality of a home may be kept, and a village in its place says too much.
    consultations(
        "a village as home",
        {"Община на живеене": "с. Нисово"},
        None,
        rejected=("Община на живеене", "municipality"),
    ),
    consultations(
        "a kind of violence in nobody's list",
        {"Вид насилие": "кибертормоз"},
        None,
        rejected=("Вид насилие", "code"),
    ),
    consultations(
        "several forms by law with semicolons",
        {"Форми на насилие": "физическо; психическо; икономическо"},
        "zzdn_types\neconomic+physical+psychological",
    ),
    Case(
        "two women with the same answers on one day are two",
        "consultations",
        csv([list(NEEDED), list(NEEDED.values()), list(NEEDED.values())]),
        "age_band\na26_40\na26_40",
    ),
    Case(
        "a survey without consent",
        "surveys",
        csv("Дата|Община|Начин на анкетиране|Възраст|Пол|Съгласие\n"
            "14.03.2024|Ветово|по телефона|26-40|ж|\n14.03.2024|Ветово|по телефона|18-25|ж|да"),
        "age_band | municipality_code | ekatte\na18_25 | RSE05 | -",
        rejected=((2, "Съгласие", "missing"),),
    ),
    Case(
        "knowledge and attitudes in columns with the question as header",
        "surveys",
        csv("Дата|Община|Начин на анкетиране|Възраст|Пол|Съгласие|Знае, че има заповед за защита|"
            "Насилието вкъщи е работа на семейството\n"
            "14.03.2024|Ветово|по телефона|26-40|ж|да|не знам|2\n"
            "14.03.2024|Ветово|по телефона|18-25|ж|да|да|7"),
        "age_band | knowledge | attitudes\na26_40 | protection_order:dont_know | family_matter:2",
        rejected=((3, "Насилието вкъщи е работа на семейството", "number"),),
    ),
)  # fmt: skip
