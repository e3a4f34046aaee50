// @ts-check
/** The page around the map: one View moves every part of it. */

import { isTop, listen, mergeView, readHash, showAddress, tell } from "atlas/bridge";
import { Filter } from "atlas/filter";
import { countText, makeFoot, makeHead } from "atlas/head";
import { Legend } from "atlas/legend";
import { Panel } from "atlas/panel";
import { markText, Pointer } from "atlas/pointer";
import { Pins } from "atlas/pins";
import { PlaceList } from "atlas/roving";
import { pageOfRows } from "atlas/rows";
import { Scene } from "atlas/scene";
import { radiusOf } from "atlas/symbols";
import { onThemeChange } from "atlas/theme";
import { Timeline } from "atlas/timeline";
import { _ } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */

const BORDER = [[25.5, -118], [33.2, -96.8]];
const MIDDLE = [29.35, -107.4];
/** Pixels below which no border fits beside the controls. */
const SMALLEST = 160;
/** Radius of a symbol that names stay clear of. */
const LEAST_KEPT_FREE = 6;

export class Page {
  /**
   * @param {any} map @param {any} data @param {import("atlas/bridge").Known} known
   * @param {import("atlas/columns").Columns} columns @param {import("atlas/texts").Texts} texts
   */
  constructor(map, data, known, columns, texts) {
    this.map = map;
    this.data = data;
    this.known = known;
    this.defaults = mergeView(
      { from: null, to: null, commodity: [], agency: [], plaza: [], port: [], place: [], precision: [], undated: true, size: "count" },
      data.view, this.known);
    this.view = isTop() ? mergeView(this.defaults, readHash(location.hash), this.known) : this.defaults;
    this.filter = new Filter(columns, data);
    this.texts = texts;
    this.head = makeHead(data.meta);
    this.legend = new Legend(data, new Set(this.filter.used), {
      setView: (partial) => this.setView(partial), setLayer: (name, on) => this.setLayer(name, on) });
    this.timeline = new Timeline(this.filter, (partial) => this.setView(partial));
    this.panel = new Panel(data, this.filter, texts, () => this.select(null));
    this.list = new PlaceList({
      hover: (index) => this.scene.focus(index),
      select: (index) => this.select({ kind: "place", id: data.places[index].id }),
    });
    /** @type {{kind: string, id: string} | null} */
    this.selected = null;
    this.selection = this.filter.emptySelection();
  }

