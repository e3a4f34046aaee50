"""The reader's desk in the app: a draft read from a file or a text, the workspace it goes into, and each step there."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Words
from functools import partial
from typing import Any

import pandas as pd

from data.columns import load_mapping, save_mapping
from data.drafts import Brought, Draft, Upload, read_draft, read_mapping, write_bytes
from data.job import Tell
from data.places import open_places
from data.releases import About
from data.uploads import upload_path
from data.vocab import load_vocab
from data.workspace import Workspace
from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.link import propose_duplicates
from geo.mapping import Mapping
from geo.overlay import overlay_atlas
from geo.words import _


class Desk:
    """A workspace and what one session needs of it between two steps.

    Parameters
    ----------
    own
        Where the reader's steps go.
    kept
        A sentence that tells the reader where that is.
    shared
        A workspace that is only read and lies under `own`.
    """

    def __init__(self, own: Workspace, kept: str, shared: Workspace | None = None) -> None:
        self.own, self.kept = own, kept
        self.mappings: list[Mapping] = []
        self.apart: set[frozenset[str]] = set()
        self.ask: dict[str, Any] = {}
        self.turn = self.drafts = 0
        self.error = ""
        self.said: dict[str, str] = {}
        self._key = ""
        self.text: Brought | None = None
        self._shared = shared.frames() if shared else None
        self.frames = self.own.frames()

    @classmethod
    def open(cls, address: str, *, is_public: bool) -> Desk:
        """Open the desk on the workspace at `address` (path or URL); without one, on one of the session alone.

        Raises
        ------
        SourceError
            There is no such workspace.
        """
        session = _("What you add is kept in this session only, and gone when you close the page: take it away below.")
        if is_public and address:
            told = _("This server only shows its workspace.") + " " + session
            return cls(Workspace.open(":memory:"), told, Workspace.open(address, read_only=True))
        if not address:
            return cls(Workspace.open(":memory:"), session)
        name = address.rsplit("/", 1)[-1]
        return cls(Workspace.open(address), _("What you add is kept in the workspace {name}.").format(name=name))

    def bring(self, file: Upload | None) -> Brought | None:
        """Return what is to be read: the file, or the pasted text where there is none; a saved mapping is kept."""
        brought = Brought(file.file_id, file.name, file.getvalue) if file else self.text
        self._key = brought.key if brought else ""
        if file is None or not file.name.endswith((".yaml", ".yml")):
            return brought
        if self._key not in self.said:
            self.said[self._key] = self._keep_mapping(file.getvalue(), file.name)
        return None

    @property
    def sentences(self) -> list[str]:
        """What the reader is told above the draft: where the data are kept, and what could not be done."""
        return [sentence for sentence in (self.kept, self.error, self.said.get(self._key, "")) if sentence]

    def bring_text(self, told: Words[str, Any]) -> None:
        """Keep a pasted text as what is to be read, with what the reader says of it."""
        text, *about = (str(told[name]) for name in ("text", "published", "url", "publisher"))
        content = text.encode("utf-8", "surrogatepass")
        self.text = Brought(f"{about} {text}", _("Pasted text"), lambda: content, About(*about))

    def read(self, brought: Brought, tell: Tell) -> Draft | None:
        """Read what was brought into a draft, null where it cannot be read; `said` then tells why, by its key.

        A mapping of earlier tables with the same columns is used again.
        """
        held = [frames for frames in (self._shared, self.frames) if frames]
        known = {table: pd.concat([frames[table] for frames in held]) for table in ("seizures", "totals")}
        try:
            return read_draft(brought, self.mappings, known, tell)
        except AtlasError as error:
            self.said[brought.key] = str(error)
            return None

    def _keep_mapping(self, content: bytes, name: str) -> str:
        try:
            with upload_path(content, name) as path:
                self.mappings.insert(0, load_mapping(path))
        except AtlasError as error:
            return str(error)
        return _("The next table that has the columns of {file} is read by it.").format(file=name)

    def act(self, step: Words[str, Any], draft: Draft | None, who: str) -> None:
        """Do what the reader asks: `do` names it, other entries say to what; `error` tells why it cannot be done."""
        self.error = ""
        try:
            self._act(step, draft, who)
        except AtlasError as error:
            self.error = str(error)
            return
        self.turn += 1
        if step["do"] in ("accept", "discard"):
            self.drafts, self.text = self.drafts + 1, None
        self.frames = self.own.frames()

    def _act(self, step: Words[str, Any], draft: Draft | None, who: str) -> None:
        do, event = str(step["do"]), str(step.get("event", ""))
        if do == "map" and draft:
            self.mappings.insert(0, read_mapping(step["mapping"]))
        elif do == "accept" and draft:
            self.own.add_import(draft.result.batch, who)
        elif do == "edit":
            self.own.edit(str(step["table"]), str(step["key"]), dict(step["changes"]), who)
        elif do == "place":
            self._place(event, step, who)
        elif do == "merge":
            self.own.merge([str(one) for one in step["events"]], who)
        elif do == "apart":
            self.apart.add(frozenset(map(str, step["events"])))
        elif do == "reject":
            self.own.reject(event, str(step["reason"]), who)
        elif do == "undo":
            self.own.undo(who=who)

    def _place(self, event: str, step: Words[str, Any], who: str) -> None:
        places, key = open_places(), str(step["place_id"])
        found = places[places["place_id"] == key].iloc[0]
        spot = {name: float(found[name]) for name in ("lon", "lat", "radius_km")}
        self.own.place(event, who, place_id=key, **spot)

    def lay_over(self, atlas: Atlas) -> Atlas:
        """Return `atlas` with the workspaces over it; itself where they hold no event, or `error` tells why not."""
        for frames in (self._shared, self.frames):
            try:
                atlas = overlay_atlas(atlas, frames) if frames and len(frames["seizures"]) else atlas
            except AtlasError as error:  # the page stays, so that the step can be undone there
                self.error = str(error)
        return atlas

    def propose(self, atlas: Atlas) -> pd.DataFrame:
        """Return the pairs of `atlas`, laid over, that may be one event and are not apart, one of them the reader's.

        Columns left_id, right_id, score, reasons; empty where nothing is to compare.
        """
        if "origin" not in atlas.seizures:
            return pd.DataFrame()
        parents = pd.Series(atlas.places["parent_id"].to_numpy(), index=atlas.places["place_id"])
        events = pd.DataFrame(atlas.seizures).assign(parent_id=atlas.seizures["place_id"].map(parents).fillna(""))
        reports = atlas.reports.merge(atlas.sources[["source_id", "publisher", "url"]], on="source_id", how="left")
        pairs = propose_duplicates(events, atlas.seizure_items, reports, load_vocab("link_weights"))
        own = set(self.frames["seizures"]["event_id"])
        keys = [frozenset(pair) for pair in zip(pairs["left_id"], pairs["right_id"], strict=True)]
        wanted = [bool(key & own) and key not in self.apart for key in keys]
        return pairs[wanted].reset_index(drop=True)

    @property
    def review(self) -> dict[str, Any]:
        """The events that the reader may change, and the kind of step that would be undone."""
        return {"own_ids": self.frames["seizures"]["event_id"], "last_step": self.last_step()}

    def last_step(self) -> str:
        """Return what the step is that would be undone, empty where there is none."""
        held: dict[Any, str] = {}
        for step in self.own.history().to_dict("records"):
            if step["what"] == "undo":
                held.pop(step["undoes"], None)
            else:
                held[step["step_id"]] = str(step["what"])
        return held[max(held)] if held else ""

    def take_aways(self, draft: Draft | None) -> dict[str, tuple[str, Callable[[], bytes]]]:
        """Return by file name the label of each file to take away, and what makes it."""
        files: dict[str, tuple[str, Callable[[], bytes]]] = {
            "workspace.gpkg": (_("Workspace, GeoPackage"), partial(write_bytes, self.own.export_geopackage, ".gpkg"))
        }
        if draft and draft.result.mapping:
            save = partial(save_mapping, draft.result.mapping)
            files["mapping.yaml"] = _("Mapping of the columns"), partial(write_bytes, save, ".yaml")
        return files
