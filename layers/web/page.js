// @ts-check
/** The page around the map: one View moves every part of it. */

import { listen, mergeView, tell } from "atlas/bridge";
import { EmbedPage } from "atlas/embed";
import { Filter } from "atlas/filter";
import { Framing } from "atlas/framing";
import { joined } from "atlas/dom";
import { countText, makeFoot, makeHead } from "atlas/head";
import { Legend } from "atlas/legend";
import { Looks } from "atlas/looks";
import { Panel } from "atlas/panel";
import { splitOpened } from "atlas/permalink";
import { markText, Pointer } from "atlas/pointer";
import { Pins } from "atlas/pins";
import { PlaceList } from "atlas/roving";
import { Print } from "atlas/print";
import { pageOfRows } from "atlas/rows";
import { daysText, filtersText } from "atlas/says";
import { Scale } from "atlas/scale";
import { Scene } from "atlas/scene";
import { SourcesPage } from "atlas/sources";
import { onThemeChange } from "atlas/theme";
import { Timeline } from "atlas/timeline";
import { _ } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */

/* The reader looks at the map that long before its margins are drawn. */
const REST_MS = 400;

export class Page {
  /**
   * @param {any} map @param {any} data @param {import("atlas/bridge").Known} known
   * @param {import("atlas/columns").Columns} columns @param {import("atlas/texts").Texts} texts @param {string} sources block of them
   */
  constructor(map, data, known, columns, texts, sources) {
    this.map = map;
    this.data = data;
    this.known = known;
    this.options = data.options;
    this.looks = new Looks(this);
    this.view = this.looks.defaults.view;
    this.filter = new Filter(columns, data);
    this.scale = new Scale(this.filter);
    this.texts = texts;
    this.head = makeHead(data.meta);
    this.legend = new Legend(data, new Set(this.filter.used), {
      setView: (partial) => this.setView(partial), setLayer: (name, on) => this.setLayer(name, on) });
    this.timeline = new Timeline(this.filter, (partial) => this.setView(partial));
    const addressOf = () => this.looks.link();
    this.pages = { sources: new SourcesPage(data, sources, addressOf), embed: new EmbedPage(data.meta.title, addressOf) };
    this.panel = new Panel(data, this.filter, texts, this.pages, () => this.select(null));
    this.list = new PlaceList({
      hover: (index) => this.scene.focus(index),
      select: (index) => this.click({ kind: "place", id: data.places[index].id }),
    });
    /** @type {{kind: string, id: string} | null} */
    this.selected = null;
    this.selection = this.filter.emptySelection();
  }

  /** @param {string} name of a control */
  has(name) {
    return this.options.controls.includes(name);
  }

