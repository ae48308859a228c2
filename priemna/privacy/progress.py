"""How far a long search has come, for whoever waits for it."""

from dataclasses import dataclass

from geo.messages import Message


@dataclass
class Progress:
    """What is being done, and how much of it is done; written by the search, read from outside."""

    doing: Message | None = None
    done: int = 0
    total: int = 0

    def at(self, doing: Message, done: int, total: int) -> None:
        """Say where the search stands."""
        self.doing, self.done, self.total = doing, done, total
