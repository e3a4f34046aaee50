"""An event told by a second source is proposed beside the known one, and only proposed."""

from __future__ import annotations

from pathlib import Path

from data.proposals import propose_repeats
from data.releases import About, import_text
from data.store import load_atlas
from data.workspace import Workspace
from geo.gazetteer import Gazetteer

AGENCY = ("On June 3, 2024, CBP officers at the DeConcini crossing in Nogales found 11.54 pounds of fentanyl and 40.2 "
          "pounds of methamphetamine in a sedan.")  # fmt: skip
PAPER = ("Officers found 11.5 pounds of fentanyl and 40 pounds of meth in a car at the DeConcini crossing in Nogales "
         "on June 3. On June 4, they found 200 pounds of marijuana at the Mariposa crossing.")  # fmt: skip
CURATED = ("On September 28, officers at the San Luis port of entry found over seven pounds of fentanyl powder, nearly "
           "61 pounds of fentanyl pills and about 107.5 pounds of meth in an SUV.")  # fmt: skip


def test_a_second_report_is_proposed_beside_the_known_event(tmp_path: Path, gazetteer: Gazetteer) -> None:
    workspace = Workspace.open(tmp_path / "w.sqlite")
    first = import_text(AGENCY, "agency", About("2024-06-04", "https://www.cbp.gov/1"), gazetteer=gazetteer).batch
    workspace.add_import(first, "me")
    about = About("2024-06-06", "https://paper.example/2")
    second = import_text(PAPER, "paper", about, known=workspace.frames(), gazetteer=gazetteer).batch
    assert (second.rows_accepted, second.rows_duplicate) == (3, 0)
    pairs = propose_repeats(second, workspace.frames())
    assert pairs[["left_id", "right_id"]].to_numpy().tolist() == [
        [first.events["event_id"].iloc[0], second.events["event_id"].iloc[0]]
    ]
    assert "fentanyl 11.54 lb / 11.5 lb" in pairs["reasons"].iloc[0]


def test_curated_events_are_compared_too_and_never_with_each_other(gazetteer: Gazetteer) -> None:
    atlas = load_atlas()
    known = {part: getattr(atlas, part) for part in ("seizures", "seizure_items", "reports", "sources")}
    batch = import_text(CURATED, "agency", About("2024-10-02"), gazetteer=gazetteer).batch
    pairs = propose_repeats(batch, known)
    assert pairs[["left_id", "right_id"]].to_numpy().tolist() == [["AZ041", batch.events["event_id"].iloc[0]]]
