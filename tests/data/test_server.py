"""A store on a server: the same answers, nothing lost on the way, and errors a person can use."""

import re

import pytest

import queries
from data.moving import move
from data.store import Store
from data.summing import contents
from data.verifying import verify
from tests.conftest import copy_of

PARAMETERS = {"since": "2023-01-01", "until": "2024-07-01"}


def held(store):
    with store.cursor() as cursor:
        return contents(cursor)


@pytest.fixture(scope="module")
def demo_on_server(postgres, demo_database, tmp_path_factory):
    """For questions alone."""
    return copy_of(postgres, demo_database, tmp_path_factory.mktemp("asked"))


@pytest.fixture
def empty_on_server(postgres, empty_database, tmp_path):
    return copy_of(postgres, empty_database, tmp_path)


@pytest.fixture
def new_place(postgres, tmp_path):
    """A file that names a database in which nothing is."""
    name = f"new{tmp_path.name.lower()[-40:]}".replace("-", "_")
    postgres.database(name)
    return postgres.store_file(tmp_path / "office.toml", name)


@pytest.mark.parametrize("name", queries.names())
def test_every_question_has_the_same_answer(name, demo_store, demo_on_server):
    wanted = set(re.findall(r"\$(\w+)", re.sub(r"--.*", "", queries.question(name).sql)))
    answers = []
    for store in (demo_store, demo_on_server):
        with store.cursor() as cursor:
            answers.append(queries.ask(cursor, name, **{p: PARAMETERS[p] for p in wanted}))
    assert answers[0].equals(answers[1])
    assert list(answers[0].dtypes) == list(answers[1].dtypes)


def test_over_and_back_is_the_same_store(demo_copy, new_place, tmp_path):
    before = held(demo_copy)
    move(demo_copy, new_place, who="ana")
    over = Store.open(new_place)
    move(over, tmp_path / "back.duckdb", who="ana")
    after = held(Store.open(tmp_path / "back.duckdb"))
    assert after.pop("audit_entry")[0] == before.pop("audit_entry")[0] + 4
    assert after == before
    assert verify(tmp_path / "back.duckdb").problems == ()
    assert verify(new_place).problems == ()
