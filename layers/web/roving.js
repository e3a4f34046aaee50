// @ts-check
/** The places of the map as a list for the keyboard and for screen readers: one tab stop, arrows inside. */

import { el } from "atlas/dom";
import { _, numberText } from "atlas/words";

/** @typedef {import("atlas/events").Mark} Mark */

const WAIT_MS = 250;
const CHUNK = 100;

export class PlaceList {
  /** @param {{hover: (index: number) => void, select: (index: number) => void}} actions */
  constructor(actions) {
    this.actions = actions;
    this.list = el("ul", { id: "atlas-places", onkeydown: (event) => this.press(event), onfocusout: () => actions.hover(-1) });
    this.node = el("nav", { class: "atlas-places", "aria-label": _("Places on the map; arrow keys move, Enter opens") }, this.list);
    this.timer = 0;
    this.shown = CHUNK;
  }

  /** @param {import("atlas/events").Events} events @param {(mark: Mark) => string} textOf */
  show(events, textOf) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.fill(events, textOf), WAIT_MS);
  }

  /** The largest places; the last entry asks for more. @param {import("atlas/events").Events} events @param {(mark: Mark) => string} textOf */
  fill(events, textOf) {
    const focused = document.activeElement;
    const kept = focused instanceof HTMLElement && this.list.contains(focused) ? focused.dataset.index : null;
    const marks = /** @type {Mark[]} */ ([...events.order.subarray(0, this.shown)].map((index) => events.markOf(index)).filter(Boolean));
    const entries = marks.map((mark) => this.entry(String(mark.index), `${mark.place.name}: ${textOf(mark)}`, {
      "data-id": mark.place.id, onfocus: () => this.actions.hover(mark.index), onclick: () => this.actions.select(mark.index) }));
    const rest = events.count - marks.length;
    if (rest > 0) entries.push(this.entry("more", _("Show more; {n} are not in this list", { n: numberText(rest) }), {
      onclick: () => this.more(events, textOf) }));
    this.list.replaceChildren(...entries);
    const next = this.buttons().find((button) => button.dataset.index === kept) ?? this.buttons()[0];
    if (next) next.tabIndex = 0;
    if (kept !== null) next?.focus();
  }

  /** @param {string} index @param {string} text @param {Record<string, any>} attributes */
  entry(index, text, attributes) {
    return el("li", {}, el("button", { type: "button", tabindex: "-1", "data-index": index, ...attributes }, text));
  }

  /** @param {import("atlas/events").Events} events @param {(mark: Mark) => string} textOf */
  more(events, textOf) {
    const at = this.shown;
    this.shown += CHUNK;
    this.fill(events, textOf);
    this.move(this.buttons()[at]);
  }

  /** @returns {HTMLButtonElement[]} */
  buttons() {
    return [...this.list.querySelectorAll("button")];
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const buttons = this.buttons(), at = buttons.findIndex((button) => button === document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, PageDown: at + 10, PageUp: at - 10,
      Home: 0, End: buttons.length - 1 };
    if (!Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    const next = steps[/** @type {keyof typeof steps} */ (event.key)];
    this.move(buttons[Math.max(0, Math.min(buttons.length - 1, next))]);
  }

  /** The one tab stop of the list. @param {HTMLButtonElement | undefined} button */
  move(button) {
    if (!button) return;
    for (const one of this.buttons()) one.tabIndex = -1;
    button.tabIndex = 0;
    button.focus();
  }
}
