"""The dossier of a plaza or port: its whole text, its notes, what is escaped, what is refused."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from geo.atlas import Atlas
from geo.errors import EmptyResultError, ViewError
from geo.summary import summarise
from geo.view import View
from layers import report_map
from layers.geojson import geojson_bytes
from layers.languages import speaking
from layers.report import css_text, report_bytes, write_report
from layers.report_notes import web_address

PLAZA, PORT = View(plazas=("nogales",)), View(ports=("nogales-port",))
LINES = {"p", "li", "tr", "th", "td", "h1", "h2", "dt", "dd", "caption", "figcaption"}
Run = Callable[..., int]
NAMELESS = {"meta", "link", "br", "img", "source"}


class Page(HTMLParser):
    """Gathers the elements of a page, and its text in lines, drawn text left out."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open += [] if tag in NAMELESS else [tag]
        self.text += "\n" if tag in LINES else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.text += "" if {"head", "svg"} & {*self.open} else data

    def lines(self) -> list[str]:
        """The lines of text that are not empty."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


PICTURE = b"<svg/>"


@pytest.fixture(autouse=True)
def _still_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The map is drawn in the tests of its own, as drawing takes longer than all the rest."""
    monkeypatch.setattr(report_map, "svg_bytes", lambda _atlas, _view, options: PICTURE + options.preset.encode())


@pytest.fixture
def plain(atlas: Atlas) -> Atlas:
    """The atlas with a plain name where the fixture has hostile ones."""
    return replace(atlas, plazas=atlas.plazas.assign(name="Nogales", source_id="src-b"), title="Sample")


def test_the_dossier_of_a_plaza_tells_all_of_it_in_order(plain: Atlas, hostile: str) -> None:
    seen = hostile.replace("\u2028", " ")
    lines = " ".join(Page(report_bytes(plain, PLAZA)).text.replace("\u2028", " ").split(" ")).splitlines()
    assert [line.strip() for line in lines if line.strip()] == [
        "Plaza Atlas · Dossier",
        "Nogales",
        "All days.",
        "What it is", "border plaza[1]",
        "Municipalities", "Nogales municipality[2]",
        "Outline", "schematic: the union of its municipalities; no source publishes outlines",
        "These are the events that press offices and newspapers chose to publish, not a statistic of seizures. "
        "Plaza and crossing are geometry only; no event is linked to an organisation or a person.",
        "Positions of the places:[2]",
        "Figures",
        "3events", "3places", "1without a usable date", "0not placed on the map",
        "Weights as published, each load once; pills and other pieces never become a weight. An event with two "
        "commodities counts in both.",
        "Commodity", "Events", "with a weight", "Weight",
        "fentanyl", "2", "1", "3\u202fkg",
        "currency", "1", "0", "–",
        "heroin", "1", "1", "3\u202fkg",
        "Timeline",
        "Sources differ, or say it is contested; each claim stands as published.",
        "controlled", "contested", "presence", "fentanyl", "heroin", "Money, arms, precursors",
        "A bar that runs off the edge has no end, or no start, in its source; it does not say that the claim still "
        "holds. A dot on a bar is the day of its publication. A hollow dot is an action of which only the month or "
        "year is known. Events without a known month are not drawn; one with two commodities is in both colours.",
        "What sources say of this plaza",
        "Organisation", "Days", "What is said",
        "C1 Two", "until 2020-01-01, no start given", "contested", f"{seen}, 2019-05-01[1]", seen,
        "C2 Organisation One", "from 2023-11-07, no end given", "controlled, alleged", "Treasury, 2023-11-07[3]",
        "Persons named by authorities",
        "Named by a US agency or court, with the status at its date. An accusation is not a conviction.",
        "Person", "Status, role, who names them",
        "A. Person", "indicted, 2021-04-01; plaza boss; named by OFAC; case: 1:21-cr[3]",
        "Actions of authorities",
        "Day", "Agency", "Action",
        "2023-11-07", "OFAC", "sanction: Designation.[3]",
        "Events by date",
        "Quantities in the publisher’s words; kilograms in brackets are converted from them.",
        "Day", "Reported quantity", "Place", "Agency and sources",
        "2024-02", "e-month", "currency: 9000 USD", "Hedge: alleged; Conveyance: car",
        "Nogales municipality", "“in Nogales, Sonora”; in the municipality, spot not said", "National Guard[1]",
        "2024-03-05", "e-late",
        "heroin: more than 2 kg", "fentanyl, pills: 1,000 pills", "fentanyl, pills: also given as 0.5 kg",
        "heroin: 1 kg", f"Conveyance: tractor trailer (tráiler); Concealment: spare tyre; Note: {seen}",
        "DeConcini", f"“{seen}”; at the crossing", "CBP[3][1]",
        "date not given", "year not given", "e-undated", "fentanyl: about 3 kg",
        "Nogales", "“Nogales port”; at the port, crossing not said", "officers[3]",
        "Sources",
        f"[1] {seen} (newspaper), date not given. ↩1 ↩2 ↩3 ↩4 https://example.org/b?x=<script>",
        "[2] BTS (dataset), date not given. ↩1 ↩2 https://example.org/ports",
        "[3] Treasury (agency), 2023-11-07. ↩1 ↩2 ↩3 ↩4 ↩5 https://example.org/a",
        "Limits",
        "These are the events that press offices and newspapers chose to publish, not a statistic of seizures.",
        "The outline of a plaza is schematic: the union of its municipalities; no source publishes outlines.",
        "Plaza and crossing are geometry only; no event is linked to an organisation or a person.",
        "A place is no sharper than its source: where only a port, a town or a municipality is named, the event lies "
        "somewhere in it.",
        "A date is no sharper than its source: a month or a year is taken whole.",
        "How to cite",
        "Nogales: dossier of the Plaza Atlas. Plaza Atlas: Sample. Data version 0123456789ab. Cite the version of the "
        "data, and the publishers of the rows you use.",
        "Data version", plain.digest,
        "View", "plaza=nogales",
        "Latest report", "2024-03-06",
        "Licence of the data", "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        "Licence of the code", "MIT, https://opensource.org/license/mit",
        "Notices", "Boundaries: INEGI, US Census Bureau. Towns: GeoNames.",
    ]  # fmt: skip


