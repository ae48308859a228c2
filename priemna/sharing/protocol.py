"""The sharing protocol: which figures whom, how protected and signed by whom; read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.errors import PriemnaError
from priemna.roles import Role

METHOD = "rounded_leaves"
CADENCES = ("quarterly", "half_yearly", "yearly")
ROLES = tuple(role.value for role in Role)
OUTSIDE_ROLES = tuple(role.value for role in Role if role.is_outside)
"""Roles that see nothing but releases."""

PERIODS = ("quarter", "year", "twelve_months")
DIMENSIONS: Mapping[str, frozenset[str]] = {
    "women": frozenset({"home", "kind", "age", *PERIODS}),
    "survey_asked": frozenset({"municipality", "wave", "item"}),
    "survey_right": frozenset({"municipality", "wave", "item"}),
    "visits": frozenset({"municipality", "settlement", "quarter", "year"}),
    "events": frozenset({"municipality", "year", "event_type"}),
    "participants": frozenset({"municipality", "year", "event_type"}),
}
"""What can be counted, and by what. People never by settlement."""

_LOWEST_THRESHOLD = 3


class ProtocolError(PriemnaError, ValueError):
    """The sharing protocol cannot be used as it stands."""


class UnknownAudience(PriemnaError, LookupError):
    """An audience the protocol does not name."""


@dataclass(frozen=True)
class TableSpec:
    """One table an audience gets: what is counted (``of``) by which dimensions."""

    name: str
    of: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class Audience:
    """Who gets which tables; ``names`` by language, ``roles`` that open this audience's file."""

    code: str
    names: Mapping[str, str]
    roles: tuple[str, ...]
    tables: tuple[TableSpec, ...]


@dataclass(frozen=True)
class Signature:
    """Which role signed, and on which day."""

    role: str
    on: date


@dataclass(frozen=True)
class Protocol:
    """The sharing protocol.

    Attributes
    ----------
    threshold
        Counts of women from 1 to ``threshold`` − 1 never leave.
    base
        What small counts are rounded to; not below the threshold.
    required_interval
        Width, in women, that what can be concluded about a small count must have at least.
    minimum_new_women
        A release with fewer women than this since the one before waits.
    zeros_up_to
        No shown 0 of women stands for more; said with every 0.
    """

    version: str
    threshold: int
    base: int
    method: str
    required_interval: int
    cadence: str
    minimum_new_women: int
    zeros_up_to: int
    signatures: tuple[Signature, ...]
    must_sign: tuple[str, ...]
    audiences: Mapping[str, Audience]

    def audience(self, name: str) -> Audience:
        """Audience by its code, or by a role that it serves.

        Raises
        ------
        UnknownAudience
            It names those there are.
        """
        if name in self.audiences:
            return self.audiences[name]
        for audience in self.audiences.values():
            if name in audience.roles:
                return audience
        raise UnknownAudience(
            "The sharing protocol has no audience {name}; it has {known}.",
            name=name,
            known=", ".join(sorted(self.audiences)),
        )

    def unsigned(self) -> tuple[str, ...]:
        """Roles whose signature is still missing."""
        signed = {signature.role for signature in self.signatures}
        return tuple(role for role in self.must_sign if role not in signed)


def read_protocol(values: Mapping[str, Any]) -> Protocol:
    """Check a protocol as it stands in its file.

    Parameters
    ----------
    values
        What the TOML file holds.

    Raises
    ------
    ProtocolError
        It names the place and what may stand there.
    """
    _expect_keys(values, _FIELDS, "protocol", optional=("zeros_up_to",))
    threshold = _whole(values, "threshold", _LOWEST_THRESHOLD)
    base = _whole(values, "base", _LOWEST_THRESHOLD)
    if base < threshold:
        raise ProtocolError(
            "In the sharing protocol base is {base}; it must not be below threshold, {threshold}: "
            "a shown {base} would tell a small number.",
            base=base,
            threshold=threshold,
        )
    _one_of(values["method"], (METHOD,), "method")
    _one_of(values["cadence"], CADENCES, "cadence")
    audiences = values["audiences"]
    if not isinstance(audiences, Mapping) or not audiences:
        raise ProtocolError("The sharing protocol has no audiences. Add [audiences.public].")
    protocol = Protocol(
        version=_text(values["version"], "version"),
        threshold=threshold,
        base=base,
        method=values["method"],
        required_interval=_whole(values, "required_interval", 2),
        cadence=values["cadence"],
        minimum_new_women=_whole(values, "minimum_new_women", threshold),
        zeros_up_to=_whole({"zeros_up_to": 2 * base - 1, **values}, "zeros_up_to", base),
        signatures=tuple(_signature(one) for one in _list(values["signatures"], "signatures")),
        must_sign=tuple(
            _one_of(role, ROLES, "must_sign") for role in _list(values["must_sign"], "must_sign")
        ),
        audiences={code: _audience(code, one) for code, one in audiences.items()},
    )
    _expect_one_file_per_role(protocol)
    return protocol


