"""What other assumptions change: who enters the first ten, who leaves, and by how much."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.places import CENTRE_EKATTE, Settlement
from priemna.need.rows import TOP, SettlementNeed


@dataclass(frozen=True)
class Move:
    """One settlement before and after.

    Parameters
    ----------
    settlement
        The place.
    rank_before, rank_after
        Among all settlements, the centre's city included.
    share_before, share_after
        Of the need of all settlements outside the centre's city, 0–1.
    p_top10_before, p_top10_after
        Chance of the first ten.
    """

    settlement: Settlement
    rank_before: int
    rank_after: int
    share_before: float
    share_after: float
    p_top10_before: float
    p_top10_after: float


@dataclass(frozen=True)
class Effect:
    """What changed between two estimates of the same settlements.

    Parameters
    ----------
    entered, left
        Settlements that came into the first ten and that fell out of them.
    moves
        Every settlement outside the centre's city that is among the first ten before or after, in
        the order after.
    women_before, women_after
        Women expected in all settlements outside the centre's city.
    """

    entered: tuple[Settlement, ...]
    left: tuple[Settlement, ...]
    moves: tuple[Move, ...]
    women_before: float
    women_after: float


def effect_of(before: Sequence[SettlementNeed], after: Sequence[SettlementNeed]) -> Effect:
    """Compare two estimates of the same settlements on the same day.

    Parameters
    ----------
    before, after
        Estimates with the usual and with other assumptions, in any order.
    """
    old, new = ({row.settlement.ekatte: row for row in rows} for rows in (before, after))
    total_old, total_new = (_outside(rows) for rows in (before, after))
    shown = [
        row
        for row in sorted(after, key=lambda row: row.rank)
        if row.settlement.ekatte != CENTRE_EKATTE
        and min(row.rank, old[row.settlement.ekatte].rank) <= TOP
    ]
    moves = tuple(
        Move(
            settlement=row.settlement,
            rank_before=old[row.settlement.ekatte].rank,
            rank_after=row.rank,
            share_before=old[row.settlement.ekatte].need / total_old if total_old else 0.0,
            share_after=new[row.settlement.ekatte].need / total_new if total_new else 0.0,
            p_top10_before=old[row.settlement.ekatte].p_top10,
            p_top10_after=row.p_top10,
        )
        for row in shown
    )
    return Effect(
        entered=tuple(m.settlement for m in moves if m.rank_before > TOP),
        left=tuple(m.settlement for m in moves if m.rank_after > TOP),
        moves=moves,
        women_before=total_old,
        women_after=total_new,
    )


def _outside(rows: Sequence[SettlementNeed]) -> float:
    return sum(row.need for row in rows if row.settlement.ekatte != CENTRE_EKATTE)
