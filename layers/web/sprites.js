// @ts-check
/** Symbols drawn once, kept by their look, and taken apart into pixels for copying. */

import { Sheets } from "atlas/sheets";
import { drawSymbol } from "atlas/symbols";

/** @typedef {import("atlas/symbols").Look} Look */
/** @typedef {{look: Look, size: number, spot: import("atlas/sheets").Spot | null, stamp: Stamp | null}} Sprite a square of device pixels */
/** @typedef {{stride: number, solid: Int32Array, solidInk: Uint32Array, edge: Int32Array, edgeInk: Uint32Array,
 *   probes: Int32Array}} Stamp Offsets and RGBA of the opaque pixels and of the others, for an image of `stride` pixels a
 *   row, and offsets of some pixels all over it. */

const MOST_SPRITES = 4000;
/* Alpha from which a pixel is copied as opaque, and from which it is copied at all: blending is what takes time. */
const OPAQUE = 224, SEEN = 24;
/* Pixels of a sprite that are looked at to see whether it is hidden. */
const PROBES = 12;
/* The farthest corner of a symbol, a triangle's, in radii. */
const FARTHEST = 1.5;

export class Sprites {
  constructor() {
    /** @type {Map<string, Sprite>} */
    this.sprites = new Map();
    this.ratio = 1;
    this.era = "";
    this.pad = document.createElement("canvas");
    this.sheets = new Sheets();
  }

  /** Forget the sprites of another theme or density. @param {boolean} dark @param {number} ratio */
  renew(dark, ratio) {
    const era = `${dark} ${ratio}`;
    if (era === this.era && this.sprites.size < MOST_SPRITES) return;
    this.sprites.clear();
    this.sheets = new Sheets();
    [this.era, this.ratio] = [era, ratio];
  }

  /** @param {Look} look @returns {Sprite} */
  of(look) {
    const found = this.sprites.get(look.key);
    if (found) return found;
    const size = Math.ceil((2 * look.r * (look.shape === "circle" ? 1 : FARTHEST) + 3) * this.ratio);
    const sprite = { look, size, spot: null, stamp: null };
    this.sprites.set(look.key, sprite);
    return sprite;
  }

  /** Where the sprite is painted. @param {Sprite} sprite */
  spotOf(sprite) {
    if (!sprite.spot) {
      sprite.spot = this.sheets.place(sprite.size);
      const { canvas, x, y } = sprite.spot;
      this.paint(/** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")), sprite, x, y);
    }
    return sprite.spot;
  }

  /** The sprite taken apart for an image of this width. @param {Sprite} sprite @param {number} stride @returns {Stamp} */
  stampOf(sprite, stride) {
    if (sprite.stamp?.stride === stride) return sprite.stamp;
    const { pad } = this, { size } = sprite;
    if (pad.width < size || pad.height < size) pad.width = pad.height = size;
    const ctx = /** @type {CanvasRenderingContext2D} */ (pad.getContext("2d", { willReadFrequently: true }));
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, size, size);
    this.paint(ctx, sprite, 0, 0);
    return (sprite.stamp = takeApart(ctx, size, stride));
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Sprite} sprite @param {number} x @param {number} y its corner, device pixels */
  paint(ctx, { look, size }, x, y) {
    ctx.setTransform(this.ratio, 0, 0, this.ratio, x, y);
    drawSymbol(ctx, { ...look, x: size / this.ratio / 2, y: size / this.ratio / 2 });
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number} size @param {number} stride @returns {Stamp} */
function takeApart(ctx, size, stride) {
  const pixels = new Uint32Array(ctx.getImageData(0, 0, size, size).data.buffer);
  const solid = [], solidInk = [], edge = [], edgeInk = [];
  for (let i = 0; i < pixels.length; i++) {
    const offset = Math.floor(i / size) * stride + (i % size), alpha = pixels[i] >>> 24;
    if (alpha >= OPAQUE) solid.push(offset), solidInk.push((pixels[i] | 0xff000000) >>> 0);
    else if (alpha >= SEEN) edge.push(offset), edgeInk.push(pixels[i]);
  }
  const probes = [...solid.slice(0, 1), ...edge, ...solid.slice(-1)];
  return { stride, solid: Int32Array.from(solid), solidInk: Uint32Array.from(solidInk), edge: Int32Array.from(edge),
    edgeInk: Uint32Array.from(edgeInk), probes: Int32Array.from({ length: PROBES }, (_probe, i) =>
      probes[Math.floor((i * (probes.length - 1)) / (PROBES - 1))] ?? 0) };
}

/**
 * Copy a sprite under what is already in RGBA pixels: those on top are copied first, so that most of what they hide
 * need not be copied at all.
 * @param {Uint32Array} pixels @param {number} at index of the sprite's top left pixel @param {Stamp} stamp
 */
export function stampUnder(pixels, at, { solid, solidInk, edge, edgeInk, probes }) {
  let open = 0;
  while (open < probes.length && pixels[at + probes[open]] >>> 24 >= OPAQUE) open++;
  if (open === probes.length) return;
  for (let i = 0; i < solid.length; i++) {
    const over = pixels[at + solid[i]];
    if (!over) pixels[at + solid[i]] = solidInk[i];
    else if (over >>> 24 < 255) pixels[at + solid[i]] = blend(solidInk[i], over);
  }
  for (let i = 0; i < edge.length; i++) {
    const over = pixels[at + edge[i]];
    if (!over) pixels[at + edge[i]] = edgeInk[i];
    else if (over >>> 24 < 255) pixels[at + edge[i]] = blend(edgeInk[i], over);
  }
}

/** `over` laid on `under`, neither multiplied by its alpha. @param {number} under @param {number} over */
function blend(under, over) {
  const alpha = over >>> 24, rest = ((under >>> 24) * (255 - alpha) + 127) / 255 | 0, sum = alpha + rest;
  const red = ((over & 255) * alpha + (under & 255) * rest) / sum | 0;
  const green = ((over >>> 8 & 255) * alpha + (under >>> 8 & 255) * rest) / sum | 0;
  const blue = ((over >>> 16 & 255) * alpha + (under >>> 16 & 255) * rest) / sum | 0;
  return (sum << 24 | blue << 16 | green << 8 | red) >>> 0;
}
