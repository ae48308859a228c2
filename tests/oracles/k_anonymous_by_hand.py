"""k-anonymity and l-diversity by counting, as slow and plain as can be."""


def smallest_group(rows, known):
    """Fewest rows that are alike in the known columns."""
    return (
        min(sum(all(a[name] == b[name] for name in known) for b in rows) for a in rows)
        if rows
        else 0
    )


def fewest_kinds(rows, known, sensitive):
    """Fewest different sensitive values among rows that are alike in the known columns."""
    return min(
        len({b[sensitive] for b in rows if all(a[name] == b[name] for name in known)}) for a in rows
    )
