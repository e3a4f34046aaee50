// @ts-check
/** The places of the map as a list for the keyboard and for screen readers: one tab stop, arrows inside. */

import { el } from "atlas/dom";
import { _ } from "atlas/words";

const WAIT_MS = 250;

export class PlaceList {
  /** @param {{hover: (index: number) => void, select: (index: number) => void}} actions */
  constructor(actions) {
    this.actions = actions;
    this.list = el("ul", { id: "atlas-places", onkeydown: (event) => this.press(event), onfocusout: () => actions.hover(-1) });
    this.node = el("nav", { class: "atlas-places", "aria-label": _("Places on the map; arrow keys move, Enter opens") }, this.list);
    this.timer = 0;
  }

  /** @param {import("atlas/events").Mark[]} marks @param {(mark: import("atlas/events").Mark) => string} textOf */
  show(marks, textOf) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.fill(marks, textOf), WAIT_MS);
  }

  /** @param {import("atlas/events").Mark[]} marks @param {(mark: import("atlas/events").Mark) => string} textOf */
  fill(marks, textOf) {
    const kept = document.activeElement instanceof HTMLElement && this.list.contains(document.activeElement)
      ? document.activeElement.dataset.index : null;
    this.list.replaceChildren(...marks.map((mark, i) => el("li", {}, el("button", {
      type: "button", tabindex: i ? "-1" : "0", "data-index": String(mark.index), "data-id": mark.place.id,
      onfocus: () => this.actions.hover(mark.index), onclick: () => this.actions.select(mark.index),
    }, `${mark.place.name}: ${textOf(mark)}`))));
    if (kept) /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-index="${kept}"]`))?.focus();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const steps = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1 };
    const next = { ...steps, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || !buttons[next]) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    buttons[next].tabIndex = 0;
    buttons[next].focus();
  }
}