  async build() {
    const { map } = this, { locked } = this.options;
    const isTimed = this.has("time") && !locked && (this.filter.columns.dated || !this.options.layers.includes("events"));
    document.body.classList.add("atlas");
    document.body.classList.toggle("atlas-timeless", !isTimed);
    document.body.classList.toggle("atlas-legendless", !this.has("legend"));
    document.body.classList.toggle("atlas-locked", locked);
    const parts = [this.head, this.list, this.legend, this.timeline, this.panel].map((part) => part.node);
    document.body.append(...parts, makeFoot(this.data.meta, this.opening()));
    map.options.zoomSnap = 0.25;
    map.options.zoomDelta = 1;
    map.getContainer().setAttribute("role", "main");
    map.getContainer().setAttribute("aria-label", _("Map"));
    if (this.has("zoom")) L.control.zoom({ position: "bottomleft", zoomInTitle: _("Zoom in"), zoomOutTitle: _("Zoom out") }).addTo(map);
    L.control.scale({ position: "bottomright" }).addTo(map);
    if (!locked) this.looks.read(this.data.notices);
    const above = () => this.head.node.offsetTop + this.head.node.offsetHeight;
    const beside = () => (this.legend.body.hidden || !this.has("legend") ? 0 : this.legend.node.offsetWidth + 12);
    this.framing = new Framing(map, { above, beside }, this.looks.sight.map);
    this.scene = new Scene(map, this.data, this.looks.sight.hide); // drawn once, where the map now stands
    this.legend.check(this.looks.sight.hide);
    new Pointer(map, (x, y, k, reach) => this.scene.find(x, y, k, reach), {
      hover: (hit) => this.scene.hover(hit ? hit.index : -1), select: (hit, spot) => this.press(hit, spot) });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.selected) this.select(null); });
    map.on("moveend", () => this.looks.note());
    onThemeChange(() => this.draw());
    this.obey(new Pins(map));
    new Print(this);
    this.scene.ground.redraw();
    await this.update();
    whenIdle(() => this.scene.widen());
    if (this.looks.sight.open) await this.select(splitOpened(this.looks.sight.open));
  }

  /** @returns {[string, () => void][]} buttons of the foot, and what each opens */
  opening() {
    const open = (/** @type {string} */ kind) => () => this.select(this.selected?.kind === kind ? null : { kind, id: "" });
    const pages = /** @type {[string, () => void][]} */ ([[this.pages.sources.name, open("sources")]]);
    return this.has("embed") ? [...pages, [_("Embed"), open("embed")]] : pages;
  }

  /** @param {Pins} pins */
  obey(pins) {
    listen({
      setView: ({ view }) => this.setView(view),
      setSight: ({ sight }) => this.looks.set(sight),
      pins: ({ pins: wanted, fit }) => { if (Array.isArray(wanted)) pins.show(wanted, Boolean(fit)); },
      rows: async ({ first, count }) => tell({ atlas: "rows", ...await this.rows(first, count) }),
    });
    if (!this.options.locked) window.addEventListener("hashchange", () => this.looks.follow());
  }

  /** Show another view at once. @param {any} partial @returns {Promise<void>} when drawn, and its texts are there */
  setView(partial) {
    if (!this.options.locked) this.view = mergeView(this.view, partial, this.known);
    return this.update();
  }

  async update() {
    const { view, scene } = this;
    const selection = this.filter.select(view, this.selection);
    scene.sized = this.data.style.commodities.findIndex((/** @type {any} */ style) => style.code === view.size);
    const { largest, keptFree } = this.scale.measure(view, selection);
    scene.keptFree = keptFree;
    scene.events.setSelection(selection, largest);
    scene.plazas.setView(view);
    this.counted = { ...selection.count };
    this.head.count.setAttribute("aria-live", this.timeline.playing ? "off" : "polite");
    this.head.count.textContent = this.options.layers.includes("events") ? countText(selection.count) : "";
    this.head.shown.textContent = joined([daysText(view), filtersText(view, this.data)]);
    this.timeline.show(view, selection.count);
    this.legend.show(view, largest);
    this.list.show(scene.events, (mark) => markText(mark, this.data.style.commodities, scene.sized));
    scene.refresh();
    this.looks.write();
    tell({ atlas: "view", view: { ...view }, count: this.counted });
    if (this.selected) await this.panel.show(this.selected, view);
  }

  /** Rows of the table of the view. @param {number} first @param {number} count */
  rows(first, count) {
    return pageOfRows(this.filter, this.texts, this.view, Number(first) || 0, Math.max(1, Math.min(1000, Number(count) || 10)));
  }

  draw() {
    this.scene.redraw();
    this.timeline.draw();
    this.legend.show(this.view, this.scale.largest);
  }

  /** @param {string} name @param {boolean} on */
  setLayer(name, on) {
    this.scene.show(name, on);
    this.scene.redraw();
    this.looks.note();
  }

  /** @param {{kind: string, id: string} | null} hit @param {{lng: number, lat: number}} spot */
  press(hit, { lng, lat }) {
    tell({ atlas: "point", lon: Number(lng.toFixed(5)), lat: Number(lat.toFixed(5)), kind: hit?.kind ?? null });
    return this.click(hit);
  }

  /** Open what the reader pointed at, where the document tells more. @param {{kind: string, id: string} | null} hit */
  click(hit) {
    if (this.has("details") || !hit) this.select(hit);
  }

  /** @param {{kind: string, id: string} | null} wanted nothing is selected when there is no such thing */
  async select(wanted) {
    const selected = wanted && this.panel.find(wanted) ? wanted : null;
    const opener = this.selected ? null : document.activeElement;
    if (opener instanceof HTMLElement) this.opener = opener;
    if (selected && !this.selected) this.legend.fold();
    if (!selected) this.legend.unfold();
    this.selected = selected && { kind: selected.kind, id: selected.id };
    if (this.scene.select(this.selected)) this.scene.middle.redraw();
    tell({ atlas: "select", kind: this.selected?.kind ?? null, id: this.selected?.id ?? null });
    const shown = this.panel.show(this.selected, this.view);
    if (selected) this.framing.uncover(this.panel.find(selected), this.panel.node);
    this.looks.note();
    await shown;
    if (this.selected) this.panel.focus();
    else if (this.opener?.isConnected) this.opener.focus({ preventScroll: true });
  }
}

/** Call once the page has been on screen for a while and has nothing better to do. @param {() => void} run */
function whenIdle(run) {
  setTimeout(() => (window.requestIdleCallback ? window.requestIdleCallback(run, { timeout: 1000 }) : run()), REST_MS);
}
