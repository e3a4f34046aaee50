// @ts-check
/** The canvases: ground, territories, names, events, what is marked; and what is under a point. */

import { Basemap } from "atlas/basemap";
import { addCanvas, endOpening, onRatioChange } from "atlas/canvas";
import { standingLines } from "atlas/claims";
import { joined } from "atlas/dom";
import { Events } from "atlas/events";
import { Focus } from "atlas/focus";
import { LabelBoard } from "atlas/labels";
import { Plazas } from "atlas/plazas";
import { markText } from "atlas/pointer";
import { Ports } from "atlas/ports";
import { isCalm } from "atlas/theme";
import { _, numberText } from "atlas/words";

/** @typedef {import("atlas/canvas").Frame} Frame */

/* A zoom out by one step shows the ground of twice the view. */
const GROUND_MARGIN = 0.5;
/* Room left around a symbol that the keyboard reaches. */
const FOCUS_MARGIN = 60;

export class Scene {
  /** @param {any} map @param {any} data the payload @param {string[]} [hidden] layers switched off */
  constructor(map, data, hidden = []) {
    this.map = map;
    this.data = data;
    /** @type {Map<string, number>} index of a place of the gazetteer by its id */
    this.indexOf = new Map();
    for (let i = 0; i < data.places.length; i++) if (data.places[i].kind !== "coordinates") this.indexOf.set(data.places[i].id, i);
    this.basemap = new Basemap(data.basemap);
    this.plazas = new Plazas(data);
    this.ports = new Ports(data.ports);
    this.events = new Events(data);
    /** @type {Record<string, boolean>} */
    this.shown = { ...Object.fromEntries(["events", "plazas", "ports"].map((name) => [name, data.options.layers.includes(name)])),
      ...(data.basemap.tiles ? { tiles: true } : {}) };
    this.hide(hidden);
    /** @type {{kind: string, id: string} | null} */
    this.selected = null;
    this.focused = new Focus(this.events);
    this.sized = -1;
    /** @type {Map<number, number> | undefined} radius by place index that names keep free, the same for all dates */
    this.keptFree = undefined;
    this.drawnFree = this.keptFree;
    /** What the last drawing of the territories told of the claims, and in which frame; and that of the names. */
    this.statuses = { told: "", frame: /** @type {Frame | null} */ (null) };
    this.lines = { told: "", frame: /** @type {Frame | null} */ (null) };
    /** @type {Frame | null} of the last drawing of the events */
    this.frame = null;
    /** @type {Frame | null} of the last drawing of what is marked */
    this.markedFrame = null;
    this.ground = addCanvas(map, "ground", 250, (ctx, frame) => this.basemap.draw(ctx, frame, !this.shown.tiles), { margin: GROUND_MARGIN });
    this.middle = addCanvas(map, "plazas", 350, (ctx, frame) => this.drawMiddle(ctx, frame));
    this.names = addCanvas(map, "names", 360, (ctx, frame) => this.drawNames(ctx, frame));
    this.top = addCanvas(map, "events", 450, (ctx, frame) => this.drawTop(ctx, frame));
    this.marks = addCanvas(map, "marked", 460, (ctx, frame) => this.drawMarked(ctx, frame),
      { isEmpty: () => !this.shown.events || !this.focused.isSet });
    this.calm();
    onRatioChange(() => this.redraw());
  }

  /** No movement of the map but the reader's own, where the reader asked for that. */
  calm() {
    if (!isCalm()) return;
    Object.assign(this.map.options, { zoomAnimationThreshold: -1, inertia: false });
  }

  /** Index of any place, -1 for none. @param {string} id */
  indexOfPlace(id) {
    return this.indexOf.get(id) ?? this.data.places.findIndex((/** @type {any} */ place) => place.id === id);
  }

  /** Switch a layer of the document on or off, for the next drawing. @param {string} name @param {boolean} on */
  show(name, on) {
    if (!(name in this.shown)) return;
    this.shown[name] = on && (name === "tiles" || this.data.options.layers.includes(name));
    if (name === "tiles") this.map.getPane("tilePane").hidden = !on;
  }

  /** Switch these layers off and all others on. @param {string[]} hidden */
  hide(hidden) {
    for (const name of Object.keys(this.shown)) this.show(name, !hidden.includes(name));
    if (this.ground) this.redraw();
  }

  redraw() {
    for (const canvas of [this.ground, this.middle, this.names, this.top, this.marks]) canvas.redraw();
  }

  /** Draw beyond the view, too, now that it is there. */
  widen() {
    endOpening();
    this.redraw();
  }

