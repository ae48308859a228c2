"""Exports of KoboToolbox and ODK: groups, labels, split choices, repeats, columns of their own."""

from tests.corpus.case import Case
from tests.corpus.write import csv, raw, xlsx

# How KoboToolbox surrounds the questions.
BEFORE = {
    "start": "2024-03-14T09:58:12.345+02:00",
    "end": "2024-03-14T10:21:40.001+02:00",
    "today": "2024-03-14",
    "deviceid": "ee.kobotoolbox.org:AbCdEfGh12345678",
    "username": "penka_s",
    "phonenumber": "0888765432",
}
AFTER = {
    "__version__": "vKx9ab2",
    "_id": 104233,
    "_uuid": "0c1d2e3f-0000-4000-8000-00000000000{n}",
    "_submission_time": "2024-03-14T08:22:01",
    "_validation_status": "",
    "_notes": "да се обади на Пенка",
    "_status": "submitted_via_web",
    "_submitted_by": "penka_s",
    "_tags": "",
    "_index": "{n}",
}
GPS = {
    "g_where/_gps": "43.653407 26.069644 120 5",
    "g_where/__gps_latitude": "43.653407",
    "g_where/__gps_longitude": "26.069644",
    "_geolocation": "[43.653407, 26.069644]",
}
SECRETS = ("penka_s", "0888765432", "43.653407", "26.069644", "да се обади")
BY_NAME = {
    "g_where/collected_on": "2024-03-14",
    "g_where/ekatte": "51768",
    "g_where/survey_mode": "face_to_face",
    "g_who/age_band": "a26_40",
    "g_who/sex": "female",
    "g_answers/consent": "yes",
}
BY_LABEL = {
    "Къде и кога/Дата": "2024-03-14",
    "Къде и кога/Населено място": "Нисово",
    "Къде и кога/Начин на анкетиране": "Лице в лице",
    "За жената/Възрастова група": "26–40 години",
    "За жената/Пол": "Жена",
    "Отговори/Съгласие за участие": "Да",
}
STORED = """
collected_on | ekatte | municipality_code | survey_mode  | age_band | barrier        | consent
2024-03-14   | 51768  | RSE13             | face_to_face | a26_40   | distance+shame | true
2024-03-14   | 51768  | RSE13             | face_to_face | a26_40   | -              | true
"""
SAME_DAY = "collected_on | ekatte\n2024-03-14 | 51768\n2024-03-14 | 51768"


def answers(*questions, more=None, after=None):
    """Header and one row for each set of answers, with the columns of KoboToolbox around."""
    rows = []
    for n, asked in enumerate(questions, start=1):
        whole = {**BEFORE, **(more or {}), **asked, **(AFTER if after is None else after)}
        if not rows:
            rows.append(list(whole))
        rows.append(
            [one.replace("{n}", str(n)) if isinstance(one, str) else one for one in whole.values()]
        )
    return rows


def survey(title, file, taken=STORED, **more):
    return Case(title, "surveys", file, taken, secrets=SECRETS, **more)


def split(prefix, first, second, *, yes=1, no=0, joined=("", "")):
    """A select_multiple split into columns: both chosen by the first woman, none asked after."""
    return (
        {prefix: joined[0], f"{prefix}/{first}": yes, f"{prefix}/{second}": yes,
         f"{prefix}/{third(prefix)}": no},
        {prefix: joined[1], f"{prefix}/{first}": "", f"{prefix}/{second}": "",
         f"{prefix}/{third(prefix)}": ""},
    )  # fmt: skip


def third(prefix):
    return "fear" if prefix.startswith("g_") else "Страх"


NAMES = split("g_answers/barrier", "distance", "shame", joined=("distance shame", ""))
LABELS = split("Отговори/Пречки", "Далече е", "Срам", joined=("Далече е Срам", ""))
KNOWN = {
    **BY_NAME,
    "g_know/knowledge/protection_order": "right",
    "g_know/knowledge/hotline": "dont_know",
    "g_think/attitude/endure": "4",
}
CONSULTATION = {
    "g/held_on": "2024-03-14", "g/mode": "phone", "g/home": "RSE13", "g/contact_type": "new",
    "g/age_band": "a26_40", "g/sex": "female", "g/gbv_type": "physical_assault",
    "g/consent_reporting": "yes",
}  # fmt: skip

