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


def understood(title, column, stored, *written):
    """A consultation for each way of writing a value."""
    rows = [list({"Номер на консултацията": "", **NEEDED, column: ""})]
    for n, (text, _) in enumerate(written):
        rows.append(list({"Номер на консултацията": f"К-{n}", **NEEDED, column: text}.values()))
    codes = "".join(f"К-{n} | {code}\n" for n, (_, code) in enumerate(written))
    return Case(title, "consultations", csv(rows), f"consultation_id | {stored}\n{codes}")


def not_understood(title, column, *written):
    """A consultation for each text that is no value, and a sound one below."""
    rows = [list({**NEEDED, column: ""})]
    rows += [list({**NEEDED, column: text}.values()) for text in written]
    rows.append(list({**BESIDE, column: BESIDE.get(column, "")}.values()))
    return Case(
        title,
        "consultations",
        csv(rows),
        "age_band\na61_plus",
        rejected=tuple((row, column, "code") for row in range(2, len(written) + 2)),
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
    understood(
        "age in years or as a band",
        "Възрастова група",
        "age_band",
        ("26-40", "a26_40"),
        ("26 – 40 г.", "a26_40"),
        ("над 60", "a61_plus"),
        ("25", "a18_25"),
        ("26", "a26_40"),
        ("60", "a41_60"),
        ("61", "a61_plus"),
        ("34 г.", "a26_40"),
    ),
    not_understood(
        "an age no one reaches, a band across two bands",
        "Възрастова група",
        "134",
        "30-50",
    ),
    consultations(
        "no age", {"Възрастова група": ""}, None, rejected=("Възрастова група", "missing")
    ),
    understood(
        "time since in every way",
        "Време от случая",
        "elapsed_band",
        ("0–3 дни", "d0_3"),
        ("4-5 дни", "d4_5"),
        ("6 – 14 дни", "d6_14"),
        ("15-30", "d15_30"),
        ("1-3 месеца", "m1_3"),
        ("над 3 месеца", "m3_plus"),
        ("продължава", "ongoing"),
    ),
    not_understood(
        "time since that is not sure, or turned into a day by Excel",
        "Време от случая",
        "3-4 дни",
        "отдавна",
        "2024-05-04 00:00:00",
    ),
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
    understood(
        "consent to reporting as 1, TRUE and with a full stop",
        "Съгласие за отчитане",
        "consent_reporting",
        ("1", "true"),
        ("TRUE", "true"),
        ("ДА", "true"),
        ("Не.", "false"),
    ),
    consultations(
        "consent withdrawn before the day of the consultation",
        {"Оттеглено съгласие на": "01.03.2024"},
        None,
        rejected=("Оттеглено съгласие на", "consent"),
    ),
    consultations("in the future", {"Дата": "02.05.2024"}, None, rejected=("Дата", "future")),
    understood(
        "home in every spelling",
        "Община на живеене",
        "home",
        ("общ. Иваново", "RSE13"),
        ("община Русе", "RSE27"),
        ("СЛИВО ПОЛЕ", "RSE33"),
        ("RSE08", "RSE08"),
        ("друга област", "other_district"),
        ("неизвестно", "unknown"),
    ),
    # Only the municipality of a home may be kept: the village goes no further.
    consultations(
        "a village as home",
        {"Община на живеене": "с. Кошов"},
        "home | service_ekatte\nRSE13 | -",
        secrets=("Кошов", "39205"),
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
