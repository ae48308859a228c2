"""Releases of the demo: three quarters published one after the other, for outside roles to see."""

from datetime import date, datetime, time

from data.store import Store
from pages.ui.releasing import draft, publish

PUBLISHED = (
    (date(2023, 10, 1), date(2023, 10, 12)),
    (date(2024, 1, 1), date(2024, 1, 11)),
    (date(2024, 4, 1), date(2024, 4, 11)),
)
"""Day after the last record of each release, and the invented day of its publication."""


def publish_demo(store: Store) -> None:
    """Publish the releases of a demo that was built anew; one with too few new women waits."""
    for until, on in PUBLISHED:
        one = draft(store, on=on, until=until)
        if one.must_wait:
            continue
        publish(store, one, who="demo", at=datetime.combine(on, time(9)))
