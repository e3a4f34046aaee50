// @ts-check
/** The seizure events: one symbol per place, over its area where the spot is not exact. */

import { mercatorX, mercatorY, pixelsOf } from "atlas/canvas";
import { quantityOf } from "atlas/filter";
import { decodeShapes, tracePath } from "atlas/shapes";
import { drawSymbol, EXACT, radiusOf, traceShape } from "atlas/symbols";
import { theme } from "atlas/theme";

/** @typedef {import("atlas/canvas").Frame} Frame */
/** @typedef {{index: number, place: any, x: number, y: number, r: number, shape: string, solid: boolean, quantity: number,
 *   parts: import("atlas/symbols").Part[], sum: import("atlas/filter").Aggregate}} Mark */

export class Events {
  /** @param {any} data the payload */
  constructor(data) {
    this.styles = data.style.commodities;
    this.places = data.places;
    this.areas = decodeShapes(data.areas);
    /** @type {Mark[]} largest first */
    this.marks = [];
  }

  /**
   * @param {import("atlas/filter").Selection} selection
   * @param {number} sized commodity index or -1
   * @param {number} largest quantity that has the largest symbol
   */
  setSelection(selection, sized, largest) {
    this.marks = [];
    for (const [index, sum] of selection.byPlace) {
      const quantity = quantityOf(sum, sized), place = this.places[index];
      if (!quantity || place.lon === null || place.lat === null) continue;
      this.marks.push({
        index, place, sum, quantity, x: mercatorX(place.lon), y: mercatorY(place.lat), r: radiusOf(quantity, largest),
        solid: EXACT.has(place.precision) && !place.approximate, ...this.looks(sum, sized),
      });
    }
    this.marks.sort((a, b) => b.r - a.r || a.index - b.index);
  }

  /** @param {import("atlas/filter").Aggregate} sum @param {number} sized */
  looks(sum, sized) {
    const indices = sized < 0 ? [...sum.weights.keys()].sort((a, b) => a - b) : [sized];
    const weights = new Map();
    for (const i of indices) {
      const { colour } = this.styles[i];
      weights.set(colour, (weights.get(colour) || 0) + (sum.weights.get(i) || 1));
    }
    const shapes = new Set(indices.map((i) => this.styles[i].shape));
    const parts = [...weights].map(([colour, weight]) => ({ colour, weight }));
    return { parts, shape: shapes.size === 1 ? [...shapes][0] : "circle" };
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {{hovered: number, selected: number}} marked */
  draw(ctx, frame, marked) {
    for (const mark of this.marks) if (!mark.solid) this.drawArea(ctx, frame, mark, mark.index === marked.selected);
    for (const mark of this.marks) {
      const x = mark.x * frame.k - frame.ox, y = mark.y * frame.k - frame.oy;
      if (x < -40 || y < -40 || x > frame.width + 40 || y > frame.height + 40) continue;
      drawSymbol(ctx, { ...mark, x, y });
      if (mark.index === marked.selected || mark.index === marked.hovered) {
        drawOutline(ctx, x, y, mark, mark.index === marked.selected);
      }
    }
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {Mark} mark @param {boolean} strong */
  drawArea(ctx, frame, mark, strong) {
    const { place } = mark, { ink } = theme();
    const area = place.area === null ? null : this.areas[place.area];
    ctx.beginPath();
    if (area) {
      if (!tracePath(ctx, area, frame)) return;
    } else {
      const r = pixelsOf(place.radius_km, place.lat, frame.k);
      if (r < mark.r + 2 || r > 2 * frame.width) return;
      ctx.arc(mark.x * frame.k - frame.ox, mark.y * frame.k - frame.oy, r, 0, 7);
    }
    ctx.save();
    ctx.fillStyle = ctx.strokeStyle = ink;
    ctx.globalAlpha = strong ? 0.12 : 0.045;
    ctx.fill("evenodd");
    ctx.globalAlpha = strong ? 0.9 : 0.35;
    ctx.lineWidth = strong ? 1.6 : 1;
    ctx.stroke();
    ctx.restore();
  }

  /**
   * The mark under a unit Mercator point, the smallest on top, else the nearest in reach.
   * @param {number} x @param {number} y @param {number} k @param {number} reach pixels
   */
  at(x, y, k, reach) {
    let nearest = null, least = reach;
    for (let i = this.marks.length - 1; i >= 0; i--) {
      const mark = this.marks[i], distance = Math.hypot(mark.x - x, mark.y - y) * k;
      if (distance <= mark.r) return mark;
      if (distance < least) [nearest, least] = [mark, distance];
    }
    return nearest;
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {Mark} mark @param {boolean} strong */
function drawOutline(ctx, x, y, mark, strong) {
  ctx.beginPath();
  traceShape(ctx, x, y, mark.r + 3, mark.shape);
  ctx.strokeStyle = theme().paper;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.strokeStyle = theme().ink;
  ctx.lineWidth = strong ? 2.5 : 1.5;
  ctx.stroke();
}
