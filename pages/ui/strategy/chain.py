"""The chain itself: rules run, drafts kept, steps taken, new versions begun."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from data.store import Store
from data.strategy import recommendations as kept
from data.strategy.frozen import Evidence, evidence_of
from data.strategy.recommendations import Recommendation
from data.strategy.register import documents, windows
from geo.messages import Message
from pages.ui.strategy.register_words import document_of
from pages.ui.strategy.rules import Batch
from pages.ui.strategy.saying import place_name, say_figure
from priemna.strategy import workflow
from priemna.strategy.drafting import draft_of
from priemna.strategy.evidence import evidence_of as content_of
from priemna.strategy.evidence import is_released, movement
from priemna.strategy.firing import Assessment, Outcome, Strength
from priemna.strategy.windows import Document, Kind, Window, best_document, windows_of
from priemna.strategy.workflow import Role, Status

LANGUAGES = ("bg", "en")


@dataclass(frozen=True)
class Ran:
    """What running the rules did.

    Attributes
    ----------
    drafted
        Number of the new draft and what fired; the number is empty where it was only tried.
    already
        Number of the recommendation there was already, and how its data moved; None: not at all.
    silent
        What did not fire, and says why.
    """

    batch: Batch
    drafted: tuple[tuple[str, Assessment], ...]
    already: tuple[tuple[str, Assessment, Message | None], ...]
    silent: tuple[Assessment, ...]


def run_rules(
    store: Store,
    batch: Batch,
    *,
    today: date,
    at: datetime,
    role: str,
    who: str = "",
    try_only: bool = False,
) -> Ran:
    """Draft what fires and is not there yet.

    Parameters
    ----------
    batch
        Rules judged on the latest release.
    try_only
        Change nothing.

    Notes
    -----
    A recommendation of the same rule and place that is open or carried out stands in for a new one.
    After a rejection the rule speaks again only on a newer release.
    """
    there = kept.recommendations(store)
    frozen = evidence_of(store)
    register = documents_of(store)
    firing, already, silent = [], [], []
    for found in batch.assessments:
        if found.outcome is not Outcome.FIRES:
            silent.append(found)
            continue
        earlier = _standing_in(found, there, frozen, batch.release.sha256)
        if earlier is None:
            firing.append(found)
        else:
            already.append((earlier, found, _movement(earlier, frozen, batch)))
    numbers: tuple[str, ...] = ("",) * len(firing)
    if firing and not try_only:
        drafts = [
            (draft_values(found, register, today), [evidence_content(found, batch)])
            for found in firing
        ]
        numbers = kept.draft(store, drafts, role=role, at=at, who=who)
    drafted = tuple(zip(numbers, firing, strict=True))
    return Ran(batch, drafted, tuple(already), tuple(silent))


def draft_values(found: Assessment, register: Sequence[Document], today: date) -> dict[str, Any]:
    """Fields of the draft of a rule that fired, with the document it fits best."""
    code = found.figure.municipality_code
    return draft_of(
        found,
        {language: place_name(language, code) for language in LANGUAGES},
        strategy_document_id=best_document(register, found.rule.level, code, today),
        today=today,
    )


def evidence_content(found: Assessment, batch: Batch) -> dict[str, Any]:
    """What is frozen: the figure, its sentence in both languages, and the district beside it."""
    content = content_of(found, batch.release)
    for language in LANGUAGES:
        sentence = found.rule.words[language].figure
        content[f"sentence_{language}"] = say_figure(language, sentence, content)
    return content


def write_by_hand(
    store: Store,
    text_bg: str,
    text_en: str,
    *,
    goal: int,
    theme: str,
    level: str,
    municipality_code: str | None,
    today: date,
    at: datetime,
    who: str = "",
) -> str:
    """Keep a draft that no rule made: strength D, with the document it fits best."""
    values = {
        "text_bg": text_bg,
        "text_en": text_en,
        "goal": goal,
        "theme": theme,
        "level": level,
        "municipality_code": municipality_code,
        "strength": Strength.D.value,
        "strategy_document_id": best_document(documents_of(store), level, municipality_code, today),
    }
    return kept.draft(store, [(values, ())], role=Role.COORDINATOR.value, at=at, who=who)[0]


def take_step(
    store: Store,
    recommendation_id: str,
    to: str,
    *,
    role: str,
    at: datetime,
    who: str = "",
    reason_code: str | None = None,
    reached: float | None = None,
    verification: str | None = None,
    adopted_on: date | None = None,
) -> Recommendation:
    """Take a step, where it may be taken.

    Raises
    ------
    StepRefused
        It says what is missing, what may follow, or who may take the step.
    RecommendationUnknown, RecommendationMoved
        Where there is no such recommendation, or somebody was faster.
    """
    one = kept.recommendation(store, recommendation_id)
    released = all(is_released(e.content) for e in evidence_of(store, recommendation_id))
    workflow.expect_step(
        asdict(one),
        Status(to),
        Role(role),
        released=released,
        reason=reason_code,
        reached=reached,
        verification=verification,
    )
    return kept.move(
        store,
        one,
        to,
        role=role,
        at=at,
        who=who,
        reason_code=reason_code,
        reached=reached,
        verification=verification,
        adopted_on=adopted_on,
    )


def edit(
    store: Store, recommendation_id: str, values: Mapping[str, Any], *, who: str = ""
) -> Recommendation:
    """Change what was not handed over yet.

    Raises
    ------
    StepRefused
        Where it was.
    """
    one = kept.recommendation(store, recommendation_id)
    workflow.expect_editable(asdict(one))
    kept.change(store, one, values, who=who)
    return kept.recommendation(store, recommendation_id)


def begin_version(
    store: Store,
    recommendation_id: str,
    batch: Batch | None,
    *,
    role: str,
    at: datetime,
    who: str = "",
) -> Recommendation:
    """Begin a new version, with the figure of the latest release frozen beside the old ones.

    Raises
    ------
    StepRefused
        Where it was not handed over yet.
    """
    one = kept.recommendation(store, recommendation_id)
    workflow.expect_new_version(asdict(one))
    found = batch.find(one.rule, one.municipality_code) if batch and one.rule else None
    fresh = (
        [evidence_content(found, batch)]
        if batch is not None and found is not None and found.interval is not None
        else []
    )
    return kept.new_version(store, one, fresh, role=role, at=at, who=who)


def documents_of(store: Store) -> tuple[Document, ...]:
    """The register as far as it decides windows."""
    return tuple(document_of(one) for one in documents(store))


def windows_in(store: Store) -> tuple[Window, ...]:
    """All windows of all documents, the one that closes first in front."""
    announced = [
        Window(w.strategy_document_id, Kind(w.kind), w.opens_on, w.closes_on, assumed=False)
        for w in windows(store)
    ]
    found = [w for one in documents_of(store) for w in windows_of(one, announced)]
    return tuple(sorted(found, key=lambda w: (w.closes_on, w.strategy_document_id, w.kind)))


def _standing_in(
    found: Assessment,
    there: Sequence[Recommendation],
    frozen: Sequence[Evidence],
    release_sha256: str,
) -> str | None:
    for one in there:
        if one.rule != found.rule.code or one.municipality_code != found.figure.municipality_code:
            continue
        if one.status != Status.REJECTED:
            return one.recommendation_id
        seen = {
            e.content["release"]["sha256"]
            for e in frozen
            if e.recommendation_id == one.recommendation_id and is_released(e.content)
        }
        if release_sha256 in seen:
            return one.recommendation_id
    return None


def _movement(recommendation_id: str, frozen: Sequence[Evidence], batch: Batch) -> Message | None:
    own = [e for e in frozen if e.recommendation_id == recommendation_id]
    return moved(own[-1], batch) if own else None


def moved(evidence: Evidence, batch: Batch) -> Message | None:
    """How the figure of a piece of evidence stands on the latest release."""
    content = evidence.content
    return movement(content, batch.find(content["rule"], content["municipality_code"]))
