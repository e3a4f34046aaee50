// @ts-check
/** Symbols that hide each other, spread in a ring around their spot with a line from each to where it truly is. */

import { drawOutline, drawSymbol } from "atlas/symbols";
import { theme } from "atlas/theme";
import { word } from "atlas/words";

/** @typedef {import("atlas/canvas").Frame} Frame */
/** @typedef {import("atlas/events").Mark} Mark */
/** @typedef {{mark: Mark, x: number, y: number, spotX: number, spotY: number, angle: number}} Ray
 *   Pixels of the frame: x and y of the spread symbol, spotX and spotY of its place. */

/* More than these cannot be told apart in a ring: the rest is left to a closer zoom. */
export const MOST = 12;
const LEAST_RADIUS = 46;
const GAP = 10;
const NAME_LENGTH = 28;

/**
 * The ring of some symbols around a spot, the first one upwards, each with room for its size.
 * @param {Mark[]} marks @param {number} x @param {number} y unit Mercator @param {Frame} frame
 * @returns {Ray[]}
 */
export function spread(marks, x, y, { k, ox, oy }) {
  const room = marks.map(({ look }) => 2 * look.r + GAP), round = room.reduce((sum, one) => sum + one, 0);
  const largest = Math.max(...marks.map(({ look }) => look.r));
  const radius = Math.max(LEAST_RADIUS, round / (2 * Math.PI), 2 * largest + GAP);
  let passed = -room[0] / 2;
  return marks.map((mark, i) => {
    const angle = ((passed + room[i] / 2) / round) * 2 * Math.PI - Math.PI / 2;
    passed += room[i];
    return { mark, angle, x: x * k - ox + radius * Math.cos(angle), y: y * k - oy + radius * Math.sin(angle),
      spotX: mark.x * k - ox, spotY: mark.y * k - oy };
  });
}

/** @param {CanvasRenderingContext2D} ctx @param {Ray[]} rays @param {number} x @param {number} y pixels of the middle */
export function drawVeil(ctx, rays, x, y) {
  const reach = Math.max(...rays.map((ray) => Math.hypot(ray.x - x, ray.y - y) + ray.mark.look.r)) + GAP;
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, reach, 0, 7);
  ctx.globalAlpha = 0.93;
  ctx.fillStyle = theme().us;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = theme().state;
  ctx.stroke();
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {Ray[]} rays
 * @param {{hovered: number, selected: number}} marked indices of places @param {import("atlas/labels").LabelBoard} board
 */
export function drawRays(ctx, rays, marked, board) {
  const { ink, paper } = theme();
  ctx.lineWidth = 1;
  ctx.strokeStyle = ink;
  for (const { x, y, spotX, spotY } of rays) {
    ctx.beginPath();
    ctx.moveTo(spotX, spotY);
    ctx.lineTo(x, y);
    ctx.stroke();
  }
  for (const { spotX, spotY } of rays) {
    ctx.beginPath();
    ctx.arc(spotX, spotY, 2.5, 0, 7);
    ctx.fillStyle = ink;
    ctx.fill();
    ctx.strokeStyle = paper;
    ctx.stroke();
  }
  for (const { mark, x, y } of rays) {
    const { look, index } = mark;
    drawSymbol(ctx, { ...look, x, y });
    if (index === marked.hovered || index === marked.selected) drawOutline(ctx, x, y, look, index === marked.selected);
    board.reserve(x, y, look.r);
  }
  for (const ray of rays) writeName(ctx, ray, nameOf(ray.mark, rays), board);
}

/** The name of a place, with its kind where another of the fan is named alike. @param {Mark} mark @param {Ray[]} rays */
function nameOf({ place }, rays) {
  const alike = rays.filter((ray) => ray.mark.place.name === place.name).length > 1;
  const name = place.name.length > NAME_LENGTH ? `${place.name.slice(0, NAME_LENGTH - 1)}…` : place.name;
  return alike ? `${name} (${word(place.kind)})` : name;
}

/** @param {CanvasRenderingContext2D} ctx @param {Ray} ray @param {string} text @param {import("atlas/labels").LabelBoard} board */
function writeName(ctx, { mark, x, y, angle }, text, board) {
  const beside = mark.look.r + 7, above = mark.look.r + 10;
  const style = { size: 11, weight: 600, colour: theme().ink, halo: 7 };
  if (Math.abs(Math.cos(angle)) < 0.3) board.write(ctx, [text], [[x, y + Math.sign(Math.sin(angle)) * above]], style);
  else if (Math.cos(angle) > 0) board.write(ctx, [text], [[x + beside, y]], { ...style, align: "left" });
  else board.write(ctx, [text], [[x - beside, y]], { ...style, align: "right" });
}
