"""Choices stand in the address as codes, come back from it, and are kept from page to page."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.address import read_day, whole_between


def two_pages():
    """Two pages with a year each and a place they share; which one runs is a choice of the test."""
    import streamlit as st

    from pages.ui.address import keep, turn_page

    page = st.session_state.get("page", "one")
    turn_page(page)
    years = [2022, 2023, 2024]
    st.selectbox("Year", years, key=keep(f"year_{page}", 2024, options=years))
    st.selectbox("Place", ["a", "b"], None, key=keep(f"{page}_box", options="ab", name="place"))


def in_address(app):
    """The address; a set text is a string there, one that came with a link a list of one."""
    return {
        name: text if isinstance(text, str) else text[0] for name, text in app.query_params.items()
    }


@pytest.fixture
def app():
    return AppTest.from_function(two_pages)


def turn(app, page):
    """Streamlit empties the address when the menu turns the page."""
    app.session_state["page"] = page
    app.query_params.clear()
    return app.run()


def test_the_default_stands_in_the_widget_and_not_in_the_address(app):
    app.run()
    assert app.selectbox[0].value == 2024
    assert app.selectbox[1].value is None
    assert in_address(app) == {}


def test_a_link_brings_its_choices(app):
    app.query_params["year_one"] = "2022"
    app.query_params["place"] = "b"
    app.run()
    assert [box.value for box in app.selectbox] == [2022, "b"]
    assert in_address(app) == {"year_one": "2022", "place": "b"}


@pytest.mark.parametrize("text", ["2021", "", "x", "<script>"])
def test_what_is_no_choice_leaves_the_address(app, text):
    app.query_params["year_one"] = text
    app.run()
    assert app.selectbox[0].value == 2024
    assert in_address(app) == {}


def test_a_change_of_the_widget_goes_into_the_address_and_back_to_the_default_out_of_it(app):
    app.run()
    app.selectbox[0].set_value(2023).run()
    assert in_address(app) == {"year_one": "2023"}
    app.selectbox[0].set_value(2024).run()
    assert in_address(app) == {}


def test_the_back_button_wins_over_what_the_widget_still_says(app):
    app.run()
    app.selectbox[0].set_value(2023).run()
    app.query_params["year_one"] = "2022"
    assert app.run().selectbox[0].value == 2022
    app.query_params.clear()
    assert app.run().selectbox[0].value == 2024


def test_a_change_that_comes_with_the_address_of_the_run_before_is_not_lost(app):
    app.run()
    app.selectbox[0].set_value(2023).run()
    app.query_params.clear()
    assert app.selectbox[0].set_value(2022).run().selectbox[0].value == 2022
    assert in_address(app) == {"year_one": "2022"}


def test_choices_are_kept_while_another_page_is_open_and_the_place_is_shared(app):
    app.run()
    app.selectbox[0].set_value(2022)
    app.selectbox[1].set_value("a").run()
    turn(app, "two")
    assert [box.value for box in app.selectbox] == [2024, "a"]
    assert in_address(app) == {"place": "a"}
    app.selectbox[1].set_value("b").run()
    turn(app, "one")
    assert [box.value for box in app.selectbox] == [2022, "b"]
    assert in_address(app) == {"year_one": "2022", "place": "b"}


def test_a_choice_taken_back_is_not_kept(app):
    app.run()
    app.selectbox[1].set_value("a").run()
    app.selectbox[1].set_value(None).run()
    assert in_address(app) == {}
    assert turn(app, "two").selectbox[1].value is None


def test_two_widgets_of_one_name_on_one_page_do_not_take_it_from_each_other():
    def page():
        import streamlit as st

        from pages.ui.address import keep

        for key in ("first", "second"):
            st.selectbox(key, ["a", "b"], None, key=keep(key, options="ab", name="place"))

    app = AppTest.from_function(page).run()
    app.selectbox[0].set_value("a").run()
    app.selectbox[1].set_value("b").run()
    assert [box.value for box in app.selectbox] == ["a", "b"]
    assert in_address(app) == {"place": "a", "second": "b"}


def test_days_and_numbers_are_read_only_when_they_are_some():
    assert read_day("2024-02-29") == dt.date(2024, 2, 29)
    assert read_day("2023-02-29") is None
    weeks = whole_between(1, 13)
    assert [weeks(text) for text in ("1", "13", "0", "14", "-1", "1.5", "٣", "9" * 400)] == (
        [1, 13] + [None] * 6
    )
