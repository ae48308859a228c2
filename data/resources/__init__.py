"""With what offices are planned: teams, halls, what places ask, rules; changed and undone."""

from data.resources.changes import (
    CannotUndo,
    Change,
    ResourceRefused,
    changes,
    undo_change,
)
from data.resources.halls import HallRecord, OpenHours, delete_hall, halls, save_hall
from data.resources.places import PlaceRecord, places, save_place
from data.resources.rules import rules, save_rules
from data.resources.teams import TeamRecord, delete_team, save_team, teams

__all__ = [
    "CannotUndo",
    "Change",
    "HallRecord",
    "OpenHours",
    "PlaceRecord",
    "ResourceRefused",
    "TeamRecord",
    "changes",
    "delete_hall",
    "delete_team",
    "halls",
    "places",
    "rules",
    "save_hall",
    "save_place",
    "save_rules",
    "save_team",
    "teams",
    "undo_change",
]
