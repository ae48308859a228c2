"""Tables as people lay them out: titles, merged cells, totals, notes, many sheets."""

from datetime import date

from tests.corpus.case import Case
from tests.corpus.formats import VISITS, VISITS_STORED
from tests.corpus.write import csv, ods, table, xlsx

ROWS = table(VISITS)
TWO = """
ekatte | on
51768  | 2024-03-05
07603  | 2024-03-12
"""
HEAD = ["Дата", "Населено място"]
SHORT = [HEAD, [date(2024, 3, 5), "Нисово"], [date(2024, 3, 12), "Бяла"]]


def visits(title, file, taken=TWO, **more):
    return Case(title, "visits", file, taken=taken, **more)


CASES = (
    visits(
        "a merged title, the project number and an empty row above the header",
        xlsx(
            [
                ["ОТЧЕТ ЗА ИЗНЕСЕНИТЕ ПРИЕМНИ", "", "", ""],
                ["Проект BGJUSTICE-4.002-0001", "", "", ""],
                [],
                *ROWS,
            ],
            merged=["A1:D1", "A2:D2"],
        ),
        VISITS_STORED,
    ),
    visits("the table begins in C4", xlsx(SHORT, first=(4, 3))),
    visits(
        "an empty row after each and an empty column between",
        xlsx(
            [
                ["Дата", "", "Населено място"],
                [],
                [date(2024, 3, 5), "", "Нисово"],
                [],
                [],
                [date(2024, 3, 12), "", "Бяла"],
                [],
            ]
        ),
    ),
    visits(
        "the village merged down over its days",
        xlsx(
            [
                ["Населено място", "Дата"],
                ["Нисово", date(2024, 3, 5)],
                ["", date(2024, 3, 19)],
                ["", date(2024, 4, 2)],
                ["Бяла", date(2024, 3, 12)],
            ],
            merged=["A2:A4"],
        ),
        "ekatte | on\n51768 | 2024-03-05\n51768 | 2024-03-19\n51768 | 2024-04-02\n"
        "07603 | 2024-03-12",
    ),
    visits(
        "the village merged down over its days in LibreOffice",
        ods(
            [
                ["Населено място", "Дата"],
                ["Нисово", date(2024, 3, 5)],
                ["COVERED", date(2024, 3, 19)],
                ["Бяла", date(2024, 3, 12)],
            ],
            spanned={(1, 0): (2, 1)},
        ),
        "ekatte | on\n51768 | 2024-03-05\n51768 | 2024-03-19\n07603 | 2024-03-12",
    ),
    visits(
        "the village only in the first of its rows, not merged: never filled in by guess",
        xlsx([["Населено място", "Дата"], ["Нисово", date(2024, 3, 5)], ["", date(2024, 3, 19)]]),
        "ekatte | on\n51768 | 2024-03-05",
        rejected=((3, "Населено място", "missing"),),
    ),
    visits(
        "two header rows, „Час“ merged over „от“ and „до“",
        xlsx(
            [
                ["Дата", "Населено място", "Час", ""],
                ["", "", "от", "до"],
                [date(2024, 3, 5), "Нисово", "10:00", "12:30"],
            ],
            merged=["A1:A2", "B1:B2", "C1:D1"],
        ),
        "ekatte | on | starts_at | ends_at\n51768 | 2024-03-05 | 10:00:00 | 12:30:00",
    ),
    Case(
        "two header rows, „Услуги“ merged over the services",
        "consultations",
        xlsx(
            [
                [
                    "Дата",
                    "Начин",
                    "Община на живеене",
                    "Вид контакт",
                    "Възраст",
                    "Пол",
                    "Вид насилие",
                    "Съгласие за отчитане",
                    "Услуги",
                    "",
                ],
                ["", "", "", "", "", "", "", "", "Правна помощ", "Психологическа подкрепа"],
                [
                    "04.03.2024",
                    "телефон",
                    "Ветово",
                    "нов",
                    "26-40",
                    "ж",
                    "физическо насилие",
                    "да",
                    "насочена",
                    "предоставена",
                ],
            ],
            merged=[f"{one}1:{one}2" for one in "ABCDEFGH"] + ["I1:J1"],
        ),
        "held_on | services\n2024-03-04 | legal:referred+psychological:provided",
    ),
    visits(
        "a total at the end",
        xlsx([*ROWS, ["Общо", "", "2 приемни", 31.5]]),
        VISITS_STORED,
    ),
    visits(
        "a total with its word in the second column",
        csv([*ROWS, ["", "ВСИЧКО:", "", "31,5"]]),
        VISITS_STORED,
    ),
    visits(
        "a subtotal after each month and a grand total",
        xlsx(
            [
                *ROWS[:2],
                ["Общо за март", "", "", 31.5],
                ROWS[2],
                ["Общо за април", "", "", 0],
                ["ОБЩО", "", "", 31.5],
            ]
        ),
        VISITS_STORED,
    ),
    visits(
        "the header again at the top of each printed page",
        xlsx([*ROWS[:2], ROWS[0], ROWS[2]]),
        VISITS_STORED,
    ),
    visits(
        "a note and a signature below the table",
        xlsx(
            [*SHORT, [], ["* Приемната в Бяла беше в читалището."], ["Изготвил: Пенка Стоименова"]]
        ),
        secrets=("Пенка", "Стоименова"),
    ),
    visits("rows hidden by a filter are records too", xlsx(SHORT, hidden_rows=[2])),
    visits(
        "a second sheet with lists of codes",
        xlsx(
            SHORT,
            title="Приемни",
            more_sheets=[
                (
                    "Номенклатури",
                    [["Състояние", "Община"], ["планирана", "Русе"], ["проведена", "Бяла"]],
                ),
            ],
        ),
    ),
    visits(
        "a first sheet with explanations, the table on the second",
        xlsx(
            [["Как се попълва"], ["Един ред е една приемна."]],
            title="Указания",
            more_sheets=[("Приемни", SHORT)],
        ),
    ),
    visits(
        "sheets prepared for the coming months, empty but for the header",
        xlsx(SHORT, title="Март", more_sheets=[("Април", [HEAD]), ("Май", [HEAD])]),
    ),
    # Taking the first month alone would lose the others without a word.
    visits(
        "a sheet for each month, all with rows: refused, naming the sheets",
        xlsx(
            SHORT,
            title="Март",
            more_sheets=[
                ("Април", [HEAD, [date(2024, 4, 2), "Нисово"]]),
            ],
        ),
        None,
        refused="sheets",
        says=("Март", "Април"),
    ),
    visits(
        "two tables one below the other: none lost without a word",
        xlsx([*SHORT, [], ["Населено място", "Дата"], ["Ветово", date(2024, 3, 26)]]),
        rejected=((6, "Дата", "date"),),
    ),
    visits(
        "numbers of rows in a first column „№“",
        xlsx([["№", *HEAD], [1, date(2024, 3, 5), "Нисово"], [2, date(2024, 3, 12), "Бяла"]]),
    ),
)
