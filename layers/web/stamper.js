// @ts-check
/** Puts the symbols in view on their canvas: by drawImage where they are few, by copying pixels where they are many. */

import { PixelSheet } from "atlas/pixels";
import { Sprites } from "atlas/sprites";
import { isDark } from "atlas/theme";

/** @typedef {import("atlas/symbols").Look} Look */
/** @typedef {import("atlas/sprites").Sprite} Sprite */
/** @typedef {{ids: Uint32Array, x: Float32Array, y: Float32Array, count: number}} Seen pixels of the places in view */

/* From this many symbols on, copying pixels is faster than drawImage. */
const MANY = 1500;

export class Stamper {
  constructor() {
    this.sprites = new Sprites();
    /** @type {PixelSheet | null} */
    this.sheet = null;
  }

  /**
   * @param {CanvasRenderingContext2D} ctx @param {import("atlas/canvas").Frame} frame
   * @param {{seen: Seen, looks: Look[], lookOf: Uint32Array}} events @param {boolean} over something already drawn
   */
  draw(ctx, { ratio }, { seen, looks, lookOf }, over) {
    this.sprites.renew(isDark(), ratio);
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const sprites = looks.map((look) => this.sprites.of(look));
    if (seen.count < MANY) this.stampFew(ctx, ratio, seen, sprites, lookOf);
    else this.stampMany(ctx, ratio, seen, sprites, lookOf).show(ctx, over);
    ctx.restore();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {number} ratio @param {Seen} seen @param {Sprite[]} sprites by look @param {Uint32Array} lookOf */
  stampFew(ctx, ratio, seen, sprites, lookOf) {
    const spots = sprites.map((sprite) => this.sprites.spotOf(sprite)); // all painted before any is drawn from
    for (let i = 0; i < seen.count; i++) {
      const look = lookOf[seen.ids[i]], { size } = sprites[look], { canvas, x, y } = spots[look];
      ctx.drawImage(canvas, x, y, size, size, Math.round(seen.x[i] * ratio - size / 2), Math.round(seen.y[i] * ratio - size / 2), size, size);
    }
  }

  /** @param {CanvasRenderingContext2D} ctx @param {number} ratio @param {Seen} seen @param {Sprite[]} sprites by look @param {Uint32Array} lookOf */
  stampMany({ canvas: { width, height } }, ratio, seen, sprites, lookOf) {
    if (this.sheet?.width !== width || this.sheet.height !== height) this.sheet = new PixelSheet(width, height);
    const { sheet } = this, stamps = sprites.map((sprite) => this.sprites.stampOf(sprite, width));
    sheet.clear();
    for (let i = seen.count - 1; i >= 0; i--) {
      const look = lookOf[seen.ids[i]], { size } = sprites[look], half = size / 2;
      sheet.stamp(stamps[look], size, Math.round(seen.x[i] * ratio - half), Math.round(seen.y[i] * ratio - half));
    }
    return sheet;
  }
}
