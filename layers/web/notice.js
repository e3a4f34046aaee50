// @ts-check
/** Sentences for the reader about the address: what in it means nothing and was left out. */

import { el } from "atlas/dom";
import { _ } from "atlas/words";

/** Show the sentences in place of earlier ones; none closes them. @param {string[]} sentences */
export function showNotice(sentences) {
  document.getElementById("atlas-notice")?.remove();
  if (!sentences.length) return;
  const close = el("button", { type: "button", class: "atlas-close", "aria-label": _("Close"), onclick: () => node.remove() }, "×");
  const node = el("div", { id: "atlas-notice", class: "atlas-card", role: "status" },
    el("div", {}, ...sentences.map((sentence) => el("p", {}, sentence))), close);
  document.body.append(node);
}
