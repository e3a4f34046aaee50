// @ts-check
/** Days as integers since 1970-01-01 and as ISO text; no clock, no time zone. */

import { lang } from "atlas/words";

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

/** The day in a sentence, `1 July 2024`. @param {number} day */
export const dayText = (day) => format(day, { day: "numeric", month: "long", year: "numeric" });

/** The month on an axis, `Jul 2024`. @param {number} day */
export const monthText = (day) => format(day, { month: "short", year: "numeric" });

/** @param {number} day @param {Intl.DateTimeFormatOptions} parts */
function format(day, parts) {
  const locale = lang() === "en" ? "en-GB" : lang();
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).format(day * 86400000);
}

/** @typedef {"day" | "week" | "month" | "year"} Unit */

/** Unit of the bars for a span of days. @param {number} days @returns {Unit} */
export const unitOf = (days) => (days <= 120 ? "day" : days <= 730 ? "week" : days <= 365 * 30 ? "month" : "year");

/**
 * First day of the unit that is `step` units after the one of `day`.
 * @param {number} day @param {Unit} unit @param {number} [step]
 */
export function unitStart(day, unit, step = 0) {
  const [year, month] = civilOf(day);
  if (unit === "day") return day + step;
  if (unit === "week") return Math.floor((day + 3) / 7) * 7 - 3 + 7 * step;
  if (unit === "year") return dayOf(year + step, 1, 1);
  const months = year * 12 + month - 1 + step;
  return dayOf(Math.floor(months / 12), (months % 12) + 1, 1);
}