def test_a_port_has_its_crossings_and_events_and_no_claims(plain: Atlas) -> None:
    lines = Page(report_bytes(plain, PORT)).lines()
    assert lines[1:13] == [
        "Nogales", "All days.",
        "What it is", "port of entry, AZ[1]",
        "Port code", "2604",
        "Crossings", "DeConcini (position approximate)",
        "Faces the plaza", "Nogales (geometry, not a link; what is said of it stands in its own dossier)",
        "These are the events that press offices and newspapers chose to publish, not a statistic of seizures. "
        "Plaza and crossing are geometry only; no event is linked to an organisation or a person.",
        "Positions of the places:[1]",
    ]  # fmt: skip
    assert not {"What sources say of this plaza", "Persons named by authorities", "Actions of authorities"} & {*lines}
    assert not any("schematic" in line or "A bar that" in line for line in lines)
    assert {"e-late", "e-undated"} <= {*lines}
    assert "e-month" not in lines


def test_a_crossing_names_its_port(plain: Atlas) -> None:
    lines = Page(report_bytes(plain, View(ports=("nogales-deconcini",)))).lines()
    assert lines[1:5] == ["DeConcini", "All days.", "What it is", "crossing, of the port Nogales, AZ[1]"]


def test_every_use_and_every_note_are_linked_both_ways(plain: Atlas) -> None:
    page = Page(report_bytes(plain, PLAZA))
    ids = [attributes["id"] for _tag, attributes in page.elements if attributes.get("id")]
    assert max(Counter(ids).values()) == 1
    inner = [str(link["href"])[1:] for link in page.named("a") if str(link["href"]).startswith("#")]
    assert {*inner} <= {*ids}
    uses = [use for use in ids if use.startswith("cite-")]
    assert sorted(uses) == sorted(link for link in inner if link.startswith("cite-"))
    numbers = [int(use.split("-")[1]) for use in uses]
    assert list(dict.fromkeys(numbers)) == list(range(1, 4))
    assert [note for note in ids if note.startswith("source-")] == [f"source-{number}" for number in range(1, 4)]


def test_what_files_say_stays_text(atlas: Atlas, hostile: str) -> None:
    content = report_bytes(atlas, PLAZA)
    page = Page(content)
    assert {"script", "iframe", "form"}.isdisjoint(tag for tag, _attributes in page.elements)
    assert [image["alt"] for image in page.named("img")] == [
        f"Map of {hostile} and the published seizures there: 3 events at 3 places, as the table of events lists them."
    ]
    assert not [name for _tag, attributes in page.elements for name in attributes if name.startswith("on")]
    assert b"<img src=x" not in content
    assert b"49" not in content.split(b"<h1>")[1].split(b"</h1>")[0]


def test_the_map_is_a_square_and_on_a_narrow_screen_a_column(atlas: Atlas) -> None:
    page = Page(report_bytes(atlas, PLAZA))
    (narrow,), (wide,) = page.named("source"), page.named("img")
    assert narrow["media"] == "(max-width: 600px)"
    pictures = [b64decode(str(address).removeprefix("data:image/svg+xml;base64,"))
                for address in (wide["src"], narrow["srcset"])]  # fmt: skip
    assert pictures == [PICTURE + b"square", PICTURE + b"column"]


