"""The chain by command on the demo: a rule fires, a draft is carried, evidence stays as it was."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from data.store import Store
from data.strategy.seeds import RULES
from pages.ui.strategy.latest import latest_release
from tests.command.test_command import answer, priemna


def copied(store, folder):
    """Copy of a store with its releases."""
    path = Path(shutil.copy(store, folder / "store.duckdb"))
    shutil.copytree(f"{store}.releases", f"{path}.releases")
    return path


@pytest.fixture
def store(released_demo_path, tmp_path):
    """The demo with its releases and no recommendation."""
    return copied(released_demo_path, tmp_path)


@pytest.fixture(scope="module")
def handed_over_once(released_demo_path, tmp_path_factory):
    path = copied(released_demo_path, tmp_path_factory.mktemp("handed_over"))
    run_rules(path)
    carry(path, "R1", ("proposed",), ("submitted",))
    return path


@pytest.fixture
def handed_over(handed_over_once, tmp_path):
    """The demo with all drafts, of which R1 was handed over."""
    return copied(handed_over_once, tmp_path)


def run_rules(store):
    return answer("rules", "run", "--store", store, "--on", "2026-11-25")


def carry(store, number, *steps):
    for to, *more in steps:
        answer("recommendations", "step", number, to, "--store", store, *more)


def listed(store, number):
    rows = answer("recommendations", "list", "--store", store)["recommendations"]
    return next(row for row in rows if row["recommendation_id"] == number)


def tamper(store, sql):
    with duckdb.connect(str(store)) as other:
        other.execute(sql)


def problems(store, *more):
    done = priemna("evidence", "verify", "--store", store, "--json", *more)
    found = json.loads(done.stdout)
    assert done.returncode == (1 if found["problems"] else 0)
    return found["problems"]


def test_a_store_with_recommendations_is_whole_and_can_be_backed_up(handed_over):
    verified = priemna("verify", "--store", handed_over, "--language", "en")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    backed_up = priemna("backup", "--store", handed_over)
    assert backed_up.returncode == 0, backed_up.stderr


def test_a_recommendation_that_names_no_document_is_found(handed_over):
    tamper(handed_over, "UPDATE recommendation SET strategy_measure_id = 'M9' WHERE version = 1")
    verified = priemna("verify", "--store", handed_over, "--language", "en")
    assert verified.returncode == 1
    assert "recommendation_without_document" in verified.stdout + verified.stderr


def test_a_rule_fires_and_is_carried_until_it_is_monitored(store):
    ran = run_rules(store)
    assert ran["release_sha256"] == latest_release(Store.open(store)).sha256
    first = ran["drafted"][0]
    assert first["probability"] >= 0.75
    assert first["strength"] in "ABC"
    number = first["recommendation_id"]
    draft = listed(store, number)
    assert draft["evidence"][0]["sentence"] == first["sentence"]
    assert len(draft["evidence"][0]["sha256"]) == 64
    carry(
        store,
        number,
        ("proposed",),
        ("submitted",),
        ("accepted", "--role", "administration", "--adopted-on", "2026-12-01"),
    )
    accepted = listed(store, number)
    assert accepted["course"] == "too_early"
    assert [step["status"] for step in accepted["steps"]] == [
        "draft",
        "proposed",
        "submitted",
        "accepted",
    ]
    assert [step["role"] for step in accepted["steps"]][-1] == "administration"
    assert problems(store) == []


def test_it_is_carried_to_the_end_and_stays_what_was_handed_over(handed_over):
    carry(
        handed_over,
        "R1",
        ("partly", "--role", "municipality"),
        ("implemented", "--role", "administration"),
    )
    done = priemna("recommendations", "step", "R1", "verified", "--store", handed_over)
    assert done.returncode == 1
    carry(handed_over, "R1", ("verified", "--reached", "0.7", "--verification", "III вълна"))
    assert listed(handed_over, "R1")["status"] == "verified"
    assert problems(handed_over) == []


def test_running_the_rules_again_makes_no_second_draft(store):
    first = run_rules(store)
    again = run_rules(store)
    assert again["drafted"] == []
    assert {row["recommendation_id"] for row in again["already"]} == {
        row["recommendation_id"] for row in first["drafted"]
    }


def test_trying_the_rules_changes_nothing(store):
    tried = answer("rules", "run", "--dry-run", "--store", store)
    assert tried["drafted"]
    assert answer("recommendations", "list", "--store", store)["recommendations"] == []


def test_a_rejected_one_is_not_drafted_again_on_the_same_release(handed_over):
    reject = ("rejected", "--role", "administration", "--reason", "no_budget")
    carry(handed_over, "R1", reject)
    assert run_rules(handed_over)["drafted"] == []


def test_a_step_out_of_turn_is_refused_in_words_and_changes_nothing(store):
    number = run_rules(store)["drafted"][0]["recommendation_id"]
    done = priemna("recommendations", "step", number, "accepted", "--store", store)
    assert done.returncode == 1
    assert "не може да стане „приета“" in done.stderr
    assert listed(store, number)["status"] == "draft"


def test_a_new_version_is_a_draft_and_the_old_text_stays_frozen(handed_over):
    store, number = handed_over, "R1"
    begun = answer("recommendations", "new-version", number, "--store", store)
    assert (begun["version"], begun["status"]) == (2, "draft")
    assert len(listed(store, number)["evidence"]) == 2
    carry(store, number, ("proposed",), ("submitted",))
    with Store.open(store).cursor() as cursor:
        rows = cursor.execute("SELECT version FROM recommendation_version ORDER BY 1").fetchall()
    assert rows == [(1,), (2,)]
    assert problems(store) == []


def test_an_older_release_shows_how_the_data_moved(store):
    """Drafts made from the second release, looked at when the third is out."""
    folder = Path(f"{store}.releases") / "regional_administration.json"
    newest = folder.read_text("utf-8")
    told = json.loads(newest)
    folder.write_text(json.dumps(told | {"releases": told["releases"][:2]}), "utf-8")
    run_rules(store)
    folder.write_text(newest, "utf-8")
    rows = answer("recommendations", "list", "--store", store)["recommendations"]
    moved = [row["movement"] for row in rows if row["movement"]]
    assert moved
    assert all("се промениха от" in text for text in moved if "покажат" not in text)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        (
            "UPDATE evidence SET content_json = replace(content_json, '\"low\"', '\"lo\"')",
            "текстът е променен",
        ),
        (
            "UPDATE evidence SET content_json = content_json || ' ', "
            "sha256 = sha256(content_json || ' ')",
            "в дневника стои друг хеш",
        ),
        ("DELETE FROM evidence WHERE evidence_id = 'E1'", "вече го няма"),
        ("INSERT INTO evidence SELECT * FROM evidence WHERE evidence_id = 'E1'", "два пъти"),
        (
            "UPDATE evidence SET evidence_id = 'E999' WHERE evidence_id = 'E1'",
            "в дневника на действията го няма",
        ),
        ("UPDATE recommendation SET target = 0.1 WHERE status = 'submitted'", "вече не казва"),
        ("DELETE FROM recommendation_version", "вече го няма"),
    ],
)
def test_tampering_is_found(handed_over, sql, says):
    tamper(handed_over, sql)
    assert any(says in problem for problem in problems(handed_over))


def test_text_hash_and_log_changed_together_are_found_by_a_hash_kept_elsewhere(handed_over):
    """Whoever rewrites the whole log leaves a chain that holds; a hash kept elsewhere tells."""
    from data.audit import chained, entries, verify

    store = handed_over
    kept = verify(Store.open(store)).last_hash
    lines = sorted(entries(Store.open(store), n=10_000), key=lambda line: line.seq)
    with duckdb.connect(str(store)) as other:
        other.execute("UPDATE evidence SET content_json = content_json || ' '")
        other.execute("UPDATE evidence SET sha256 = sha256(content_json)")
        hashes = dict(other.execute("SELECT evidence_id, sha256 FROM evidence").fetchall())
        previous = "0" * 64
        for line in lines:
            detail = line.detail
            if line.subject.startswith("evidence "):
                number = detail.split()[0]
                detail = f"{number} sha256 {hashes[number]}"
            previous = chained(
                previous, line.seq, line.done_at, line.who, line.action, line.subject, detail
            )
            other.execute(
                "UPDATE audit_entry SET detail = ?, hash = ? WHERE seq = ?",
                [detail, previous, line.seq],
            )
    assert problems(store) == []
    assert any(kept in problem for problem in problems(store, "--expect", kept))


def test_a_wrong_rule_file_is_named_and_nothing_is_drafted(store, tmp_path):
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    wrong = (folder / "hotline.toml").read_text("utf-8").replace("0.85", "85", 1)
    (folder / "hotline.toml").write_text(wrong, "utf-8")
    for what in ("check", "run"):
        done = priemna("rules", what, "--rules", folder, "--store", store)
        assert done.returncode == 1
        assert "hotline" in done.stderr
        assert "threshold" in done.stderr
        assert done.stderr.count("\n") == 1
    assert answer("recommendations", "list", "--store", store)["recommendations"] == []


def test_without_a_release_the_rules_and_reports_say_what_to_do(demo_path, tmp_path):
    store = shutil.copy(demo_path, tmp_path / "store.duckdb")
    for command in (
        ("rules", "run"),
        ("report", "district", "--out", tmp_path / "x.pdf"),
    ):
        done = priemna(*command, "--store", store)
        assert done.returncode == 1
        assert "Публикувайте издание" in done.stderr
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("kind", ["district", "municipality", "maps", "measure", "data"])
def test_each_document_is_written_and_lists_its_evidence(kind, handed_over, tmp_path):
    file = tmp_path / ("x.zip" if kind == "data" else "x.pdf")
    more = ("--municipality", "RSE04") if kind == "municipality" else ()
    told = answer("report", kind, "--out", file, "--store", handed_over, *more)
    assert told["bytes"] == file.stat().st_size
    assert told["evidence"]
    assert all(len(one["sha256"]) == 64 for one in told["evidence"])


def test_a_form_without_proposals_and_a_wrong_ending_are_refused(store, tmp_path):
    done = priemna("report", "measure", "--out", tmp_path / "x.docx", "--store", store)
    assert done.returncode == 1
    assert "няма предложена препоръка" in done.stderr
    done = priemna("report", "district", "--out", tmp_path / "x.odt", "--store", store)
    assert done.returncode == 1
    assert ".docx, .pdf" in done.stderr
    done = priemna("report", "municipality", "--out", tmp_path / "x.pdf", "--store", store)
    assert done.returncode == 1
    assert "--municipality" in done.stderr
