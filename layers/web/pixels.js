// @ts-check
/** Pixels to copy symbols into; only the rows that hold any are shown. */

import { stampUnder } from "atlas/sprites";

export class PixelSheet {
  /** @param {number} width @param {number} height device pixels */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    /** First filled row, and the row after the last. */
    this.first = height;
    this.last = 0;
    /** @type {HTMLCanvasElement | null} for showing over what is drawn */
    this.canvas = null;
  }

  clear() {
    this.pixels.fill(0, this.first * this.width, this.last * this.width);
    this.first = this.height;
    this.last = 0;
  }

  /**
   * Copy a sprite under those before it; one that is not wholly inside is left out, as the drawing reaches beyond the view.
   * @param {import("atlas/sprites").Stamp} stamp @param {number} size @param {number} left @param {number} top
   */
  stamp(stamp, size, left, top) {
    const bottom = top + size;
    if (left < 0 || top < 0 || left + size > this.width || bottom > this.height) return;
    if (top < this.first) this.first = top;
    if (bottom > this.last) this.last = bottom;
    stampUnder(this.pixels, top * this.width + left, stamp);
  }

  /** In one piece, as each call takes longer than its pixels. @param {CanvasRenderingContext2D} ctx without transform @param {boolean} over something already drawn */
  show(ctx, over) {
    const { width, height, first, last } = this, rows = last - first;
    if (rows <= 0) return;
    if (!over) return ctx.putImageData(this.image, 0, 0, 0, first, width, rows);
    this.canvas ??= Object.assign(document.createElement("canvas"), { width, height });
    /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d")).putImageData(this.image, 0, 0, 0, first, width, rows);
    ctx.drawImage(this.canvas, 0, first, width, rows, 0, first, width, rows);
  }
}
