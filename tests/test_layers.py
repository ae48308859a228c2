"""The arrows of the house: who may import whom, and where files, clocks and chance may be used."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"app", "data", "geo", "pages", "priemna", "queries"}
MAY_IMPORT = {
    "geo": set(),
    "queries": set(),
    "data": {"geo"},
    "priemna": {"geo"},
    "pages": {"data", "geo", "priemna", "queries"},
}
# The two places that put the layers together.
COMPOSE = ("app.py", "priemna/__main__.py", "priemna/commands/")
STREAMLIT = {"streamlit", "streamlit_folium"}
IMPURE = {"os", "pathlib", "io", "time", "random", "secrets", "subprocess", "duckdb", "shutil"}


def modules() -> list[str]:
    found = [ROOT / "app.py"]
    for package in MAY_IMPORT:
        found += (ROOT / package).rglob("*.py")
    return sorted(str(path.relative_to(ROOT).as_posix()) for path in found)


def imported_by(name: str) -> set[str]:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} line {node.lineno}: imports are absolute here"
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("name", modules())
def test_imports_point_one_way(name):
    if name.startswith(COMPOSE):
        return
    package = name.split("/")[0]
    ours = imported_by(name) & OURS - {package}
    assert ours <= MAY_IMPORT[package]


@pytest.mark.parametrize("name", modules())
def test_streamlit_stays_on_the_screens(name):
    if name != "app.py" and not name.startswith("pages/"):
        assert not imported_by(name) & STREAMLIT


@pytest.mark.parametrize("name", modules())
def test_duckdb_stays_with_the_store_and_its_questions(name):
    if not name.startswith(("data/", "queries/")):
        assert "duckdb" not in imported_by(name)


@pytest.mark.parametrize("name", [m for m in modules() if m.startswith("priemna/")])
def test_decisions_read_no_file_no_clock_and_no_unseeded_chance(name):
    if name.startswith(COMPOSE):
        return
    assert not imported_by(name) & IMPURE
    for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"open", "date.today", "datetime.now", "np.random.seed"}
            if called.endswith("default_rng"):
                assert node.args, f"{name} line {node.lineno}: a generator needs its seed"


def test_pages_lie_in_sub_folders_so_that_none_is_found_without_the_door():
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]
