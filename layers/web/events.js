// @ts-check
/** The seizure events: one symbol per place, over its area where the spot is not exact. */

import { Areas } from "atlas/areas";
import { mercatorX, mercatorY } from "atlas/canvas";
import { ScreenGrid } from "atlas/grid";
import { Selection } from "atlas/selection";
import { Sorter } from "atlas/sorter";
import { Stamper } from "atlas/stamper";
import { EXACT, largestRadius, makeLook, radiusWithin } from "atlas/symbols";

/** @typedef {import("atlas/canvas").Frame} Frame */
/** @typedef {import("atlas/symbols").Look} Look */
/** @typedef {{index: number, place: any, x: number, y: number, look: Look, quantity: number, events: number,
 *   rows: [number, number][]}} Mark x and y in unit Mercator, rows by commodity. */

/* Radii are told apart to half a pixel, and there are so many of them. */
const HALVES = 2, RADII = 256;
/* Centres closer than this share of the larger radius: one symbol hides the other. */
const HIDING = 0.7;

export class Events {
  /** @param {any} data the payload */
  constructor(data) {
    this.styles = data.style.commodities;
    this.places = data.places;
    const { places } = this;
    this.x = new Float64Array(places.length).fill(NaN);
    this.y = new Float64Array(places.length).fill(NaN);
    this.solid = new Uint8Array(places.length);
    for (let i = 0; i < places.length; i++) {
      const { lon, lat, precision, approximate } = places[i];
      if (EXACT.has(precision) && !approximate) this.solid[i] = 1;
      if (lon === null || lat === null) continue;
      this.x[i] = mercatorX(lon);
      this.y[i] = mercatorY(lat);
    }
    this.sorter = new Sorter(this.y, RADII);
    this.halves = new Uint8Array(places.length);
    this.lookOf = new Uint32Array(places.length);
    this.found = new Uint32Array(places.length);
    /** @type {Look[]} */
    this.looks = [];
    /** Places with a symbol, the largest first. */
    this.order = new Uint32Array(0);
    this.selection = new Selection(places.length, []);
    this.areas = new Areas(data, this.x, this.y);
    this.grid = new ScreenGrid();
    this.stamper = new Stamper();
    const { length } = places;
    this.seen = { ids: new Uint32Array(length), x: new Float32Array(length), y: new Float32Array(length), count: 0 };
    /** Size of the last drawing, while its symbols are not in the grid yet. */
    this.ungridded = /** @type {{width: number, height: number} | null} */ (null);
  }

  /**
   * @param {Selection} selection
   * @param {number} largest quantity that has the largest symbol
   */
  setSelection(selection, largest) {
    const most = largestRadius(), { halves, lookOf, x } = this;
    const known = { plain: new Int32Array(this.styles.length * RADII * 2).fill(-1), keys: new Map() };
    const amounts = selection.sized < 0 ? selection.events : selection.kg;
    this.selection = selection;
    this.looks = [];
    halves.fill(0);
    let count = 0;
    for (let i = 0; i < selection.found.count; i++) {
      const index = selection.found.codes[i] - 1, quantity = amounts[index + 1];
      if (index < 0 || !quantity) continue;
      halves[index] = Math.round(HALVES * radiusWithin(quantity, largest, most));
      lookOf[index] = this.look(index, halves[index], known);
      if (x[index] === x[index]) this.found[count++] = index;
    }
    this.order = this.sorter.sort(this.found.subarray(0, count), halves);
  }

  /**
   * Number of the look in `looks`, the same for equal looks.
   * @param {number} index of the place @param {number} halves
   * @param {{plain: Int32Array, keys: Map<string, number>}} known numbers by commodity, size and solidity, and by key
   */
  look(index, halves, { plain, keys }) {
    const only = this.selection.onlyAt(index), solid = this.solid[index], short = (only * RADII + halves) * 2 + solid;
    if (only >= 0 && plain[short] >= 0) return plain[short];
    const { parts, shape } = this.partsOf(index), look = makeLook(halves / HALVES, shape, parts, solid === 1);
    const number = keys.get(look.key) ?? this.looks.push(look) - 1;
    keys.set(look.key, number);
    if (only >= 0) plain[short] = number;
    return number;
  }

