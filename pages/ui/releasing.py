"""Makes, checks and publishes a release: asks the store, then the engine, then writes the files.

Pages, the command and the demo all come here; the decisions are those of `priemna.sharing` and
`priemna.privacy`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import shapely

from data.releases.bundle import Files, bundle_file, folder_of, write_bundle, write_shapes
from data.releases.keeping import (
    Built,
    Kept,
    ToPublish,
    keep_release,
    kept_releases,
    last_audit_hash,
    last_built,
    note_built,
)
from data.releases.key import keyed_version, release_key
from data.releases.protocol_file import load_protocol, protocol_file
from data.store import Store
from geo.errors import PriemnaError
from geo.messages import Message
from pages.ui.load import load_answer, load_period, load_shapes
from pages.ui.release_counts import count
from priemna.privacy.audit import AuditReport, OutsideTotal, audit_release
from priemna.privacy.cubes import LeafCube, ReleasedCube
from priemna.privacy.rounding import round_leaves
from priemna.sharing.compose import Leaves, tables_for
from priemna.sharing.cube import (
    carried_on,
    margins_of,
    new_women,
    quarter_start,
    shown_cube,
    shown_leaves,
    true_cube,
)
from priemna.sharing.gate import Finding, findings
from priemna.sharing.manifest import CONSENT_STEP_PERCENT, Made, make_release
from priemna.sharing.outsider import limits, too_narrow
from priemna.sharing.protecting import figures_of, may_be_shown
from priemna.sharing.protocol import OUTSIDE_ROLES, Protocol, read_protocol
from priemna.sharing.released import Release, hash_of, quarters_between, read_release
from priemna.sharing.zeros import hiding_more, keep_zeros, sums_of


class NothingToRelease(PriemnaError, ValueError):
    """The store holds no whole quarter of records."""


class HeldBack(PriemnaError, RuntimeError):
    """A release that must wait, or that somebody could open."""


@dataclass(frozen=True)
class Draft:
    """A release that was made and not yet published.

    Attributes
    ----------
    number, since, until
        As it would be published.
    true, shown
        The cube as counted, which stays here, and as it may be shown.
    counted, parts
        Everything else as counted, which stays here too, and as it may be shown.
    audiences
        Code → what it would get, and the CSV files of it.
    earlier
        What was published before, oldest first.
    built
        What was built since and may have been handed out.
    """

    number: int
    since: date
    until: date
    protocol: Protocol
    protocol_toml: str
    data_version: str
    audit_log_hash: str
    true: LeafCube
    shown: ReleasedCube
    counted: Mapping[str, Leaves]
    parts: Mapping[str, Leaves]
    audiences: Mapping[str, tuple[Release, Files]]
    earlier: tuple[Kept, ...]
    built: Built | None

    @property
    def women(self) -> int:
        """Exact number of women in it; for the store alone."""
        return int(self.true.counts.sum())

    @property
    def new_women(self) -> int:
        """Women by whom it differs from the release published last."""
        return self._new_since(self.earlier[-1]) if self.earlier else self.women

    @property
    def must_wait(self) -> bool:
        """Whether it differs by too few women from what was published or built before.

        The first release differs from nothing.
        """
        least = self.protocol.minimum_new_women
        since_built = 0 if self.built is None else self._new_since(self.built)
        return (bool(self.earlier) and self.new_women < least) or 0 < since_built < least

    def _new_since(self, before: Kept | Built) -> int:
        return new_women(self.true, self.shown, earlier_cube(before, self.protocol.base))


@dataclass(frozen=True)
class Judged:
    """What the engine and the reader of the files found in a draft."""

    report: AuditReport
    found: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether nobody gets nearer to a small number than the protocol allows."""
        return self.report.passed and not self.found

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Why it may not leave: which cell by what, as far as a cell can be named."""
        failed = [check for check in self.report.checks if check.outcome == "fail"]
        return (
            *(leak.how for check in failed for leak in check.leaks),
            *(one.message for one in self.found),
            *(check.message for check in failed),
        )

    def expect_passed(self, number: int) -> None:
        """Refuse a release that somebody could open.

        Raises
        ------
        HeldBack
            It says the first reason.
        """
        if not self.passed:
            raise HeldBack(
                "Release {number} could be opened and does not leave. {reason} `priemna release "
                "audit` names every cell.",
                number=number,
                reason=self.reasons[0],
            )


def the_protocol(store: Path) -> tuple[Protocol, str]:
    """Protocol in force for a store, and its text."""
    file = protocol_file(store)
    return read_protocol(load_protocol(file)), file.read_text(encoding="utf-8")


def draft(store: Store, *, on: date, until: date | None = None) -> Draft:
    """Make the next release from what the store holds.

    Parameters
    ----------
    on
        Day it is made.
    until
        Day after the last day of the records in it; the end of the last whole quarter where none
        is given.

    Raises
    ------
    NothingToRelease
        Where no quarter is whole.
    """
    protocol, text = the_protocol(store.path)
    earlier = kept_releases(store)
    built = last_built(store)
    before = built or (earlier[-1] if earlier else None)
    since, until = _period(store, before, until)
    key = release_key(store)
    quarters = quarters_between(since, until)
    counted = count(store, since, until, before, enough=protocol.minimum_new_women)
    true = true_cube(quarters, counted["women"].counts)
    shown = round_leaves(
        true,
        base=protocol.base,
        key=key,
        margins=margins_of(protocol),
        previous=earlier_cube(before, protocol.base) if before else None,
    )
    shown = keep_zeros(true, shown, sums_of(protocol, counted["women"]), protocol.zeros_up_to)
    parts = may_be_shown(
        counted,
        shown,
        base=protocol.base,
        key=key,
        before=before.figures if before else None,
    )
    log = last_audit_hash(store)
    made = {}
    for audience in protocol.audiences.values():
        made[audience.code] = make_release(
            Made(
                number=len(earlier) + 1,
                previous=_previous(earlier, audience.code),
                since=since,
                until=until,
                created=on,
                data_version=keyed_version(store, key),
                protocol_sha256=hash_of(text),
                audit_log_hash=log,
                with_consent_share=_consent(store, since, until, protocol.threshold),
                is_demo=store.is_demo(),
            ),
            protocol,
            audience,
            tables_for(audience, parts),
        )
    return Draft(
        number=len(earlier) + 1,
        since=since,
        until=until,
        protocol=protocol,
        protocol_toml=text,
        data_version=store.version(),
        audit_log_hash=log,
        true=true,
        shown=shown,
        counted=counted,
        parts=parts,
        audiences={
            code: (release, Files(release.manifest, files))
            for code, (release, files) in made.items()
        },
        earlier=earlier,
        built=built,
    )


def judge(one: Draft) -> Judged:
    """Attack a draft together with everything that was published before."""
    history = [release for kept in one.earlier for release in as_releases(kept)]
    new = [release for release, _ in one.audiences.values()]
    before = one.built or (one.earlier[-1] if one.earlier else None)
    low, high = limits(one.parts, one.shown, one.protocol.base, before.figures if before else None)
    total = OutsideTotal(
        {}, one.women, Message("the number of all women, as a yearly report may tell it")
    )
    sums = sums_of(one.protocol, one.counted["women"])
    zeros_up_to = one.protocol.zeros_up_to
    return Judged(
        audit_release(
            one.true,
            one.shown,
            margins=margins_of(one.protocol),
            earlier=_chain(one),
            outside=[total],
            zeros=(sums.rows[sums.of_zeros(one.shown)], zeros_up_to),
            # Whether enough women are new is asked by `must_wait`, of what was built as well.
            least_new=0,
            required_interval=one.protocol.required_interval,
        ),
        (
            *findings([*history, *new], one.protocol),
            *hiding_more(one.true, one.shown, sums, zeros_up_to),
            *too_narrow(new, one.protocol, one.counted, low, high),
        ),
    )


def publish(store: Store, one: Draft, *, who: str, at: datetime | None = None) -> tuple[Path, ...]:
    """Publish a draft for all audiences if nobody can open it, and write the files of the roles.

    Returns
    -------
    tuple of Path
        Files of the roles.

    Raises
    ------
    HeldBack
        Where the protocol is not signed, too few women are new, or a check failed.
    ReleaseChanged
        Where the store has changed since the draft was made.
    """
    missing = one.protocol.unsigned()
    if missing and not store.is_demo():
        raise HeldBack(
            "The sharing protocol lacks the signature of {roles}. Nothing is published from real "
            "records without it: sign in {file}.",
            roles=", ".join(missing),
            file=str(protocol_file(store.path)),
        )
    if one.must_wait:
        raise HeldBack(
            "Fewer than {n} women are new since release {number}: the difference would be about "
            "them. Publish when more have come.",
            n=one.protocol.minimum_new_women,
            number=one.number - 1,
        )
    judge(one).expect_passed(one.number)
    keep_release(
        store,
        ToPublish(
            number=one.number,
            since=one.since,
            until=one.until,
            women=one.women,
            data_version=one.data_version,
            protocol_toml=one.protocol_toml,
            audit_log_hash=one.audit_log_hash,
            leaves=shown_leaves(one.shown),
            figures=figures_of(one.parts),
            audiences={code: files for code, (_, files) in one.audiences.items()},
        ),
        who=who,
        at=at,
    )
    return write_role_files(store, one.protocol)


def write_role_files(store: Store, protocol: Protocol) -> tuple[Path, ...]:
    """Write the file of each outside role anew from what was published."""
    kept = kept_releases(store)
    shapes = load_shapes(store)
    write_shapes(
        folder_of(store.path),
        shapes.source,
        {}
        if shapes.is_schematic
        else {
            row.municipality_code: shapely.to_geojson(row.geometry)
            for row in shapes.frame.itertuples()
        },
    )
    served = {role for audience in protocol.audiences.values() for role in audience.roles}
    for role in set(OUTSIDE_ROLES) - served:
        bundle_file(folder_of(store.path), role).unlink(missing_ok=True)
    return tuple(
        write_bundle(
            folder_of(store.path),
            role,
            [one.audiences[audience.code] for one in kept if audience.code in one.audiences],
        )
        for audience in protocol.audiences.values()
        for role in audience.roles
    )


def as_releases(kept: Kept) -> tuple[Release, ...]:
    """A published release as each audience got it."""
    return tuple(read_release(files.manifest, files.tables) for files in kept.audiences.values())


def note_as_built(store: Store, one: Draft) -> None:
    """Remember a draft whose tables were written: they may be laid beside what comes next."""
    note_built(store, Built(one.since, one.until, shown_leaves(one.shown), figures_of(one.parts)))


def _chain(one: Draft) -> list[ReleasedCube]:
    """Cubes of everything that was given out before a draft, oldest first."""
    base = one.protocol.base
    found = [frozen_cube(one.earlier[: n + 1], base) for n in range(len(one.earlier))]
    if one.built is not None:
        cube = earlier_cube(one.built, base)
        found.append(carried_on(cube, found[-1]) if found else cube)
    return found


def earlier_cube(kept: Kept | Built, base: int) -> ReleasedCube:
    """The cube behind a published release."""
    return shown_cube(quarters_between(kept.since, kept.until), kept.leaves, base)


def frozen_cube(kept: tuple[Kept, ...], base: int) -> ReleasedCube:
    """The cube behind the newest of some releases, with what it carries on from the one before."""
    cube = earlier_cube(kept[-1], base)
    return cube if len(kept) == 1 else carried_on(cube, earlier_cube(kept[-2], base))


def _period(store: Store, before: Kept | Built | None, until: date | None) -> tuple[date, date]:
    recorded = load_period(store)
    if recorded is None:
        raise NothingToRelease(
            "Nothing is recorded yet. Bring in the visits and consultations first."
        )
    since = quarter_start(recorded[0])
    end = quarter_start(min(until or recorded[1], recorded[1] + timedelta(days=1)))
    if before and until and until < before.until:
        raise NothingToRelease(
            "Records until {date} were given out already; a release ends later or on that day.",
            date=before.until,
        )
    if before:
        # What was given out stays in the series, also when its records have become counts.
        since = min(since, before.since)
        end = max(end, before.until)
    if end <= since:
        raise NothingToRelease("The records do not yet cover one whole quarter.")
    return since, end


def _consent(store: Store, since: date, until: date, threshold: int) -> float | None:
    """Share that may be counted; None where a step of it could stand for a few women alone."""
    row = load_answer(store, "consent", since=since, until=until).iloc[0]
    enough = 100 * threshold / CONSENT_STEP_PERCENT
    if pd.isna(row["consultations"]) or row["consultations"] < enough:
        return None
    return float(row["with_consent"]) / float(row["consultations"])


def _previous(earlier: tuple[Kept, ...], audience: str) -> tuple[int, str] | None:
    for kept in reversed(earlier):
        if audience in kept.audiences:
            return kept.number, str(kept.audiences[audience].manifest["sha256"])
    return None
