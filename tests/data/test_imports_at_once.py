"""Several people importing at the same moment lose nothing and double nothing."""

import threading
from datetime import date, timedelta

from data.audit import verify
from data.imports import batches, import_file, preview_file
from data.store import Store

TODAY = date(2024, 4, 30)
FILES = 6
ROWS = 15
PLACES = {"a": "Бяла", "b": "Борово"}


def files(folder, who):
    """Files of one person; half of the rows of each stand in the files of the other as well."""
    paths = []
    for number in range(FILES):
        lines = ["Номер на посещението;Дата;Населено място;Състояние"]
        for row in range(ROWS):
            owner = "both" if row % 2 else who
            day = date(2023, 1, 1) + timedelta(days=number * ROWS + row)
            place = "Нисово" if row % 2 else PLACES[who]
            lines.append(f"{owner}-{number}-{row};{day:%d.%m.%Y};{place};проведена")
        path = folder / f"{who}-{number}.csv"
        path.write_text("\n".join(lines), "utf-8")
        paths.append(path)
    return paths


def test_two_sessions_at_once_lose_and_double_nothing(store, tmp_path):
    wrong = []

    def session(who):
        for path in files(tmp_path, who):
            report = import_file(Store.open(store.path), "visits", path, today=TODAY, who=who)
            wrong.extend(report.problems)

    threads = [threading.Thread(target=session, args=(who,)) for who in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    with store.cursor() as cursor:
        rows = cursor.execute("SELECT count(*), count(DISTINCT visit_id) FROM visit").fetchone()
    own, shared = FILES * (ROWS - ROWS // 2), FILES * (ROWS // 2)
    assert rows == (2 * own + shared, 2 * own + shared)
    assert sum(batch.new for batch in batches(store)) == 2 * own + shared
    assert sum(batch.same for batch in batches(store)) == shared
    assert verify(store).holds


def test_what_a_preview_found_is_judged_anew_by_the_import(store, tmp_path):
    (path,) = files(tmp_path, "a")[:1]
    seen = preview_file(store, "visits", path, today=TODAY)
    assert seen.new == ROWS
    import_file(store, "visits", path, today=TODAY)
    assert import_file(store, "visits", path, today=TODAY).same == ROWS
