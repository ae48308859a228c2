"""Records by hand pass the checks of files; what is withdrawn is in no figure any more."""

from datetime import date

import pytest

from data.entry import RecordUnknown, change, enter, recent, record, withdraw_consent
from data.imports import batches, import_file, undo_batch
from data.imports.written import FieldUnknown
from queries import ask

TODAY = date(2024, 4, 30)
WOMAN = {
    "held_on": date(2024, 3, 5),
    "mode": "office",
    "home": "RSE08",
    "contact_type": "new",
    "age_band": "a26_40",
    "sex": "female",
    "gbv_type": "physical_assault",
    "consent_reporting": True,
}
VISIT = {"on": "05.03.2024", "ekatte": "Нисово", "status": "held"}


def enter_well(store, kind, values):
    report = enter(store, kind, values, today=TODAY)
    assert report.problems == ()
    return report


def figures(store):
    """Everything that counts consultations."""
    days = {"since": "2024-01-01", "until": "2025-01-01"}
    with store.cursor() as cursor:
        return {
            "consent": ask(cursor, "consent", **days).iloc[0].tolist(),
            "first": int(ask(cursor, "first_contacts", **days)["women"].sum()),
            "municipalities": int(
                ask(cursor, "contacts_by_municipality_year")["consultations"].sum()
            ),
            "quarters": int(ask(cursor, "quarters")["consultations"].sum()),
        }


def test_a_consultation_gets_a_number_and_keeps_all_that_was_said(store):
    said = WOMAN | {"zzdn_type": ["economic", "physical"], "service_legal": "provided"}
    enter_well(store, "consultations", said)
    kept = record(store, "consultations", "hc-2024-0001")
    assert kept["zzdn_type"] == "physical;economic"
    assert kept["service_legal"] == "provided"
    assert (kept["held_on"], kept["consent_reporting"]) == ("2024-03-05", "true")
    assert kept["service_ekatte"] == "63427"
    (batch,) = batches(store)
    assert (batch.origin, batch.new, batch.source_name) == ("hand", 1, "")


def test_two_women_who_say_the_same_are_two(store):
    for _ in range(2):
        enter_well(store, "consultations", WOMAN)
    assert list(recent(store, "consultations")["consultation_id"]) == [
        "hc-2024-0002",
        "hc-2024-0001",
    ]


@pytest.mark.parametrize(
    ("change_to", "column"),
    [
        ({"sex": None}, "Пол"),
        ({"held_on": date(2024, 5, 1)}, "Дата"),
        ({"mode": "mobile", "service_ekatte": "Нисово"}, "Място на услугата"),
        ({"ethnicity_self": "roma"}, "Етническа принадлежност (по самоопределяне)"),
        ({"staff_role": "Мария Иванова"}, "Роля на консултанта"),
    ],
)
def test_a_form_is_refused_for_what_a_file_is_refused_for(store, change_to, column):
    version = store.version()
    report = enter(store, "consultations", WOMAN | change_to, today=TODAY)
    assert [(problem.row, problem.column) for problem in report.problems] == [(None, column)]
    assert store.version() == version


def test_problems_name_the_fields_in_the_language_of_the_form(store):
    report = enter(store, "consultations", WOMAN | {"sex": ""}, today=TODAY, language="en")
    assert [problem.column for problem in report.problems] == ["Sex"]


def test_withdrawn_consent_takes_the_woman_out_of_every_figure(store):
    for _ in range(2):
        enter_well(store, "consultations", WOMAN)
    before = figures(store)
    assert before == {"consent": [2, 2], "first": 2, "municipalities": 2, "quarters": 2}
    version = store.version()
    report = withdraw_consent(store, "hc-2024-0001", date(2024, 4, 1), today=TODAY)
    assert report.changed == 1
    assert store.version() != version
    assert figures(store) == {"consent": [2, 1], "first": 1, "municipalities": 1, "quarters": 1}
    undo_batch(store, report.batch_id)
    assert figures(store) == before


