"""Solvers of one process share their threads: none may ask for a number of its own."""

from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_no_solver_fixes_its_threads_against_the_others():
    asking = [
        path.name
        for path in (ROOT / "priemna").rglob("*.py")
        if '"threads"' in path.read_text(encoding="utf-8")
    ]
    assert asking == []
