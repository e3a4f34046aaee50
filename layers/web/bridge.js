// @ts-check
/** The View in words others can send: messages of the page around it, and window.atlas. */

import { isoToDay } from "atlas/days";

/** @typedef {import("atlas/filter").View} View */

export const LISTS = /** @type {const} */ (["commodity", "agency", "plaza", "port", "place", "precision"]);

/** @typedef {Record<typeof LISTS[number], Set<string>>} Known codes that have a meaning, by list */

/** The codes of a document. @param {any} data the payload @returns {Known} */
export function knownCodes(data) {
  const of = (/** @type {any[]} */ rows, /** @type {string} */ key) => rows.map((row) => row[key]);
  return {
    commodity: new Set(of(data.style.commodities, "code")),
    agency: new Set(of(data.vocab.agencies, "code")),
    plaza: new Set(of(data.plazas, "id")),
    port: new Set([...of(data.ports, "id"), ...data.ports.flatMap((/** @type {any} */ port) => of(port.crossings, "id"))]),
    place: new Set(of(data.places, "id")),
    precision: new Set(data.vocab.precisions),
  };
}

/**
 * A whole View from parts of one; parts without meaning keep the value of `base`.
 * @param {View} base @param {any} partial @param {Known} known
 * @returns {View}
 */
export function mergeView(base, partial, known) {
  const view = { ...base }, given = partial && typeof partial === "object" ? partial : {};
  for (const name of /** @type {const} */ (["from", "to"])) {
    if (given[name] === null || given[name] === "") view[name] = null;
    else if (isoToDay(given[name]) !== null) view[name] = given[name];
  }
  for (const name of LISTS) {
    if (Array.isArray(given[name])) view[name] = [...new Set(given[name].filter((/** @type {any} */ one) => known[name].has(one)))];
  }
  if (typeof given.undated === "boolean") view.undated = given.undated;
  if (given.size === "count" || known.commodity.has(given.size)) view.size = given.size;
  if (view.from && view.to && view.from > view.to) [view.from, view.to] = [base.from, base.to];
  return view;
}

export const isTop = () => window.parent === window;

/** Tell the page around this one. @param {any} message */
export function tell(message) {
  if (!isTop()) window.parent.postMessage(message, "*");
}

/**
 * Obey the page around this one.
 * @param {Record<string, (message: any) => void>} orders what each message does
 */
export function listen(orders) {
  window.addEventListener("message", (event) => {
    const name = event.source === window.parent ? event.data?.atlas : null;
    if (typeof name === "string" && Object.hasOwn(orders, name)) orders[name](event.data);
  });
}
