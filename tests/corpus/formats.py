"""The same records in every container, alphabet and alphabet's disguise."""

from datetime import date, datetime

from tests.corpus.case import Case
from tests.corpus.write import csv, csv_text, ods, raw, xls, xlsx

VISITS = """
Дата       | Населено място | Състояние | Километри
05.03.2024 | с. Нисово      | проведена | 31,5
12.03.2024 | гр. Бяла       | отменена  |
"""
VISITS_STORED = """
ekatte | on         | status    | distance_km
51768  | 2024-03-05 | held      | 31.5
07603  | 2024-03-12 | cancelled | -
"""
TYPED = [
    ["Дата", "Населено място", "Състояние", "Километри"],
    [date(2024, 3, 5), "с. Нисово", "проведена", 31.5],
    [date(2024, 3, 12), "гр. Бяла", "отменена", None],
]
EVENTS = """
Вид събитие | Дата       | Населено място | Целева група | Участници
фокус група | 16.02.2023 | Ценово         | лидери       | 13
обучение    | 21.02.2023 | Две могили     | специалисти  | 14
"""
EVENTS_STORED = """
event_type  | held_on    | ekatte | target_group      | participants
focus_group | 2023-02-16 | 78361  | community_leaders | 13
training    | 2023-02-21 | 20184  | professionals     | 14
"""
CONSULTATIONS = """
Номер на консултацията | Дата | Начин | Община на живеене | Вид контакт | Възрастова група | Пол | \
Вид насилие         | Съгласие за отчитане
К-1 | 04.03.2024 | телефон     | Ветово            | нов         | 26–40            | ж   | \
физическо насилие   | да
К-2 | 04.03.2024 | в центъра в Русе | Русе         | последващ   | 18-25            | жена | \
само информация     | не
"""
CONSULTATIONS_STORED = """
held_on    | mode   | home  | contact_type | age_band | sex    | gbv_type         | \
consent_reporting | service_ekatte
2024-03-04 | phone  | RSE05 | new          | a26_40   | female | physical_assault | true  | -
2024-03-04 | office | RSE27 | follow_up    | a18_25   | female | information_only | false | 63427
"""
SURVEYS = """
Дата       | Населено място | Начин на анкетиране | Възраст | Пол | Пречки           | Съгласие
14.03.2024 | Сливо поле     | лице в лице         | 26-40   | ж   | срам; далече     | да
15.03.2024 | Глоджево       | в група             | 61+     | ж   | страх            | да
"""
SURVEYS_STORED = """
collected_on | ekatte | municipality_code | survey_mode  | age_band | barrier        | consent
2024-03-14   | 67444  | RSE33             | face_to_face | a26_40   | distance+shame | true
2024-03-15   | 15151  | RSE05             | group        | a61_plus | fear           | true
"""


def visits_in(title, file):
    return Case(title, "visits", file, taken=VISITS_STORED)


CASES = (
    visits_in(
        "csv of Bulgarian Excel: semicolons, decimal comma, cp1251", csv(VISITS, ";", "cp1251")
    ),
    visits_in("csv of Google: commas, quotes round decimal commas, utf-8", csv(VISITS, ",")),
    visits_in("Excel's „CSV UTF-8“ with its mark at the start", csv(VISITS, ";", "utf-8-sig")),
    visits_in(
        "Excel's „Unicode text“: tabs, utf-16 LE with mark",
        csv(VISITS, "\t", "utf-16", name="приемни.txt"),
    ),
    visits_in(
        "utf-16 BE with mark",
        raw(
            "\ufeff".encode("utf-16-be") + csv_text(VISITS, ";").encode("utf-16-be"), "приемни.csv"
        ),
    ),
    visits_in("utf-16 LE without its mark", csv(VISITS, ";", "utf-16-le")),
    visits_in("values between upright strokes", csv(VISITS, "|", name="приемни.txt")),
    visits_in("tabs in a file called tsv", csv(VISITS, "\t", name="приемни.tsv")),
    visits_in(
        "csv that names its own sign in the first line",
        raw("sep=;\r\n" + csv_text(VISITS, ";"), "приемни.csv"),
    ),
    visits_in(
        "lines of an old Mac",
        raw(csv_text(VISITS, ";").replace("\r\n", "\r"), "приемни.csv"),
    ),
    visits_in(
        "every cell in quotes and spaces after the comma",
        raw(
            '"Дата", "Населено място", "Състояние", "Километри"\n'
            '"05.03.2024", "с. Нисово", "проведена", "31,5"\n'
            '"12.03.2024", "гр. Бяла", "отменена", ""\n',
            "приемни.csv",
        ),
    ),
    visits_in(
        "empty columns behind the last one in csv",
        raw(csv_text(VISITS, ";").replace("\r\n", ";;;;\r\n"), "приемни.csv"),
    ),
    visits_in("xlsx with real dates and numbers", xlsx(TYPED)),
    visits_in("xlsx with everything as text", xlsx(VISITS)),
    visits_in("xls of Excel 2003 with real dates", xls(TYPED)),
    visits_in("xls with everything as text", xls(VISITS)),
    visits_in("ods of LibreOffice with real dates", ods(TYPED)),
    visits_in("ods with everything as text", ods(VISITS)),
    visits_in(
        "xlsx with days counted from 1904",
        xlsx(TYPED, mac=True),
    ),
    visits_in("xls with days counted from 1904", xls(TYPED, dates_1904=True)),
    visits_in(
        "xlsx with hours behind the day",
        xlsx(
            [
                TYPED[0],
                [datetime.fromisoformat("2024-03-05T23:59"), *TYPED[1][1:]],
                [datetime.fromisoformat("2024-03-12T00:01"), *TYPED[2][1:]],
            ]
        ),
    ),
    visits_in("a workbook whose name ends in xls", xlsx(TYPED, name="приемни.xls")),
    visits_in("capital ending XLSX", xlsx(TYPED, name="ПРИЕМНИ.XLSX")),
    Case("events in cp1251 with commas", "events", csv(EVENTS, ",", "cp1251"), EVENTS_STORED),
    Case("events in ods", "events", ods(EVENTS), EVENTS_STORED),
    Case("events in xls", "events", xls(EVENTS), EVENTS_STORED),
    Case("consultations in csv", "consultations", csv(CONSULTATIONS), CONSULTATIONS_STORED),
    Case("consultations in xls", "consultations", xls(CONSULTATIONS), CONSULTATIONS_STORED),
    Case("consultations in xlsx", "consultations", xlsx(CONSULTATIONS), CONSULTATIONS_STORED),
    Case("surveys in csv, several barriers in a cell", "surveys", csv(SURVEYS), SURVEYS_STORED),
    Case("surveys in ods", "surveys", ods(SURVEYS), SURVEYS_STORED),
    Case("surveys in utf-16 with tabs", "surveys", csv(SURVEYS, "\t", "utf-16"), SURVEYS_STORED),
)
