"""A placemark says what its event is, and no text of it can be read as markup."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest

from layers.arrow_text import TEXT
from layers.kml_events import event_marks


def mark(**given: Any) -> str:
    texts = {
        "event_id": "e/1", "place_name": "Nogales", "place_reported": "in Nogales",
        "quantities_reported": "Heroin: 2 kg", "hedge": "", "agency_reported": "", "precision": "port", "source_urls": "https://example.org/a?b&c",
        "commodity_code": "heroin",
    } | {name: value for name, value in given.items() if isinstance(value, str)}  # fmt: skip
    columns = {name: pa.array([value], TEXT).dictionary_encode() for name, value in texts.items()}
    columns["event_id"] = pa.array([texts["event_id"]], TEXT)
    days = {"start_date": date(2024, 3, 5), "end_date": date(2024, 3, 5)} | given
    columns |= {name: pa.array([days[name]], pa.date32()) for name in ("start_date", "end_date")}
    place = {"lon": -110.5, "lat": 31.0} | given
    columns |= {name: pa.array([place[name]], pa.float64()) for name in ("lon", "lat")}
    (text,) = event_marks(pa.table(columns), {"heroin"}).to_pylist()
    return str(text)


def test_a_placemark_has_name_words_links_day_style_and_point() -> None:
    text = mark()
    assert text.startswith('<Placemark id="event-e_1"><name>Nogales: Heroin: 2 kg</name>')
    placemark = ET.fromstring(text)
    link = '<a href="https://example.org/a?b&amp;c">https://example.org/a?b&amp;c</a>'
    assert (placemark.findtext("description") or "").split("<br>") == [
        "in Nogales", "Heroin: 2 kg", "at the port, crossing not said", link,
    ]  # fmt: skip
    assert placemark.findtext("TimeStamp/when") == "2024-03-05"
    assert placemark.findtext("styleUrl") == "#heroin-80"
    assert placemark.findtext("Point/coordinates") == "-110.500000,31.000000"
    data = {item.get("name"): item.findtext("value") for item in placemark.iterfind("ExtendedData/Data")}
    assert (data["lon"], data["end_date"], data["event_id"]) == ("-110.5", "2024-03-05", "e/1")
    assert "hedge" not in data


@pytest.mark.parametrize(
    ("given", "path", "text"),
    [
        ({"end_date": date(2024, 3, 9)}, "TimeSpan/end", "2024-03-09"),
        ({"start_date": None, "end_date": None}, "TimeStamp", None),
        ({"lon": None, "lat": None}, "Point/coordinates", None),
        ({"commodity_code": "tea", "precision": "state"}, "styleUrl", "#other-80"),
        ({"place_name": "", "place_reported": ""}, "name", "Heroin: 2 kg"),
        ({"place_name": "a\x1fb"}, "name", "a\ufffdb: Heroin: 2 kg"),
        ({"place_name": "<b>&"}, "name", "<b>&: Heroin: 2 kg"),
        ({"precision": "crossing"}, "styleUrl", "#heroin-ff"),
        ({"hedge": "<script>"}, "description",
         "in Nogales<br>Heroin: 2 kg<br>&lt;script&gt;<br>at the port, crossing not said<br>"
         '<a href="https://example.org/a?b&amp;c">https://example.org/a?b&amp;c</a>'),
    ],
)  # fmt: skip
def test_a_placemark_says_what_is_known(given: dict[str, Any], path: str, text: str | None) -> None:
    assert ET.fromstring(mark(**given)).findtext(path) == text