  /** Draw what a change of the view moves; territories and names only where it changed what they tell. */
  refresh() {
    const { plazas, statuses, lines } = this;
    if (!statuses.frame || plazas.statusesIn(statuses.frame) !== statuses.told) this.middle.redraw();
    if (!lines.frame || plazas.linesIn(lines.frame) !== lines.told || this.keptFree !== this.drawnFree) this.names.redraw();
    this.drawnFree = this.keptFree;
    this.top.redraw();
    this.marks.redraw();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
  drawTop(ctx, frame) {
    this.frame = frame;
    if (this.shown.events) this.events.draw(ctx, frame);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
  drawMarked(ctx, frame) {
    this.markedFrame = frame;
    this.focused.draw(ctx, frame);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
  drawMiddle(ctx, frame) {
    const { shown } = this, idOf = (/** @type {string} */ kind) => (this.selected?.kind === kind ? this.selected.id : null);
    this.statuses = { told: this.plazas.statusesIn(frame), frame };
    if (shown.plazas) this.plazas.draw(ctx, frame, idOf("plaza"));
    if (shown.ports) this.ports.draw(ctx, frame, idOf("port"));
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {boolean} [hasTowns] their names; tiles bring their own */
  drawNames(ctx, frame, hasTowns = !this.shown.tiles) {
    const board = new LabelBoard(), { shown } = this;
    this.lines = { told: this.plazas.linesIn(frame), frame };
    if (shown.events) this.keepFree(frame, board);
    const radiusAt = (/** @type {string} */ id) => (shown.events ? this.keptFree?.get(this.indexOf.get(id) ?? -1) ?? 0 : 0);
    if (shown.ports) this.ports.drawNames(ctx, frame, board, radiusAt);
    if (shown.plazas) this.plazas.drawNames(ctx, frame, board);
    if (hasTowns) this.basemap.drawTowns(ctx, frame, board);
  }

  /** @param {Frame} frame @param {LabelBoard} board */
  keepFree(frame, board) {
    const { x, y } = this.events;
    for (const [index, r] of this.keptFree ?? []) {
      if (r > 6 && x[index] === x[index]) board.reserve(x[index] * frame.k - frame.ox, y[index] * frame.k - frame.oy, r * 0.8);
    }
  }

  /** @param {number} x @param {number} y @param {number} k @param {number} reach @returns {import("atlas/pointer").Hit | null} */
  find(x, y, k, reach) {
    const mark = this.shown.events ? this.events.markOf(this.placeAt(x, y, reach)) : null;
    if (mark) {
      const text = markText(mark, this.data.style.commodities, this.sized);
      return { kind: "place", id: mark.place.id, name: mark.place.name, text, index: mark.index };
    }
    const port = this.shown.ports ? this.ports.at(x, y, (reach + 2) / k) : null;
    if (port) return { kind: "port", id: port.id, name: port.name, text: _("Port of entry"), index: -1 };
    const plaza = this.shown.plazas ? this.plazas.at(x, y) : null;
    if (!plaza) return null;
    const { standing } = this.plazas.plazas.find((/** @type {any} */ one) => one.plaza === plaza);
    const actions = this.plazas.actionsOf(plaza);
    const told = actions === 1 ? _("1 action") : _("{n} actions", { n: numberText(actions) });
    const text = joined([_("Plaza, schematic"), ...standingLines(standing), actions && told]);
    return { kind: "plaza", id: plaza.id, name: plaza.name, text, index: -1 };
  }

  /** The place whose symbol is at a unit Mercator point, a fanned out one first; -1 for none. @param {number} x @param {number} y @param {number} reach */
  placeAt(x, y, reach) {
    const { frame, markedFrame } = this;
    const fanned = markedFrame ? this.focused.at(x * markedFrame.k - markedFrame.ox, y * markedFrame.k - markedFrame.oy, reach) : -1;
    return fanned >= 0 || !frame ? fanned : this.events.at(x * frame.k - frame.ox, y * frame.k - frame.oy, reach);
  }

  /** @param {number} index of a place, or -1 */
  hover(index) {
    if (index === this.focused.hovered) return;
    this.focused.hovered = index;
    this.marks.redraw();
  }

  /** Mark a place that the keyboard reached, and bring it into view. @param {number} index of a place, or -1 */
  focus(index) {
    const place = this.data.places[index];
    if (place && place.lon !== null) this.map.panInside([place.lat, place.lon], { padding: [FOCUS_MARGIN, FOCUS_MARGIN], animate: !isCalm() });
    this.hover(index);
  }

  /** @param {{kind: string, id: string} | null} selected @returns {boolean} whether a territory or port is marked otherwise now */
  select(selected) {
    const isOfGround = (/** @type {{kind: string, id: string} | null} */ one) => one?.kind === "plaza" || one?.kind === "port";
    const before = this.selected;
    this.selected = selected;
    const index = selected?.kind === "place" ? this.indexOfPlace(selected.id) : -1;
    this.focused.select(index, this.frame?.k ?? 0);
    this.marks.redraw();
    return isOfGround(before) || isOfGround(selected);
  }
}
