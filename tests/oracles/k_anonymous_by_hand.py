"""k-anonymity and l-diversity by counting, as slow and plain as can be.

A group has as many women for sure as it has first contacts; the other records may be theirs.
"""


def fewest_women(rows, known):
    """Fewest first contacts among the rows that are alike in the known columns."""
    return min((len(_first(rows, a, known)) for a in rows), default=0)


def fewest_kinds(rows, known, sensitive):
    """Fewest different sensitive values among first contacts alike in the known columns."""
    return min(len({b[sensitive] for b in _first(rows, a, known)}) for a in rows)


def _first(rows, one, known):
    return [
        b
        for b in rows
        if b["contact_type"] == "new" and all(one[name] == b[name] for name in known)
    ]
