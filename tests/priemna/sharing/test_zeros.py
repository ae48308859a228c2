"""What a shown 0 may stand for is promised by the protocol, kept by the release, told to nobody."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from priemna.privacy.audit import audit_release
from priemna.privacy.rounding import round_leaves
from priemna.sharing.cube import HOMES, leaves_of, margins_of, shown_leaves, true_cube
from priemna.sharing.protocol import ProtocolError, read_protocol
from priemna.sharing.released import quarters_between
from priemna.sharing.zeros import hiding_more, keep_zeros, sums_of

SINCE, UNTIL = date(2022, 10, 1), date(2024, 4, 1)
QUARTERS = quarters_between(SINCE, UNTIL)
KEY = b"a key for tests, nothing secret!"
FEW_EACH = {
    (HOMES[0], quarter, kind, age): 1
    for quarter in QUARTERS[:4]
    for kind in ("physical", "economic")
    for age in ("a18_25", "a26_40")
}
"""Sixteen women of one municipality, each alone in her leaf."""


def cubes(protocol, women, *, all_zero=False):
    true = true_cube(QUARTERS, women)
    shown = round_leaves(true, base=protocol.base, key=KEY, margins=margins_of(protocol))
    if all_zero:
        shown = replace(shown, shown=np.zeros_like(shown.shown))
    return true, shown, sums_of(protocol, leaves_of(shown))


def test_two_stores_with_other_counts_say_the_same_of_their_zeros(release_of, protocol):
    many = dict.fromkeys(FEW_EACH, 9)
    said = [
        {
            code: {name: table["zero_reads"] for name, table in made.manifest["tables"].items()}
            for code, (made, _) in release_of(women, SINCE, UNTIL, seed=seed)[0].items()
        }
        for seed, women in enumerate(({}, FEW_EACH, many))
    ]
    assert said[0] == said[1] == said[2]
    assert said[0]["public"]["women_by_quarter"] == [0, protocol.zeros_up_to]
    assert said[0]["public"]["participants_by_municipality_year"] == [0, protocol.base]
    assert said[0]["public"]["visits_by_municipality_quarter"] == [0, 0]


def test_a_zero_that_would_hide_more_than_promised_is_shown_as_more(protocol):
    true, shown, sums = cubes(protocol, FEW_EACH, all_zero=True)
    assert hiding_more(true, shown, sums, protocol.zeros_up_to)
    kept = keep_zeros(true, shown, sums, protocol.zeros_up_to)
    assert not hiding_more(true, kept, sums, protocol.zeros_up_to)
    assert set(shown_leaves(kept).values()) == {protocol.base}
    assert set(shown_leaves(kept)) <= set(FEW_EACH)


def test_what_was_shown_before_stays_and_a_broken_promise_is_named(protocol):
    true, shown, sums = cubes(protocol, FEW_EACH, all_zero=True)
    before = replace(shown, carried=np.ones_like(shown.carried))
    kept = keep_zeros(true, before, sums, protocol.zeros_up_to)
    assert not kept.shown.any()
    found = hiding_more(true, kept, sums, protocol.zeros_up_to)
    said = " ".join(str(one.message) for one in found)
    assert found and "16" not in said


def test_the_attack_uses_the_promise(protocol):
    true, shown, sums = cubes(protocol, FEW_EACH, all_zero=True)
    zeros = sums.rows[sums.of_zeros(shown)]

    def passes(most):
        report = audit_release(
            true,
            shown,
            margins=margins_of(protocol),
            outside=[],
            others=[shown],
            required_interval=protocol.required_interval,
            zeros=(zeros, most),
        )
        return report.passed

    assert passes(protocol.zeros_up_to)
    assert not passes(protocol.required_interval - 2)


def test_a_protocol_without_it_promises_less_than_two_bases_and_none_less_than_one(proposal):
    values = {key: value for key, value in proposal.items() if key != "zeros_up_to"}
    assert read_protocol(values).zeros_up_to == 2 * values["base"] - 1
    with pytest.raises(ProtocolError, match="zeros_up_to"):
        read_protocol(values | {"zeros_up_to": values["base"] - 1})