  /** Colours of a place with their shares, and its shape. @param {number} index of the place */
  partsOf(index) {
    const { sized } = this.selection, rows = this.selection.rowsAt(index);
    const shown = sized < 0 ? rows : rows.filter(([commodity]) => commodity === sized);
    const weights = new Map();
    for (const [commodity, weight] of shown) {
      const { colour } = this.styles[commodity];
      weights.set(colour, (weights.get(colour) || 0) + weight);
    }
    const shapes = new Set(shown.map(([commodity]) => this.styles[commodity].shape));
    const parts = [...weights].map(([colour, weight]) => ({ colour, weight }));
    return { parts, shape: shapes.size === 1 ? [...shapes][0] : "circle" };
  }

  get count() {
    return this.order.length;
  }

  /** The symbol of a place; null when it has none. @param {number} index of the place @returns {Mark | null} */
  markOf(index) {
    if (!this.halves[index] || Number.isNaN(this.x[index])) return null;
    const { selection } = this;
    return {
      index, place: this.places[index], x: this.x[index], y: this.y[index], look: this.looks[this.lookOf[index]],
      quantity: selection.quantity(index), events: selection.events[index + 1], rows: selection.rowsAt(index),
    };
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
  draw(ctx, frame) {
    this.see(frame);
    let hasAreas = false;
    for (let i = 0; i < this.seen.count; i++) {
      const index = this.seen.ids[i];
      if (!this.solid[index] && this.areas.draw(ctx, frame, index, this.halves[index] / HALVES)) hasAreas = true;
    }
    this.stamper.draw(ctx, frame, this, hasAreas);
  }

  /** Keep what is in the frame, in the order of drawing. @param {Frame} frame */
  see({ k, ox, oy, width, height }) {
    const { order, x, y, seen } = this, beyond = 2 * largestRadius();
    let count = 0;
    for (const index of order) {
      const px = x[index] * k - ox, py = y[index] * k - oy;
      if (px < -beyond || py < -beyond || px > width + beyond || py > height + beyond) continue;
      seen.ids[count] = index;
      seen.x[count] = px;
      seen.y[count++] = py;
    }
    seen.count = count;
    this.ungridded = { width, height };
  }

  /** The symbols of the last drawing by their spots, put there when first asked for. */
  filledGrid() {
    const { grid, seen, halves, ungridded } = this;
    if (!ungridded) return grid;
    grid.clear(ungridded.width, ungridded.height, seen.count);
    for (let i = 0; i < seen.count; i++) grid.add(i, seen.x[i], seen.y[i], halves[seen.ids[i]] / HALVES);
    this.ungridded = null;
    return grid;
  }

  /**
   * The place whose symbol is under a pixel of the last drawing, the smallest on top, else the nearest in reach; -1 for none.
   * @param {number} x @param {number} y @param {number} reach pixels
   */
  at(x, y, reach) {
    const { seen, halves } = this;
    let inside = -1, least = Infinity, nearest = -1, nearestGap = reach;
    this.filledGrid().near(x, y, reach, (i) => {
      const r = halves[seen.ids[i]] / HALVES, gap = Math.hypot(seen.x[i] - x, seen.y[i] - y) - r;
      if (gap <= 0 && (r < least || (r === least && i > inside))) [inside, least] = [i, r];
      else if (gap > 0 && gap < nearestGap) [nearest, nearestGap] = [i, gap];
    });
    const found = inside >= 0 ? inside : nearest;
    return found >= 0 ? seen.ids[found] : -1;
  }

  /**
   * Places whose symbols hide each other: the centre of one deep inside the other. The given one is first.
   * @param {number} index of a place @param {number} k @returns {number[]}
   */
  overlapping(index, k) {
    const { seen, halves, x, y } = this, found = [index], at = seen.ids.subarray(0, seen.count).indexOf(index);
    if (at < 0) return found;
    this.filledGrid().near(seen.x[at], seen.y[at], 0, (i) => {
      const other = seen.ids[i], distance = Math.hypot(x[other] - x[index], y[other] - y[index]) * k;
      if (other !== index && distance < (HIDING * Math.max(halves[other], halves[index])) / HALVES) found.push(other);
    });
    return found;
  }
}
