// @ts-check
/** The ground of a place whose spot is not exact: the outline of its area, else the circle of its radius. */

import { pixelsOf } from "atlas/canvas";
import { decodeShapes, tracePath } from "atlas/shapes";
import { theme } from "atlas/theme";

export class Areas {
  /** @param {any} data the payload @param {Float64Array} x @param {Float64Array} y of its places, in unit Mercator */
  constructor(data, x, y) {
    this.places = data.places;
    this.shapes = decodeShapes(data.areas);
    this.x = x;
    this.y = y;
  }

  /**
   * @param {CanvasRenderingContext2D} ctx @param {import("atlas/canvas").Frame} frame @param {number} index of the place
   * @param {number} r radius of its symbol: a circle hardly wider is left out @param {boolean} [strong] selected
   * @returns {boolean} whether any of it is in the frame
   */
  draw(ctx, frame, index, r, strong = false) {
    if (!this.trace(ctx, frame, index, r)) return false;
    ctx.save();
    ctx.fillStyle = ctx.strokeStyle = theme().ink;
    ctx.globalAlpha = strong ? 0.12 : 0.045;
    ctx.fill("evenodd");
    ctx.globalAlpha = strong ? 0.9 : 0.35;
    ctx.lineWidth = strong ? 1.6 : 1;
    ctx.stroke();
    ctx.restore();
    return true;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {import("atlas/canvas").Frame} frame @param {number} index @param {number} r */
  trace(ctx, frame, index, r) {
    const place = this.places[index], shape = place.area === null ? null : this.shapes[place.area];
    if (!shape && !place.radius_km) return false;
    ctx.beginPath();
    if (shape) return tracePath(ctx, shape, frame);
    const wide = pixelsOf(place.radius_km, place.lat, frame.k);
    const x = this.x[index] * frame.k - frame.ox, y = this.y[index] * frame.k - frame.oy;
    if (wide < r + 2 || wide > 2 * frame.width) return false;
    if (x + wide < 0 || y + wide < 0 || x - wide > frame.width || y - wide > frame.height) return false;
    ctx.arc(x, y, wide, 0, 7);
    return true;
  }
}
