// @ts-check
/** Outlines out of a stream of varints, kept in unit Mercator (x and y from 0 to 1, y down). */

import { decodeBytes, Varints } from "atlas/bytes";
import { mercatorX, mercatorY } from "atlas/canvas";

/** @typedef {{rings: Float64Array[], box: [number, number, number, number], drawn?: {k: number, path: Path2D}}} Shape */
/** @typedef {import("atlas/canvas").Frame} Frame */

/* Pixels right and down that a point must be away from the last. */
const LEAST_STEP = 0.7;

/**
 * Shapes of a base64 stream; see layers/shapes.py for the format.
 * @param {string | undefined | null} text
 * @returns {Shape[]}
 */
export function decodeShapes(text) {
  if (!text) return [];
  const numbers = new Varints(decodeBytes(text));
  const shapes = [];
  for (let left = numbers.next(); left > 0; left--) {
    const rings = [];
    for (let parts = numbers.next(); parts > 0; parts--) rings.push(readRing(numbers));
    shapes.push({ rings, box: boxOf(rings) });
  }
  return shapes;
}

/** @param {Varints} numbers */
function readRing(numbers) {
  const size = numbers.next(), ring = new Float64Array(size * 2);
  let lon = 0, lat = 0;
  for (let i = 0; i < size; i++) {
    lon += numbers.nextSigned();
    lat += numbers.nextSigned();
    ring[2 * i] = mercatorX(lon / 1e4);
    ring[2 * i + 1] = mercatorY(lat / 1e4);
  }
  return ring;
}

/** @param {Float64Array[]} rings @returns {[number, number, number, number]} */
function boxOf(rings) {
  /** @type {[number, number, number, number]} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      box[0] = Math.min(box[0], ring[i]);
      box[1] = Math.min(box[1], ring[i + 1]);
      box[2] = Math.max(box[2], ring[i]);
      box[3] = Math.max(box[3], ring[i + 1]);
    }
  }
  return box;
}

/**
 * Shapes as one path. Each is kept from the corner of its box until the scale changes, so that a pan traces nothing anew.
 * @param {Shape[]} shapes @param {Frame} frame @param {boolean} [closed] the same each time
 */
export function pathOf(shapes, frame, closed = true) {
  const path = new Path2D(), { k, ox, oy } = frame;
  for (const shape of shapes) {
    if (isOutside(shape, frame)) continue;
    const left = shape.box[0] * k, top = shape.box[1] * k;
    if (shape.drawn?.k !== k) {
      shape.drawn = { k, path: new Path2D() };
      traceRings(shape.drawn.path, shape, { k, ox: left, oy: top }, closed);
    }
    path.addPath(shape.drawn.path, { e: left - ox, f: top - oy });
  }
  return path;
}

/** Whether nothing of the shape can be in the frame. @param {Shape} shape @param {Frame} frame */
export function isOutside({ box: [x0, y0, x1, y1] }, { k, ox, oy, width, height }) {
  return x1 * k - ox < 0 || x0 * k - ox > width || y1 * k - oy < 0 || y0 * k - oy > height;
}

/**
 * Add the rings of a shape to a path; points that hardly move from the last are left out.
 * @param {Path2D} path @param {Shape} shape @param {{k: number, ox: number, oy: number}} frame
 * @param {boolean} closed
 */
function traceRings(path, shape, { k, ox, oy }, closed) {
  for (const ring of shape.rings) {
    let lastX = NaN, lastY = NaN;
    for (let i = 0; i < ring.length; i += 2) {
      const x = ring[i] * k - ox, y = ring[i + 1] * k - oy;
      if (i === 0) path.moveTo(x, y);
      else if (i + 2 < ring.length && Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP) continue;
      else path.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    if (closed) path.closePath();
  }
}

/**
 * Whether the unit Mercator point is inside the shape (even-odd).
 * @param {Shape} shape @param {number} x @param {number} y
 */
export function contains(shape, x, y) {
  const [x0, y0, x1, y1] = shape.box;
  if (x < x0 || x > x1 || y < y0 || y > y1) return false;
  let inside = false;
  for (const ring of shape.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const above = ring[i + 1] > y;
      if (above === ring[j + 1] > y) continue;
      if (x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) inside = !inside;
    }
  }
  return inside;
}
