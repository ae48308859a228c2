"""Counts of old records by municipality and year, written so that no small one can be told."""

from collections import defaultdict
from datetime import date

from duckdb import DuckDBPyConnection

from data.merging import merged
from geo.places import municipalities

SMALL_PEOPLE = 5
"""Fewer consultations of a municipality and year are not told apart (`THRESHOLD` on screen)."""

SMALL_ASKED = 10
"""Fewer women asked in a municipality and year are not told apart (`ENOUGH_ASKED` on screen)."""

_HOMES = """
SELECT year(held_on), home, count(*) FILTER (consent_reporting AND withdrawn_on IS NULL)
FROM consultation WHERE held_on < $until GROUP BY ALL
"""
_KNOWLEDGE = """
SELECT year(response.collected_on), response.municipality_code, knowledge.item,
       count(*), count(*) FILTER (knowledge.answer = 'right')
FROM survey_response AS response
JOIN survey_knowledge AS knowledge USING (survey_response_id)
WHERE response.consent AND response.sex = 'female' AND response.collected_on < $until
GROUP BY ALL
"""


def keep_homes(cursor: DuckDBPyConnection, until: date) -> int:
    """Write the consultations before `until` per year and home, the small ones as one sum.

    Returns
    -------
    int
        Number of municipalities and years told apart.
    """
    counts: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_codes(), 0))
    outside: dict[int, int] = defaultdict(int)
    for year, home, number in cursor.execute(_HOMES, {"until": until}).fetchall():
        if home in counts[year]:
            counts[year][home] = number
        else:
            outside[year] += number
    told_apart = 0
    for year, of_year in sorted(counts.items()):
        together = merged(of_year, floor=SMALL_PEOPLE, outside=outside[year])
        rest = outside[year] + sum(of_year[code] for code in together)
        rows: list[tuple[str | None, int]] = [
            (code, number) for code, number in of_year.items() if code not in together
        ]
        told_apart += len(rows)
        for code, number in [*rows, (None, rest)]:
            cursor.execute(
                "INSERT INTO retained_home VALUES ($year, $code, $number)",
                {"year": year, "code": code, "number": number},
            )
    return told_apart


def keep_knowledge(cursor: DuckDBPyConnection, until: date) -> int:
    """Write women's answers to knowledge items before `until`, the small groups as one sum.

    A municipality is told apart for all items of a year or for none: the same women answered them.

    Returns
    -------
    int
        Number of municipalities and years told apart.
    """
    answers: dict[int, dict[str, dict[str, tuple[int, int]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for year, code, item, asked, know in cursor.execute(_KNOWLEDGE, {"until": until}).fetchall():
        answers[year][item][code] = (asked, know)
    told_apart = 0
    for year, items in sorted(answers.items()):
        fewest = {
            code: min(of_item.get(code, (0, 0))[0] for of_item in items.values())
            for code in _codes()
        }
        together = merged(fewest, floor=SMALL_ASKED)
        told_apart += len(fewest) - len(together)
        for item, of_item in sorted(items.items()):
            rest = [of_item.get(code, (0, 0)) for code in together]
            rows: list[tuple[str | None, tuple[int, int]]] = [
                (code, pair) for code, pair in sorted(of_item.items()) if code not in together
            ]
            if together:
                rows.append((None, (sum(a for a, _ in rest), sum(k for _, k in rest))))
            for code, (asked, know) in rows:
                cursor.execute(
                    "INSERT INTO retained_knowledge VALUES ($year, $code, $item, $asked, $know)",
                    {"year": year, "code": code, "item": item, "asked": asked, "know": know},
                )
    return told_apart


def _codes() -> tuple[str, ...]:
    return tuple(one.code for one in municipalities())
