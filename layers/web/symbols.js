// @ts-check
/** The symbols of events: shape by family, colour by commodity, area by quantity, solid only where the spot is exact. */

import { inkOf, isNarrow, theme } from "atlas/theme";

const LEAST = 4;
/* Radius of a hollow symbol below which an inner outline would hide its colour. */
const LEAST_DOUBLE = 7;
/* Pixels of its edge that one step of a divided ring takes: finer is not seen, and a part of less than half a step is left out. */
const RING_STEP = 3;

/** Largest radius; smaller on a phone, where the whole border is one hand wide. */
export const largestRadius = () => (isNarrow() ? 18 : 28);
/** Precisions whose spot is exact enough for a solid symbol. */
export const EXACT = new Set(["crossing", "checkpoint", "coordinates"]);

/** Radius of a quantity; area-proportional. @param {number} quantity @param {number} largest */
export const radiusOf = (quantity, largest) => radiusWithin(quantity, largest, largestRadius());

/** @param {number} quantity @param {number} largest @param {number} most radius of the largest */
export const radiusWithin = (quantity, largest, most) =>
  Math.max(LEAST, most * Math.min(1, Math.sqrt(quantity / (largest || 1))));

/** @typedef {{colour: string, weight: number}} Part */
/** @typedef {{r: number, shape: string, parts: Part[], solid: boolean, key: string}} Look all that is seen of a symbol */

/**
 * The look of a symbol, to half a pixel and to steps of its ring, so that equal looks have equal keys.
 * @param {number} r @param {string} shape @param {Part[]} parts @param {boolean} solid
 * @returns {Look}
 */
export function makeLook(r, shape, parts, solid) {
  const stepped = parts.length > 1 ? stepParts(parts, Math.round((2 * Math.PI * r) / RING_STEP)) : [{ ...parts[0], weight: 1 }];
  const ring = stepped.map(({ colour, weight }) => colour + weight).join("");
  return { r, shape, parts: stepped, solid, key: `${r}${shape}${solid ? 1 : 0}${ring}` };
}

/** Parts in whole steps of the ring. @param {Part[]} parts @param {number} steps @returns {Part[]} */
function stepParts(parts, steps) {
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const stepped = parts.map(({ colour, weight }) => ({ colour, weight: Math.round((steps * weight) / total) }));
  const seen = stepped.filter((part) => part.weight);
  return seen.length > 1 ? seen : [{ ...(seen[0] ?? parts[0]), weight: 1 }];
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {{x: number, y: number, r: number, shape: string, parts: Part[], solid: boolean}} symbol
 */
export function drawSymbol(ctx, { x, y, r, shape, parts, solid }) {
  const outline = theme().outline;
  const band = Math.max(2.5, Math.min(6, r * 0.34));
  ctx.save();
  ctx.beginPath();
  traceShape(ctx, x, y, r, shape);
  if (!solid) {
    ctx.globalAlpha = 0.28;
    ctx.fillStyle = theme().paper;
    ctx.fill();
    ctx.globalAlpha = 1;
    traceShape(ctx, x, y, Math.max(r - band, 1), shape);
  }
  ctx.save();
  ctx.clip("evenodd");
  fillParts(ctx, x, y, r * 2, parts);
  ctx.restore();
  ctx.strokeStyle = outline;
  ctx.lineWidth = 1;
  if (!solid && r < LEAST_DOUBLE) {
    ctx.beginPath();
    traceShape(ctx, x, y, r, shape);
  }
  ctx.stroke();
  ctx.restore();
}

/**
 * The outline of a hovered or selected symbol.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {Look} look @param {boolean} strong
 */
export function drawOutline(ctx, x, y, look, strong) {
  ctx.beginPath();
  traceShape(ctx, x, y, look.r + 3, look.shape);
  ctx.strokeStyle = theme().paper;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.strokeStyle = theme().ink;
  ctx.lineWidth = strong ? 2.5 : 1.5;
  ctx.stroke();
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} reach @param {Part[]} parts */
function fillParts(ctx, x, y, reach, parts) {
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  let angle = -Math.PI / 2;
  for (const { colour, weight } of parts) {
    const next = angle + (2 * Math.PI * weight) / total;
    ctx.fillStyle = inkOf(colour);
    const wedge = new Path2D();
    if (parts.length > 1) wedge.moveTo(x, y);
    wedge.arc(x, y, reach, angle, next);
    wedge.closePath();
    ctx.fill(wedge);
    angle = next;
  }
}

/**
 * Add the outline of a family's shape, of about equal area for equal r.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} r @param {string} shape
 */
export function traceShape(ctx, x, y, r, shape) {
  const corners = { square: [4, 1.25, Math.PI / 4], triangle: [3, 1.5, -Math.PI / 2], diamond: [4, 1.25, 0] }[shape];
  if (!corners) {
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  const [sides, scale, turn] = corners;
  for (let i = 0; i < sides; i++) {
    const angle = turn + (2 * Math.PI * i) / sides;
    const px = x + r * scale * Math.cos(angle), py = y + r * scale * Math.sin(angle);
    if (i) ctx.lineTo(px, py); else ctx.moveTo(px, py);
  }
  ctx.closePath();
}
