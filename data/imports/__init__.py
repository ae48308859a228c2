"""Bringing data in: look first, take all or the good rows, let the rest wait, undo any import."""

from data.imports.batches import Batch, BatchUnknown, batches
from data.imports.files import import_file, preview_file
from data.imports.marked import marked_workbook
from data.imports.matchings import save_matching, saved_matching
from data.imports.preview import FieldChange, Preview, RowOutcome, words_of
from data.imports.putting_right import correct_row, drop_row
from data.imports.quarantine import QuarantinedRow, RowUnknown, quarantined
from data.imports.undo import UndoEffects, undo_batch, undo_effects

__all__ = [
    "Batch",
    "BatchUnknown",
    "FieldChange",
    "Preview",
    "QuarantinedRow",
    "RowOutcome",
    "RowUnknown",
    "UndoEffects",
    "batches",
    "correct_row",
    "drop_row",
    "import_file",
    "marked_workbook",
    "preview_file",
    "quarantined",
    "save_matching",
    "saved_matching",
    "undo_batch",
    "undo_effects",
    "words_of",
]
