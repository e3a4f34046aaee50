// @ts-check
/** The ground of a place whose spot is not exact: the outline of its area, else the circle of its radius. */

import { pixelsOf } from "atlas/canvas";
import { decodeShapes, isOutside, pathOf } from "atlas/shapes";
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
    const { wide, path } = this.trace(frame, index, r);
    if (!path) return false;
    const faint = Math.max(LEAST_INK, Math.min(1, LOUD / wide));
    ctx.save();
    ctx.fillStyle = ctx.strokeStyle = theme().ink;
    ctx.globalAlpha = strong ? 0.12 : 0.05 * faint;
    ctx.fill(path, "evenodd");
    ctx.globalAlpha = strong ? 0.9 : 0.4 * faint;
    ctx.lineWidth = strong ? 1.6 : 1;
    ctx.stroke(path);
    ctx.restore();
    return true;
  }

  /**
   * Outline of the ground, null where it is too small or out of the frame, and half its width.
   * @param {import("atlas/canvas").Frame} frame @param {number} index @param {number} r
   * @returns {{path: Path2D | null, wide: number}}
   */
  trace(frame, index, r) {
    const place = this.places[index], shape = place.area === null ? null : this.shapes[place.area], { k } = frame;
    const wide = shape ? ((shape.box[2] - shape.box[0]) * k) / 2 : pixelsOf(place.radius_km || 0, place.lat, k);
    if (shape) return { wide, path: isOutside(shape, frame) ? null : pathOf([shape], frame) };
    const x = this.x[index] * k - frame.ox, y = this.y[index] * k - frame.oy;
    if (wide < r + 2 || wide > 2 * frame.width || isBeyond(x, y, wide, frame)) return { wide, path: null };
    const path = new Path2D();
    path.arc(x, y, wide, 0, 7);
    return { wide, path };
  }
}

/** @param {number} x @param {number} y @param {number} r @param {import("atlas/canvas").Frame} frame */
const isBeyond = (x, y, r, { width, height }) => x + r < 0 || y + r < 0 || x - r > width || y - r > height;
