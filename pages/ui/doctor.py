"""What bringing in a file would do: counts, what is wrong, what would change."""

from collections.abc import Sequence

import streamlit as st

from data.imports import Preview
from data.problems import Problem
from pages.ui.inputs import answer_text, label_of
from pages.ui.language import _, say_reason
from pages.ui.tables import counts_html, table_html

PROBLEMS_SHOWN = 100
CHANGES_SHOWN = 50
ROWS_NAMED = 6


def draw_counts(seen: Preview) -> None:
    """Say in one line what would become of the rows of the file."""
    st.html(
        counts_html(
            [
                (_("New"), _("{n}", n=seen.new), False),
                (_("Changed"), _("{n}", n=seen.changed), False),
                (_("The same"), _("{n}", n=seen.same), False),
                (_("Rejected"), _("{n}", n=seen.rejected), seen.rejected > 0),
            ]
        )
    )


def draw_problems(problems: Sequence[Problem]) -> None:
    """List what is wrong and what to do; the same mistake in many rows is said once."""
    if not problems:
        return
    groups = grouped(problems)
    st.subheader(_("What is wrong and what to do"), anchor=False)
    st.html(
        table_html(
            (_("Row"), _("Column"), _("Value"), _("What to do")),
            [
                (
                    rows_written(rows),
                    problem.column or "",
                    "" if problem.value is None else problem.value,
                    say_reason(problem),
                )
                for problem, rows in groups[:PROBLEMS_SHOWN]
            ],
            name=_("What is wrong and what to do"),
        )
    )
    if (more := len(groups) - PROBLEMS_SHOWN) > 0:
        st.caption(
            _(
                "{n} more problem is marked in the copy of the file.",
                plural="{n} more problems are marked in the copy of the file.",
                n=more,
            )
        )


def grouped(problems: Sequence[Problem]) -> list[tuple[Problem, list[int]]]:
    """Problems that say the same of the same column and value, with all their rows."""
    found: dict[tuple[object, ...], tuple[Problem, list[int]]] = {}
    for problem in problems:
        told = (problem.column, problem.value, problem.message, *map(str, problem.values.items()))
        _first, rows = found.setdefault(told, (problem, []))
        if problem.row is not None:
            rows.append(problem.row)
    return list(found.values())


def rows_written(rows: Sequence[int]) -> str:
    """Numbers of a few rows, or the first ones and how many more there are."""
    if not rows:
        return _("whole file")
    shown = ", ".join(map(str, rows[:ROWS_NAMED]))
    if len(rows) <= ROWS_NAMED:
        return shown
    return _("{rows} and {n} more", rows=shown, n=len(rows) - ROWS_NAMED)


def draw_changes(seen: Preview) -> None:
    """Say of the changed rows what stands there now and what would stand there."""
    changed = [row for row in seen.rows if row.changes]
    if not changed:
        return
    with st.expander(
        _("What would change in {n} row", plural="What would change in {n} rows", n=len(changed))
    ):
        st.html(
            table_html(
                (_("Row"), _("Column"), _("Now"), _("Then")),
                [
                    (
                        str(row.row),
                        label_of(change.field),
                        answer_text(change.field, change.before or "") or "–",
                        answer_text(change.field, change.after or "") or "–",
                    )
                    for row in changed[:CHANGES_SHOWN]
                    for change in row.changes
                ],
                name=_("What would change"),
            )
        )


def draw_notes(seen: Preview) -> None:
    """Say what was done with the file on the way."""
    for note in seen.notes:
        st.caption(say_reason(note))
