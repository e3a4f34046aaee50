// @ts-check
/** Sea, land, states, counties and municipalities, the border line, and the names of towns. */

import { mercatorX, mercatorY } from "atlas/canvas";
import { decodeShapes, pathOf } from "atlas/shapes";
import { theme } from "atlas/theme";

/** @typedef {import("atlas/canvas").Frame} Frame */

const HAIRLINES_FROM = 7;
/* Below this zoom a town gives its name to the plaza of that name. */
const ONCE_BELOW = 9;

export class Basemap {
  /** @param {any} packed the basemap of the payload */
  constructor(packed) {
    this.land = decodeShapes(packed.land);
    this.us = decodeShapes(packed.us_states);
    this.mx = decodeShapes(packed.mx_states);
    this.packed = packed;
    this.border = decodeShapes(packed.border);
    this.towns = packed.towns
      .map((/** @type {any} */ town) => ({ ...town, x: mercatorX(town.lon), y: mercatorY(town.lat) }))
      .sort((/** @type {any} */ a, /** @type {any} */ b) => b.population - a.population);
  }

  /** Counties and municipalities, opened when the map first comes near enough to show them. */
  get fine() {
    this.opened ??= [...decodeShapes(this.packed.counties), ...decodeShapes(this.packed.municipalities)];
    return this.opened;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {boolean} filled false over a tile basemap */
  draw(ctx, frame, filled) {
    const colours = theme(), border = pathOf(this.border, frame, false);
    if (filled) {
      const us = pathOf(this.us, frame), mx = pathOf(this.mx, frame);
      ctx.fillStyle = colours.sea;
      ctx.fillRect(0, 0, frame.width, frame.height);
      fill(ctx, pathOf(this.land, frame), colours.us);
      fill(ctx, us, colours.us);
      fill(ctx, mx, colours.mx);
      if (frame.zoom >= HAIRLINES_FROM) stroke(ctx, pathOf(this.fine, frame), colours.hair, 0.8);
      stroke(ctx, us, colours.state, 1);
      stroke(ctx, mx, colours.state, 1);
    }
    stroke(ctx, border, colours.casing, 4.5);
    stroke(ctx, border, colours.border, 1.6);
  }

  /**
   * Names of towns, the largest first, fewer when far away.
   * @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {import("atlas/labels").LabelBoard} board
   */
  drawTowns(ctx, frame, board) {
    const least = leastPopulation(frame.zoom), colour = theme().town;
    let written = 0;
    for (const town of this.towns) {
      if (town.population < least || written > 120) break;
      if (frame.zoom < ONCE_BELOW && board.written.has(town.name.toUpperCase())) continue;
      const x = town.x * frame.k - frame.ox, y = town.y * frame.k - frame.oy;
      if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
      const size = town.population >= 300000 ? 12 : 11;
      if (!board.write(ctx, [town.name], [[x + 6, y], [x + 4, y + 11], [x + 4, y - 11]], { size, colour, align: "left" })) continue;
      written++;
      ctx.fillStyle = colour;
      ctx.beginPath();
      ctx.arc(x, y, 1.6, 0, 7);
      ctx.fill();
    }
  }
}

/** @param {number} zoom */
function leastPopulation(zoom) {
  if (zoom < 5) return 1500000;
  if (zoom < 6) return 700000;
  if (zoom < 7) return 250000;
  if (zoom < 8) return 80000;
  return zoom < 9 ? 30000 : 0;
}

/** @param {CanvasRenderingContext2D} ctx @param {Path2D} path @param {string} colour */
function fill(ctx, path, colour) {
  ctx.fillStyle = colour;
  ctx.fill(path, "evenodd");
}

/** @param {CanvasRenderingContext2D} ctx @param {Path2D} path @param {string} colour @param {number} width */
function stroke(ctx, path, colour, width) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineJoin = ctx.lineCap = "round";
  ctx.stroke(path);
}
