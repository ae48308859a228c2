"""The commands, one file per family; only the family that is asked for is loaded."""

import importlib

from priemna.commands.line import Command

FAMILIES = {
    "serving": {
        "demo": "Build the demo store and open the dashboard, or build a whole country.",
        "new": "Make an empty store for real records; nothing is overwritten.",
        "serve": "Open the dashboard.",
    },
    "records": {
        "import": "Import one file; a refused file changes nothing.",
        "batches": "List the imports, newest first.",
        "undo": "Take an import back; where something depends on it, nothing is changed.",
        "quarantine": "List the rows that wait to be put right.",
    },
    "decisions": {
        "need": "Estimate the unmet need of every settlement.",
        "plan": "Plan mobile offices for a period.",
    },
    "access": {
        "access": "Say how near help is, and where a further fixed point would help.",
    },
    "accounts": {
        "account": "Local accounts: add, list, password, unlock, remove; the password is asked.",
    },
    "country": {
        "country": "Add up what districts released to the administration.",
    },
    "documents": {
        "report": "Write a document from the latest release.",
    },
    "extracts": {
        "extract": "Ask for, approve and write coarsened records for one purpose.",
    },
    "keeping": {
        "key": "Make the key of the store, or replace it; a plain store becomes encrypted.",
        "backup": "Back up the store while it is in use; old backups are removed.",
        "restore": "Bring the store back from a backup; the file in its place is kept.",
        "store": "Carry a store from a file to a server or back; FROM stays as it was.",
        "verify": "Read a store or a backup completely and say whether it is whole.",
    },
    "outings": {
        "visits": "List mobile offices, overdue ones first, and planned against held.",
        "visit": "Move a mobile office on: confirm, hold, report, postpone, cancel, reopen.",
    },
    "places": {
        "shapes": "Take official shapes from a file, or export the shapes in use.",
        "travel": "Take travel times between settlements from a file, or build them.",
    },
    "protect": {
        "protect": "Protect a table with all its sums, attack it, and write it where it holds.",
        "attack": "Say what can be worked out of the hidden cells of a published table.",
    },
    "record_keeping": {
        "audit-log": "List who did what, newest first, or verify that no line was changed.",
        "retain": "Collapse old records to counts that are safe to keep.",
        "export": "Write everything in the store in an open format; not to publish.",
    },
    "sharing": {
        "protocol": "Print the sharing protocol as an annex in both languages, or check one.",
        "release": "Build, check, publish, compare and explain what outside audiences see.",
    },
    "strategy": {
        "rules": "Check the rules, or run them on the latest release and keep the drafts.",
        "recommendations": "List recommendations, take a step with one, or begin a new version.",
        "evidence": "Hold every frozen figure against its hash and against the audit log.",
    },
    "taking_away": {
        "takeaway": "Write a plan as calendars, day sheets, routes, map layer and workbook.",
        "pack": "Write the field pack of a visit's day: HTML for the phone, PDF with sheets.",
    },
}
"""Files of this folder, and of each the commands it adds and what they do."""

SUMMARIES = {name: does for commands in FAMILIES.values() for name, does in commands.items()}


def load_command(asked: str, command: Command) -> bool:
    """Load the family of a command, which adds itself to the parser; False where there is none."""
    for family, names in FAMILIES.items():
        if asked in names:
            importlib.import_module(f"priemna.commands.{family}").add(command)
            return True
    return False
