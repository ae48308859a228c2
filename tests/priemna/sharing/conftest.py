"""The proposal of the protocol, and releases made of invented counts by pure functions alone."""

import tomllib
from datetime import date

import numpy as np
import pytest

from data.releases.protocol_file import PROPOSAL
from priemna.privacy.rounding import round_leaves
from priemna.sharing.compose import Leaves, tables_for
from priemna.sharing.cube import HOMES, leaves_of, margins_of, true_cube
from priemna.sharing.manifest import Made, make_release
from priemna.sharing.protecting import figures_of, may_be_shown
from priemna.sharing.protocol import read_protocol
from priemna.sharing.released import quarters_between
from tests.oracles.women_coming import drawn

KEY = b"a key for tests, nothing secret!"
PLACES = tuple(code for code in HOMES if code.startswith("RSE"))
ITEMS = ("where_to_apply", "centre")
KINDS_OF_EVENTS = ("training", "focus_group")


@pytest.fixture(scope="session")
def proposal():
    return tomllib.loads(PROPOSAL.read_text("utf-8"))


@pytest.fixture(scope="session")
def protocol(proposal):
    return read_protocol(proposal)


@pytest.fixture(scope="session")
def release_of(protocol):
    """Make the releases of all audiences from the women counted, with what they show."""

    def make(women, since, until, *, number=1, previous=None, seed=0, key=KEY, before=None):
        rng = np.random.default_rng(seed)
        quarters = quarters_between(since, until)
        true = true_cube(quarters, women)
        shown = round_leaves(
            true,
            base=protocol.base,
            key=key,
            margins=margins_of(protocol),
            previous=previous,
        )
        counted = {"women": leaves_of(shown), **_supply(rng, quarters)}
        parts = may_be_shown(counted, shown, base=protocol.base, key=key, before=before)
        made = Made(
            number=number,
            previous=None if number == 1 else (number - 1, "0" * 64),
            since=since,
            until=until,
            created=until,
            data_version="0",
            protocol_sha256="0" * 64,
            audit_log_hash="0" * 64,
            with_consent_share=0.917,
            is_demo=True,
        )
        releases = {
            audience.code: make_release(made, protocol, audience, tables_for(audience, parts))
            for audience in protocol.audiences.values()
        }
        return releases, true, shown, figures_of(parts)

    return make


@pytest.fixture(scope="session")
def release(release_of):
    """One release for the administration and its files."""
    women = drawn(np.random.default_rng(3), quarters_between(date(2022, 10, 1), date(2024, 4, 1)))
    releases, *_ = release_of(women, date(2022, 10, 1), date(2024, 4, 1))
    return releases["administration"]


def _supply(rng, quarters):
    """Survey, visits and events; of as many people as it pleases the draw."""
    years = tuple(dict.fromkeys(quarter[:4] for quarter in quarters))
    survey = ("municipality", "wave", "item")
    codes = {"municipality": PLACES, "wave": ("2023-1",), "item": ITEMS}
    asked = {(place, "2023-1", item): 30 for place in PLACES for item in ITEMS}
    right = {leaf: int(rng.integers(0, 31)) for leaf in asked}
    events = ("municipality", "year", "event_type")
    event_codes = {"municipality": PLACES, "year": years, "event_type": KINDS_OF_EVENTS}
    people = {
        (place, year, kind): int(rng.integers(0, 40))
        for place in PLACES
        for year in years
        for kind in KINDS_OF_EVENTS
    }
    return {
        "survey_asked": Leaves("survey_asked", survey, codes, asked),
        "survey_right": Leaves("survey_right", survey, codes, right),
        "visits": Leaves(
            "visits",
            ("settlement", "municipality", "quarter"),
            {"settlement": ("63427",), "municipality": PLACES, "quarter": quarters},
            {("63427", "RSE27", quarters[0]): 2},
        ),
        "events": Leaves("events", events, event_codes, dict.fromkeys(people, 1)),
        "participants": Leaves("participants", events, event_codes, people),
    }