def test_nothing_is_loaded_from_anywhere(atlas: Atlas) -> None:
    page = Page(report_bytes(atlas, PLAZA))
    loaded = [attributes.get(name) for _tag, attributes in page.elements for name in ("src", "srcset")]
    loaded += [link["href"] for link in page.named("link")]
    assert all(str(address).startswith("data:") for address in loaded if address is not None)
    (policy,) = [meta["content"] for meta in page.named("meta") if meta.get("http-equiv")]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("", ""),
    ],
)
def test_an_address_is_a_link_only_if_it_is_http(url: str, address: str) -> None:
    assert web_address(url) == address


def test_a_source_without_a_web_address_is_no_link(atlas: Atlas) -> None:
    sources = atlas.sources.assign(url=["javascript:alert(1)", "https://example.org/b", "https://example.org/ports"])
    page = Page(report_bytes(replace(atlas, sources=sources), PLAZA))
    outer = [link["href"] for link in page.named("a") if not str(link["href"]).startswith("#")]
    assert outer == ["https://example.org/ports", "https://example.org/b"]


def test_claims_that_contradict_each_other_stand_one_above_the_other_on_one_axis(plain: Atlas) -> None:
    content = report_bytes(plain, PLAZA).decode("utf-8")
    drawn = re.findall(r'<rect class="(\w+)" x="([\d.-]+)%" y="(\d+)" width="([\d.]+)%"', content)
    assert drawn == [("contested", "-2.0", "60", "18.7"), ("controlled", "80.79", "94", "21.21")]
    assert re.findall(r'<text class="name"[^>]*>([^<]*)</text>', content) == ["Two", "Organisation One"]


def test_claims_that_agree_are_not_said_to_differ(plain: Atlas) -> None:
    agreed = plain.plaza_claims.assign(status="controlled", organization_code="one")
    lines = Page(report_bytes(replace(plain, plaza_claims=agreed), PLAZA)).lines()
    assert "Sources differ, or say it is contested; each claim stands as published." not in lines
    assert [line for line in lines if re.match(r"C\d ", line)] == ["C1 Organisation One", "C2 Organisation One"]


@pytest.mark.parametrize("view", [PLAZA, PORT, View(plazas=("nogales",), commodities=("heroin",), undated=False)])
def test_it_counts_what_the_other_exports_count(plain: Atlas, view: View) -> None:
    lines = Page(report_bytes(plain, view)).lines()
    features = [feature["properties"] for feature in json.loads(geojson_bytes(plain, view))["features"]]
    events = [row["event_id"] for row in features if row["layer"] == "event"]
    assert sorted(line for line in lines if line.startswith("e-")) == sorted(events)
    assert f"{len(events)}events" in lines
    found = {lines[lines.index(code) + 3] for code in summarise(plain, view).weights_kg}
    assert found == {f"{kg:.3g}\u202fkg" for kg in summarise(plain, view).weights_kg.values()}


def test_a_view_of_days_and_commodities_says_so(plain: Atlas) -> None:
    view = View(date(2024, 1, 1), date(2024, 12, 31), ("heroin",), plazas=("nogales",), undated=False)
    lines = Page(report_bytes(plain, view)).lines()
    assert lines[2] == "1 January 2024 to 31 December 2024. Commodity: heroin. Undated events left out."
    assert [line for line in lines if re.match(r"C\d ", line)] == ["C1 Organisation One"]
    assert "Actions of authorities" not in lines
    assert lines[lines.index("View") + 1] == "from=2024-01-01&to=2024-12-31&commodity=heroin&plaza=nogales&undated=0"


def test_a_plaza_without_events_in_view_keeps_its_claims(plain: Atlas) -> None:
    lines = Page(report_bytes(plain, View(date_to=date(2020, 1, 1), plazas=("nogales",), undated=False))).lines()
    assert "C1 Two" in lines
    assert "No event is in this view; widen the dates or leave out a filter." in lines


def test_it_speaks_the_language_of_its_block_or_the_one_asked_for(plain: Atlas) -> None:
    content = report_bytes(plain, PLAZA, lang="es")
    page = Page(content)
    assert page.named("html") == [{"lang": "es"}]
    assert {"Qué dicen las fuentes de esta plaza", "Fuentes", "Cómo citar", "bajo control, según señalamientos"} <= {
        *page.lines()
    }
    with speaking("es"):
        assert report_bytes(plain, PLAZA) == content


def test_the_same_atlas_and_view_give_the_same_bytes(atlas: Atlas) -> None:
    assert report_bytes(atlas, PLAZA) == report_bytes(atlas, PLAZA)


