"""What could lead to a person: refused, said why, never repeated."""

from tests.corpus.case import Case
from tests.corpus.rules import NEEDED
from tests.corpus.write import csv, xlsx


def egn(digits: str) -> str:
    """Nine invented digits with the tenth that makes them a valid ЕГН."""
    weights = (2, 4, 8, 5, 10, 9, 7, 3, 6)
    return digits + str(sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 % 10)


EGN = egn("751231926")
PHONE = "0888 765 432"
HEAD = ["Дата", "Населено място"]
OWN = "Номер на консултацията"


def column(title, header, cell, **more):
    """A column that must not be there: the file goes back and names the column."""
    return Case(
        title,
        "visits",
        csv([[*HEAD, header], ["05.03.2024", "Нисово", cell], ["12.03.2024", "Бяла", ""]]),
        "ekatte",
        refused="person",
        refused_column=header,
        secrets=(cell,),
        **more,
    )


def cell(title, header, written, reason="person", secrets=None):
    """A cell that must not be there: its row goes back."""
    return Case(
        title,
        "visits",
        xlsx([[*HEAD, header], ["05.03.2024", "Нисово", written], ["12.03.2024", "Бяла", None]]),
        "ekatte\n07603",
        rejected=((2, header, reason),),
        secrets=secrets or (str(written),),
    )


def in_consultation(title, cells, header, secret, reason="person"):
    row = {**NEEDED, **cells}
    return Case(
        title,
        "consultations",
        csv([list(row), list(row.values()), [NEEDED.get(one, "") for one in row]]),
        "age_band\na26_40",
        rejected=((2, header, reason),),
        secrets=(secret,),
    )


CASES = (
    column("a column of names", "Име", "Пенка Стоименова"),
    column("a column of three names", "Име, презиме и фамилия", "Пенка Тодорова Стоименова"),
    column("a column of clients", "Име на клиентката", "Стоименова П."),
    column("a column of initials", "Инициали", "П. С."),
    column("a column of ЕГН", "ЕГН", EGN),
    column("a column of phones", "Тел. за връзка", PHONE),
    column("a column of e-mails", "E-mail", "penka.s@abv.bg"),
    column("a column of addresses", "Адрес", "ул. „Тича“ 14, вх. Б"),
    column("a column of remarks", "Забележка", "дъщерята на кмета, бие я мъжът ѝ"),
    column("a column of descriptions", "Описание на случая", "ударил я с колан пред децата"),
    column("a column of birth dates", "Дата на раждане", "23.12.1975"),
    column("a column of coordinates", "GPS координати", "43.653407, 26.069644"),
    column("a column of latitudes", "latitude", "43.653407"),
    column("an English column of names", "Full name", "Penka Stoimenova"),
    column("a typo in the header of names", "Имее на лицето", "Пенка Стоименова"),
    # As near to „Място“ as a typo, and the one thing that must never be taken for it.
    Case(
        "the settlement where a woman lives is not the place of service",
        "consultations",
        csv([[*NEEDED, "Място на живеене"], [*NEEDED.values(), "с. Кошов"]]),
        "service_ekatte",
        refused="person",
        refused_column="Място на живеене",
        secrets=("Кошов",),
    ),
    Case(
        "a column of names left out by hand",
        "visits",
        csv([[*HEAD, "Име"], ["05.03.2024", "Нисово", "Пенка Стоименова"]]),
        "ekatte\n51768",
        chosen={"Име": ""},
        secrets=("Пенка", "Стоименова"),
    ),
    Case(
        "an empty column of names from an old form does no harm",
        "visits",
        csv([[*HEAD, "Име"], ["05.03.2024", "Нисово", ""]]),
        "ekatte\n51768",
    ),
    cell("a name as team", "Екип", "Пенка Стоименова"),
    cell("a phone as team", "Екип", PHONE),
    cell("an e-mail as team", "Екип", "penka.s@abv.bg"),
    cell("ЕГН among kilometres", "Километри", int(EGN), "person"),
    cell("a phone among costs", "Разходи (лв.)", 888765432, "person"),
    cell("an address as settlement", "Сподели с / Домакин", "ул. Борисова 14, при Пенка",
         secrets=("Борисова", "Пенка")),
    cell("a story as status", "Състояние",
         "отменена, защото мъжът на Пенка чакаше пред читалището и заплаши колежката", "code",
         ("Пенка", "читалището", "заплаши")),
    cell("ЕГН as number of the visit", "Номер на посещението", EGN),
    in_consultation("ЕГН as number of the consultation", {OWN: EGN}, OWN, EGN),
    in_consultation("a name as number of the consultation", {OWN: "Пенка С."}, OWN, "Пенка"),
    in_consultation("a phone as home", {"Община на живеене": PHONE}, "Община на живеене", PHONE),
    in_consultation("a story as kind of violence",
                    {"Вид насилие": "бие я от три години, детето на 7 видяло, викали 112"},
                    "Вид насилие", "детето", "code"),
    in_consultation("an address as place of service",
                    {"Начин": "при партньор", "Място на услугата": "бул. Липник 120, ап. 8"},
                    "Място на услугата", "Липник"),
    Case(
        "a phone in a numeric column of events, written as a number",
        "events",
        xlsx([["Вид събитие", "Дата", "Населено място", "Целева група", "Участници"],
              ["обучение", "16.02.2023", "Ценово", "специалисти", 888765432],
              ["обучение", "17.02.2023", "Бяла", "специалисти", 12]]),
        "ekatte | participants\n07603 | 12",
        rejected=((2, "Участници", "person"),),
        secrets=("888765432",),
    ),
    Case(
        "ten digits that are no ЕГН do no harm as a number",
        "visits",
        csv([["Номер на посещението", *HEAD], ["2024030501", "05.03.2024", "Нисово"]]),
        "visit_id | ekatte\n2024030501 | 51768",
    ),
    Case(
        "ЕГН in a column nobody asked for",
        "visits",
        xlsx([[*HEAD, "Код"], ["05.03.2024", "Нисово", int(EGN)]]),
        "ekatte",
        refused="person",
        refused_column="Код",
        secrets=(EGN,),
    ),
    Case(
        "phones in a column nobody asked for",
        "visits",
        xlsx([[*HEAD, "Връзка"], ["05.03.2024", "Нисово", 359888765432]]),
        "ekatte",
        refused="person",
        refused_column="Връзка",
        secrets=("359888765432",),
    ),
)  # fmt: skip
