// @ts-check
/** The bars of the time control: events by day, week, month or quarter, stacked by commodity; US fiscal years marked. */

import { sizedContext } from "atlas/canvas";
import { civilOf, dayOf, fiscalYear, monthText, unitFirst, unitIndex, unitOf, unitStart } from "atlas/days";
import { FACE, inkOf, theme } from "atlas/theme";
import { _, numberText } from "atlas/words";

/** @typedef {import("atlas/windows").Span} Span */
/** @typedef {{edges: Int32Array, counts: Uint32Array, colours: string[]}} Bars counts at bar * colours + colour */

/** Pixels under the bars. */
const AXIS = 15;
/* Colours that are counted apart; those of a longer list share the last. */
const MOST_GROUPS = 32;
/* Pixels that the name of a year takes, and of a month. */
const NAME = 40, MONTH_NAME = 60;

/**
 * Days from the first to the last event, else those of the claims, whole units.
 * @param {import("atlas/columns").Columns} columns @param {any[]} plazas of the payload @returns {Span}
 */
export function spanOf(columns, plazas) {
  const [first, last] = columns.extent ?? claimedDays(plazas) ?? [dayOf(2000, 1, 1), dayOf(2000, 12, 31)];
  const unit = unitOf(last - first + 1);
  return { first: unitStart(first, unit), last: unitStart(last, unit, 1) - 1, unit, latest: last };
}

/** First and last day that a claim or an action names; null where none does. @param {any[]} plazas @returns {[number, number] | null} */
export function claimedDays(plazas) {
  const days = plazas.flatMap(({ claims, actions }) => [...claims.flatMap((/** @type {any} */ claim) => [claim.from, claim.to]),
    ...actions.map((/** @type {any} */ action) => action.day)]).filter((day) => day !== null);
  return days.length ? [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))] : null;
}

/**
 * Bars of the events of a view, whatever its dates.
 * @param {import("atlas/filter").Filter} filter @param {import("atlas/filter").View} view @param {Span} span @returns {Bars}
 */
export function barsOf(filter, view, { first, last, unit }) {
  const ofCommodity = filter.data.style.commodities.map((/** @type {any} */ style) => style.colour);
  const colours = /** @type {string[]} */ ([...new Set(ofCommodity)]).slice(0, MOST_GROUPS);
  const groupOf = Uint8Array.from(ofCommodity, (/** @type {string} */ colour) =>
    (colours.includes(colour) ? colours.indexOf(colour) : MOST_GROUPS - 1));
  const start = unitIndex(first, unit), bins = unitIndex(last, unit) - start + 1;
  const edges = Int32Array.from({ length: bins + 1 }, (_edge, i) => unitFirst(start + i, unit));
  return { edges, counts: filter.histogram(view, edges, groupOf, colours.length), colours };
}

/**
 * @param {HTMLCanvasElement} canvas of the bars
 * @param {HTMLCanvasElement} marks over it: axis, scale and years, which the shade beside the window leaves readable
 * @param {Bars} bars @param {Span} span
 */
export function drawHistogram(canvas, marks, bars, span) {
  const width = canvas.parentElement?.clientWidth || 0, height = canvas.parentElement?.clientHeight || 0;
  if (!width || height <= AXIS) return;
  const scale = width / (span.last + 1 - span.first), ground = height - AXIS, highest = highestOf(bars);
  drawStacks(sizedContext(canvas, width, height), bars, scale, ground, highest);
  const ctx = sizedContext(marks, width, height);
  ctx.font = `11px ${FACE}`;
  drawFiscalYears(ctx, span, scale, ground);
  if (highest) drawScale(ctx, span, ground, highest);
  drawAxis(ctx, span, scale, ground, width);
}

/** @param {Bars} bars */
function highestOf({ counts, colours }) {
  let highest = 0;
  for (let i = 0; i < counts.length; i += colours.length) {
    let sum = 0;
    for (let j = 0; j < colours.length; j++) sum += counts[i + j];
    if (sum > highest) highest = sum;
  }
  return highest;
}

