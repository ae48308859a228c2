"""Making and publishing: late, withdrawn and corrected records wait; what could be opened stays."""

import shutil
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from data.releases.keeping import ReleaseChanged, kept_releases, last_built
from data.releases.key import release_key
from data.store import Store
from pages.ui.releasing import HeldBack, NothingToRelease, draft, judge, note_as_built, publish
from priemna.privacy.cubes import ReleasedCube
from priemna.sharing.protecting import figures_of

ON = date(2024, 4, 11)


@pytest.fixture
def store(demo_path, tmp_path):
    return Store.open(shutil.copy(demo_path, tmp_path / "demo.duckdb"))


@pytest.fixture
def published(store):
    """A store of which the first release was published."""
    publish(store, draft(store, on=ON, until=date(2024, 1, 1)), who="test")
    return store


def run(store, sql, **values):
    with store.transaction() as cursor:
        cursor.execute(sql, values)


def test_the_same_store_makes_the_same_release(store):
    first, second = (draft(store, on=ON) for _ in range(2))
    assert first.audiences["public"][0].sha256 == second.audiences["public"][0].sha256


@pytest.mark.parametrize(("consultations", "told"), [(1, None), (99, None), (100, 100)])
def test_a_share_of_few_consultations_is_not_told(store, consultations, told):
    run(
        store,
        "DELETE FROM consultation WHERE held_on >= '2024-01-01' OR consultation_id NOT IN "
        "(SELECT consultation_id FROM consultation WHERE held_on < '2024-01-01' "
        "ORDER BY consent_reporting DESC, withdrawn_on NULLS FIRST LIMIT $n)",
        n=consultations,
    )
    release, _ = draft(store, on=ON).audiences["public"]
    assert release.manifest["consent_percent"] == told


def test_late_withdrawn_and_corrected_records_do_not_show_in_the_next_release(published):
    before = kept_releases(published)[0].leaves
    run(
        published,
        "UPDATE consultation SET withdrawn_on = held_on WHERE consultation_id IN (SELECT "
        "consultation_id FROM consultation WHERE held_on < '2023-06-01' AND contact_type = 'new' "
        "ORDER BY consultation_id LIMIT 3)",
    )
    run(
        published,
        "UPDATE consultation SET home = 'RSE03' WHERE consultation_id IN (SELECT consultation_id "
        "FROM consultation WHERE held_on BETWEEN '2023-06-01' AND '2023-12-31' ORDER BY "
        "consultation_id LIMIT 3)",
    )
    one = draft(published, on=ON)
    assert judge(one).passed
    after = one.shown.shown[:, : one.shown.shape[1] - 1]
    assert int(after.sum()) == sum(before.values())


def test_an_exact_number_in_the_place_of_a_rounded_one_is_not_published(published):
    one = draft(published, on=ON)
    small = np.argwhere((one.true.counts > 0) & (one.true.counts < 5) & (one.shown.shown == 0))[-1]
    shown = one.shown.shown.copy()
    shown[tuple(small)] = 7
    broken = replace(
        one,
        shown=ReleasedCube(one.shown.dimensions, shown, one.shown.base, carried=one.shown.carried),
    )
    assert not judge(broken).passed
    with pytest.raises(HeldBack, match="could be opened"):
        publish(published, broken, who="test")
    assert len(kept_releases(published)) == 1


def test_a_release_is_not_published_when_the_store_has_changed_since_it_was_made(published):
    one = draft(published, on=ON)
    run(published, "DELETE FROM consultation WHERE consultation_id = 'C000001'")
    with pytest.raises(ReleaseChanged):
        publish(published, one, who="test")


def test_what_was_built_and_may_have_been_handed_out_is_not_told_on_by_the_next_build(store):
    first = draft(store, on=ON)
    note_as_built(store, first)
    run(
        store,
        "UPDATE consultation SET withdrawn_on = held_on WHERE consultation_id IN (SELECT "
        "consultation_id FROM consultation WHERE contact_type = 'new' ORDER BY consultation_id "
        "LIMIT 4)",
    )
    again = draft(store, on=ON)
    assert (again.shown.shown == first.shown.shown).all()
    assert not again.must_wait
    assert judge(again).passed
    publish(store, again, who="test")
    assert last_built(store) is None
    with pytest.raises(HeldBack, match="Fewer than"):
        publish(store, draft(store, on=ON), who="test")


