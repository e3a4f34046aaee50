// @ts-check
/** The address of the file: what is shown and how it is looked at, by the rules of geo/viewquery.py. */

import { isTop, LISTS } from "atlas/bridge";
import { isoToDay } from "atlas/days";
import { _, fill } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */
/** @typedef {import("atlas/bridge").Known} Known */
/** @typedef {{hide: string[], map: [number, number, number] | null, open: string}} Sight
 *   How the map is looked at: layers switched off, zoom, latitude and longitude (null for the whole border), the panel. */

/** @typedef {(sentence: string, values: Record<string, string>) => void} Say the values are put in quotes */

const ADDRESS_MS = 200;
const LAYERS = ["events", "plazas", "ports", "tiles"];
const OPENED = /** @type {const} */ (["place", "plaza", "port"]);
const PAGES = ["sources", "embed"];
const NAMES = ["from", "to", ...LISTS, "undated", "size", "hide", "map", "open"];
const POSITION = /^([0-9]{1,2}(?:\.[0-9]+)?)\/(-?[0-9]{1,2}(?:\.[0-9]+)?)\/(-?[0-9]{1,3}(?:\.[0-9]+)?)$/;
const MOST_ZOOM = 22, MOST_LATITUDE = 85;

/** Parameters of an address, the last of each. @param {string} hash */
const queryOf = (hash) => Object.fromEntries(new URLSearchParams(hash.replace(/^#/, "")));

/**
 * Parts of a View and of a Sight, and a sentence for each parameter that has no meaning and is left out.
 * @param {string} hash @param {Known} known
 */
export function readAddress(hash, known) {
  const query = queryOf(hash), problems = /** @type {string[]} */ ([]);
  /** @type {Say} */
  const say = (sentence, values) => {
    problems.push(fill(sentence, Object.fromEntries(Object.entries(values).map(([name, text]) => [name, `'${text}'`]))));
  };
  /** @type {any} */
  const view = {}, sight = {};
  for (const name of ["from", "to"]) if (name in query) view[name] = dayOf(name, query[name], say);
  if (view.from && view.to && view.from > view.to) {
    say(_("'from' is {start}, after 'to' {end}; the dates are left open."), { start: view.from, end: view.to });
    view.from = view.to = null;
  }
  for (const name of LISTS) if (name in query) view[name] = wordsOf(name, query[name], known[name], say);
  if ("undated" in query) view.undated = isUp(query.undated, say);
  if ("size" in query) view.size = sizeOf(query.size, known, say);
  if ("hide" in query) sight.hide = wordsOf("hide", query.hide, new Set(LAYERS), say);
  if ("map" in query) sight.map = positionOf(query.map, say);
  if ("open" in query) sight.open = openedOf(query.open, known, say);
  for (const key of Object.keys(query)) {
    if (!NAMES.includes(key)) say(_("{key} is no parameter of the map; it is left out."), { key });
  }
  return { view, sight, problems };
}

/** @param {string} key @param {string} text @param {Say} say */
function dayOf(key, text, say) {
  if (!text || isoToDay(text) !== null) return text || null;
  say(_("{key} is {text}, which is not a date; write it as 2024-07-01."), { key, text });
  return null;
}

/** @param {string} key @param {string} text @param {Set<string>} known @param {Say} say */
function wordsOf(key, text, known, say) {
  const words = [...new Set(text.split(",").filter(Boolean))];
  for (const word of words) if (!known.has(word)) say(_("{key} has no {word}; it is left out."), { key, word });
  return words.filter((word) => known.has(word));
}

/** @param {string} text @param {Say} say */
function isUp(text, say) {
  if (!["", "0", "1"].includes(text)) say(_("{key} is {text}; expected 0 or 1."), { key: "undated", text });
  return text !== "0";
}

/** @param {string} size @param {Known} known @param {Say} say */
function sizeOf(size, known, say) {
  if (!size || size === "count" || known.commodity.has(size)) return size || "count";
  say(_("'size' is {size}; expected count or a commodity."), { size });
  return "count";
}

/** @param {string} text @param {Say} say @returns {Sight["map"]} */
function positionOf(text, say) {
  const [zoom, lat, lon] = (POSITION.exec(text) ?? []).slice(1).map(Number);
  if (zoom <= MOST_ZOOM && Math.abs(lat) <= MOST_LATITUDE && Math.abs(lon) <= 180) return [zoom, lat, lon];
  if (text) say(_("'map' is {text}; write zoom, latitude and longitude, as 8/31.33/-110.94."), { text });
  return null;
}

/** @param {string} text @param {Known} known @param {Say} say */
function openedOf(text, known, say) {
  const { kind, id } = splitOpened(text);
  if (!text || PAGES.includes(text) || OPENED.some((one) => one === kind && known[one].has(id))) return text;
  say(_("{key} has no {word}; it is left out."), { key: "open", word: text });
  return "";
}

/** A whole Sight from parts of one that a script gives; parts without meaning keep the value of `base`. @param {Sight} base @param {any} partial @param {Known} known @returns {Sight} */
export function mergeSight(base, partial, known) {
  const given = partial && typeof partial === "object" ? partial : {}, query = new URLSearchParams();
  if (Array.isArray(given.hide)) query.set("hide", given.hide.join(","));
  if (given.map === null || Array.isArray(given.map)) query.set("map", (given.map ?? []).join("/"));
  if (typeof given.open === "string") query.set("open", given.open);
  const { sight, problems } = readAddress(query.toString(), known);
  return problems.length ? base : { ...base, ...sight };
}

/** Kind and id of what is open. @param {string} text */
export function splitOpened(text) {
  const at = text.indexOf(":");
  return at < 0 ? { kind: text, id: "" } : { kind: text.slice(0, at), id: text.slice(at + 1) };
}

/**
 * The permalink of what is shown; what has the default of the document and of every other is left out.
 * @param {View} view @param {Sight} sight @param {{view: View, sight: Sight}} defaults of the document
 */
export function writeAddress(view, sight, defaults) {
  const query = new URLSearchParams(), own = textsOf(defaults.view, defaults.sight);
  for (const [name, text] of Object.entries(textsOf(view, sight))) {
    if (text || own[name]) query.set(name, text || (name === "undated" ? "1" : ""));
  }
  return query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":");
}

/** Parameters, empty where they have their default. @param {View} view @param {Sight} sight @returns {Record<string, string>} */
function textsOf(view, { hide, map, open }) {
  return {
    from: view.from ?? "", to: view.to ?? "", ...Object.fromEntries(LISTS.map((name) => [name, view[name].join(",")])),
    undated: view.undated ? "" : "0", size: view.size === "count" ? "" : view.size, hide: hide.join(","), open,
    map: map ? `${Number(map[0].toFixed(2))}/${Number(map[1].toFixed(4))}/${Number(map[2].toFixed(4))}` : "",
  };
}

let addressTimer = 0;

/** Put the permalink in the address without a new entry of the history, once it rests: browsers count such changes. @param {() => string} write */
export function showAddress(write) {
  clearTimeout(addressTimer);
  if (isTop()) addressTimer = setTimeout(() => putAddress(write()), ADDRESS_MS);
}

/** @param {string} hash */
function putAddress(hash) {
  if (location.hash.replace(/^#/, "") === hash) return;
  try {
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // no address to write, as in a data: page
  }
}
