// @ts-check
/** Pixels to copy symbols into, in strips that know their filled rows, so that only those are shown. */

import { stampUnder } from "atlas/sprites";

/* Width of a strip. */
const STRIP = 128;

export class PixelSheet {
  /** @param {number} width @param {number} height device pixels */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.strips = Math.ceil(width / STRIP);
    /** First filled row of each strip, and the row after the last. */
    this.first = new Int32Array(this.strips).fill(height);
    this.last = new Int32Array(this.strips);
    /** @type {HTMLCanvasElement | null} for showing over what is drawn */
    this.canvas = null;
  }

  clear() {
    const { width, height, first, last } = this, top = Math.min(...first), bottom = Math.max(...last);
    if (top < bottom) this.pixels.fill(0, top * width, bottom * width);
    first.fill(height);
    last.fill(0);
  }

  /**
   * Copy a sprite under those before it; one that is not wholly inside is left out, as the drawing reaches beyond the view.
   * @param {import("atlas/sprites").Stamp} stamp @param {number} size @param {number} left @param {number} top
   */
  stamp(stamp, size, left, top) {
    const { first, last } = this, bottom = top + size;
    if (left < 0 || top < 0 || left + size > this.width || bottom > this.height) return;
    for (let strip = Math.floor(left / STRIP); strip * STRIP < left + size; strip++) {
      if (top < first[strip]) first[strip] = top;
      if (bottom > last[strip]) last[strip] = bottom;
    }
    stampUnder(this.pixels, top * this.width + left, stamp);
  }

  /** @param {CanvasRenderingContext2D} ctx without transform @param {boolean} over something already drawn */
  show(ctx, over) {
    if (over) this.canvas ??= Object.assign(document.createElement("canvas"), { width: this.width, height: this.height });
    const target = over && this.canvas ? /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d")) : ctx;
    for (let strip = 0; strip < this.strips; strip++) {
      const left = strip * STRIP, top = this.first[strip], rows = this.last[strip] - top;
      if (rows <= 0) continue;
      target.putImageData(this.image, 0, 0, left, top, STRIP, rows);
      if (over) ctx.drawImage(target.canvas, left, top, STRIP, rows, left, top, STRIP, rows);
    }
  }
}
