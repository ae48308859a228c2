"""What people chose a header to mean, kept per source so that the next file needs no clicks."""

from collections import defaultdict
from collections.abc import Mapping

from data.fields import expect_kind
from data.store import Store, utc_now


def save_matching(store: Store, kind: str, signature: str, chosen: Mapping[str, str]) -> None:
    """Keep what the headers of a source mean, in place of what was kept before.

    Parameters
    ----------
    signature
        Mark of the source, see `data.matching.source_signature`.
    chosen
        Header → name of the field, or ``""`` to leave the column out. Empty forgets the source.

    Raises
    ------
    UnknownKind
        Where the kind is none of the four.
    """
    expect_kind(kind)
    if saved_matching(store, kind, signature) == (dict(chosen) or None):
        return
    now = utc_now()
    with store.transaction(changes_data=False) as cursor:
        cursor.execute(
            "DELETE FROM column_matching WHERE kind = $kind AND source_signature = $signature",
            {"kind": kind, "signature": signature},
        )
        for header, field in chosen.items():
            cursor.execute(
                "INSERT INTO column_matching (kind, source_signature, header, field, saved_at) "
                "VALUES ($kind, $signature, $header, $field, $now)",
                {"kind": kind, "signature": signature, "header": header, "field": field,
                 "now": now},
            )  # fmt: skip


def saved_matching(store: Store, kind: str, signature: str) -> dict[str, str] | None:
    """What was chosen for the headers of a source; None where nothing was."""
    return all_saved(store, kind).get(signature)


def all_saved(store: Store, kind: str) -> dict[str, dict[str, str]]:
    """What was chosen for every source of this kind, by the mark of the source."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT source_signature, header, field FROM column_matching WHERE kind = $kind "
            "ORDER BY saved_at, header",
            {"kind": kind},
        ).fetchall()
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for signature, header, field in rows:
        found[signature][header] = field
    return dict(found)
