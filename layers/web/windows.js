// @ts-check
/** The window of the time control as days: moved by units of the bars, kept inside the span. */

import { civilOf, dayOf, fiscalYear, unitFirst, unitIndex, unitStart } from "atlas/days";
import { _ } from "atlas/words";

/** @typedef {import("atlas/days").Unit} Unit */
/** @typedef {{first: number, last: number, unit: Unit, latest: number}} Span
 *   Whole units from `first` to `last`, both inclusive; `latest` day of an event. */
/** @typedef {{from: number, to: number}} Window days, both inclusive */

/** Units that a long step takes, and that a window has which is opened for play. @type {Record<Unit, number>} */
export const MANY_UNITS = { day: 7, week: 13, month: 12, quarter: 4, year: 5 };

/** @param {Span} span @param {Window} window */
export const isFull = (span, { from, to }) => from <= span.first && to >= span.last;

/** Nearest first day of a unit. @param {number} day @param {Unit} unit */
export function snap(day, unit) {
  const before = unitStart(day, unit), after = unitStart(day, unit, 1);
  return day - before < after - day ? before : after;
}

/** The window in whole units, moved by some of them, no further than the span. @param {Span} span @param {Window} window @param {number} steps @returns {Window} */
export function moveWindow({ first, last, unit }, { from, to }, steps) {
  const start = unitIndex(from, unit), units = unitIndex(to, unit) - start;
  const kept = Math.max(unitIndex(first, unit), Math.min(unitIndex(last, unit) - units, start + steps));
  return { from: unitFirst(kept, unit), to: unitFirst(kept + units + 1, unit) - 1 };
}

/** The window with its end moved, at least one unit long. @param {Span} span @param {Window} window @param {number} steps @returns {Window} */
export function growWindow({ last, unit }, { from, to }, steps) {
  const end = Math.max(unitIndex(from, unit), unitIndex(to, unit) + steps);
  return { from, to: Math.min(last, unitFirst(end + 1, unit) - 1) };
}

/** A window of some units at the beginning of the span. @param {Span} span @param {number} units @returns {Window} */
export const openingWindow = ({ first, last, unit }, units) => ({ from: first, to: Math.min(last, unitStart(first, unit, units) - 1) });

/** @typedef {Window & {id: string, label: string, title: string}} Preset */

/** The windows with a button: they end with the latest event, as the document knows no today. @param {Span} span @returns {Preset[]} */
export function presetsOf(span) {
  const { first, last, latest } = span, monthEnd = unitStart(latest, "month", 1) - 1;
  const [year, month, date] = civilOf(Math.min(last, monthEnd) + 1);
  const presets = [{ id: "last-year", label: _("12 months"), title: _("The last 12 months with events"),
    from: dayOf(year - 1, month, date), to: Math.min(last, monthEnd) }];
  for (const fiscal of [fiscalYear(latest), fiscalYear(latest) - 1]) {
    const from = dayOf(fiscal - 1, 10, 1), to = dayOf(fiscal, 9, 30);
    if (to < first) continue;
    presets.push({ id: `fiscal-${presets.length}`, label: _("FY {year}", { year: fiscal }), from, to,
      title: _("US fiscal year {year}: October {before} to September {year}", { year: fiscal, before: fiscal - 1 }) });
  }
  return [...presets, { id: "all", label: _("All"), title: _("All dates"), from: first, to: last }];
}

/**
 * The day a reader typed: 2024-07-31, 20240731, or the first or last day of 2024-07 or 2024. Null for an empty text,
 * undefined for one without meaning.
 * @param {string} typed @param {boolean} isEnd whether a month or year stands for its last day
 * @returns {number | null | undefined}
 */
export function typedDay(typed, isEnd) {
  const text = typed.trim();
  if (!text) return null;
  const parts = /^(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?$/.exec(text) ?? /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (!parts) return undefined;
  const [year, month, date] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const day = dayOf(year, month, date), [sameYear, sameMonth, sameDate] = civilOf(day);
  if (year !== sameYear || month !== sameMonth || date !== sameDate) return undefined;
  if (!isEnd || parts[3]) return day;
  return unitStart(day, parts[2] ? "month" : "year", 1) - 1;
}
