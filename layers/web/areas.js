// @ts-check
/** The ground of a place whose spot is not exact: the outline of its area, else the circle of its radius. */

import { pixelsOf } from "atlas/canvas";
import { decodeShapes, tracePath } from "atlas/shapes";
import { theme } from "atlas/theme";

/* Pixels from which a wider area is drawn fainter, so that a few vague places do not grey the map; and how faint at most. */
const LOUD = 40, LEAST_INK = 0.4;

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
    const wide = this.trace(ctx, frame, index, r);
    if (!wide) return false;
    const faint = Math.max(LEAST_INK, Math.min(1, LOUD / wide));
    ctx.save();
    ctx.fillStyle = ctx.strokeStyle = theme().ink;
    ctx.globalAlpha = strong ? 0.12 : 0.05 * faint;
    ctx.fill("evenodd");
    ctx.globalAlpha = strong ? 0.9 : 0.4 * faint;
    ctx.lineWidth = strong ? 1.6 : 1;
    ctx.stroke();
    ctx.restore();
    return true;
  }

  /** Half the width of what was traced, 0 for nothing. @param {CanvasRenderingContext2D} ctx @param {import("atlas/canvas").Frame} frame @param {number} index @param {number} r */
  trace(ctx, frame, index, r) {
    const place = this.places[index], shape = place.area === null ? null : this.shapes[place.area];
    if (!shape && !place.radius_km) return 0;
    ctx.beginPath();
    if (shape) return tracePath(ctx, shape, frame) ? ((shape.box[2] - shape.box[0]) * frame.k) / 2 : 0;
    const wide = pixelsOf(place.radius_km, place.lat, frame.k);
    const x = this.x[index] * frame.k - frame.ox, y = this.y[index] * frame.k - frame.oy;
    if (wide < r + 2 || wide > 2 * frame.width) return 0;
    if (x + wide < 0 || y + wide < 0 || x - wide > frame.width || y - wide > frame.height) return 0;
    ctx.arc(x, y, wide, 0, 7);
    return wide;
  }
}