_FIELDS = (
    *("version", "threshold", "base", "method", "required_interval", "cadence"),
    *("minimum_new_women", "signatures", "must_sign", "audiences"),
)


def _audience(code: str, values: Any) -> Audience:
    place = f"audiences.{code}"
    if not isinstance(values, Mapping):
        raise _wrong(place, "roles, bg, en, tables")
    _expect_keys(values, ("roles", "bg", "en", "tables"), place)
    tables = tuple(_table(one, place) for one in _list(values["tables"], place))
    names = [table.name for table in tables]
    for name in names:
        if names.count(name) > 1:
            raise ProtocolError(
                "In the sharing protocol, {place} has two tables called {name}.",
                place=place,
                name=name,
            )
    return Audience(
        code=code,
        names={language: _text(values[language], place) for language in ("bg", "en")},
        roles=tuple(
            _one_of(role, OUTSIDE_ROLES, f"{place}.roles")
            for role in _list(values["roles"], f"{place}.roles")
        ),
        tables=tables,
    )


def _table(values: Any, place: str) -> TableSpec:
    if not isinstance(values, Mapping):
        raise _wrong(f"{place}.tables", "{ name, of, by }")
    _expect_keys(values, ("name", "of", "by"), f"{place}.tables")
    name = _text(values["name"], f"{place}.tables.name")
    if not (name.isascii() and name.isidentifier()):
        raise _wrong(f"{place}.tables.name", "a-z, 0-9, _")
    where = f"{place}.{name}"
    of = _one_of(values["of"], tuple(DIMENSIONS), f"{where}.of")
    by = tuple(
        _one_of(one, tuple(sorted(DIMENSIONS[of])), f"{where}.by")
        for one in _list(values["by"], f"{where}.by")
    )
    if len(set(by)) < len(by) or len(set(by) & set(PERIODS)) > 1:
        raise ProtocolError(
            "In the sharing protocol, {place} names a dimension or a kind of period twice.",
            place=where,
        )
    if {"municipality", "settlement"} <= set(by):
        raise _wrong(where, "municipality | settlement")
    if of.startswith("survey_") and "item" not in by:
        # Answers to several items added up count a woman more than once.
        raise _wrong(f"{where}.by", "item")
    return TableSpec(name, of, by)


def _signature(values: Any) -> Signature:
    if not isinstance(values, Mapping):
        raise _wrong("signatures", "{ role, on }")
    _expect_keys(values, ("role", "on"), "signatures")
    on = values["on"]
    if not isinstance(on, date):
        raise _wrong("signatures.on", "2026-12-01")
    return Signature(_one_of(values["role"], ROLES, "signatures.role"), on)


def _expect_one_file_per_role(protocol: Protocol) -> None:
    seen: set[str] = set()
    for audience in protocol.audiences.values():
        for role in audience.roles:
            if role in seen:
                raise ProtocolError(
                    "In the sharing protocol the role {role} stands with two audiences; it opens "
                    "the file of one.",
                    role=role,
                )
            seen.add(role)


def _expect_keys(
    values: Mapping[str, Any],
    known: tuple[str, ...],
    place: str,
    optional: tuple[str, ...] = (),
) -> None:
    for key in known:
        if key not in values:
            raise ProtocolError(
                "In the sharing protocol, {place} lacks {key}.", place=place, key=key
            )
    for key in values:
        if key not in (*known, *optional):
            raise ProtocolError(
                "In the sharing protocol, {place} has {key}, which means nothing there; it may "
                "have {known}.",
                place=place,
                key=key,
                known=", ".join((*known, *optional)),
            )


def _whole(values: Mapping[str, Any], key: str, lowest: int) -> int:
    value = values[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < lowest:
        raise ProtocolError(
            "In the sharing protocol, {key} is {value}; it must be a whole number of at least "
            "{lowest}.",
            key=key,
            value=str(value),
            lowest=lowest,
        )
    return value


def _one_of(value: Any, known: tuple[str, ...], place: str) -> str:
    if value not in known:
        raise ProtocolError(
            "In the sharing protocol, {place} is {value}; it may be {known}.",
            place=place,
            value=str(value),
            known=", ".join(known),
        )
    return str(value)


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(place, "[ … ]")
    return value


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(place, "text")
    return value


def _wrong(place: str, expected: str) -> ProtocolError:
    return ProtocolError(
        "In the sharing protocol, {place} must be of the form {expected}.",
        place=place,
        expected=expected,
    )
