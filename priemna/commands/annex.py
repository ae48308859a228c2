"""The sharing protocol as an annex that people sign: who opens what, and which figures leave."""

from collections.abc import Iterator

from pages.ui.registry import pages_of
from pages.ui.released_words import (
    CADENCE_WORDS,
    DIMENSION_WORDS,
    OF_WORDS,
    ROLE_WORDS,
    capital,
)
from pages.ui.texts import say
from priemna.roles import Role
from priemna.sharing.protocol import Protocol

_TO_SIGN = "." * 24


def annex(protocol: Protocol, language: str) -> Iterator[str]:
    """The protocol in words, line by line.

    Parameters
    ----------
    protocol
        That in force.
    language
        ``"bg"`` or ``"en"``.
    """
    yield say(language, "Annex")
    yield say(language, "Sharing protocol {version}", version=protocol.version)
    for number, (heading, lines) in enumerate(
        (
            (say(language, "Roles"), _roles(protocol, language)),
            (say(language, "How figures are protected"), _protection(protocol, language)),
            (say(language, "Who receives which figures"), _figures(protocol, language)),
            (say(language, "Signatures"), _signatures(protocol, language)),
        ),
        start=1,
    ):
        yield ""
        yield f"{number}. {heading}"
        yield from lines


def unsigned(protocol: Protocol, language: str) -> str:
    """Sentence on whose signature is missing, and what follows."""
    return say(
        language,
        "Not yet signed by: {roles}. Until then nothing is published from real records.",
        roles=", ".join(say(language, ROLE_WORDS[role]) for role in protocol.unsigned()),
    )


def _roles(protocol: Protocol, language: str) -> Iterator[str]:
    of_role = {
        role: audience for audience in protocol.audiences.values() for role in audience.roles
    }
    for role in Role:
        name = capital(say(language, ROLE_WORDS[role]))
        pages = ", ".join(say(language, page.title) for page in pages_of(role))
        if not role.is_outside:
            yield say(
                language,
                "{role}: works with all records. Opens: {pages}.",
                role=name,
                pages=pages,
            )
        elif role in of_role:
            yield say(
                language,
                "{role}: sees only the published figures for “{audience}” (part 3), never "
                "records or the settlements of women. Opens: {pages}.",
                role=name,
                audience=of_role[role].names[language],
                pages=pages,
            )
        else:
            yield say(language, "{role}: receives no figures under this protocol.", role=name)


def _protection(protocol: Protocol, language: str) -> Iterator[str]:
    yield say(
        language,
        "Numbers of women from 1 to {last} never leave. Small numbers are rounded to 0 or {base}, "
        "and every figure is a sum of such numbers: figures are approximate. What can be concluded "
        "about a small number spans at least {width} women.",
        last=protocol.threshold - 1,
        base=protocol.base,
        width=protocol.required_interval,
    )
    yield say(
        language,
        "Releases come {cadence}, and only when at least {n} women are new.",
        cadence=say(language, CADENCE_WORDS[protocol.cadence]),
        n=protocol.minimum_new_women,
    )


def _figures(protocol: Protocol, language: str) -> Iterator[str]:
    for audience in protocol.audiences.values():
        yield say(
            language,
            "{audience} ({roles}) receives:",
            audience=audience.names[language],
            roles=", ".join(say(language, ROLE_WORDS[role]) for role in audience.roles),
        )
        for table in audience.tables:
            yield say(
                language,
                "  {of} by {dimensions} ({name})",
                of=say(language, OF_WORDS[table.of]),
                dimensions=[say(language, DIMENSION_WORDS[one]) for one in table.by],
                name=table.name,
            )


def _signatures(protocol: Protocol, language: str) -> Iterator[str]:
    for signature in protocol.signatures:
        yield say(
            language,
            "Signed: {role}, {date}",
            role=say(language, ROLE_WORDS[signature.role]),
            date=signature.on,
        )
    if not protocol.unsigned():
        return
    yield unsigned(protocol, language)
    for role in protocol.unsigned():
        yield say(
            language,
            "{role}: name {blank} signature {blank} date {blank}",
            role=capital(say(language, ROLE_WORDS[role])),
            blank=_TO_SIGN,
        )
