"""The app without a browser: what the filters and the address do."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import load_atlas
from geo.view import View, select_events

APP = str(Path(__file__).parent.parent / "app.py")


def open_app(**query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=120)
    for key, text in query.items():
        app.query_params[key] = text
    return app.run()


def events_shown(app: AppTest) -> str:
    return next(iter(re.findall(r"<h4>(.*?)</h4>", app.get("html")[1].proto.body)))


def warnings_of(app: AppTest) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", warning.value) for warning in app.warning]


def figure_of(view: View) -> str:
    return f"{len(select_events(load_atlas(), view)):,}"


def test_the_app_opens_with_every_event() -> None:
    app = open_app()
    assert not app.exception
    assert warnings_of(app) == []
    assert events_shown(app) == figure_of(View())
    assert events_shown(app) != "0"


def test_a_filter_changes_the_figures_and_the_address() -> None:
    app = open_app()
    app.multiselect(key="commodity").set_value(["fentanyl"])
    app.date_input(key="from").set_value(date(2024, 1, 1)).run()
    assert not app.exception
    assert events_shown(app) == figure_of(View(date_from=date(2024, 1, 1), commodities=("fentanyl",)))
    assert app.query_params["commodity"] == "fentanyl"
    assert app.query_params["from"] == "2024-01-01"


def test_the_address_opens_its_view() -> None:
    app = open_app(to="2023-12-31", undated="0", commodity="heroin")
    assert events_shown(app) == figure_of(View(date_to=date(2023, 12, 31), commodities=("heroin",), undated=False))
    assert app.toggle(key="undated").value is False


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("from", "2024-13-01", "'from' is '2024-13-01', which is not a date; write it as 2024-07-01."),
        ("commodity", "crystal", "'commodity' has no 'crystal'; it is left out."),
        ("undated", "yes", "'undated' is 'yes'; expected 0 or 1."),
        ("size", "big", "'size' is 'big'; expected count or a commodity."),
        ("colour", "red", "'colour' is no parameter of the map; it is left out."),
        ("port", "<img src=x onerror=alert(1)>", "'port' has no '<img src=x onerror=alert(1)>'; it is left out."),
    ],
)
def test_a_bad_parameter_gets_a_message_and_the_default(key: str, text: str, message: str) -> None:
    app = open_app(**{key: text})
    assert not app.exception
    assert warnings_of(app) == [message]
    assert events_shown(app) == figure_of(View())
    assert key not in app.query_params


def test_an_empty_result_says_what_to_do() -> None:
    app = open_app(to="1901-01-01", undated="0")
    assert not app.exception
    assert events_shown(app) == "0"
    assert "No event with a known month here; widen the dates or clear a filter." in [info.value for info in app.info]


def test_clearing_shows_every_event_again() -> None:
    app = open_app(commodity="heroin", undated="0")
    app.button[0].click().run()
    assert events_shown(app) == figure_of(View())
    assert "commodity" not in app.query_params


def test_the_map_opens_without_what_only_a_tab_needs() -> None:
    load_atlas()
    code = (
        "import sys; from streamlit.testing.v1 import AppTest; AppTest.from_file('app.py', default_timeout=120).run();"
        "print(sorted({'pandera', 'sqlalchemy', 'rapidfuzz', 'data.desk', 'data.imports', 'geo.gazetteer'}"
        " & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, cwd=Path(APP).parent, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
