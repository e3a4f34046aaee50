// @ts-check
/** Puts the symbols in view on their canvas: by drawImage where they are few, by copying pixels where they are many. */

import { Sprites, stampPixels } from "atlas/sprites";
import { isDark } from "atlas/theme";

/** @typedef {import("atlas/symbols").Look} Look */
/** @typedef {{ids: Uint32Array, x: Float32Array, y: Float32Array, count: number}} Seen pixels of the places in view */

/* From this many symbols on, copying pixels is faster than drawImage. */
const MANY = 1500;

export class Stamper {
  constructor() {
    this.sprites = new Sprites();
    /** @type {ImageData | null} */
    this.image = null;
    this.sheet = document.createElement("canvas");
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
      const image = this.imageOf(width, height), pixels = new Uint32Array(image.data.buffer);
      pixels.fill(0);
      put((sprite, left, top) => {
        if (left < 0 || top < 0 || left + sprite.size > width || top + sprite.size > height) return;
        stampPixels(pixels, top * width + left, this.sprites.stampOf(sprite, width));
      });
      this.show(ctx, image, over);
    }
    ctx.restore();
  }

  /** @param {number} width @param {number} height @returns {ImageData} */
  imageOf(width, height) {
    if (this.image?.width !== width || this.image.height !== height) this.image = new ImageData(width, height);
    return this.image;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {ImageData} image @param {boolean} over */
  show(ctx, image, over) {
    if (!over) return ctx.putImageData(image, 0, 0);
    const { sheet } = this;
    if (sheet.width !== image.width || sheet.height !== image.height) [sheet.width, sheet.height] = [image.width, image.height];
    /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d")).putImageData(image, 0, 0);
    ctx.drawImage(sheet, 0, 0);
  }
}
