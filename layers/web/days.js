// @ts-check
/** Days as integers since 1970-01-01 and as ISO text; no clock, no time zone. */

import { _, locale } from "atlas/words";

/**
 * Day number of a civil date (Howard Hinnant's days_from_civil).
 * @param {number} year @param {number} month 1 to 12 @param {number} day
 */
export function dayOf(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400), yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** Year, month (1 to 12) and day of a day number. @param {number} day @returns {[number, number, number]} */
export function civilOf(day) {
  const z = day + 719468, era = Math.floor(z / 146097), dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1];
}

/**
 * Day number of `2024-07-01`; null when the text is no date.
 * @param {unknown} text
 */
export function isoToDay(text) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(typeof text === "string" ? text : "");
  if (!parts) return null;
  const day = dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  return dayToIso(day) === text ? day : null;
}

/** @param {number} day */
export function dayToIso(day) {
  const [year, month, date] = civilOf(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

/** The day in a sentence, `1 July 2024`: a formatter of the browser would take a tenth of the time the page opens in. @param {number} day */
export function dayText(day) {
  const [year, month, date] = civilOf(day);
  return _("{day} {month} {year}", { day: date, month: monthName(month), year });
}

/** @param {number} month 1 to 12 */
const monthName = (month) => [_("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
  _("September"), _("October"), _("November"), _("December")][month - 1];

/** The month on an axis, `Jul 2024`. @param {number} day */
export const monthText = (day) => format(day, { month: "short", year: "numeric" });

/** @type {Map<string, Intl.DateTimeFormat>} making one takes longer than using it a hundred times */
const formats = new Map();

/** @param {number} day @param {Intl.DateTimeFormatOptions} parts */
function format(day, parts) {
  const key = JSON.stringify([locale(), parts]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale(), { ...parts, timeZone: "UTC" });
  formats.set(key, known);
  return known.format(day * 86400000);
}

/** @typedef {"day" | "week" | "month" | "quarter" | "year"} Unit */

/** Longest span in days of bars of a day, a week and a month: about 90, 105 and 190 bars. */
const LONGEST = { day: 92, week: 731, month: 16 * 366 };

/** Unit of the bars for a span of days. @param {number} days @returns {Unit} */
export const unitOf = (days) =>
  days <= LONGEST.day ? "day" : days <= LONGEST.week ? "week" : days <= LONGEST.month ? "month" : "quarter";

/** Number of the unit that holds a day; weeks begin on Monday. @param {number} day @param {Unit} unit */
export function unitIndex(day, unit) {
  if (unit === "day") return day;
  if (unit === "week") return Math.floor((day + 3) / 7);
  const [year, month] = civilOf(day);
  return unit === "year" ? year : Math.floor((year * 12 + month - 1) / (unit === "quarter" ? 3 : 1));
}

/** First day of the unit of a number. @param {number} index @param {Unit} unit */
export function unitFirst(index, unit) {
  if (unit === "day") return index;
  if (unit === "week") return index * 7 - 3;
  if (unit === "year") return dayOf(index, 1, 1);
  const months = index * (unit === "quarter" ? 3 : 1), year = Math.floor(months / 12);
  return dayOf(year, months - 12 * year + 1, 1);
}

/**
 * First day of the unit that is `step` units after the one of `day`.
 * @param {number} day @param {Unit} unit @param {number} [step]
 */
export const unitStart = (day, unit, step = 0) => unitFirst(unitIndex(day, unit) + step, unit);

/** US fiscal year of a day: October to September, named after its end. @param {number} day */
export function fiscalYear(day) {
  const [year, month] = civilOf(day);
  return month >= 10 ? year + 1 : year;
}
