"""What an audience received against what the store holds: small cells, bounds, errors."""

from dataclasses import dataclass
from datetime import date

from data.releases.keeping import kept_releases
from data.releases.key import release_key
from data.store import Store
from pages.ui.release_counts import count
from pages.ui.releasing import as_releases, frozen_cube, the_protocol
from priemna.sharing.gate import Finding, findings
from priemna.sharing.outsider import Concluded, Usefulness, limits, small_cells, usefulness
from priemna.sharing.protecting import may_be_shown
from priemna.sharing.protocol import Protocol
from priemna.sharing.released import Release


@dataclass(frozen=True)
class RedTeam:
    """Everything the team wants to know of what an audience can work out.

    Attributes
    ----------
    releases
        What it received, oldest first.
    found
        What the attack on its files, and on those of all audiences together, came upon.
    small
        Cells of the newest release in which few people stand, the narrowest first.
    errors
        How far its figures are from what was counted.
    """

    protocol: Protocol
    releases: tuple[Release, ...]
    found: tuple[Finding, ...]
    small: tuple[Concluded, ...]
    errors: tuple[Usefulness, ...]

    @property
    def open(self) -> tuple[Concluded, ...]:
        """Cells of which an outsider can say too much."""
        return tuple(
            one
            for one in self.small
            if one.is_open(self.protocol.threshold, self.protocol.required_interval)
        )

    @property
    def published_on(self) -> date:
        """Day of the newest release."""
        return self.releases[-1].published_on


def load_red_team(store: Store, audience: str) -> RedTeam | None:
    """Attack what an audience has received; None where nothing was published for it."""
    protocol, _ = the_protocol(store.path)
    kept = kept_releases(store)
    everything = [release for one in kept for release in as_releases(one)]
    own = tuple(release for release in everything if release.audience == audience)
    if not own:
        return None
    newest, before = kept[-1], kept[:-1]
    counted = count(
        store,
        newest.since,
        newest.until,
        before[-1] if before else None,
        enough=protocol.minimum_new_women,
    )
    cube = frozen_cube(kept, protocol.base)
    then = before[-1].figures if before else None
    parts = may_be_shown(counted, cube, base=protocol.base, key=release_key(store), before=then)
    low, high = limits(parts, cube, protocol.base, then)
    specs = tuple(
        spec for spec in protocol.audiences[audience].tables if spec.name in own[-1].tables
    )
    small = small_cells(specs, own[-1].tables, counted, low, high, protocol)
    return RedTeam(
        protocol,
        own,
        findings(everything, protocol),
        tuple(
            sorted(small, key=lambda one: (not one.table.startswith("women"), one.high - one.low))
        ),
        usefulness(specs, own[-1].tables, counted),
    )
