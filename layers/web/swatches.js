// @ts-check
/** The samples of the legend, 26 by 20 pixels. */

import { drawSymbol } from "atlas/symbols";
import { theme } from "atlas/theme";

const grey = () => ({ colour: theme().town, weight: 1 });

/** @param {CanvasRenderingContext2D} ctx */
export function drawExact(ctx) {
  drawSymbol(ctx, { x: 13, y: 10, r: 6, shape: "circle", parts: [grey()], solid: true });
}

/** @param {CanvasRenderingContext2D} ctx */
export function drawSpread(ctx) {
  ctx.fillStyle = ctx.strokeStyle = theme().ink;
  ctx.globalAlpha = 0.08;
  ctx.beginPath();
  ctx.arc(13, 10, 9.5, 0, 7);
  ctx.fill();
  ctx.globalAlpha = 0.4;
  ctx.stroke();
  ctx.globalAlpha = 1;
  drawSymbol(ctx, { x: 13, y: 10, r: 5.5, shape: "circle", parts: [grey()], solid: false });
}

/** @param {CanvasRenderingContext2D} ctx @param {number[]} dash @param {boolean} [hatched] */
export function drawTerritory(ctx, dash, hatched = false) {
  const { territory } = theme();
  ctx.beginPath();
  ctx.rect(2, 3, 22, 14);
  ctx.fillStyle = `rgba(${territory},0.16)`;
  ctx.fill();
  ctx.strokeStyle = `rgba(${territory},0.9)`;
  ctx.lineWidth = 1.4;
  ctx.setLineDash(dash);
  ctx.stroke();
  if (!hatched) return;
  ctx.clip();
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let x = -14; x < 28; x += 7) {
    ctx.moveTo(x, 17);
    ctx.lineTo(x + 14, 3);
  }
  ctx.stroke();
}