  build() {
    const { map } = this;
    document.body.classList.add("atlas");
    document.body.classList.toggle("atlas-timeless", !this.filter.columns.dated);
    const parts = [this.head, this.list, this.legend, this.timeline, this.panel].map((part) => part.node);
    document.body.append(...parts, makeFoot(this.data.meta));
    map.options.zoomSnap = 0.25;
    map.options.zoomDelta = 1;
    map.getContainer().setAttribute("role", "main");
    map.getContainer().setAttribute("aria-label", _("Map"));
    L.control.zoom({ position: "bottomleft", zoomInTitle: _("Zoom in"), zoomOutTitle: _("Zoom out") }).addTo(map);
    L.control.scale({ position: "bottomright" }).addTo(map);
    this.frameBorder();
    this.scene = new Scene(map, this.data); // drawn once, where the map now stands
    new Pointer(map, (x, y, k, reach) => this.scene.find(x, y, k, reach), {
      hover: (hit) => this.scene.hover(hit ? hit.index : -1), select: (hit, spot) => this.click(hit, spot) });
    const pins = new Pins(map);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.selected) this.select(null); });
    onThemeChange(() => this.draw());
    listen(this.defaults, {
      setView: ({ view }) => this.setView(view),
      pins: ({ pins: wanted, fit }) => { if (Array.isArray(wanted)) pins.show(wanted, Boolean(fit)); },
      rows: async ({ first, count }) => tell({ atlas: "rows", ...await this.rows(first, count) }),
    });
    this.scene.ground.redraw();
    return this.setView({});
  }

  /** Fit the border once, as soon as the page has a size: a frame in a closed drawer or hidden tab has none at first. */
  frameBorder() {
    const { map } = this;
    let isFramed = false;
    const frame = () => {
      map.invalidateSize({ animate: false });
      const { x, y } = map.getSize();
      if (isFramed || x < SMALLEST || y < SMALLEST) return;
      isFramed = true;
      const beside = this.legend.body.hidden ? 8 : this.legend.node.offsetWidth + 20;
      map.fitBounds(BORDER, { animate: false, paddingTopLeft: [8, 60], paddingBottomRight: [beside, 8] });
    };
    map.setView(MIDDLE, 5, { animate: false });
    frame();
    new ResizeObserver(frame).observe(map.getContainer());
  }

  /** Show another view at once. @param {any} partial @returns {Promise<void>} when drawn, and its texts are there */
  setView(partial) {
    this.view = mergeView(this.view, partial, this.known);
    return this.update();
  }

  async update() {
    const { view, scene } = this;
    const selection = this.filter.select(view, this.selection);
    scene.sized = this.data.style.commodities.findIndex((/** @type {any} */ style) => style.code === view.size);
    const largest = this.largest();
    scene.keptFree = this.keptFree;
    scene.events.setSelection(selection, largest);
    scene.plazas.setView(view);
    this.counted = { ...selection.count };
    this.head.count.setAttribute("aria-live", this.timeline.playing ? "off" : "polite");
    this.head.count.textContent = countText(selection.count);
    this.timeline.show(view, selection.count);
    this.legend.show(view, largest);
    this.list.show(scene.events, (mark) => markText(mark, this.data.style.commodities, scene.sized));
    scene.refresh();
    showAddress(view);
    tell({ atlas: "view", view: { ...view }, count: this.counted });
    if (this.selected) await this.panel.show(this.selected, view);
  }

  /** Largest quantity of a place over all dates, so that sizes keep their meaning while time moves. */
  largest() {
    const timeless = { ...this.view, from: null, to: null };
    const key = JSON.stringify(timeless);
    if (key !== this.largestKey) {
      this.largestKey = key;
      const sums = this.filter.select(timeless), count = this.data.places.length;
      this.largestFound = 0;
      for (let index = 0; index < count; index++) this.largestFound = Math.max(this.largestFound, sums.quantity(index));
      this.keptFree = new Map();
      for (let index = 0; index < count; index++) {
        const r = radiusOf(sums.quantity(index), this.largestFound);
        if (r > LEAST_KEPT_FREE) this.keptFree.set(index, r);
      }
    }
    return this.largestFound || 1;
  }

  /** Rows of the table of the view. @param {number} first @param {number} count */
  rows(first, count) {
    return pageOfRows(this.filter, this.texts, this.view, Number(first) || 0, Math.max(1, Math.min(1000, Number(count) || 10)));
  }

  draw() {
    this.scene.redraw();
    this.timeline.draw();
    this.legend.show(this.view, this.largest());
  }

  /** Pan no more than needed to see a spot beside the panel. @param {any} found place, port or plaza */
  uncover(found) {
    const [lon, lat] = found.label ?? [found.lon, found.lat];
    const map = this.map.getContainer().getBoundingClientRect(), panel = this.panel.node.getBoundingClientRect();
    const beside = panel.left > map.left + 40;
    const covered = beside ? [map.right - panel.left + 30, 20] : [20, Math.max(map.bottom - panel.top, 0) + 30];
    if (lon !== null && lat !== null) this.map.panInside([lat, lon], { paddingTopLeft: [20, 80], paddingBottomRight: covered });
  }

  /** @param {string} name @param {boolean} on */
  setLayer(name, on) {
    Object.assign(this.scene.shown, { [name]: on });
    if (name === "tiles") this.map.getPane("tilePane").hidden = !on;
    this.scene.redraw();
  }

  /** @param {{kind: string, id: string} | null} hit @param {{lng: number, lat: number}} spot */
  click(hit, { lng, lat }) {
    tell({ atlas: "point", lon: Number(lng.toFixed(5)), lat: Number(lat.toFixed(5)), kind: hit?.kind ?? null });
    return this.select(hit);
  }

  /** @param {{kind: string, id: string} | null} wanted nothing is selected when there is no such thing */
  async select(wanted) {
    const selected = wanted && this.panel.find(wanted) ? wanted : null;
    const opener = this.selected ? null : document.activeElement;
    if (opener instanceof HTMLElement) this.opener = opener;
    if (selected && !this.selected) this.legend.fold();
    if (!selected) this.legend.unfold();
    this.selected = selected && { kind: selected.kind, id: selected.id };
    this.scene.select(this.selected);
    this.scene.middle.redraw();
    tell({ atlas: "select", kind: this.selected?.kind ?? null, id: this.selected?.id ?? null });
    const shown = this.panel.show(this.selected, this.view);
    if (selected) this.uncover(this.panel.find(selected));
    await shown;
    if (this.selected) this.panel.focus();
    else if (this.opener?.isConnected) this.opener.focus({ preventScroll: true });
  }
}
