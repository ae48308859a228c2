"""The commands, one file per family; each family adds its own to the parser."""

from priemna.commands import (
    decisions,
    keeping,
    outings,
    places,
    protect,
    record_keeping,
    records,
    serving,
    sharing,
    taking_away,
)

FAMILIES = (
    serving,
    records,
    decisions,
    outings,
    taking_away,
    places,
    protect,
    record_keeping,
    keeping,
    sharing,
)
