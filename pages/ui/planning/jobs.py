"""Long searches beside the page: progress is shown, a press ends them, a plan comes back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite
from threading import Event, Thread
from typing import Any, Generic, TypeVar

import streamlit as st

from pages.ui.language import _
from pages.ui.texts import Number, Share
from priemna.planning.tours import Plan

Found = TypeVar("Found")
Work = Callable[[Callable[[Any], None], Callable[[], bool]], Found]
"""Gets what to call with progress or with a first plan, and what tells whether somebody ended the
search."""

LOOK_EVERY_SECONDS = 0.3


@dataclass
class Job(Generic[Found]):
    """A search that runs beside the page."""

    work: Work[Found]
    progress: Any = None
    first: Plan | None = None
    found: Found | None = None
    error: Exception | None = None
    _ended: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> "Job[Found]":
        """Begin; a search that runs already goes on."""
        if self._thread is None:
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()
        return self

    def end(self) -> None:
        """Ask the search to come back with the best it has."""
        self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Wait a little; True when it is done."""
        if self._thread is not None:
            self._thread.join(seconds)
            return not self._thread.is_alive()
        return False

    def result(self) -> Found:
        """What was found.

        Raises
        ------
        Exception
            What stopped the search.
        """
        if self.error is not None:
            raise self.error
        return self.found  # type: ignore[return-value]

    def _run(self) -> None:
        try:
            self.found = self.work(self._note, self._ended.is_set)
        except Exception as error:  # said on the page that waits for it
            self.error = error

    def _note(self, told: Any) -> None:
        if isinstance(told, Plan):
            self.first = told
        else:
            self.progress = told


def wait_for(
    job: Job[Found], key: str, what: str, show: Callable[[Plan], None] | None = None
) -> Found:
    """Show how far a search is until it is done, with a button that ends it.

    Parameters
    ----------
    job
        Started here where it does not run yet.
    key
        Of the button.
    what
        What is being looked for, in the reader's language.
    show
        Draws the first plan, below, while a better one is looked for.
    """
    job.start()
    if not job.wait(LOOK_EVERY_SECONDS):
        place, below = st.empty(), st.empty()
        with place.container(border=True):
            said = st.empty()
            st.button(_("Stop and show the best plan so far"), key=f"{key}_end", on_click=job.end)
        while True:
            said.markdown(f"{what}  \n{progress_line(job.progress)}")
            if show and job.first:
                with below.container():
                    show(job.first)
                show = None
            if job.wait(LOOK_EVERY_SECONDS):
                break
        place.empty()
        below.empty()
    return job.result()


def progress_line(progress: Any) -> str:
    """Say how good the best plan so far is, or how many of several plans are made."""
    if progress is None:
        return _("Going through all days a team can have …")
    if isinstance(progress, tuple):
        return _("{done} of {n} plans are made.", done=progress[0], n=progress[1])
    if not isfinite(progress.bound) or progress.objective <= 0:
        return _(
            "{seconds} s: the best plan so far reaches about {women} women.",
            seconds=Number(progress.seconds),
            women=Number(progress.objective),
        )
    return _(
        "{seconds} s: the best plan so far is at most {gap} from the best possible one.",
        seconds=Number(progress.seconds),
        gap=Share(max(0.0, 1 - progress.objective / progress.bound), 1),
    )
