// @ts-check
/** A View in words: its days and its filters, for a title, a citation and a printed page. */

import { dayText, isoToDay } from "atlas/days";
import { joined } from "atlas/dom";
import { _, word } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */

/** The days of a view; empty where both ends are open. @param {View} view */
export function daysText(view) {
  const [from, to] = [view.from, view.to].map((iso) => { const day = isoToDay(iso); return day === null ? "" : dayText(day); });
  if (from && to) return from === to ? from : _("{from} to {to}", { from, to });
  if (from) return _("from {day}", { day: from });
  return to ? _("to {day}", { day: to }) : "";
}

/** What else a view asks for; empty where it asks for nothing. @param {View} view @param {any} data the payload */
export function filtersText(view, data) {
  const named = (/** @type {any[]} */ rows, /** @type {string} */ key, /** @type {string} */ label) =>
    new Map(rows.map((row) => [row[key], row[label]]));
  const ports = [...data.ports, ...data.ports.flatMap((/** @type {any} */ port) => port.crossings)];
  const commodities = named(data.style.commodities, "code", "label");
  const namesOf = (/** @type {string[]} */ codes, /** @type {Map<string, string>} */ names) => codes.map((code) => names.get(code) ?? code).join(", ");
  const told = (/** @type {string} */ label, /** @type {string} */ names) => names && `${label}: ${names}`;
  return joined([
    namesOf(view.commodity, commodities), namesOf(view.agency, named(data.vocab.agencies, "code", "label")),
    told(_("Plazas"), namesOf(view.plaza, named(data.plazas, "id", "name"))),
    told(_("Ports"), namesOf(view.port, named(ports, "id", "name"))),
    told(_("Places"), namesOf(view.place, view.place.length ? named(data.places, "id", "name") : new Map())),
    told(_("Precision"), view.precision.map(word).join(", ")),
    !view.undated && _("undated left out"),
    view.size !== "count" && told(_("Size"), _("kg of {commodity}", { commodity: commodities.get(view.size) ?? view.size })),
  ]);
}

/** Days and filters, or that all is shown. @param {View} view @param {any} data the payload */
export const viewText = (view, data) => joined([daysText(view), filtersText(view, data)]) || _("all events");