def test_consent_not_given_counts_nowhere(store):
    enter_well(store, "consultations", WOMAN | {"consent_reporting": False})
    counted = figures(store)
    assert (counted["consent"], counted["first"], counted["municipalities"]) == ([1, 0], 0, 0)


def test_neither_a_file_nor_an_empty_field_gives_withdrawn_consent_back(store, tmp_path):
    path = tmp_path / "women.csv"
    head = "Номер на консултацията;Дата;Начин;Община на живеене;Вид контакт;Възрастова група;Пол;"
    head += "Вид насилие;Съгласие за отчитане\n"
    row = "C1;05.03.2024;В центъра в Русе;Иваново;нова;{age};ж;Физическо насилие;да\n"
    path.write_text(head + row.format(age="26–40"), "utf-8")
    assert import_file(store, "consultations", path, today=TODAY).accepted
    withdraw_consent(store, "C1", date(2024, 4, 1), today=TODAY)
    assert import_file(store, "consultations", path, today=TODAY).same == 1
    path.write_text(head + row.format(age="41–60"), "utf-8")
    assert import_file(store, "consultations", path, today=TODAY).changed == 1
    kept = record(store, "consultations", "C1")
    assert (kept["age_band"], kept["withdrawn_on"]) == ("a41_60", "2024-04-01")
    assert not change(store, "consultations", "C1", {"withdrawn_on": ""}, today=TODAY).accepted


def test_what_was_changed_by_hand_stays_when_the_file_comes_again(store, tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("Дата;Населено място;Състояние\n05.03.2024;Нисово;проведена\n", "utf-8")
    import_file(store, "visits", path, today=TODAY)
    number = recent(store, "visits")["visit_id"][0]
    change(store, "visits", number, {"team": "2"}, today=TODAY)
    version = store.version()
    assert import_file(store, "visits", path, today=TODAY).same == 1
    assert store.version() == version
    assert record(store, "visits", number)["team"] == "2"


def test_a_planned_visit_is_held_or_cancelled_with_one_word(store):
    enter_well(store, "visits", VISIT | {"status": "planned"})
    assert change(store, "visits", "hv-2024-0001", {"status": "held"}, today=TODAY).accepted
    assert record(store, "visits", "hv-2024-0001")["held_on"] == "2024-03-05"
    cancelled = {"status": "cancelled", "cancel_reason": "weather"}
    assert change(store, "visits", "hv-2024-0001", cancelled, today=TODAY).accepted
    kept = record(store, "visits", "hv-2024-0001")
    assert (kept["status"], kept["planned_on"]) == ("cancelled", "2024-03-05")
    assert "held_on" not in kept


def test_a_visit_with_consultations_cannot_be_cancelled_under_them(store):
    enter_well(store, "visits", VISIT)
    woman = WOMAN | {"mode": "mobile", "service_ekatte": "Нисово"}
    enter_well(store, "consultations", woman)
    refused = change(store, "visits", "hv-2024-0001", {"status": "cancelled"}, today=TODAY)
    assert "1 consultations" in str(refused.problems[0])
    assert record(store, "visits", "hv-2024-0001")["status"] == "held"


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("visits", VISIT),
        ("events", {"event_type": "training", "held_on": "05.03.2024", "ekatte": "Бяла",
                    "target_group": "professionals"}),
    ],
)  # fmt: skip
def test_what_is_there_already_is_not_entered_twice(store, kind, values):
    enter_well(store, kind, values)
    again = enter(store, kind, values, today=TODAY)
    assert [problem.values["numbers"] for problem in again.problems] == [f"h{kind[0]}-2024-0001"]
    own = {f"{kind[:-1]}_id": "77", "team": "2"} if kind == "visits" else {"event_id": "77"}
    enter_well(store, kind, values | own)
    assert not enter(store, kind, values | own, today=TODAY).accepted


def test_an_unknown_record_or_field_is_named(store):
    with pytest.raises(RecordUnknown, match="X9"):
        change(store, "visits", "X9", {}, today=TODAY)
    with pytest.raises(FieldUnknown, match="shoe_size"):
        enter(store, "visits", {"shoe_size": 38}, today=TODAY)
