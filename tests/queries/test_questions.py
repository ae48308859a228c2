"""Every question has its header, its grain and its parameters."""

import re

import pytest

import queries

PARAMETERS = {
    "since": "2023-01-01",
    "until": "2024-01-01",
    "who": "ana",
    "subject": "page today",
}


@pytest.mark.parametrize("name", queries.names())
def test_the_header_says_question_grain_and_columns(name):
    asked = queries.question(name)
    assert asked.question.endswith("?")
    assert asked.grain
    assert asked.columns
    assert asked.sql.startswith("-- question:")


@pytest.mark.parametrize("name", queries.names())
def test_parameters_are_named_and_no_text_is_pasted_in(name):
    sql = queries.question(name).sql
    assert not re.search(r"\{\w*\}|%s|\?(?!\s*$)", re.sub(r"--.*", "", sql))
    assert queries.question(name).parameters <= set(PARAMETERS)


@pytest.mark.parametrize("name", queries.names())
def test_the_answer_has_the_columns_of_the_header_on_the_demo_store(name, demo_store):
    asked = queries.question(name)
    with demo_store.cursor() as cursor:
        answer = queries.ask(cursor, name, **{p: PARAMETERS[p] for p in asked.parameters})
    assert tuple(answer.columns) == asked.columns


def test_an_unknown_question_is_named():
    with pytest.raises(KeyError, match="no question named who_is_she"):
        queries.question("who_is_she")
