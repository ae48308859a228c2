"""The sharing protocol is read or refused with the place and what may stand there."""

import copy
from datetime import date

import pytest

from priemna.sharing.protocol import ProtocolError, UnknownAudience, read_protocol


def changed(values, change):
    values = copy.deepcopy(values)
    change(values)
    return values


def test_the_proposal_can_be_used_and_nobody_has_signed_it(protocol):
    assert (protocol.threshold, protocol.base) == (5, 5)
    assert protocol.unsigned() == ("coordinator", "regional_administration")


def test_a_signature_names_role_and_day(proposal):
    def sign(values):
        values["signatures"] = [{"role": "coordinator", "on": date(2026, 12, 1)}]

    assert read_protocol(changed(proposal, sign)).unsigned() == ("regional_administration",)


def test_an_audience_is_found_by_its_code_and_by_a_role_it_serves(protocol):
    assert protocol.audience("public") is protocol.audience("partner")
    with pytest.raises(UnknownAudience, match="administration, public"):
        protocol.audience("everybody")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda v: v.pop("threshold"), "lacks threshold"),
        (lambda v: v.update(surprise=1), "has surprise"),
        (lambda v: v.update(threshold=2), "at least 3"),
        (lambda v: v.update(threshold=True), "whole number"),
        (lambda v: v.update(base=4), "must not be below threshold"),
        (lambda v: v.update(method="hide"), "rounded_leaves"),
        (lambda v: v.update(cadence="daily"), "quarterly"),
        (lambda v: v.update(audiences={}), "no audiences"),
        (lambda v: v["audiences"]["public"].update(roles=["coordinator"]), "may be"),
        (lambda v: v["audiences"]["public"].update(roles=["regional_administration"]), "two aud"),
        (lambda v: v["audiences"]["public"]["tables"][0].update(of="names"), "women"),
        (lambda v: v["audiences"]["public"]["tables"][0].update(by=["settlement"]), "may be"),
        (lambda v: v["audiences"]["public"]["tables"][0].update(by=["year", "quarter"]), "twice"),
        (lambda v: v["audiences"]["public"]["tables"][0].update(name="a b"), "a-z"),
        (
            lambda v: v["audiences"]["public"]["tables"].append(
                v["audiences"]["public"]["tables"][0]
            ),
            "two tables called",
        ),
        (
            lambda v: v["audiences"]["public"]["tables"].append(
                {"name": "all", "of": "survey_right", "by": ["wave"]}
            ),
            "item",
        ),
        (lambda v: v.update(signatures=[{"role": "mayor", "on": date(2026, 1, 1)}]), "may be"),
        (lambda v: v.update(signatures=[{"role": "partner", "on": "soon"}]), "2026-12-01"),
    ],
)
def test_what_cannot_be_used_is_named(proposal, change, says):
    with pytest.raises(ProtocolError) as refused:
        read_protocol(changed(proposal, change))
    assert says in str(refused.value)


def test_people_are_never_counted_by_settlement():
    from priemna.sharing.protocol import DIMENSIONS
    from priemna.sharing.released import PEOPLE

    assert [of for of in PEOPLE if "settlement" in DIMENSIONS[of]] == []
