// @ts-check
/** The events of a view as rows of a table, a page at a time, for the page around the document. */

import { isWebAddress, joined } from "atlas/dom";
import { _, numberText, weightText, word } from "atlas/words";

/** @typedef {{text: string, url: string | null}} Cell */
/** @typedef {{first: number, total: number, count: number, caption: string, headings: string[], rows: Cell[][], words: Record<string, string>}} Page */

/**
 * @param {import("atlas/filter").Filter} filter @param {import("atlas/texts").Texts} texts
 * @param {import("atlas/filter").View} view @param {number} first number of the first row @param {number} count rows
 * @returns {Promise<Page>} latest event first, undated ones at the end
 */
export async function pageOfRows(filter, texts, view, first, count) {
  const events = filter.eventsAt(view), total = events.length;
  const from = Math.max(0, Math.min(first, total - 1));
  const told = await texts.of(events.slice(from, from + count));
  const labels = new Map(filter.data.style.commodities.map((/** @type {any} */ style) => [style.code, style.label]));
  const range = { first: numberText(from + 1), last: numberText(from + told.length), total: numberText(total) };
  return {
    first: from, total, count,
    caption: total ? _("Events {first} to {last} of {total}, latest first", range)
      : _("No event matches; widen the dates or clear a filter."),
    headings: [_("Date"), _("Place reported"), _("Place"), _("Precision"), _("Commodity"), _("Quantity reported"),
      _("Agency"), _("Source")],
    rows: told.map((event) => cells(event, (code) => labels.get(code) ?? code)),
    words: { previous: _("Earlier page"), next: _("Later page"), first: _("First page"), last: _("Last page") },
  };
}

/** @param {import("atlas/texts").Told} event @param {(code: string) => string} labelOf @returns {Cell[]} */
function cells(event, labelOf) {
  const quantities = event.items.map((item) => joined([item.qualifier && word(item.qualifier), quantityText(item)], " "));
  const report = event.reports[0], more = event.reports.length - 1;
  const source = report ? joined([event.own && _("your data"), joined([report.publisher, report.published], ", ")]) : "";
  const texts = [
    event.date, event.place_reported, event.place?.name, word(event.place?.precision ?? "unresolved"),
    [...new Set(event.items.map((item) => labelOf(item.commodity)))].join(", "), quantities.filter(Boolean).join("; "),
    event.agency, more > 0 ? _("{source} and {n} more", { source, n: more }) : source,
  ];
  const url = isWebAddress(report?.url) ? report.url : null;
  return texts.map((text, i) => ({ text: text || "–", url: i === texts.length - 1 ? url : null }));
}

/** The publisher's words for a quantity, else its weight. @param {import("atlas/texts").Item} item */
export const quantityText = (item) => item.reported || (item.kg ? weightText(item.kg) : "");
