// @ts-check
/** A text to copy: by its button, or selected in its field where the clipboard is refused, as in a sandboxed frame. */

import { el } from "atlas/dom";
import { _ } from "atlas/words";

/** @param {string} id of the field @param {string} label @param {number} rows */
export function copyField(id, label, rows) {
  const field = el("textarea", { id, "aria-label": label, rows: String(rows), readonly: true, spellcheck: "false" });
  const told = el("span", { class: "atlas-fine", role: "status" });
  const copy = async () => {
    told.textContent = "";
    field.focus();
    field.select();
    told.textContent = await putOnClipboard(field.value) ? _("Copied.") : _("Selected; copy it with Ctrl+C or ⌘C.");
  };
  const button = el("button", { type: "button", class: "atlas-copy", onclick: copy }, _("Copy"));
  return { field, node: el("div", { class: "atlas-copying" }, field, el("div", { class: "atlas-row" }, button, told)) };
}

/** @param {string} text that is selected, too @returns {Promise<boolean>} whether it is there */
async function putOnClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error; // refused, or no clipboard at all
    return document.execCommand("copy");
  }
}
