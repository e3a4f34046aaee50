// @ts-check
/** The window on the time control: two handles and the span between them, by pointer, touch and keyboard. */

import { dayText, unitIndex, unitStart } from "atlas/days";
import { el } from "atlas/dom";
import { isFull, MANY_UNITS, moveWindow, snap } from "atlas/windows";
import { _ } from "atlas/words";

/** @typedef {import("atlas/windows").Span} Span */
/** @typedef {"left" | "right" | "both" | "new"} Side what a drag moves */

/* Pixels a pointer may move in a press that is no drag. */
const STILL = 3;
/** @type {Record<string, number>} */
const ARROWS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

export class Brush {
  /**
   * @param {HTMLElement} track @param {Span} span
   * @param {{move: (from: number, to: number) => void, release: () => void}} actions days, inclusive; `release` after a drag or key
   */
  constructor(track, span, actions) {
    this.track = track;
    this.span = span;
    this.actions = actions;
    this.from = span.first;
    this.to = span.last;
    this.before = el("div", { class: "atlas-shade" });
    this.after = el("div", { class: "atlas-shade" });
    this.window = this.slider("atlas-brush-window", _("Window of dates, whole"));
    this.left = this.slider("atlas-brush-handle atlas-brush-left", _("First day of the window"));
    this.right = this.slider("atlas-brush-handle atlas-brush-right", _("Last day of the window"));
    track.append(this.before, this.after, this.window, this.left, this.right);
    this.listen(this.left, "left");
    this.listen(this.right, "right");
    this.listen(this.window, "both");
    track.addEventListener("pointerdown", (event) => this.drag(event, track, "new"));
  }

  /** @param {string} name @param {string} label */
  slider(name, label) {
    return el("div", { class: name, role: "slider", tabindex: "0", "aria-label": label });
  }

  /** @param {HTMLElement} node @param {Side} side */
  listen(node, side) {
    node.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      this.drag(event, node, side === "both" && isFull(this.span, this) ? "new" : side);
    });
    node.addEventListener("keydown", (event) => this.press(event, side));
  }

  /** @param {PointerEvent} event @param {HTMLElement} node @param {Side} side */
  drag(event, node, side) {
    if (event.button || !event.isPrimary) return;
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    if (node !== this.track) node.focus({ preventScroll: true });
    const startX = event.clientX, before = { from: this.from, to: this.to };
    let moved = false;
    const move = (/** @type {PointerEvent} */ at) => {
      moved ||= Math.abs(at.clientX - startX) > STILL;
      if (moved) this.follow(side, before, startX, at.clientX);
    };
    node.addEventListener("pointermove", move);
    node.addEventListener("lostpointercapture", () => {
      node.removeEventListener("pointermove", move);
      if (!moved && node === this.track) this.centre(startX);
      else if (moved) this.actions.release();
    }, { once: true });
  }

  /** @param {Side} side @param {{from: number, to: number}} before @param {number} startX @param {number} x client pixels */
  follow(side, before, startX, x) {
    const { unit } = this.span, days = this.dayAt(x) - this.dayAt(startX);
    if (side === "left") this.set(snap(before.from + days, unit), before.to, "left");
    else if (side === "right") this.set(before.from, snap(before.to + 1 + days, unit) - 1, "right");
    else if (side === "both") this.slide(unitIndex(snap(before.from + days, unit), unit) - unitIndex(before.from, unit), before);
    else {
      const [least, most] = [this.dayAt(startX), this.dayAt(x)].sort((a, b) => a - b);
      this.set(unitStart(least, unit), unitStart(most, unit, 1) - 1);
    }
  }

  /** @param {number} x client pixels */
  dayAt(x) {
    const box = this.track.getBoundingClientRect(), { first, last } = this.span;
    return first + Math.floor(((x - box.left) / box.width) * (last + 1 - first));
  }

  /** Move the window over a press beside it. @param {number} x client pixels */
  centre(x) {
    const { unit } = this.span, middle = Math.floor((this.from + this.to) / 2);
    this.slide(unitIndex(this.dayAt(x), unit) - unitIndex(middle, unit));
    this.actions.release();
  }

  /** Move the window by units. @param {number} steps @param {{from: number, to: number}} [before] */
  slide(steps, before = this) {
    const { from, to } = moveWindow(this.span, before, steps);
    this.set(from, to);
  }

  /** @param {KeyboardEvent} event @param {Side} side */
  press(event, side) {
    const { unit, first, last } = this.span, { key } = event, end = key === "Home" ? -1 : key === "End" ? 1 : 0;
    const steps = ARROWS[key] ?? ({ PageDown: -1, PageUp: 1 }[key] ?? 0) * MANY_UNITS[unit];
    if ((!steps && !end) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const to = (/** @type {number} */ day) => (event.shiftKey ? day + steps : unitStart(day, unit, steps));
    if (side === "both") this.slide(end ? end * Infinity : steps);
    else if (side === "left") this.set(end < 0 ? first : end ? this.to : to(this.from), this.to, "left");
    else this.set(this.from, end > 0 ? last : end ? this.from : to(this.to + 1) - 1, "right");
    this.actions.release();
  }

  /** @param {number} from @param {number} to @param {"left" | "right"} [side] the end that gives way when they meet */
  set(from, to, side = "left") {
    const within = (/** @type {number} */ day) => Math.max(this.span.first, Math.min(this.span.last, day));
    const [least, most] = [within(from), within(to)];
    if (side === "left") this.show(Math.min(least, most), most);
    else this.show(least, Math.max(least, most));
    this.actions.move(this.from, this.to);
  }

  /** Draw the window without telling anyone. @param {number} from @param {number} to */
  show(from, to) {
    [this.from, this.to] = [from, to];
    const { first, last } = this.span, days = last + 1 - first;
    const left = (100 * (from - first)) / days, right = (100 * (last - to)) / days;
    this.before.style.cssText = `left:0;width:${left}%`;
    this.after.style.cssText = `right:0;width:${right}%`;
    this.window.style.cssText = `left:${left}%;right:${right}%`;
    this.left.style.left = `${left}%`;
    this.right.style.left = `${100 - right}%`;
    this.window.classList.toggle("atlas-full", isFull(this.span, this));
    const both = _("{from} to {to}", { from: dayText(from), to: dayText(to) });
    for (const [node, day, least, most, text] of /** @type {[HTMLElement, number, number, number, string][]} */ ([
      [this.left, from, first, to, dayText(from)], [this.right, to, from, last, dayText(to)],
      [this.window, from, first, Math.max(first, last - (to - from)), both]])) {
      for (const [name, value] of Object.entries({ valuemin: least, valuemax: most, valuenow: day, valuetext: text })) {
        node.setAttribute(`aria-${name}`, String(value));
      }
    }
  }
}
