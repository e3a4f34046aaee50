// @ts-check
/** Puts the symbols in view on their canvas: by drawImage where they are few, by copying pixels where they are many. */

import { PixelSheet } from "atlas/pixels";
import { Sprites } from "atlas/sprites";
import { isDark } from "atlas/theme";

/** @typedef {import("atlas/symbols").Look} Look */
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
    const { width, height } = ctx.canvas;
    /** @type {import("atlas/sprites").Sprite[]} */
    const sprites = new Array(looks.length);
    const put = (/** @type {(sprite: import("atlas/sprites").Sprite, left: number, top: number) => void} */ stamp) => {
      for (let i = 0; i < seen.count; i++) {
        const look = lookOf[seen.ids[i]], sprite = sprites[look] ??= this.sprites.of(looks[look]);
        stamp(sprite, Math.round(seen.x[i] * ratio - sprite.size / 2), Math.round(seen.y[i] * ratio - sprite.size / 2));
      }
    };
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (seen.count < MANY) put((sprite, left, top) => ctx.drawImage(this.sprites.canvasOf(sprite), left, top));
    else {
      if (this.sheet?.width !== width || this.sheet.height !== height) this.sheet = new PixelSheet(width, height);
      const { sheet } = this;
      sheet.clear();
      put((sprite, left, top) => sheet.stamp(this.sprites.stampOf(sprite, width), sprite.size, left, top));
      sheet.show(ctx, over);
    }
    ctx.restore();
  }
}
