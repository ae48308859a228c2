"""Rules for rows of surveys: municipality from the settlement, wave from the day, consents."""

from datetime import date

from data.kinds.draft import Draft, KnownVisits
from data.placenames import municipality_of


def complete(draft: Draft, today: date, _known: KnownVisits) -> None:
    """Fill in what follows from other cells and refuse rows that contradict themselves.

    Without a wave, the year of the day stands for it.
    """
    draft.refuse_future("collected_on", today)
    draft.refuse_ethnicity_without_consent()
    draft.refuse_other_municipality("ekatte", "municipality_code")
    places, municipalities = draft.texts("ekatte"), draft.texts("municipality_code")
    draft.put(
        "municipality_code",
        [code or (municipality_of(ekatte) if ekatte else None)
         for ekatte, code in zip(places, municipalities, strict=True)],
    )  # fmt: skip
    draft.put(
        "wave",
        [wave or (str(day.year) if day else None)
         for wave, day in zip(draft.texts("wave"), draft.dates("collected_on"), strict=True)],
    )  # fmt: skip
    for name in ("wave", "questionnaire_version"):
        for index, text in enumerate(draft.texts(name)):
            if text and len(text) > 20:
                draft.refuse(index, name, "The code is too long. Write at most 20 characters.")
    weights = draft.rows.of("design_weight")
    draft.put("design_weight", [1.0 if weight is None else weight for weight in weights])
    for index, weight in enumerate(weights):
        if isinstance(weight, float) and weight <= 0:
            draft.refuse(index, "design_weight", "The weight must be above zero.")
