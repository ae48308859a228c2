"""Each messy file of the corpus becomes what a coordinator would want of it."""

import pytest

from data.imports import import_file
from data.store import Store
from tests.corpus import (
    again,
    dates,
    formats,
    headers,
    hostile,
    layout,
    people,
    places,
    rules,
    survey_tools,
    values,
)
from tests.corpus.case import TODAY, speaks_of

GROUPS = (
    formats, layout, headers, dates, places, values, rules, people, survey_tools, again, hostile,
)  # fmt: skip
CASES = [
    pytest.param(case, id=f"{group.__name__.split('.')[-1]}: {case.title}")
    for group in GROUPS
    for case in group.CASES
]
UNTOUCHED = {"schema_version", "setting", "place"}
# What is stored in one row, and what hangs on it, written as one text per record.
STORED = {
    "visits": """
        SELECT r.*, coalesce(held_on, planned_on) AS "on",
            (SELECT string_agg(host, '+' ORDER BY host) FROM visit_host h
             WHERE h.visit_id = r.visit_id) AS host,
            (SELECT string_agg(skill, '+' ORDER BY skill) FROM visit_skill s
             WHERE s.visit_id = r.visit_id) AS skill
        FROM visit r""",
    "consultations": """
        SELECT r.*,
            (SELECT string_agg(service || ':' || outcome, '+' ORDER BY service)
             FROM consultation_service s
             WHERE s.consultation_id = r.consultation_id) AS services,
            (SELECT string_agg(zzdn_type, '+' ORDER BY zzdn_type) FROM consultation_zzdn_type z
             WHERE z.consultation_id = r.consultation_id) AS zzdn_types
        FROM consultation r""",
    "surveys": """
        SELECT r.*,
            (SELECT string_agg(barrier, '+' ORDER BY barrier) FROM survey_barrier b
             WHERE b.survey_response_id = r.survey_response_id) AS barrier,
            (SELECT string_agg(item || ':' || answer, '+' ORDER BY item) FROM survey_knowledge k
             WHERE k.survey_response_id = r.survey_response_id) AS knowledge,
            (SELECT string_agg(item || ':' || agreement, '+' ORDER BY item) FROM survey_attitude a
             WHERE a.survey_response_id = r.survey_response_id) AS attitudes
        FROM survey_response r""",
    "events": """
        SELECT r.*,
            (SELECT string_agg(topic, '+' ORDER BY topic) FROM event_topic t
             WHERE t.event_id = r.event_id) AS topic,
            (SELECT string_agg(profession || ':' || participants, '+' ORDER BY profession)
             FROM event_profession p WHERE p.event_id = r.event_id) AS professions
        FROM event r""",
}


@pytest.fixture(scope="session")
def held_store(tmp_path_factory):
    """One store, held open for all cases: opening it again for each is what takes the time."""
    store = Store.create(tmp_path_factory.mktemp("corpus") / "store.duckdb")
    with store.cursor():
        yield store


@pytest.fixture
def store(held_store):
    """The store as it was made: what a case brought in is gone after it."""
    yield held_store
    with held_store.transaction() as cursor:
        tables = cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE estimated_size > 0"
        ).fetchall()
        for (name,) in tables:
            if name not in UNTOUCHED:
                cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608


def written(file, folder):
    folder.mkdir()
    path = folder / file.name
    path.write_bytes(file.make())
    return path


def stored(store, kind, columns):
    with store.cursor() as cursor:
        answer = cursor.execute(STORED[kind])
        names = [column[0] for column in answer.description]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return sorted((tuple(as_text(row[column]) for column in columns) for row in rows), key=str)


def as_text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def sentences(report):
    return [str(one) for one in (*report.problems, *report.notes)]


def repeated(report):
    """Everything that a report repeats of a file."""
    return " ".join(
        [*sentences(report), *(f"{one.column} {one.value} {one.values}" for one in report.problems)]
    )


@pytest.mark.parametrize("case", CASES)
def test_a_messy_file_becomes_what_a_coordinator_would_want(case, store, tmp_path):
    for number, (kind, file) in enumerate(case.before):
        earlier = import_file(store, kind, written(file, tmp_path / str(number)), today=TODAY)
        assert not earlier.problems, repeated(earlier)
    path = written(case.file, tmp_path / "file")
    given = {} if case.chosen is None else {"chosen": case.chosen}
    if case.rejected:
        given["keep_good"] = True
    report = import_file(store, case.kind, path, today=TODAY, **given)

    told = repeated(report)
    assert not [secret for secret in case.secrets if secret in told]
    assert not [text for text in case.says if text not in told]
    if case.refused:
        assert report.problems, "The file was taken."
        assert any(speaks_of(case.refused, str(problem)) for problem in report.problems), told
        if case.refused_column:
            assert case.refused_column in {problem.column for problem in report.problems}
        assert stored(store, case.kind, ["import_batch_id"]) == []
    elif case.rejected:
        assert {problem.row for problem in report.problems} == {row for row, _, _ in case.rejected}
        for row, column, reason in case.rejected:
            here = [p for p in report.problems if p.row == row and p.column == column]
            assert here, told
            assert any(speaks_of(reason, str(problem)) for problem in here), told
        assert report.rejected == len(case.rejected)
    else:
        assert not report.problems, told
    if case.taken is not None:
        columns, rows = case.expected()
        assert stored(store, case.kind, columns) == rows
    if case.counts:
        assert (report.new, report.changed, report.same) == case.counts
