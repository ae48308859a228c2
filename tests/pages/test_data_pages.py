"""The pages that bring data in and keep it, as a coordinator walks through them."""

import io
import shutil

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data import imports
from data.store import Store
from pages.ui import records
from pages.ui.registry import ROOT

TIMEOUT = 120
VISITS = (
    "Дата;Населено мясо;Състояние;Бележник\n"
    "05.03.2024;Нисово;проведена;\n"
    "31.02.2024;Бяла;проведена;\n"
    "07.03.2024;Ценово;отменена;\n"
)


@pytest.fixture
def store(demo_path, tmp_path, monkeypatch):
    path = tmp_path / "store.duckdb"
    shutil.copy2(demo_path, path)
    monkeypatch.setenv("PRIEMNA_STORE", str(path))
    return Store.open(path)


def opened(page):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)
    app.run()
    return calm(app.switch_page(f"pages/manage/{page}.py").run())


def calm(app):
    assert [e.value for e in app.exception] == []
    return app


def html_of(app):
    return "".join(element.proto.body for element in app.get("html"))


def button(app, text):
    found = [one for one in app.button if text in one.label]
    assert found, [one.label for one in app.button]
    return found[0]


def with_file(app, name="visits.csv", text=VISITS):
    app.file_uploader[0].set_value((name, text.encode(), "text/csv"))
    return calm(app.run())


def count(store, sql):
    with store.cursor() as cursor:
        return cursor.execute(sql).fetchone()[0]


def test_a_file_is_looked_at_then_taken_put_right_and_taken_back(store):
    before = count(store, "SELECT count(*) FROM visit")
    app = with_file(opened("imports"))
    assert "<dd>2</dd>" in html_of(app)
    assert "31.02.2024" in html_of(app)
    assert count(store, "SELECT count(*) FROM visit") == before

    calm(button(app, "Внеси 2 верни").click().run())
    assert "нови 2" in app.success[0].value
    assert count(store, "SELECT count(*) FROM visit") == before + 2
    [row] = imports.quarantined(store)

    app.segmented_control(key="imports_view").set_value("waiting").run()
    app.date_input(key=f"wait_{row.id}_on").set_value("2024-03-06")
    calm(button(app, "Внеси реда").click().run())
    assert imports.quarantined(store) == ()
    assert count(store, "SELECT count(*) FROM visit") == before + 3

    app.segmented_control(key="imports_view").set_value("batches").run()
    calm(button(app, "Отмени").click().run())
    calm(button(app, "Да, отмени го").click().run())
    assert count(store, "SELECT count(*) FROM visit") == before + 2


@pytest.mark.usefixtures("store")
def test_a_column_that_was_chosen_once_needs_no_click_in_the_next_file():
    text = "Дата;Състояние;Къде беше\n05.03.2024;проведена;Нисово\n"
    app = with_file(opened("imports"), text=text)
    assert "липсва" in html_of(app)
    [box] = [box for box in app.selectbox if box.label == "Къде беше"]
    box.set_value("ekatte")
    calm(app.run())
    calm(button(app, "Внеси 1 ред").click().run())
    again = with_file(opened("imports"), name="april.csv", text=text.replace("05.03", "06.03"))
    assert button(again, "Внеси 1 ред")


def test_a_file_with_names_is_refused_in_words_that_do_not_repeat_them(store):
    before = store.version()
    app = with_file(
        opened("imports"), text="Дата;Населено място;Име\n05.03.2024;Бяла;Мария Димова\n"
    )
    assert app.error
    assert "Димова" not in html_of(app) + "".join(e.value for e in app.error)
    assert store.version() == before


@pytest.mark.usefixtures("store")
def test_the_marked_copy_says_in_bulgarian_what_to_do():
    copy = records.marked(
        "visits.csv",
        VISITS.encode(),
        records.preview(
            "visits", "visits.csv", VISITS.encode(), today=records.today(), chosen=None
        ),
    )
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    words = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "Това не е дата" in words


def test_a_consultation_is_entered_with_seven_answers(store):
    before = count(store, "SELECT count(*) FROM consultation")
    app = opened("entry")
    turn = app.session_state["entry_turn"]
    for name, answer in {
        "contact_type": "new",
        "age_band": "a26_40",
        "home": "RSE04",
        "gbv_type": "psychological_abuse",
        "consent_reporting": "true",
    }.items():
        app.radio(key=f"consultations_{turn}__{name}").set_value(answer)
    calm(button(app, "Запиши консултацията").click().run())
    assert app.success, [e.value for e in app.error]
    assert count(store, "SELECT count(*) FROM consultation") == before + 1


def test_consent_taken_back_leaves_every_figure(store):
    counted = "SELECT count(*) FROM consultation WHERE consent_reporting AND withdrawn_on IS NULL"
    before = count(store, counted)
    number = count(
        store,
        "SELECT min(consultation_id) FROM consultation "
        "WHERE consent_reporting AND withdrawn_on IS NULL",
    )
    app = opened("entry")
    app.text_input[-1].set_value(number)
    calm(button(app, "Отбележи оттеглянето").click().run())
    assert number in app.success[0].value
    assert count(store, counted) == before - 1


def test_a_backup_a_check_and_the_log(store):
    app = opened("keeping")
    calm(button(app, "Направи резервно копие").click().run())
    assert any(store.path.parent.joinpath("backups").glob("*.duckdb"))
    assert "резервно копие" in html_of(app).lower() or app.success
    calm(button(app, "Провери хранилището").click().run())
    assert any("цяло" in one.value for one in app.success)
