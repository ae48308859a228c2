"""Answers kept between clicks, asked anew as soon as the store has changed."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import pandas as pd
import streamlit as st

from data.locations import store_path
from data.store import Store
from geo.shapes import MunicipalityShapes
from geo.travel import TravelTimes
from pages.ui import load
from priemna.need.settings import NeedSettings

Loaded = TypeVar("Loaded")


def store() -> Store:
    """Open the store; everyone in this process shares it, each question has its own cursor."""
    return Store.open(store_path())


def answer(name: str, **parameters: object) -> pd.DataFrame:
    """Ask one question of `queries`; see :func:`pages.ui.load.load_answer`."""
    return _answer(state(), name, parameters)


def is_demo() -> bool:
    """Say whether the store holds invented data."""
    return store().is_demo()


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
    return str(store_path()), store().version()


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