CASES = (
    survey(
        "names of questions with groups, choices joined with spaces",
        xlsx(answers({**BY_NAME, "g_answers/barrier": "distance shame"},
                     {**BY_NAME, "g_answers/barrier": ""})),
    ),
    survey(
        "names of questions with groups, choices split into 1 and 0",
        xlsx(answers({**BY_NAME, **NAMES[0]}, {**BY_NAME, **NAMES[1]})),
    ),
    survey(
        "choices split and the joined column left away",
        xlsx(answers({**BY_NAME, **{k: v for k, v in NAMES[0].items() if k.count("/") == 2}},
                     {**BY_NAME, **{k: v for k, v in NAMES[1].items() if k.count("/") == 2}})),
    ),
    survey(
        "labels with groups, choices split and joined",
        xlsx(answers({**BY_LABEL, **LABELS[0]}, {**BY_LABEL, **LABELS[1]})),
    ),
    survey(
        "csv of KoboToolbox: semicolons, quotes round everything, True and False",
        raw(
            "\n".join(
                ";".join(f'"{one}"' for one in row)
                for row in answers(
                    {**BY_NAME, **split("g_answers/barrier", "distance", "shame", yes="True",
                                        no="False")[0]},
                    {**BY_NAME, **NAMES[1], "g_answers/barrier": ""},
                )
            ),
            "анкета.csv",
        ),
    ),
    survey(
        "where the phone was when the form was filled in",
        xlsx(answers(BY_NAME, BY_NAME, more=GPS)),
        SAME_DAY,
    ),
    survey(
        "a day with hours and zone, sent after midnight in Greenwich",
        xlsx(answers({**BY_NAME, "g_where/collected_on": "2024-03-14T23:40:00.000+02:00"},
                     {**BY_NAME, "g_where/collected_on": "2024-03-14T00:10:00.000+02:00"})),
        SAME_DAY,
    ),
    survey(
        "knowledge and attitudes one question each",
        xlsx(answers(KNOWN)),
        "age_band | knowledge | attitudes\n"
        "a26_40 | hotline:dont_know+protection_order:right | endure:4",
    ),
    survey(
        "the same export a week later with one row more and one corrected",
        xlsx(answers(BY_NAME, {**BY_NAME, "g_who/age_band": "a18_25"}, BY_NAME)),
        "age_band\na18_25\na26_40\na26_40",
        before=(("surveys", xlsx(answers(BY_NAME, BY_NAME))),),
        counts=(1, 1, 1),
    ),
    survey(
        "the rows in another order after a deletion: _index moves, _uuid stays",
        xlsx([(rows := answers(BY_NAME, {**BY_NAME, "g_who/age_band": "a18_25"}))[0],
              [*rows[2][:-1], "1"]]),
        "age_band\na18_25\na26_40",
        before=(("surveys", xlsx(rows)),),
        counts=(0, 0, 1),
    ),
    Case(
        "services in a repeat on a second sheet",
        "consultations",
        xlsx(
            answers(CONSULTATION, {**CONSULTATION, "g/age_band": "a18_25"}),
            title="Консултация",
            more_sheets=[
                ("services", [
                    ["services/service", "services/outcome", "_index", "_parent_table_name",
                     "_parent_index", "_submission__id", "_submission__uuid"],
                    ["legal", "referred", 1, "Консултация", 1, 104233,
                     "0c1d2e3f-0000-4000-8000-000000000001"],
                    ["psychological", "provided", 2, "Консултация", 1, 104233,
                     "0c1d2e3f-0000-4000-8000-000000000001"],
                    ["police", "declined", 3, "Консултация", 2, 104233,
                     "0c1d2e3f-0000-4000-8000-000000000002"],
                ]),
            ],
        ),
        "age_band | services\na26_40 | legal:referred+psychological:provided\n"
        "a18_25 | police:declined",
        secrets=SECRETS,
    ),
    Case(
        "csv of ODK Central: groups with hyphens, KEY and PARENT_KEY",
        "surveys",
        csv(
            [["SubmissionDate", "meta-instanceID", "g_where-collected_on", "g_where-ekatte",
              "g_where-survey_mode", "g_who-age_band", "g_who-sex", "g_answers-consent",
              "g_answers-barrier", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
              "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"],
             ["2024-03-14T08:22:01.123Z", "uuid:1", "2024-03-14", "51768", "face_to_face",
              "a26_40", "female", "yes", "distance shame", "uuid:1", "17", "penka_s", "0", "0", "",
              "", "ee.kobotoolbox.org:AbCdEfGh12345678", "0", "3"],
             ["2024-03-14T08:25:01.123Z", "uuid:2", "2024-03-14", "51768", "face_to_face",
              "a26_40", "female", "yes", "", "uuid:2", "17", "penka_s", "0", "0", "", "", "", "0",
              "3"]],
            ",",
        ),
        STORED,
        secrets=SECRETS,
    ),
    Case(
        "csv of a repeat alone, without its form",
        "consultations",
        csv([["services-service", "services-outcome", "PARENT_KEY", "KEY"],
             ["legal", "referred", "uuid:1", "uuid:1/services[1]"]], ","),
        "age_band",
        refused="column_missing",
    ),
    Case(
        "a form that asks for the name",
        "surveys",
        xlsx(answers({**BY_NAME, "g_who/name": "Пенка Стоименова"})),
        "age_band",
        refused="person",
        secrets=("Пенка", *SECRETS),
    ),
    Case(
        "visits in a form with day, place and hours",
        "visits",
        xlsx(answers({"v/held_on": "2024-03-14", "v/ekatte": "51768", "v/status": "held",
                      "v/starts_at": "10:00:00.000+02:00", "v/ends_at": "12:30:00.000+02:00"})),
        "on | ekatte | starts_at | ends_at\n2024-03-14 | 51768 | 10:00:00 | 12:30:00",
        secrets=SECRETS,
    ),
)  # fmt: skip
