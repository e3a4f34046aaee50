// @ts-check
/** The territories of the plazas: no hue; status is line and texture. */

import { mercatorX, mercatorY } from "atlas/canvas";
import { actionsIn, claimsIn, daysOf, standingLines, standingOf } from "atlas/claims";
import { contains, decodeShapes, isOutside, pathOf } from "atlas/shapes";
import { theme } from "atlas/theme";

/** @typedef {import("atlas/canvas").Frame} Frame */

const NAMES_FROM = 5.5;
const CLAIMS_FROM = 7;

export class Plazas {
  /** @param {any} data the payload */
  constructor(data) {
    const shapes = decodeShapes(data.plaza_shapes);
    this.plazas = data.plazas.map((/** @type {any} */ plaza, /** @type {number} */ i) => ({
      plaza, shape: shapes[i], x: mercatorX(plaza.label[0]), y: mercatorY(plaza.label[1]), claims: [], standing: standingOf([]),
      place: "", path: new Path2D(),
    }));
    /** @type {import("atlas/filter").View | null} */
    this.view = null;
    /** Of the last drawing, by its colour. */
    this.hatch = { colour: "", pattern: /** @type {CanvasPattern | null} */ (null) };
  }

  /** Standings are made again where the view has other claims. @param {import("atlas/filter").View} view */
  setView(view) {
    const days = daysOf(view);
    this.view = view;
    for (const one of this.plazas) {
      const claims = claimsIn(one.plaza, view, days);
      if (!isSame(claims, one.claims)) one.standing = standingOf(claims);
      one.claims = claims;
    }
  }

  /** How many actions of a plaza the view shows. @param {any} plaza */
  actionsOf(plaza) {
    return this.view ? actionsIn(plaza, this.view).length : 0;
  }

  /** The statuses that a drawing of the frame shows: equal texts, equal territories. @param {Frame} frame */
  statusesIn(frame) {
    return this.plazas.map((/** @type {any} */ one) => (one.shape && !isOutside(one.shape, frame) ? one.standing.status : "")).join();
  }

  /** The lines of claims that a drawing of the frame shows: equal texts, equal names. @param {Frame} frame */
  linesIn(frame) {
    if (frame.zoom < CLAIMS_FROM) return "";
    return this.plazas.map((/** @type {any} */ one) =>
      (one.shape && !isOutside(one.shape, frame) ? standingLines(one.standing).join("\n") : "")).join("\f");
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {string | null} selected plaza id */
  draw(ctx, frame, selected) {
    const { territory, ink } = theme();
    const hatch = this.hatchOf(ctx, `rgba(${territory},0.36)`, frame);
    for (const one of this.plazas) {
      const { plaza, shape, standing } = one;
      if (!shape || isOutside(shape, frame)) continue;
      const place = `${frame.k} ${frame.ox} ${frame.oy}`, path = one.place === place ? one.path : pathOf([shape], frame);
      [one.place, one.path] = [place, path];
      ctx.fillStyle = `rgba(${territory},${standing.status === "none" ? 0.08 : 0.16})`;
      ctx.fill(path, "evenodd");
      if (standing.status === "contested") {
        ctx.fillStyle = hatch;
        ctx.fill(path, "evenodd");
      }
      ctx.setLineDash(standing.status === "presence" ? [1.5, 3.5] : standing.status === "none" ? [6, 5] : []);
      ctx.lineCap = "round";
      ctx.strokeStyle = selected === plaza.id ? ink : `rgba(${territory},${standing.status === "none" ? 0.45 : 0.9})`;
      ctx.lineWidth = selected === plaza.id ? 2.6 : standing.status === "controlled" ? 1.6 : 1.2;
      ctx.stroke(path);
      ctx.setLineDash([]);
    }
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {import("atlas/labels").LabelBoard} board */
  drawNames(ctx, frame, board) {
    if (frame.zoom < NAMES_FROM) return;
    const { territory, ink } = theme();
    for (const { plaza, standing, shape, x, y } of this.plazas) {
      const px = x * frame.k - frame.ox, py = y * frame.k - frame.oy;
      if (!shape || px < 0 || py < 0 || px > frame.width || py > frame.height) continue;
      if ((shape.box[2] - shape.box[0]) * frame.k < 34) continue;
      const style = { size: 11, weight: 600, spacing: 0.8, colour: `rgb(${territory})` };
      const spot = board.write(ctx, [plaza.name.toUpperCase()], [0, 14, -14, 26].map((dy) => [px, py + dy]), style);
      const lines = standingLines(standing);
      if (!spot || !lines.length || frame.zoom < CLAIMS_FROM) continue;
      board.write(ctx, lines, [[spot[0], spot[1] + 9 + lines.length * 7]], { size: 11, colour: ink });
    }
  }

  /** The plaza at a unit Mercator point. @param {number} x @param {number} y */
  at(x, y) {
    return this.plazas.find((/** @type {any} */ one) => one.shape && contains(one.shape, x, y))?.plaza ?? null;
  }

  /** Slanted lines that stay with the ground. @param {CanvasRenderingContext2D} ctx @param {string} colour @param {Frame} frame */
  hatchOf(ctx, colour, frame) {
    if (this.hatch.colour !== colour) this.hatch = { colour, pattern: hatchPattern(ctx, colour) };
    const pattern = /** @type {CanvasPattern} */ (this.hatch.pattern);
    pattern.setTransform(new DOMMatrix().translate(-frame.ox % 8, -frame.oy % 8).scale(0.5));
    return pattern;
  }
}

/** @param {any[]} some @param {any[]} others */
const isSame = (some, others) => some.length === others.length && some.every((one, i) => one === others[i]);

/** @param {CanvasRenderingContext2D} ctx @param {string} colour */
function hatchPattern(ctx, colour) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 16;
  const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  for (const shift of [-16, 0, 16]) {
    pen.moveTo(shift - 1, 17);
    pen.lineTo(shift + 17, -1);
  }
  pen.stroke();
  return ctx.createPattern(tile, "repeat");
}