def test_headings_go_down_step_by_step_and_tables_have_scopes(plain: Atlas) -> None:
    page = Page(report_bytes(plain, PLAZA))
    assert [tag for tag, _attributes in page.elements if re.fullmatch(r"h\d", tag)] == ["h1", *["h2"] * 9]
    assert {cell.get("scope") for cell in page.named("th")} == {"col", "row"}
    assert all(drawing.get("aria-hidden") or drawing.get("aria-label") for drawing in page.named("svg"))


@pytest.mark.parametrize(
    ("text", "escaped"), [("Nogales 2", "Nogales 2"), ('"}</style>', r"\22 \7d \3c \2f style\3e "), ("é", r"\e9 ")]
)
def test_a_running_title_cannot_leave_its_string(text: str, escaped: str) -> None:
    assert css_text(text) == escaped


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (View(), "A dossier is of one plaza or one port, and none are named; give one --plaza or one --port."),
        (
            View(plazas=("nogales",), ports=("nogales-port",)),
            "A dossier is of one plaza or one port, and 2 are named; give one --plaza or one --port.",
        ),
        (View(plazas=("x",)), "Unknown plaza 'x'; expected one of nogales."),
        (View(ports=("x",)), "Unknown port 'x'; expected one of nogales-deconcini, nogales-port, sasabe-port."),
        (View(plazas=("nogales",), agencies=("x",)), "Unknown agency 'x'; expected one of cbp, gn."),
        (
            View(date(2024, 1, 2), date(2024, 1, 1), plazas=("nogales",)),
            "The first day 2024-01-02 is after the last day 2024-01-01; exchange them.",
        ),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(atlas: Atlas, view: View, sentence: str) -> None:
    with pytest.raises(ViewError, match=re.escape(sentence) + "$"):
        report_bytes(atlas, view)


def test_nothing_in_view_is_one_sentence_and_no_file(atlas: Atlas, tmp_path: Path) -> None:
    sentence = "Nothing is told of Sasabe in this view; widen the dates or leave out a filter."
    with pytest.raises(EmptyResultError, match=re.escape(sentence)):
        write_report(atlas, View(ports=("sasabe-port",)), tmp_path / "out.html")
    assert list(tmp_path.iterdir()) == []


def test_another_ending_than_html_is_refused(atlas: Atlas, tmp_path: Path) -> None:
    with pytest.raises(ViewError, match=r"is no .html file; a dossier is one\.$"):
        write_report(atlas, PLAZA, tmp_path / "out.pdf")


def test_it_is_written_whole_and_counts_its_events(atlas: Atlas, tmp_path: Path) -> None:
    assert write_report(atlas, PLAZA, tmp_path / "out.html") == 3
    assert (tmp_path / "out.html").read_bytes() == report_bytes(atlas, PLAZA)


def test_equal_rows_of_actions_are_one_with_their_number(plain: Atlas) -> None:
    rows = [plain.actions, plain.actions.assign(action_id="a2"), plain.actions.assign(action_id="a3", summary="Other.")]
    lines = Page(report_bytes(replace(plain, actions=pd.concat(rows)), PLAZA)).lines()
    told = [line for line in lines if line.startswith("sanction: ")]
    assert told == ["sanction: Designation. (2 ×)[3]", "sanction: Other.[3]"]


def test_the_command_writes_the_dossier_of_a_view(
    run: Run, atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = "out.html --plaza nogales --from 2024-01-01 --to 2024-12-31 --commodity heroin --dated --lang es"
    assert run("report", *arguments.split()) == 0
    view = View(date(2024, 1, 1), date(2024, 12, 31), ("heroin",), plazas=("nogales",), undated=False)
    assert Path("out.html").read_bytes() == report_bytes(atlas, view, lang="es")
    assert capsys.readouterr() == ("out.html: 1 events\n", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("out.html --plaza x", "Unknown plaza 'x'; expected one of nogales."),
        ("out.html --port x", "Unknown port 'x'; expected one of nogales-deconcini, nogales-port, sasabe-port."),
        ("out.html", "A dossier is of one plaza or one port, and none are named; give one --plaza or one --port."),
        ("out.html --port sasabe-port",
         "Nothing is told of Sasabe in this view; widen the dates or leave out a filter."),
        ("out.html --plaza nogales --lang de", "Unknown language 'de'; expected one of en, es."),
        ("out.pdf --plaza nogales", "'out.pdf' is no .html file; a dossier is one."),
        ("no/out.html --plaza nogales",
         "Cannot write 'no/out.html': No such file or directory; choose a folder you may write to."),
    ],
)  # fmt: skip
def test_a_mistake_on_the_command_line_is_one_sentence_exit_2_and_no_file(
    refuse: Callable[..., None], arguments: str, sentence: str
) -> None:
    refuse(sentence, "report", *arguments.split())
