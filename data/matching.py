"""Headers of a file → the fields they mean, each with the reason; what people chose goes first."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from data.fields import Field, fields, headers_of
from data.formats import FileRefused
from data.grouped_headers import find_grouped, of_other_people, storeys
from data.personal import personal_header
from data.words import edits, folded, sounded
from geo.messages import Message

_SHORTEST_SIMILAR = 4
_SHORTEST_WRONG_LETTER = 6
_LONGEST_SIMILAR = 80
_LETTERS_PER_SLIP = 5
_MOST_SLIPS = 3
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_NUMBERING = re.compile(r"^\s*(?:№\s*)?\d{1,3}(?:\.\d{1,2})*\s*[.)]\s*(?=\D)")
_SIGNATURE_BYTES = 12


@dataclass(frozen=True)
class ColumnMatch:
    """What one column of a file was taken for.

    Attributes
    ----------
    header
        As it stands in the file.
    field
        Name of the field; None where the column is left out.
    how
        ``exact`` (a header of the template or a field's name), ``known`` (another usual
        spelling), ``similar`` (a slip of the pen), ``saved`` (chosen by a person), ``unknown``.
    reason
        The same in a sentence.
    by_group
        The group above the column was needed to understand it.
    """

    header: str
    field: str | None
    how: str
    reason: Message
    by_group: bool = False


def source_signature(headers: Sequence[str]) -> str:
    """Mark by which the next file of the same source is known: same headers, in any order."""
    bare = sorted(folded(header) for header in headers if folded(header))
    return blake2b("\x1f".join(bare).encode(), digest_size=_SIGNATURE_BYTES).hexdigest()


def suggest(
    kind: str, headers: Sequence[str], chosen: Mapping[str, str] | None = None
) -> tuple[ColumnMatch, ...]:
    """What each header most likely means, in the order of the headers.

    Parameters
    ----------
    kind
        One of `data.fields.KINDS`.
    headers
        As they stand in the file; empty where a column has none.
    chosen
        Header → name of a field, or ``""`` to leave the column out; it overrides everything.

    Notes
    -----
    A similar spelling is taken only where it is near one field and clearly farther from every
    other, no other column means that field already, and no second column is similar to it too.

    Raises
    ------
    FileRefused
        Where a chosen field is none of this kind.
    """
    found = certain(kind, headers, chosen or {})
    taken = {match.field for match in found if match and match.field}
    near = {
        position: name
        for position, match in enumerate(found)
        if match is None and (name := _similar(kind, headers[position])) and name not in taken
    }
    times = Counter(near.values())
    return tuple(
        match or _uncertain(kind, header, near.get(position), times[near.get(position, "")])
        for position, (header, match) in enumerate(zip(headers, found, strict=True))
    )


def certain(
    kind: str, headers: Sequence[str], chosen: Mapping[str, str]
) -> list[ColumnMatch | None]:
    """Matches of `suggest` that need no guess; None where there is none."""
    wanted = _chosen(kind, chosen)
    return [_certain(kind, header, wanted) for header in headers]


def bare_header(header: str) -> str:
    """Header without what forms add to it: numbering before, marks behind, units in brackets."""
    return folded(_NUMBERING.sub("", _BRACKET.sub(" ", header)))


def _chosen(kind: str, chosen: Mapping[str, str]) -> dict[str, str]:
    names = {field.name for field in fields(kind)}
    for header, name in chosen.items():
        if name and name not in names:
            raise FileRefused(
                "Column {column} was matched to {field}, which no file of this kind has. Match "
                "the column again.",
                column=header,
                field=name,
            )
    return {folded(header): name for header, name in chosen.items()} | dict(chosen)


def _certain(kind: str, header: str, chosen: Mapping[str, str]) -> ColumnMatch | None:
    if not folded(header):
        return ColumnMatch(header, None, "unknown", Message("The column has no header."))
    name = chosen.get(header, chosen.get(folded(header)))
    if name == "":
        return ColumnMatch(header, None, "saved", Message("Chosen to be left out."))
    if name:
        return ColumnMatch(header, name, "saved", Message("Chosen by a person."))
    if match := _known(kind, header, header):
        return match
    if name := find_grouped(kind, header):
        return ColumnMatch(
            header, name, "known", Message("The group and the header together say it."), True
        )
    parts = storeys(header)
    if len(parts) > 1 and not of_other_people(header):
        return _known(kind, header, parts[-1])
    return None


def _known(kind: str, header: str, said: str) -> ColumnMatch | None:
    words = headers_of(kind)
    for text in (folded(said), bare_header(said)):
        if text in words.own:
            reason = Message("The header is that of the template.")
            return ColumnMatch(header, words.own[text].name, "exact", reason)
        if text in words.also:
            reason = Message("A usual name of this column.")
            return ColumnMatch(header, words.also[text].name, "known", reason)
    return None


def _uncertain(kind: str, header: str, name: str | None, times: int) -> ColumnMatch:
    if name is None:
        return ColumnMatch(header, None, "unknown", Message("The header is not known here."))
    label = _field(kind, name).label_bg
    if times > 1:
        return ColumnMatch(
            header,
            None,
            "unknown",
            Message(
                "Several columns look like {field}. Choose which of them it is.", {"field": label}
            ),
        )
    return ColumnMatch(
        header,
        name,
        "similar",
        Message("Almost the same as {field}: taken for a slip of the pen.", {"field": label}),
    )


@lru_cache(maxsize=10_000)
def _similar(kind: str, header: str) -> str | None:
    """Name of the one field whose header is nearest, where the next one is clearly farther."""
    text = bare_header(header)
    if not _SHORTEST_SIMILAR <= len(text) <= _LONGEST_SIMILAR or personal_header(header):
        return None
    most = min(max(1, len(text) // _LETTERS_PER_SLIP), _MOST_SLIPS)
    nearest: dict[str, int] = {}
    for known, field in headers_of(kind).all():
        if _numbers(known) == _numbers(text):
            slips = _slips(known, text, most + 2)
            nearest[field.name] = min(slips, nearest.get(field.name, slips))
    ranked = sorted(nearest.items(), key=lambda one: one[1])
    if not ranked or ranked[0][1] > most:
        return None
    if len(ranked) > 1 and ranked[1][1] <= ranked[0][1] + 1:
        return None
    return ranked[0][0]


def _slips(known: str, text: str, most: int) -> int:
    """Slips between two headers; in short words only letters exchanged or doubled count as such.

    One wrong letter makes another word of a short one: „Дело“ is not „Село“. A Bulgarian header
    in Latin letters counts as one slip, for it may be an English word.
    """
    if sounded(known) == sounded(text):
        return 1
    if len(text) < _SHORTEST_WRONG_LETTER and sorted(set(known)) != sorted(set(text)):
        return most
    return edits(known, text, most)


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _field(kind: str, name: str) -> Field:
    return next(field for field in fields(kind) if field.name == name)
