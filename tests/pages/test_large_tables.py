"""A table is on paper whole, however long it is; a short one is text at once."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.large_tables import SHORT


def drawn(rows):
    import pandas as pd

    from pages.ui.large_tables import show_frame

    frame = pd.DataFrame({"Place": f"<b>{n}</b>", "Women": n} for n in range(rows))
    show_frame(frame, name="Women", key="women")


@pytest.mark.parametrize(("rows", "canvases"), [(0, 0), (SHORT, 0), (SHORT + 1, 1)])
def test_every_row_stands_in_the_text(rows, canvases):
    app = AppTest.from_function(drawn, args=(rows,)).run()
    assert not app.exception
    html = "".join(element.proto.body for element in app.get("html"))
    assert html.count("<tr>") == rows + 1
    assert "<b>" not in html
    assert len(app.get("dataframe")) == canvases
    assert ("on-paper" in html) == bool(canvases)
