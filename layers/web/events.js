// @ts-check
/** The seizure events: one symbol per place, over its area where the spot is not exact. */

import { Areas } from "atlas/areas";
import { mercatorX, mercatorY } from "atlas/canvas";
import { Selection } from "atlas/filter";
import { ScreenGrid } from "atlas/grid";
import { Stamper } from "atlas/stamper";
import { EXACT, largestRadius, makeLook, radiusWithin } from "atlas/symbols";

/** @typedef {import("atlas/canvas").Frame} Frame */
/** @typedef {import("atlas/symbols").Look} Look */
/** @typedef {{index: number, place: any, x: number, y: number, look: Look, quantity: number, events: number,
 *   rows: [number, number][]}} Mark x and y in unit Mercator, rows by commodity. */

/* Radii are told apart to half a pixel. */
const HALVES = 2;
/* Centres closer than this share of the larger radius: one symbol hides the other. */
const HIDING = 0.7;

/* Symbols of one radius are drawn by bands from north to south: those drawn one after the other are near in memory. */
const BANDS = 64;

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
      if (lon !== null && lat !== null) [this.x[i], this.y[i]] = [mercatorX(lon), mercatorY(lat)];
      if (EXACT.has(precision) && !approximate) this.solid[i] = 1;
    }
    this.bands = bandsOf(this.y);
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
    this.seen = { ids: new Uint32Array(0), x: new Float32Array(0), y: new Float32Array(0), count: 0 };
  }

  /**
   * @param {import("atlas/filter").Selection} selection
   * @param {number} largest quantity that has the largest symbol
   */
  setSelection(selection, largest) {
    const most = largestRadius(), known = new Map(), { halves, lookOf, x } = this;
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
    this.sort(count);
  }

  /**
   * Number of the look in `looks`, the same for equal looks.
   * @param {number} index of the place @param {number} halves @param {Map<number | string, number>} known
   */
  look(index, halves, known) {
    const only = this.selection.onlyAt(index), solid = this.solid[index];
    const short = (only * 256 + halves) * 2 + solid, found = only < 0 ? undefined : known.get(short);
    if (found !== undefined) return found;
    const { parts, shape } = this.partsOf(index), look = makeLook(halves / HALVES, shape, parts, solid === 1);
    const number = known.get(look.key) ?? this.looks.push(look) - 1;
    known.set(look.key, number);
    if (only >= 0) known.set(short, number);
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

  /** Order the first `count` of those found by radius, the largest first, and by band: counted, not compared. @param {number} count */
  sort(count) {
    const starts = new Uint32Array(256 * BANDS), { halves, bands, found } = this;
    for (let i = 0; i < count; i++) starts[(255 - halves[found[i]]) * BANDS + bands[found[i]]]++;
    let sum = 0;
    for (let i = 0; i < starts.length; i++) {
      const size = starts[i];
      starts[i] = sum;
      sum += size;
    }
    this.order = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.order[starts[(255 - halves[found[i]]) * BANDS + bands[found[i]]]++] = found[i];
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
    const { order, x, y, halves, seen, grid } = this, beyond = 2 * largestRadius();
    if (seen.ids.length < order.length) {
      this.seen = { ids: new Uint32Array(order.length), x: new Float32Array(order.length), y: new Float32Array(order.length), count: 0 };
      return this.see(/** @type {Frame} */ ({ k, ox, oy, width, height }));
    }
    let count = 0;
    grid.clear(width, height, order.length);
    for (const index of order) {
      const px = x[index] * k - ox, py = y[index] * k - oy;
      if (px < -beyond || py < -beyond || px > width + beyond || py > height + beyond) continue;
      grid.add(count, px, py, halves[index] / HALVES);
      seen.ids[count] = index;
      seen.x[count] = px;
      seen.y[count++] = py;
    }
    seen.count = count;
  }

  /**
   * The place whose symbol is under a pixel of the last drawing, the smallest on top, else the nearest in reach; -1 for none.
   * @param {number} x @param {number} y @param {number} reach pixels
   */
  at(x, y, reach) {
    const { seen, halves } = this;
    let inside = -1, least = Infinity, nearest = -1, nearestGap = reach;
    this.grid.near(x, y, reach, (i) => {
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
    this.grid.near(seen.x[at], seen.y[at], 0, (i) => {
      const other = seen.ids[i], distance = Math.hypot(x[other] - x[index], y[other] - y[index]) * k;
      if (other !== index && distance < (HIDING * Math.max(halves[other], halves[index])) / HALVES) found.push(other);
    });
    return found;
  }
}

/** Band of each place, from the northernmost. @param {Float64Array} y in unit Mercator, NaN for none */
function bandsOf(y) {
  let least = Infinity, most = -Infinity;
  for (const one of y) {
    if (one < least) least = one;
    if (one > most) most = one;
  }
  const bands = new Uint8Array(y.length), share = BANDS / (most - least || 1);
  for (let i = 0; i < y.length; i++) bands[i] = Math.min(BANDS - 1, Math.floor((y[i] - least) * share) || 0);
  return bands;
}
