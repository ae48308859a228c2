"""A long search with somebody who waits for it: progress to standard error, and an end."""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

from geo.errors import PriemnaError
from geo.messages import Message
from pages.ui.texts import say
from priemna.commands.line import say_message
from priemna.privacy.progress import Progress

QUIET_SECONDS = 5.0


class TimeIsUp(PriemnaError, TimeoutError):
    """A search that did not end in the time given to it."""


class SearchEnded(PriemnaError, RuntimeError):
    """A search whose process ended without an answer."""


class _Told(Progress):
    """Progress that is told to the process that waits, now and then."""

    def __init__(self, to: Connection) -> None:
        super().__init__()
        self.to, self.last = to, -QUIET_SECONDS

    def at(self, doing: Message, done: int, total: int) -> None:
        now = time.monotonic()
        if doing.message != (self.doing and self.doing.message) or now > self.last + 1:
            self.to.send(("at", (doing, done, total)))
            self.last = now
        super().at(doing, done, total)


def wait_for(
    search: Callable[..., Any],
    arguments: Mapping[str, Any],
    options: argparse.Namespace,
    seconds: int,
) -> Any:
    """Run a search in a process of its own, as no solver can be interrupted inside this one.

    Parameters
    ----------
    search
        Function of a module; it is given `arguments` and a ``progress``.
    seconds
        After so many it is given up.

    Raises
    ------
    TimeIsUp, SearchEnded
        They say how far it came. What the search raised is raised here.
    """
    # A forked process has the solver's locks but not its threads, and waits for them for ever.
    anew = multiprocessing.get_context("spawn")
    here, there = anew.Pipe(duplex=False)
    worker = anew.Process(target=_run, args=(search, dict(arguments), there))
    worker.start()
    there.close()
    progress, end, said = Progress(), time.monotonic() + seconds, time.monotonic()
    try:
        while (left := end - time.monotonic()) > 0:
            if here.poll(min(QUIET_SECONDS, left)):
                what, found = here.recv()
                if what == "done":
                    return found
                if what == "failed":
                    raise found
                progress.at(*found)
            if time.monotonic() > said + QUIET_SECONDS:
                said = time.monotonic()
                print(_said(progress, options), file=sys.stderr, flush=True)
    except EOFError:
        raise SearchEnded(
            "Nothing was written: the search broke off ({reached}). There may be too little memory "
            "for this table; print fewer sums, or use --method round.",
            reached=_said(progress, options),
        ) from None
    finally:
        worker.kill()
        worker.join()
    raise TimeIsUp(
        "Nothing was written: not done after {n} s ({reached}). Allow more with --seconds, "
        "print fewer sums, or use --method round, which is fast.",
        n=seconds,
        reached=_said(progress, options),
    )


def _run(search: Callable[..., Any], arguments: dict[str, Any], to: Connection) -> None:
    try:
        to.send(("done", search(**arguments, progress=_Told(to))))
    except PriemnaError as error:
        to.send(("failed", error))


def _said(progress: Progress, options: argparse.Namespace) -> str:
    doing, done, total = progress.doing, progress.done, progress.total
    if doing is None:
        return say(options.language, "starting")
    words = say_message(doing, options)
    if not total:
        return words
    return say(options.language, "{doing}: {done} of {total}", doing=words, done=done, total=total)
