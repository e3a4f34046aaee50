// @ts-check
/** The three canvases: ground, territories and names, events; and what is under a point. */

import { Basemap } from "atlas/basemap";
import { addCanvas, mercatorX, mercatorY } from "atlas/canvas";
import { standingLines } from "atlas/claims";
import { Events } from "atlas/events";
import { LabelBoard } from "atlas/labels";
import { Plazas } from "atlas/plazas";
import { markText } from "atlas/pointer";
import { Ports } from "atlas/ports";
import { _ } from "atlas/words";

export class Scene {
  /** @param {any} map @param {any} data the payload */
  constructor(map, data) {
    this.data = data;
    this.basemap = new Basemap(data.basemap);
    this.plazas = new Plazas(data);
    this.ports = new Ports(data.ports);
    this.events = new Events(data);
    this.shown = { events: true, plazas: true, ports: true, tiles: Boolean(data.basemap.tiles) };
    /** @type {{kind: string, id: string} | null} */
    this.selected = null;
    this.marked = { hovered: -1, selected: -1 };
    this.sized = -1;
    /** @type {Map<number, number> | undefined} radius by place index that names keep free, the same for all dates */
    this.keptFree = undefined;
    this.ground = addCanvas(map, "ground", 250, (ctx, frame) => this.basemap.draw(ctx, frame, !this.shown.tiles));
    this.middle = addCanvas(map, "plazas", 350, (ctx, frame) => this.drawMiddle(ctx, frame));
    this.top = addCanvas(map, "events", 450, (ctx, frame) => {
      if (this.shown.events) this.events.draw(ctx, frame, this.marked);
    });
  }

  redraw() {
    for (const canvas of [this.ground, this.middle, this.top]) canvas.redraw();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {import("atlas/canvas").Frame} frame */
  drawMiddle(ctx, frame) {
    const board = new LabelBoard(), { shown } = this;
    const idOf = (/** @type {string} */ kind) => (this.selected?.kind === kind ? this.selected.id : null);
    if (shown.plazas) this.plazas.draw(ctx, frame, idOf("plaza"));
    if (shown.ports) this.ports.draw(ctx, frame, idOf("port"));
    if (shown.events) this.keepFree(frame, board);
    const radii = new Map([...(this.keptFree ?? [])].map(([index, r]) => [this.data.places[index].id, r]));
    if (shown.ports) this.ports.drawNames(ctx, frame, board, (id) => (shown.events ? radii.get(id) ?? 0 : 0));
    if (shown.plazas) this.plazas.drawNames(ctx, frame, board);
    if (!shown.tiles) this.basemap.drawTowns(ctx, frame, board);
  }

  /** @param {import("atlas/canvas").Frame} frame @param {LabelBoard} board */
  keepFree(frame, board) {
    for (const [index, r] of this.keptFree ?? []) {
      const { lon, lat } = this.data.places[index];
      if (r > 6 && lon !== null) board.reserve(mercatorX(lon) * frame.k - frame.ox, mercatorY(lat) * frame.k - frame.oy, r * 0.8);
    }
  }

  /** @param {number} x @param {number} y @param {number} k @param {number} reach @returns {import("atlas/pointer").Hit | null} */
  find(x, y, k, reach) {
    const mark = this.shown.events ? this.events.at(x, y, k, reach) : null;
    if (mark) {
      const text = markText(mark, this.data.style.commodities, this.sized);
      return { kind: "place", id: mark.place.id, name: mark.place.name, text, index: mark.index };
    }
    const port = this.shown.ports ? this.ports.at(x, y, (reach + 2) / k) : null;
    if (port) return { kind: "port", id: port.id, name: port.name, text: _("Port of entry"), index: -1 };
    const plaza = this.shown.plazas ? this.plazas.at(x, y) : null;
    if (!plaza) return null;
    const standing = this.plazas.plazas.find((/** @type {any} */ one) => one.plaza === plaza).standing;
    const text = [_("Plaza, schematic"), ...standingLines(standing)].join(" · ");
    return { kind: "plaza", id: plaza.id, name: plaza.name, text, index: -1 };
  }

  /** @param {number} index of a place, or -1 */
  hover(index) {
    if (index === this.marked.hovered) return;
    this.marked.hovered = index;
    this.top.redraw();
  }

  /** @param {{kind: string, id: string} | null} selected */
  select(selected) {
    this.selected = selected;
    const isSelected = (/** @type {any} */ place) => place.id === selected?.id;
    this.marked.selected = selected?.kind === "place" ? this.data.places.findIndex(isSelected) : -1;
  }
}