def test_a_build_that_differs_by_a_few_women_from_the_one_before_waits(store):
    note_as_built(store, draft(store, on=ON, until=date(2024, 1, 1)))
    run(store, "DELETE FROM consultation WHERE held_on BETWEEN '2024-01-01' AND '2024-02-29'")
    one = draft(store, on=ON)
    assert 0 < one.new_women - 111 < 20
    assert one.must_wait


def test_publishing_leaves_the_version_of_the_data_as_it_is(store):
    before = store.version()
    publish(store, draft(store, on=ON), who="test")
    assert store.version() == before


def test_a_release_never_ends_before_the_one_before_it(published):
    with pytest.raises(NothingToRelease, match="given out already"):
        draft(published, on=ON, until=date(2023, 10, 1))


def test_an_empty_store_has_nothing_to_release(tmp_path):
    with pytest.raises(NothingToRelease):
        draft(Store.create(tmp_path / "empty.duckdb"), on=ON)


@pytest.mark.parametrize(
    "keep",
    [
        "gbv_type <> 'rape' AND false",
        "consultation_id = 'C000001'",
        "home = 'RSE27'",
        "consultation_id < 'C000005'",
    ],
    ids=["nobody", "one woman", "one municipality", "a few"],
)
def test_stores_with_hardly_anybody_are_released_sensibly(store, keep):
    run(store, f"DELETE FROM consultation WHERE NOT ({keep})")  # noqa: S608
    one = draft(store, on=ON)
    for release, _ in one.audiences.values():
        for table in release.tables.values():
            assert not table.about_people or all(
                cell.value is None or cell.value == 0 or cell.value >= 5 for cell in table.cells
            )


def test_a_real_store_gets_a_secret_of_its_own_which_its_owner_alone_can_read(tmp_path):
    import stat

    from data.releases.key import release_key_file

    store = Store.create(tmp_path / "real.duckdb")
    first = release_key(store)
    assert len(first) == 32
    assert release_key(store) == first
    assert stat.S_IMODE(release_key_file().stat().st_mode) == 0o600


def test_the_store_of_the_demo_has_a_key_that_is_no_secret(store, tmp_path):
    assert release_key(store) != release_key(Store.create(tmp_path / "real.duckdb"))


def test_a_cell_told_more_narrowly_than_the_protocol_requires_blocks_and_is_named(published):
    one = draft(published, on=ON)
    assert judge(one).passed
    strict = replace(one, protocol=replace(one.protocol, required_interval=10))
    judged = judge(strict)
    assert {found.check for found in judged.found} == {"required_interval"}
    said = str(judged.found[0].message)
    assert "requires at least 10 possible numbers, here are" in said
    assert "lies between" in said
    with pytest.raises(HeldBack, match="possible numbers, here are"):
        publish(published, strict, who="test")
    assert len(kept_releases(published)) == 1


def test_a_late_participant_does_not_move_a_figure_whatever_its_offset(published):
    before = kept_releases(published)[0].figures
    assert before["survey_asked"] and before["participants"]
    run(
        published,
        "UPDATE event SET participants = participants + 1 WHERE event_id IN (SELECT min(event_id) "
        "FROM event WHERE participants > 0 GROUP BY year(held_on), event_type)",
    )
    after = draft(published, on=date(2024, 1, 11), until=date(2024, 1, 1))
    assert figures_of(after.parts) == before


def test_answers_that_are_taken_out_do_not_move_a_figure_nor_a_wave(published):
    before = kept_releases(published)[0].figures
    run(published, "DELETE FROM survey_knowledge")
    after = draft(published, on=date(2024, 1, 11), until=date(2024, 1, 1))
    assert figures_of(after.parts) == before
