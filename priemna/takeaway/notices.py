"""What calendars were told before and are told now: the same visit keeps its mark when it moves."""

import hmac
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import count

from priemna.takeaway.announcements import Announcement

_MARK_LENGTH = 32


@dataclass(frozen=True)
class Notice:
    """One entry as calendars know it.

    Parameters
    ----------
    uid
        Mark by which calendars know the entry again; says nothing about place or day.
    sequence
        How often the entry was changed since it was first told, from 0.
    announcement
        What it says; of a cancelled entry what it said last.
    is_cancelled
        Whether it was taken back.
    """

    uid: str
    sequence: int
    announcement: Announcement
    is_cancelled: bool = False


def renew(
    previous: Sequence[Notice],
    wanted: Sequence[Announcement],
    *,
    since: date,
    until: date,
    today: date,
    key: bytes,
) -> tuple[Notice, ...]:
    """Bring what calendars were told in line with what is wanted now.

    Parameters
    ----------
    previous
        Everything told before to the same audience.
    wanted
        What the period shall say.
    since, until
        The period; entries outside it stay as they are (``since`` ≤ day < ``until``).
    today
        Entries of earlier days have happened: they are neither moved nor taken back.
    key
        Secret of the store and the audience, from which new marks are made: nobody can try the
        83 settlements and the days to find out which of them a mark stands for.

    Returns
    -------
    tuple of Notice
        All of them, in order of days; equal to `previous` where nothing changed.

    Notes
    -----
    An entry is first known again by place, day and team, then by place and day, then by place and
    the nearest day, so that a visit put off by a week moves in every calendar instead of being
    cancelled and announced anew. A cancelled entry comes back under its old mark where the same
    place and day are wanted again. ``sequence`` rises with every change (RFC 5545, 3.8.7.4).
    """
    free = [n for n in previous if since <= n.announcement.on < until]
    kept = [n for n in previous if n not in free]
    waiting = sorted(wanted)
    pairs = [pair for alike in _ALIKE for pair in _pair(free, waiting, alike)]
    pairs += _pair_nearest(free, waiting, today)
    renewed = [_said_anew(notice, said) for notice, said in pairs]
    renewed += [
        _taken_back(notice) if notice.announcement.on >= today else notice for notice in free
    ]
    taken = {notice.uid for notice in previous}
    for said in waiting:
        uid = next(u for u in _marks(key, said) if u not in taken)
        taken.add(uid)
        renewed.append(Notice(uid, 0, said))
    return tuple(sorted([*kept, *renewed], key=lambda n: (n.announcement, n.uid)))


# What is exactly the same comes first, so that of two visits on one day each keeps its own mark.
_ALIKE: tuple[Callable[[Announcement], object], ...] = (
    lambda said: said,
    lambda said: (said.place, said.on, said.team),
    lambda said: (said.place, said.on),
)


def _pair(
    free: list[Notice], waiting: list[Announcement], alike: Callable[[Announcement], object]
) -> list[tuple[Notice, Announcement]]:
    """Pair notices with what is wanted and alike; whatever is paired leaves both lists."""
    pairs = []
    # Entries that stand come before cancelled ones of the same place and day.
    for notice in sorted(free, key=lambda n: (n.is_cancelled, n.announcement, n.uid)):
        said = next((s for s in waiting if alike(s) == alike(notice.announcement)), None)
        if said is not None:
            free.remove(notice)
            waiting.remove(said)
            pairs.append((notice, said))
    return pairs


def _pair_nearest(
    free: list[Notice], waiting: list[Announcement], today: date
) -> list[tuple[Notice, Announcement]]:
    """Pair what stands and lies ahead with the nearest day wanted at the same place."""
    ways = sorted(
        (
            (abs((said.on - notice.announcement.on).days), notice.uid, notice, said)
            for notice in free
            for said in waiting
            if said.place == notice.announcement.place
            and notice.announcement.on >= today
            and not notice.is_cancelled
        ),
        key=lambda way: (way[0], way[3], way[1]),
    )
    pairs = []
    for _, _, notice, said in ways:
        if notice in free and said in waiting:
            free.remove(notice)
            waiting.remove(said)
            pairs.append((notice, said))
    return pairs


def _said_anew(notice: Notice, said: Announcement) -> Notice:
    if said == notice.announcement and not notice.is_cancelled:
        return notice
    return Notice(notice.uid, notice.sequence + 1, said)


def _taken_back(notice: Notice) -> Notice:
    if notice.is_cancelled:
        return notice
    return replace(notice, sequence=notice.sequence + 1, is_cancelled=True)


def _marks(key: bytes, said: Announcement) -> Iterator[str]:
    """Marks an entry may get, each as good as chance to whoever lacks the key."""
    for number in count():
        text = f"{said.place}|{said.on.isoformat()}|{number}"
        yield hmac.new(key, text.encode(), sha256).hexdigest()[:_MARK_LENGTH]
