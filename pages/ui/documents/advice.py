"""What the rules find in a release, as a draft for outside roles to write on: no store needed."""

from collections.abc import Sequence
from datetime import date

from data.codebook import label
from geo.places import municipality
from pages.ui.documents.blocks import Document, Heading, Items, Text
from pages.ui.documents.docx import to_docx
from pages.ui.documents.measures import measure_cells, measures_grid
from pages.ui.strategy.saying import say_figure
from pages.ui.texts import say
from priemna.sharing.released import Release
from priemna.strategy.drafting import draft_of
from priemna.strategy.evidence import evidence_of
from priemna.strategy.firing import Assessment


def advice_docx(
    release: Release, fired: Sequence[Assessment], language: str, *, today: date
) -> bytes:
    """Write the recommendations in the columns of municipal programmes, each with its figure.

    Parameters
    ----------
    fired
        Rules that fired on the release.
    today
        Deadlines count from it.
    """
    blocks = (
        measures_grid(
            language,
            [
                measure_cells(language, _draft(one, today), number=str(n))
                for n, one in enumerate(fired, start=1)
            ],
        ),
        Heading(say(language, "What each one rests on")),
        Items(tuple(_grounds(n, one, release, language) for n, one in enumerate(fired, start=1))),
        Text(
            say(
                language,
                "Fingerprint of release {number} (SHA-256): {sha256}",
                number=release.number,
                sha256=release.sha256,
            ),
            quiet=True,
        ),
    )
    subtitle = say(
        language,
        "Draft from release {number} of {published}",
        number=release.number,
        published=release.published_on,
    )
    demo = say(language, "Invented data. {draft}", draft=subtitle)
    return to_docx(
        Document(
            say(language, "Proposals for measures"),
            subtitle,
            language,
            blocks,
            demo if release.is_demo else subtitle,
            today,
            landscape=True,
        )
    )


def _draft(found: Assessment, today: date) -> dict[str, object]:
    code = found.figure.municipality_code
    place = municipality(code) if code else None
    names = {"bg": place.name_bg, "en": place.name_en} if place else {}
    return draft_of(found, names, strategy_document_id=None, today=today)


def _grounds(number: int, found: Assessment, release: Release, language: str) -> str:
    figure = found.rule.words[language].figure
    return say(
        language,
        "{number}: {sentence} Strength {strength}.",
        number=str(number),
        sentence=say_figure(language, figure, evidence_of(found, release)),
        strength=label("strength", found.strength, language),
    )
