// @ts-check
/** The View in words others can send: the address of the file, messages of the page around it, window.atlas. */

import { isoToDay } from "atlas/days";

/** @typedef {import("atlas/filter").View} View */

const ADDRESS_MS = 200;

const LISTS = /** @type {const} */ (["commodity", "agency", "plaza", "port", "place", "precision"]);

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

/** Parts of a View from a permalink. @param {string} hash @returns {any} */
export function readHash(hash) {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {any} */
  const partial = {};
  for (const [name, text] of query) {
    if (/** @type {readonly string[]} */ (LISTS).includes(name)) partial[name] = text.split(",").filter(Boolean);
    else if (name === "undated") partial.undated = text !== "0";
    else if (["from", "to", "size"].includes(name)) partial[name] = text;
  }
  return partial;
}

/** The permalink of a View; what is default is left out. @param {View} view */
export function writeHash(view) {
  const query = new URLSearchParams();
  if (view.from) query.set("from", view.from);
  if (view.to) query.set("to", view.to);
  for (const name of LISTS) if (view[name].length) query.set(name, view[name].join(","));
  if (!view.undated) query.set("undated", "0");
  if (view.size !== "count") query.set("size", view.size);
  return query.toString().replaceAll("%2C", ",");
}

export const isTop = () => window.parent === window;

let addressTimer = 0;

/** Put the View in the address without a new entry of the history, once it rests: browsers count such changes. @param {View} view */
export function showAddress(view) {
  clearTimeout(addressTimer);
  if (isTop()) addressTimer = setTimeout(() => writeAddress(writeHash(view)), ADDRESS_MS);
}

/** @param {string} hash */
function writeAddress(hash) {
  if (location.hash.replace(/^#/, "") === hash) return;
  try {
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // no address to write, as in a data: page
  }
}

/** Tell the page around this one. @param {any} message */
export function tell(message) {
  if (!isTop()) window.parent.postMessage(message, "*");
}

/**
 * Obey the page around this one, and the address when a reader edits it.
 * @param {View} defaults
 * @param {Record<string, (message: any) => void> & {setView: (message: {view: any}) => void}} orders what each message does
 */
export function listen(defaults, orders) {
  window.addEventListener("message", (event) => {
    const name = event.source === window.parent ? event.data?.atlas : null;
    if (typeof name === "string" && Object.hasOwn(orders, name)) orders[name](event.data);
  });
  if (isTop()) window.addEventListener("hashchange", () => orders.setView({ view: { ...defaults, ...readHash(location.hash) } }));
}
