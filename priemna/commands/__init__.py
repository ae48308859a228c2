"""The commands, one file per family; each family adds its own to the parser."""

from priemna.commands import (
    access,
    decisions,
    documents,
    keeping,
    outings,
    places,
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
    outings,
    access,
    taking_away,
    places,
    record_keeping,
    keeping,
    sharing,
    strategy,
    documents,
)
