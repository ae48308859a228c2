"""The commands, one file per family; only the family that is asked for is loaded."""

import importlib

from priemna.commands.common import Command

FAMILY_OF = {
    "demo": "serving",
    "new": "serving",
    "serve": "serving",
    "import": "records",
    "batches": "records",
    "undo": "records",
    "quarantine": "records",
    "need": "decisions",
    "plan": "decisions",
    "access": "access",
    "account": "accounts",
    "country": "country",
    "report": "documents",
    "extract": "extracts",
    "key": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "store": "keeping",
    "verify": "keeping",
    "visits": "outings",
    "visit": "outings",
    "shapes": "places",
    "travel": "places",
    "protect": "protect",
    "attack": "protect",
    "audit-log": "record_keeping",
    "retain": "record_keeping",
    "export": "record_keeping",
    "protocol": "sharing",
    "release": "sharing",
    "rules": "strategy",
    "recommendations": "strategy",
    "evidence": "strategy",
    "takeaway": "taking_away",
    "pack": "taking_away",
}
"""Which file of this folder adds a command."""


def add_commands(command: Command, asked: str) -> None:
    """Add the command asked for to the parser; all of them where there is none of that name."""
    families = [FAMILY_OF[asked]] if asked in FAMILY_OF else dict.fromkeys(FAMILY_OF.values())
    for family in families:
        importlib.import_module(f"priemna.commands.{family}").add(command)
