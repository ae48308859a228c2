"""What is wrong with a file, row by row, in words a person can act on."""

from dataclasses import dataclass, field

from geo.messages import Message


@dataclass(frozen=True)
class Problem:
    """One thing to put right before the file is taken.

    Attributes
    ----------
    row
        Number of the row as the workbook shows it; None where the file as a whole is meant.
    column
        Header as it stands in the file; None where no single column is meant.
    value
        What stands in the cell; None where there is nothing or it must not be repeated.
    message
        English sentence with ``{named}`` places: the rule and what to do.
    values
        What goes into the named places.
    """

    row: int | None
    column: str | None
    value: str | None
    message: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.values)


Note = Message
"""Something that was done with the file and that a person should know; nothing is wrong."""


@dataclass(frozen=True)
class ImportReport:
    """What became of one file, or of one row entered by hand.

    Attributes
    ----------
    new, changed, same
        Rows added, rows that replaced an earlier version, rows that were there already.
    problems
        What is wrong; without ``kept_good`` any problem means that nothing was changed.
    rejected
        Rows with a problem.
    kept_good
        Whether the good rows were to be taken although others have problems.
    batch_id
        The import in the store; None where nothing was changed.
    """

    kind: str
    source_name: str
    rows_read: int
    new: int
    changed: int
    same: int
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...] = ()
    rejected: int = 0
    kept_good: bool = False
    batch_id: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether the file was taken: as a whole, or its good rows where that was asked for."""
        return self.kept_good or not self.problems
