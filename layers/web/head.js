// @ts-check
/** Title with the count, and the line of sources at the foot. */

import { el, joined } from "atlas/dom";
import { _, numberText } from "atlas/words";

/** A line as high as the count, which is known when the map stands beside it already. */
const BLANK = "\u00a0";

/** Title, count, and the line of days and filters for where no control shows them. @param {any} meta of the payload */
export function makeHead(meta) {
  const count = el("p", { id: "atlas-count", "aria-live": "polite" }, BLANK), shown = el("p", { id: "atlas-shown" });
  const node = el("header", { id: "atlas-head", class: "atlas-card" }, el("h1", {}, meta.title), count, shown);
  return { count, shown, node };
}

/** @param {any} meta of the payload @param {[string, () => void][]} buttons text and what each opens */
export function makeFoot(meta, buttons) {
  const version = meta.generated || String(meta.digest || "").slice(0, 12);
  const text = joined([meta.bias_note, meta.source_line, version && _("Version {version}", { version })]);
  return el("footer", { id: "atlas-foot" },
    el("span", { class: "atlas-foot-text" }, text),
    ...buttons.map(([text, onclick]) => el("button", { type: "button", class: "atlas-foot-button", onclick }, text)));
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
