// @ts-check
/** Title with the count, and the line of sources at the foot. */

import { el, joined } from "atlas/dom";
import { _, numberText } from "atlas/words";

/** @param {any} meta of the payload */
export function makeHead(meta) {
  const count = el("p", { id: "atlas-count", "aria-live": "polite" });
  return { count, node: el("header", { id: "atlas-head", class: "atlas-card" }, el("h1", {}, meta.title), count) };
}

/** @param {any} meta of the payload */
export function makeFoot(meta) {
  const version = meta.generated || String(meta.digest || "").slice(0, 12);
  return el("footer", { id: "atlas-foot" },
    joined([meta.source_line, meta.bias_note, version && _("Version {version}", { version })]));
}

/** The line under the title. @param {import("atlas/filter").Count} count */
export function countText(count) {
  if (!count.events) return _("No event matches; widen the dates or clear a filter.");
  const places = count.places === 1 ? _("1 place") : _("{n} places", { n: numberText(count.places) });
  return joined([
    count.events === 1 ? _("1 event") : _("{n} events", { n: numberText(count.events) }), places,
    count.undated > 0 && _("{n} undated", { n: numberText(count.undated) }),
    count.unplaced > 0 && _("{n} not placed", { n: numberText(count.unplaced) }),
  ]);
}
