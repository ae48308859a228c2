"""Headers in two storeys, „Услуги / Правна помощ“ or ``services/legal`` → the field they mean."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from data.codebook import Code, codes
from data.fields import fields
from data.words import folded

_STOREYS = re.compile(r"\s*/\s*")

# What people write above the columns of one group; the codebook says what stands below.
_ITEM_GROUPS = {
    "consultation_service": ("service", ("услуга", "услуги", "service", "services")),
    "survey_knowledge": ("knowledge", ("знание", "знания", "knowledge")),
    "survey_attitude": ("attitude", ("нагласа", "нагласи", "attitude", "attitudes")),
    "event_profession": ("profession", ("брой", "професия", "професии", "участници по професии",
                                        "profession", "professions", "number")),
}  # fmt: skip
_SEXES = {
    "female": ("жена", "жени", "female", "women", "момичета и жени"),
    "male": ("мъж", "мъже", "male", "men", "момчета и мъже"),
}
_GROUPS: Mapping[str, tuple[tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]], ...]] = {
    "consultations": (
        (("извършител", "извършителя", "извършители", "насилник", "perpetrator"), {
            "perpetrator_relation": ("връзка", "relation"),
            "perpetrator_sex": ("пол", "sex"),
            "perpetrator_age_band": ("възраст", "възрастова група", "age", "age band"),
            "perpetrator_number": ("брой", "number"),
        }),
        (("съгласие", "съгласия", "съгласие за", "consent", "consents", "consent to"), {
            "consent_services": ("услуги", "за услуги", "services"),
            "consent_reporting": ("отчитане", "за отчитане", "reporting"),
            "consent_sharing": ("споделяне", "за споделяне", "sharing"),
            "consent_ethnicity": ("етническа принадлежност", "за етническа принадлежност",
                                  "ethnicity"),
        }),
    ),
    "visits": (
        (("час", "часове", "работно време", "време", "hours", "time"), {
            "starts_at": ("от", "начало", "from", "start"),
            "ends_at": ("до", "край", "to", "end"),
        }),
    ),
    "events": tuple(
        (above, {
            f"{stage}_n": ("брой", "брой тестове", "тестове", "n", "number"),
            f"{stage}_mean": ("среден резултат", "среден", "средно", "mean"),
            f"{stage}_sd": ("стандартно отклонение", "отклонение", "sd", "standard deviation"),
        })
        for stage, above in (
            ("pre", ("преди", "тестове преди", "преди обучението", "before", "pre")),
            ("post", ("след", "тестове след", "след обучението", "after", "post")),
        )
    ),
}  # fmt: skip
# „Дете / Пол“ is not the sex of the person; such a column is never taken by its last part.
_OTHER_PEOPLE = re.compile(
    r"\b(?:дете|деца|партньор|съпру[гз]|баща|майка|родител|роднин|близък|дъщер|син\b|свекър|брат|"
    r"сестра|член|извършител|насилник|perpetrator|child|partner|husband|wife|father|mother|parent|"
    r"relative|sibling|member|household)"
)


def storeys(header: str) -> list[str]:
    """Parts of a header, from the uppermost group to the question itself."""
    return [part for part in _STOREYS.split(header) if part]


def find_grouped(kind: str, header: str) -> str | None:
    """Name of the field that a group and the part below it mean together; None for no such."""
    *above, last = storeys(header) or [""]
    known = _by_storeys(kind)
    for group in reversed(above):
        if name := known.get((folded(group), folded(last))):
            return name
    return None


def of_other_people(header: str) -> bool:
    """Whether a group above the last part names somebody else than the person herself."""
    return any(_OTHER_PEOPLE.search(folded(group)) for group in storeys(header)[:-1])


@cache
def _by_storeys(kind: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for above, below, name in _pairs(kind):
        found.setdefault((folded(above), folded(below)), name)
    return found


def _pairs(kind: str) -> Iterator[tuple[str, str, str]]:
    for above, named in _GROUPS.get(kind, ()):
        for group in above:
            yield from ((group, word, name) for name, words in named.items() for word in words)
    for field in fields(kind):
        if field.table in _ITEM_GROUPS:
            list_name, above = _ITEM_GROUPS[field.table]
            code = next(one for one in codes(list_name) if one.code == field.item[0])
            yield from ((group, word, field.name) for group in above for word in _words(code))
        elif field.table == "event_participants":
            sex, band = field.item
            code = next(one for one in codes("age_band") if one.code == band)
            yield from ((one, word, field.name) for one in _SEXES[sex] for word in _words(code))


def _words(code: Code) -> tuple[str, ...]:
    return (code.code, code.label_bg, code.label_en, *code.also)