/** @param {CanvasRenderingContext2D} ctx @param {Bars} bars @param {number} scale @param {number} ground @param {number} highest */
function drawStacks(ctx, { edges, counts, colours }, scale, ground, highest) {
  for (let bar = 0; bar + 1 < edges.length; bar++) {
    const x = (edges[bar] - edges[0]) * scale, wide = (edges[bar + 1] - edges[bar]) * scale;
    let y = ground;
    for (let i = 0; i < colours.length; i++) {
      const rows = counts[bar * colours.length + i];
      if (!rows) continue;
      const tall = (rows / highest) * (ground - 4);
      ctx.fillStyle = inkOf(colours[i]);
      ctx.fillRect(x, y - tall, Math.max(wide - (wide > 3 ? 1 : 0), 1), tall);
      y -= tall;
    }
  }
}

/** A line at a round number near the top says what height means. @param {CanvasRenderingContext2D} ctx @param {Span} span @param {number} ground @param {number} highest */
function drawScale(ctx, { unit }, ground, highest) {
  const power = 10 ** Math.floor(Math.log10(highest)), round = Math.max(...[1, 2, 5].map((n) => n * power).filter((n) => n <= highest));
  const y = Math.round(ground - (round / highest) * (ground - 4)) + 0.5, n = numberText(round);
  const text = { day: _("{n} a day", { n }), week: _("{n} a week", { n }), month: _("{n} a month", { n }),
    quarter: _("{n} a quarter", { n }), year: _("{n} a year", { n }) }[unit];
  const wide = ctx.measureText(text).width;
  ctx.strokeStyle = theme().state;
  ctx.beginPath();
  ctx.moveTo(0, y);
  ctx.lineTo(wide + 8, y);
  ctx.stroke();
  writeHaloed(ctx, text, 4, Math.max(y, 0) + 13);
}

/** @param {CanvasRenderingContext2D} ctx @param {Span} span @param {number} scale @param {number} ground */
function drawFiscalYears(ctx, { first, last }, scale, ground) {
  const step = Math.max(1, Math.ceil(NAME / scale / 365.25));
  ctx.strokeStyle = theme().state;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  for (let year = fiscalYear(last); dayOf(year - 1, 10, 1) > first; year -= step) {
    const x = Math.round((dayOf(year - 1, 10, 1) - first) * scale) + 0.5;
    ctx.beginPath();
    ctx.moveTo(x, 0);
    ctx.lineTo(x, ground);
    ctx.stroke();
    if (x > 2 * NAME && x < (last - first) * scale - NAME) writeHaloed(ctx, _("FY {year}", { year: String(year % 100).padStart(2, "0") }), x + 3, 11);
  }
  ctx.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} ctx @param {string} text @param {number} x @param {number} y baseline */
function writeHaloed(ctx, text, x, y) {
  ctx.save();
  ctx.setLineDash([]);
  ctx.textBaseline = "alphabetic";
  ctx.lineWidth = 3;
  ctx.lineJoin = "round";
  ctx.strokeStyle = theme().paper;
  ctx.fillStyle = theme().town;
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {Span} span @param {number} scale @param {number} ground @param {number} width */
function drawAxis(ctx, span, scale, ground, width) {
  const colours = theme();
  ctx.fillStyle = colours.state;
  ctx.fillRect(0, ground, width, 1);
  ctx.textBaseline = "bottom";
  ctx.fillStyle = colours.town;
  const inMonths = span.last - span.first < 800, unit = inMonths ? "month" : "year";
  const step = Math.max(1, Math.ceil((inMonths ? MONTH_NAME / 30.4 : NAME / 365.25) / scale));
  for (let day = unitStart(span.first, unit); day <= span.last; day = unitStart(day, unit, step)) {
    const x = (day - span.first) * scale;
    if (x < 0 || x > width - 26) continue;
    ctx.fillRect(x, ground, 1, 4);
    ctx.fillText(inMonths ? monthText(day) : String(civilOf(day)[0]), x + 3, ground + AXIS);
  }
}
