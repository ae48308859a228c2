"""The entrance: who comes in how, sessions that end, and a real store that never stands open."""

import shutil
from datetime import datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data.accounts import add_account, remove_account, set_password
from data.store import Store
from pages.ui import entrance
from pages.ui.entrance import NotSignedIn, SignInMissing, Way, role_of_groups, way_in
from pages.ui.registry import ALL_PAGES, ROOT, pages_of
from pages.ui.sessions import IDLE, LONGEST, Sessions
from pages.ui.texts import say
from priemna.roles import OUTSIDE, Role

GOOD = "четири думи без смисъл"
NOW = datetime(2024, 4, 3, 9, 0)  # noqa: DTZ001 - UTC without a zone, as the store keeps times


@pytest.fixture
def real(tmp_path, monkeypatch):
    """The installation of a real store."""
    path = Store.create(tmp_path / "real.duckdb").path
    monkeypatch.setenv("PRIEMNA_STORE", str(path))
    monkeypatch.delenv("PRIEMNA_ROLE", raising=False)
    return path


class TestWay:
    def test_invented_data_stands_open(self, demo_path):
        assert way_in(demo_path) is Way.OPEN

    def test_a_real_store_without_sign_in_is_refused_with_what_to_do(self, real):
        with pytest.raises(SignInMissing, match="priemna account add"):
            way_in(real)

    def test_an_account_makes_the_way(self, real):
        add_account("ana", "coordinator", GOOD)
        assert way_in(real) is Way.ACCOUNTS

    @pytest.mark.parametrize("named", ["coordinator", "administrator"])
    def test_a_role_of_the_team_by_name_is_no_way_around_it(self, real, monkeypatch, named):
        monkeypatch.setenv("PRIEMNA_ROLE", named)
        with pytest.raises(SignInMissing):
            way_in(real)

    @pytest.mark.parametrize("named", sorted(OUTSIDE))
    def test_an_installation_for_an_outside_role_needs_none(self, real, monkeypatch, named):
        monkeypatch.setenv("PRIEMNA_ROLE", named)
        assert way_in(real) is Way.OPEN

    def test_a_demo_that_becomes_real_under_the_server_is_closed(self, demo_path, tmp_path, real):
        path = shutil.copy2(demo_path, tmp_path / "store.duckdb")
        assert way_in(path) is Way.OPEN
        shutil.move(real, path)
        with pytest.raises(SignInMissing):
            way_in(path)

    @pytest.mark.usefixtures("real")
    def test_the_server_ends_before_it_answers(self):
        with pytest.raises(SystemExit, match="priemna account add"):
            entrance.expect_a_way_in()


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("page", [page.path for page in ALL_PAGES])
def test_no_page_of_a_real_store_opens_without_sign_in(page):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "priemna account add" in app.error[0].value
    with pytest.raises(ValueError, match="switch"):
        app.switch_page(page).run()


class TestSessions:
    def test_a_session_lasts_from_click_to_click(self):
        ana, sessions = add_account("ana", "coordinator", GOOD), Sessions()
        token, known = sessions.begin(ana, now=NOW), {"ana": ana}
        for clicks in range(1, 11):
            assert sessions.of(token, known, now=NOW + clicks * IDLE).account == ana

    def test_it_ends_without_clicks_and_stays_ended(self):
        ana, sessions = add_account("ana", "coordinator", GOOD), Sessions()
        token, known = sessions.begin(ana, now=NOW), {"ana": ana}
        assert sessions.of(token, known, now=NOW + IDLE + timedelta(seconds=1)) is None
        assert sessions.of(token, known, now=NOW) is None

    def test_it_ends_with_the_day_whatever_the_clicks(self):
        ana, sessions = add_account("ana", "coordinator", GOOD), Sessions()
        token, known = sessions.begin(ana, now=NOW), {"ana": ana}
        now = NOW
        while now - NOW <= LONGEST:
            assert sessions.of(token, known, now=now)
            now += IDLE / 2
        assert sessions.of(token, known, now=now) is None

    @pytest.mark.parametrize(
        "change", [lambda: remove_account("ana"), lambda: set_password("ana", "пет други думи тук")]
    )
    def test_it_ends_with_the_account_or_its_password(self, change):
        from data.accounts import accounts

        ana, sessions = add_account("ana", "coordinator", GOOD), Sessions()
        token = sessions.begin(ana, now=NOW)
        change()
        assert sessions.of(token, accounts(), now=NOW) is None

    @pytest.mark.parametrize("token", [None, "", "x", "0" * 43])
    def test_a_made_up_token_is_nobody(self, token):
        ana, sessions = add_account("ana", "coordinator", GOOD), Sessions()
        sessions.begin(ana, now=NOW)
        assert sessions.of(token, {"ana": ana}, now=NOW) is None

    def test_signing_out_ends_it(self):
        ana, sessions = add_account("ana", "coordinator", GOOD), Sessions()
        token = sessions.begin(ana, now=NOW)
        assert sessions.end(token).account == ana
        assert sessions.of(token, {"ana": ana}, now=NOW) is None


class TestGroups:
    @pytest.fixture(autouse=True)
    def roles(self, monkeypatch):
        named = {"coordinator": ["centre"], "partner": "friends", "administrator": ["it", "boss"]}
        monkeypatch.setattr(entrance, "_roles", lambda: named)

    @pytest.mark.parametrize(
        ("groups", "role"),
        [
            (["centre"], Role.COORDINATOR),
            ("friends", Role.PARTNER),
            (["friends", "boss", "centre"], Role.ADMINISTRATOR),
        ],
    )
    def test_the_group_that_sees_most_decides(self, groups, role):
        assert role_of_groups(groups) is role

    @pytest.mark.parametrize("groups", [None, [], "", ["others"], ["coordinator"]])
    def test_without_a_named_group_nobody_comes_in(self, groups):
        with pytest.raises(NotSignedIn, match="no role here"):
            role_of_groups(groups)


class TestViewAs:
    @pytest.fixture
    def app(self, released_demo_path, monkeypatch):
        monkeypatch.setenv("PRIEMNA_STORE", str(released_demo_path))
        monkeypatch.delenv("PRIEMNA_ROLE", raising=False)
        return AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()

    @pytest.mark.parametrize("role", sorted(OUTSIDE))
    def test_the_screens_of_an_outside_role_come_from_its_file_alone(self, app, role):
        app.button(key=f"view_as_{role}").click().run()
        assert app.title[0].value == say("bg", pages_of(role)[0].title)
        with pytest.raises(ValueError, match="switch"):
            app.switch_page("pages/see/trends.py").run()
        app.button(key="view_as_myself").click().run()
        assert app.title[0].value == say("bg", pages_of(Role.COORDINATOR)[0].title)

    def test_a_band_says_whose_screens_they_are(self, app):
        app.button(key="view_as_partner").click().run()
        said = "".join(element.proto.body for element in app.get("html"))
        assert "Виждате екраните на: Партньор" in said
