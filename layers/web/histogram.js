// @ts-check
/** The bars of the time control: events by day, week, month or year, stacked by commodity. */

import { sizedContext } from "atlas/canvas";
import { civilOf, dayOf, monthText, unitOf, unitStart } from "atlas/days";
import { FACE, inkOf, theme } from "atlas/theme";

/** @typedef {{first: number, last: number, unit: import("atlas/days").Unit}} Span days, both inclusive */

/** Days from the first to the last event, whole units. @param {import("atlas/columns").Columns} columns @returns {Span} */
export function spanOf(columns) {
  let [first, last] = columns.extent ?? [dayOf(2000, 1, 1), dayOf(2000, 12, 31)];
  const unit = unitOf(last - first);
  return { first: unitStart(first, unit), last: unitStart(last, unit, 1) - 1, unit };
}

/**
 * Bars of the events of a view: day of the start and events by colour.
 * @param {import("atlas/filter").Filter} filter @param {import("atlas/filter").View} view dates left open @param {Span} span
 * @param {string[]} colours
 */
export function barsOf(filter, view, span, colours) {
  const groupOf = Uint8Array.from(filter.data.style.commodities, (/** @type {any} */ one) => colours.indexOf(one.colour));
  const edges = [];
  for (let day = span.first; day <= span.last; day = unitStart(day, span.unit, 1)) edges.push(day);
  const counts = filter.histogram(view, Int32Array.of(...edges, span.last + 1), groupOf, colours.length);
  return new Map(edges.map((day, bin) => [day, new Map(colours.map((colour, group) => [colour, counts[bin * colours.length + group]]))]));
}

/**
 * @param {HTMLCanvasElement} canvas @param {Map<number, Map<string, number>>} bars @param {Span} span
 * @param {string[]} colours in the order of stacking
 */
export function drawBars(canvas, bars, span, colours) {
  const width = canvas.parentElement?.clientWidth || 0, height = canvas.parentElement?.clientHeight || 0;
  if (!width || !height) return;
  const ctx = sizedContext(canvas, width, height);
  const scale = width / (span.last + 1 - span.first), ground = height - 15;
  let highest = 1;
  for (const bar of bars.values()) highest = Math.max(highest, total(bar));
  for (const [day, bar] of bars) {
    const x = (day - span.first) * scale, wide = (unitStart(day, span.unit, 1) - day) * scale;
    let y = ground;
    for (const colour of colours) {
      const tall = ((bar.get(colour) || 0) / highest) * (ground - 3);
      ctx.fillStyle = inkOf(colour);
      ctx.fillRect(x, y - tall, Math.max(wide - (wide > 3 ? 1 : 0), 1), tall);
      y -= tall;
    }
  }
  drawAxis(ctx, span, scale, ground, width);
}

/** @param {CanvasRenderingContext2D} ctx @param {Span} span @param {number} scale @param {number} ground @param {number} width */
function drawAxis(ctx, span, scale, ground, width) {
  const colours = theme();
  ctx.fillStyle = colours.state;
  ctx.fillRect(0, ground, width, 1);
  ctx.font = `11px ${FACE}`;
  ctx.textBaseline = "bottom";
  ctx.fillStyle = colours.town;
  const days = span.last + 1 - span.first, months = days < 800;
  const unit = months ? "month" : "year";
  const step = Math.max(1, Math.ceil((60 / scale) / (months ? 30.4 : 365.2)));
  for (let day = unitStart(span.first, unit); day <= span.last; day = unitStart(day, unit, step)) {
    const x = (day - span.first) * scale;
    if (x < 0 || x > width - 26) continue;
    ctx.fillRect(x, ground, 1, 4);
    ctx.fillText(months ? monthText(day) : String(civilOf(day)[0]), x + 3, ground + 15);
  }
}

/** @param {Map<string, number>} bar */
function total(bar) {
  let sum = 0;
  for (const rows of bar.values()) sum += rows;
  return sum;
}
