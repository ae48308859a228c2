"""Counts of the asked and of participants, each rounded by a fixed hidden offset of its own.

A count x with offset u from 0 to b − 1 is shown as b · ⌊(x + u)/b⌋. The offset comes from a key and
the name of the cell: an unchanged count keeps what it showed without any memory, a grown one is
never shown lower, zero stays zero, and over all keys the shown number is right on average. The
shown numbers are themselves a world that fits them, and no sum in it lies from 1 to b − 1.

Over releases the offset alone would move a figure by b when one person came late. So a figure that
was shown stays until more than b persons lie above it, and never falls.
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256

Cell = tuple[str, ...]


def offset(key: bytes, base: int, *name: str) -> int:
    """Offset of a cell, from 0 to ``base`` − 1.

    Parameters
    ----------
    key
        Secret key of the installation.
    name
        What the cell is called, part by part.
    """
    digest = hmac.new(key, "\x1f".join(name).encode(), sha256).digest()
    # 256 bits against a base of a few: no value is favoured by more than 2^-250.
    return int.from_bytes(digest, "big") % base


def round_by(count: int, base: int, u: int) -> int:
    """Show a count, not negative, as a multiple of the base that is at most ``base`` − 1 away."""
    return base * ((count + u) // base)


def round_after(count: int, base: int, u: int, before: int | None) -> int:
    """Show a count that an earlier release showed as `before`, or for the first time (None)."""
    if before is None:
        return round_by(count, base, u)
    return before if count <= before + base else round_by(count, base, u)


def rounded(
    counts: Mapping[Cell, int],
    base: int,
    key: bytes,
    what: str,
    *,
    first: int,
    before: Mapping[Cell, int] | None = None,
) -> dict[Cell, int]:
    """Round all counts; cells that agree in their ``first`` codes share an offset.

    One offset for all answers of the same people keeps what is right at most what was asked.

    Parameters
    ----------
    before
        What the release before showed; its cells stay also where nothing is counted any more.
    """
    before = before or {}
    return {
        keys: round_after(
            counts.get(keys, 0),
            base,
            offset(key, base, what, *keys[:first]),
            before.get(keys),
        )
        for keys in {**counts, **before}
    }
