// @ts-check
/** Ports of entry as small white squares, their crossings as ticks. */

import { mercatorX, mercatorY } from "atlas/canvas";
import { theme } from "atlas/theme";

/** @typedef {import("atlas/canvas").Frame} Frame */

const NAMES_FROM = 8;
const CROSSINGS_FROM = 10;

export class Ports {
  /** @param {any[]} ports of the payload */
  constructor(ports) {
    this.ports = ports.map((port) => ({
      port, ...spot(port), crossings: port.crossings.map((/** @type {any} */ crossing) => ({ crossing, ...spot(crossing) })),
    }));
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {string | null} selected port id */
  draw(ctx, frame, selected) {
    const { paper, border, ink } = theme();
    const half = frame.zoom < 6 ? 2 : frame.zoom < 8 ? 2.5 : 3.5;
    for (const { port, x, y, crossings } of this.ports) {
      if (frame.zoom >= CROSSINGS_FROM) for (const one of crossings) drawTick(ctx, frame, one, border);
      const px = x * frame.k - frame.ox, py = y * frame.k - frame.oy;
      ctx.beginPath();
      ctx.rect(px - half, py - half, 2 * half, 2 * half);
      ctx.fillStyle = paper;
      ctx.strokeStyle = selected === port.id ? ink : border;
      ctx.lineWidth = selected === port.id ? 2.5 : 1.2;
      ctx.fill();
      ctx.stroke();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {import("atlas/labels").LabelBoard} board
   * @param {(placeId: string) => number} radiusAt radius of the symbol on a place
   */
  drawNames(ctx, frame, board, radiusAt) {
    if (frame.zoom < NAMES_FROM) return;
    const colour = theme().ink;
    for (const { port, x, y, crossings } of this.ports) {
      const px = x * frame.k - frame.ox, py = y * frame.k - frame.oy;
      const spots = besides(px, py, radiusAt(port.id));
      board.write(ctx, [port.name], spots, { size: 12, weight: 600, colour, align: "left" });
      if (frame.zoom < CROSSINGS_FROM + 1) continue;
      for (const { crossing, x: cx, y: cy } of crossings) {
        const spots = besides(cx * frame.k - frame.ox, cy * frame.k - frame.oy, radiusAt(crossing.id));
        board.write(ctx, [crossing.name], spots, { size: 11, colour, align: "left" });
      }
    }
  }

  /** The port within `reach` of a unit Mercator point. @param {number} x @param {number} y @param {number} reach */
  at(x, y, reach) {
    let best = null, least = reach;
    for (const one of this.ports) {
      const distance = Math.hypot(one.x - x, one.y - y);
      if (distance < least) [best, least] = [one.port, distance];
    }
    return best;
  }
}

/** Spots for a name beside a symbol. @param {number} x @param {number} y @param {number} r @returns {[number, number][]} */
const besides = (x, y, r) => [[x + Math.max(8, r + 5), y], [x + 6, y - Math.max(10, r + 8)], [x + 6, y + Math.max(10, r + 8)]];

/** @param {{lon: number, lat: number}} place */
const spot = (place) => ({ x: mercatorX(place.lon), y: mercatorY(place.lat) });

/** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {any} one @param {string} colour */
function drawTick(ctx, frame, one, colour) {
  const x = one.x * frame.k - frame.ox, y = one.y * frame.k - frame.oy;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.setLineDash(one.crossing.approximate ? [2, 2] : []);
  ctx.beginPath();
  ctx.moveTo(x, y - 6);
  ctx.lineTo(x, y + 6);
  ctx.stroke();
  ctx.setLineDash([]);
}
