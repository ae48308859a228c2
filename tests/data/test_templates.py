"""Templates: empty, complete, and a filled one comes back through the import."""

import io
from datetime import date

import openpyxl
import pytest

from data.codebook import label
from data.fields import KINDS, UnknownKind, fields
from data.imports import import_file
from data.store import Store
from data.templates import template_xlsx

TODAY = date(2024, 4, 4)
ROWS = {
    "visits": {"on": "05.03.2024", "ekatte": "с. Нисово"},
    "consultations": {
        "held_on": "05.03.2024",
        "mode": ("mode", "office"),
        "home": "Иваново",
        "contact_type": ("contact_type", "new"),
        "age_band": ("age_band", "a26_40"),
        "sex": ("sex", "female"),
        "gbv_type": ("gbv_type", "physical_assault"),
        "consent_reporting": "yes",
    },
    "surveys": {
        "collected_on": "05.03.2024",
        "survey_mode": ("survey_mode", "face_to_face"),
        "ekatte": "51768",
        "age_band": ("age_band", "a26_40"),
        "sex": ("sex", "female"),
        "consent": "yes",
    },
    "events": {
        "held_on": "05.03.2024",
        "event_type": ("event_type", "training"),
        "ekatte": "Русе",
        "target_group": ("target_group", "professionals"),
    },
}
CASES = [(kind, language) for kind in KINDS for language in ("bg", "en")]


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_template_has_every_column_and_no_rows(kind, language):
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(kind, language)))
    headers = [cell.value for cell in book.worksheets[0][1]]
    assert headers == [field.header(language) for field in fields(kind)]
    assert len(set(headers)) == len(headers)
    assert book.worksheets[0].max_row == 1
    assert len(book.worksheets) == 3


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_filled_template_comes_back_through_the_import(kind, language, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(kind, language)))
    names = [field.name for field in fields(kind)]
    for name, value in ROWS[kind].items():
        said = label(*value, language) if isinstance(value, tuple) else value
        book.worksheets[0].cell(2, names.index(name) + 1, said)
    book.save(tmp_path / "filled.xlsx")
    store = Store.create(tmp_path / "store.duckdb")
    report = import_file(store, kind, tmp_path / "filled.xlsx", today=TODAY)
    assert report.problems == ()
    assert report.new == 1


def test_an_unknown_kind_is_named_with_those_there_are():
    with pytest.raises(UnknownKind, match="secrets is not a kind"):
        template_xlsx("secrets", "bg")
