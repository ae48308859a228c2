"""The commands, one file per family; each family adds its own to the parser."""

from priemna.commands import (
    access,
    accounts,
    country,
    decisions,
    documents,
    extracts,
    keeping,
    outings,
    places,
    protect,
    record_keeping,
    records,
    serving,
    sharing,
    strategy,
    taking_away,
)

FAMILIES = (
    serving,
    records,
    decisions,
    access,
    accounts,
    country,
    documents,
    extracts,
    keeping,
    outings,
    places,
    protect,
    record_keeping,
    sharing,
    strategy,
    taking_away,
)
