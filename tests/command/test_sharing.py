"""Commands about what leaves the centre, as a coordinator calls them, and what they refuse."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from data.codebook import SEEDS
from data.releases.bundle import read_bundle
from data.store import Store
from pages.ui.registry import pages_of
from pages.ui.released_words import ROLE_WORDS, capital
from pages.ui.texts import say
from priemna.__main__ import run
from priemna.roles import OUTSIDE, Role
from priemna.sharing.released import read_release


def priemna(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        run(list(map(str, arguments)))
    return ended.value.code, out.getvalue(), err.getvalue()


def answer(*arguments):
    code, out, err = priemna(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.fixture
def path(released_demo_path, tmp_path):
    shutil.copytree(
        released_demo_path.with_name("demo.duckdb.releases"), tmp_path / "store.duckdb.releases"
    )
    return shutil.copy(released_demo_path, tmp_path / "store.duckdb")


def test_the_demo_has_three_releases_and_a_file_for_each_outside_role(path):
    listed = answer("release", "list", "--store", path)["releases"]
    assert [one["number"] for one in listed] == [1, 2, 3]
    folder = Path(f"{path}.releases")
    assert sorted(file.name for file in folder.iterdir()) == [
        "partner.json",
        "regional_administration.json",
    ]
    got = read_bundle(folder / "partner.json")
    assert [read_release(one.manifest, one.tables).audience for one in got] == ["public"] * 3


@pytest.mark.parametrize("audience", ["public", "administration", "partner"])
def test_build_writes_tables_with_states_and_a_manifest(path, tmp_path, audience):
    folder = tmp_path / audience
    built = answer("release", "build", "--audience", audience, "--out", folder, "--store", path)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["sha256"] == built["sha256"]
    wanted = {"manifest.json"} | {table["file"] for table in manifest["tables"].values()}
    assert {file.name for file in folder.iterdir()} == wanted
    head = (folder / "women_by_municipality_year.csv").read_text("utf-8").splitlines()[0]
    assert head == "home,year,state,value"
    # Building again changes nothing, and the folder is one that build knows.
    again = answer("release", "build", "--audience", audience, "--out", folder, "--store", path)
    assert again["sha256"] == built["sha256"]


def test_build_leaves_a_folder_of_other_files_alone(path, tmp_path):
    (tmp_path / "thesis.docx").write_text("mine", "utf-8")
    code, _, err = priemna(
        "release", "build", "--audience", "public", "--out", tmp_path, "--store", path
    )
    assert code == 1
    assert str(tmp_path) in err
    assert (tmp_path / "thesis.docx").read_text("utf-8") == "mine"


def test_audit_finds_nothing_in_the_demo_nor_in_what_both_audiences_carry_away(path, tmp_path):
    assert answer("release", "audit", "--store", path)["leaks"] == []
    for audience in ("public", "administration"):
        answer(
            *("release", "build", "--audience", audience),
            *("--out", tmp_path / audience, "--store", path),
        )
    audited = answer("release", "audit", tmp_path / "public", tmp_path / "administration")
    assert audited == {"passed": True, "releases": 2, "checks": [], "leaks": []}


def test_nothing_is_published_while_too_few_women_are_new(path):
    code, _, err = priemna("release", "publish", "--store", path)
    assert code == 1
    assert err.count("\n") == 1
    assert len(answer("release", "list", "--store", path)["releases"]) == 3


def test_nothing_is_published_from_real_records_before_the_protocol_is_signed(path):
    with Store.open(path).transaction() as cursor:
        cursor.execute("UPDATE setting SET value = 'false' WHERE key = 'demo'")
        cursor.execute("DELETE FROM release")
    code, _, err = priemna("release", "publish", "--store", path, "--language", "en")
    assert code == 1
    assert "signature of coordinator, regional_administration" in err


def test_a_protocol_beside_the_store_is_the_one_in_force(path):
    own = Path(f"{path}.protocol.toml")
    text = (SEEDS / "protocol.toml").read_text("utf-8")
    own.write_text(text.replace("threshold = 5 ", "threshold = 2 "), "utf-8")
    code, _, err = priemna("protocol", "check", "--store", path, "--language", "en")
    assert code == 1
    assert "threshold is 2" in err
    own.write_text("threshold = = 5", "utf-8")
    assert priemna("protocol", "check", "--store", path)[0] == 1
    own.unlink()
    assert answer("protocol", "check", "--store", path)["k"] == 5


def test_the_protocol_is_printed_as_an_annex_to_sign(path):
    code, text, err = priemna("protocol", "--store", path)
    assert (code, err) == (0, "")
    annexes = dict(zip(("bg", "en"), text.split("\n\nAnnex\n"), strict=True))
    assert annexes["bg"].startswith("Приложение\nПротокол за споделяне 2026-11\n")
    for language, annex in annexes.items():
        lines = annex.splitlines()
        for role in Role:
            (line,) = (
                one
                for one in lines
                if one.startswith(f"{capital(say(language, ROLE_WORDS[role]))}: ")
                if any(say(language, page.title) in one for page in pages_of(role))
            )
            assert all(say(language, page.title) in line for page in pages_of(role))
        assert annex.count("women_by_quarter") == 2
        assert sum("....." in line for line in lines) == 2
    assert priemna("protocol", "show", "--store", path)[1] == text


def test_who_signed_stands_in_the_annex_in_place_of_a_line_to_sign(path):
    own = Path(f"{path}.protocol.toml")
    text = (SEEDS / "protocol.toml").read_text("utf-8")
    signed = 'signatures = [{ role = "coordinator", on = 2026-12-01 }]'
    own.write_text(text.replace("signatures = []", signed), "utf-8")
    printed = priemna("protocol", "--store", path)[1]
    assert "Подписал: координатор, 01.12.2026 г." in printed
    assert "Координатор: име" not in printed
    assert "Областна администрация: име" in printed


def test_a_role_that_no_audience_serves_receives_nothing(path):
    own = Path(f"{path}.protocol.toml")
    text = (SEEDS / "protocol.toml").read_text("utf-8")
    own.write_text(text.replace('roles = ["partner"]', "roles = []"), "utf-8")
    assert (
        "Партньор: по този протокол не получава числа." in priemna("protocol", "--store", path)[1]
    )
    roles = answer("protocol", "--store", path)["roles"]
    assert {role for role, said in roles.items() if said["releases_alone"]} == set(OUTSIDE)
    assert roles["partner"]["pages"] == [page.file.stem for page in pages_of(Role.PARTNER)]


def test_diff_and_explain_speak_of_published_figures(path):
    found = answer("release", "diff", "--audience", "public", "--store", path)
    assert (found["from"], found["to"]) == (2, 3)
    assert all(
        one["after"] - one["before"] >= 5
        for one in found["changes"]
        if one["table"].startswith("women_")
    )
    told = answer(
        *("release", "explain", "women_by_quarter", "quarter=2023-Q1"),
        *("--audience", "public", "--store", path),
    )
    assert told["low"] <= told["value"] <= told["high"]
    code, _, err = priemna(
        "release", "explain", "women_by_names", "--audience", "public", "--store", path
    )
    assert code == 1
    assert "women_by_quarter" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("release", "build", "--audience", "everybody", "--out", "x"),
        ("release", "build", "--audience", "public"),
        ("release", "diff", "--audience", "public", "--from", "9"),
        ("release", "audit", "no/such/folder"),
    ],
)
def test_what_cannot_be_done_ends_with_one_line(path, arguments):
    code, out, err = priemna(*arguments, "--store", path)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1


def test_an_opened_release_is_named_cell_by_cell(path, tmp_path):
    """Somebody puts the exact total into the tables: whoever has them finds the hidden number."""
    answer("release", "build", "--audience", "public", "--out", tmp_path / "a", "--store", path)
    from priemna.sharing.manifest import seal_of
    from priemna.sharing.released import hash_of

    file = tmp_path / "a" / "women_by_quarter.csv"
    lines = file.read_text("utf-8").splitlines()
    lines[-1] = "total,value,137"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    manifest = json.loads((tmp_path / "a" / "manifest.json").read_text("utf-8"))
    manifest["tables"]["women_by_quarter"]["sha256"] = hash_of(file.read_text("utf-8"))
    manifest["sha256"] = seal_of(manifest)
    (tmp_path / "a" / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    code, out, _ = priemna("release", "audit", tmp_path / "a", "--json", "--language", "en")
    assert code == 1
    assert any("parts add up to 135" in one["how"] for one in json.loads(out)["leaks"])


def test_publishing_stands_in_the_audit_log_with_the_hashes(path):
    lines = answer("audit-log", "--n", "100", "--store", path)["entries"]
    published = [line for line in lines if line["action"] == "published"]
    assert [line["subject"] for line in published] == ["release 3", "release 2", "release 1"]
    listed = answer("release", "list", "--store", path)["releases"]
    assert listed[-1]["audiences"]["public"] in published[0]["detail"]


def test_a_protocol_that_requires_more_stops_the_release_and_names_the_cell(path):
    own = Path(f"{path}.protocol.toml")
    text = (SEEDS / "protocol.toml").read_text("utf-8")
    own.write_text(text.replace("required_interval = 5", "required_interval = 10"), "utf-8")
    with Store.open(path).transaction() as cursor:
        for table in ("release", "release_audience", "release_file", "release_leaf"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        cursor.execute("DELETE FROM release_figure")
    code, out, err = priemna("release", "publish", "--store", path, "--language", "en")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "survey_" in err and "requires at least 10 possible numbers, here are" in err
    code, out, _ = priemna("release", "audit", "--store", path, "--json", "--language", "en")
    assert code == 1
    leaks = json.loads(out)["leaks"]
    assert {one["check"] for one in leaks} == {"required_interval"}
    assert answer("release", "list", "--store", path)["releases"] == []
