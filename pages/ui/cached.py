"""Answers kept between clicks, asked anew as soon as the store has changed.

Opening the file costs tens of milliseconds and a page asks a dozen times. Whether the store has
changed is therefore read off its file first, and it is opened only where that leaves a doubt.
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import pandas as pd
import streamlit as st

from data.locations import store_path
from data.store import Store, file_mark
from geo.shapes import MunicipalityShapes
from geo.travel import TravelTimes
from pages.ui import load
from priemna.need.settings import NeedSettings

Loaded = TypeVar("Loaded")


_seen: dict[Path, tuple[tuple[int, ...], str]] = {}
"""Mark of each store file when it was last asked for its version, and that version."""


def store() -> Store:
    """Open the store; everyone in this process shares it, each question has its own cursor."""
    path = store_path()
    return Store(path) if _known(path) else Store.open(path)


def answer(name: str, **parameters: object) -> pd.DataFrame:
    """Ask one question of `queries`; see :func:`pages.ui.load.load_answer`."""
    return _answer(state(), name, parameters)


def is_demo() -> bool:
    """Say whether the store holds invented data."""
    return _is_demo(state())


def shapes() -> MunicipalityShapes:
    """Shapes that the maps draw."""
    return _shapes(state())


def period() -> tuple[date, date] | None:
    """First day of the records and the day after the last; None for an empty store."""
    return _period(state())


def travel() -> TravelTimes:
    """Travel times between the settlements."""
    return _travel(state())


def working_day() -> date:
    """The day on which people work; see :func:`pages.ui.load.load_working_day`."""
    return _working_day(state(), datetime.now().astimezone().date())


def need(on: date, settings: NeedSettings) -> load.NeedAnswer:
    """Need of all settlements on a day; see :func:`pages.ui.load.load_need`."""
    return _need(state(), on, settings)


def fact(load_it: Callable[..., Loaded], **parameters: object) -> Loaded:
    """Ask one of the loaders of :mod:`pages.ui.facts`, and keep its answer.

    Parameters
    ----------
    load_it
        Takes the store and the parameters.
    **parameters
        Plain values; the answer is kept by them.
    """
    return _fact(state(), f"{load_it.__module__}.{load_it.__qualname__}", load_it, parameters)


def state() -> tuple[str, str]:
    """What answers depend on: which store, and what is in it."""
    path = store_path()
    version = _known(path)
    if version is None:
        # Taken before asking: what is committed in between has a later mark.
        mark = file_mark(path)
        version = Store.open(path).version()
        if mark:
            _seen[path] = (mark, version)
    return str(path), version


def _known(path: Path) -> str | None:
    """Version of a store whose file is as it was when it was asked last; None where it is not."""
    mark, version = _seen.get(path, (None, None))
    return version if mark and mark == file_mark(path) else None


@st.cache_data(show_spinner=False, max_entries=200)
def _answer(state: tuple[str, str], name: str, parameters: dict[str, object]) -> pd.DataFrame:
    return load.load_answer(Store.open(Path(state[0])), name, **parameters)


@st.cache_data(show_spinner=False, max_entries=100)
def _fact(
    state: tuple[str, str],
    name: str,  # noqa: ARG001 - part of the key: the function itself is not
    _load: Callable[..., Loaded],
    parameters: dict[str, object],
) -> Loaded:
    return _load(Store.open(Path(state[0])), **parameters)


@st.cache_data(show_spinner=False, max_entries=4)
def _is_demo(state: tuple[str, str]) -> bool:
    return Store.open(Path(state[0])).is_demo()


@st.cache_data(show_spinner=False, max_entries=4)
def _shapes(state: tuple[str, str]) -> MunicipalityShapes:
    return load.load_shapes(Store.open(Path(state[0])))


@st.cache_data(show_spinner=False, max_entries=4)
def _period(state: tuple[str, str]) -> tuple[date, date] | None:
    return load.load_period(Store.open(Path(state[0])))


@st.cache_data(show_spinner=False, max_entries=4)
def _working_day(state: tuple[str, str], today: date) -> date:
    return load.load_working_day(Store.open(Path(state[0])), today)


@st.cache_data(show_spinner=False, max_entries=4)
def _travel(state: tuple[str, str]) -> TravelTimes:
    return load.load_travel(Store.open(Path(state[0])))


@st.cache_data(show_spinner=False, max_entries=50)
def _need(state: tuple[str, str], on: date, settings: NeedSettings) -> load.NeedAnswer:
    return load.load_need(Store.open(Path(state[0])), on=on, settings=settings)
