"""Which municipalities must not be told apart, so that no small count can be worked out."""

from collections.abc import Mapping

from geo.places import municipalities


def merged(
    counts: Mapping[str, int],
    *,
    floor: int,
    outside: int | None = None,
    order: tuple[str, ...] | None = None,
) -> frozenset[str]:
    """Municipalities whose counts are kept only as one sum.

    Parameters
    ----------
    counts
        Number of people per municipality; zeros included.
    floor
        Counts below it are small.
    outside
        People of no municipality of the district, who are part of the sum anyway; None where there
        can be none.
    order
        Order in which further municipalities join; without one, those with the fewest women first.

    Returns
    -------
    frozenset
        All municipalities below the floor, those with nobody among them, and as many others as it
        takes for the sum to tell nothing about one of them.

    Notes
    -----
    The total of the district is known, so the sum is known too, and it must leave open whether a
    merged municipality had anyone at all. Further ones join in an order that does not depend on the
    counts: "the next smallest" would bound them. The sum has to reach 2·floor − 1, so that one
    joined count (at least floor) leaves room for every small one; and without anything in it that
    may be large, it may not be so large that all its parts must be. Complementary suppression with
    sliding protection: Hundepool et al. 2012, Statistical Disclosure Control, ch. 4. Where nothing
    is left to join, only the total remains.
    """
    together = {code for code, count in counts.items() if count < floor}
    has_large = False
    for code in order or _fewest_women_first():
        total = sum(counts[one] for one in together) + (outside or 0)
        if not together and total == 0:
            break
        leaves_room = has_large or outside is not None or total <= (len(together) - 1) * (floor - 1)
        if total >= 2 * floor - 1 and leaves_room:
            break
        if code not in together:
            together.add(code)
            has_large = True
    return frozenset(together)


def _fewest_women_first() -> tuple[str, ...]:
    return tuple(one.code for one in sorted(municipalities(), key=lambda one: one.women_14_plus))
