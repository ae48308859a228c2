"""What the pages of strategies ask for, kept between clicks."""

from datetime import date

from data.store import Store
from pages.ui import cached, records
from pages.ui.documents.reports import writer_of
from pages.ui.documents.writer import Writer
from pages.ui.strategy.carried import Carried, load_carried
from pages.ui.strategy.latest import all_releases, latest_release
from pages.ui.strategy.rules import Batch, judge, load_rules


def batch() -> Batch | None:
    """Rules judged on the latest release; None where nothing was released."""
    found = all_releases(cached.store())
    # Publishing changes files beside the store: the release is part of what the answer depends on.
    return cached.fact(_batch, release=found[-1].sha256) if found else None


def carried(on: date) -> tuple[Carried, ...]:
    """All recommendations as of a day."""
    return load_carried(cached.store(), batch(), on)


def writer(language: str, role: str) -> Writer:
    """What documents are written from."""
    return writer_of(cached.store(), language, records.today(), role=role)


def _batch(store: Store, release: str) -> Batch:  # noqa: ARG001 - the key of the kept answer
    return judge(latest_release(store), load_rules())
