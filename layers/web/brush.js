// @ts-check
/** The window on the time control: two handles and the span between them, by pointer and keyboard. */

import { dayText, unitStart } from "atlas/days";
import { el } from "atlas/dom";
import { _ } from "atlas/words";

/** @typedef {import("atlas/histogram").Span} Span */

export class Brush {
  /**
   * @param {HTMLElement} track @param {Span} span
   * @param {(from: number, to: number) => void} onChange days, inclusive
   */
  constructor(track, span, onChange) {
    this.track = track;
    this.span = span;
    this.onChange = onChange;
    this.from = span.first;
    this.to = span.last;
    this.before = el("div", { class: "atlas-shade" });
    this.after = el("div", { class: "atlas-shade" });
    this.window = el("div", { class: "atlas-brush-window" });
    this.left = this.handle("atlas-brush-left", _("First day of the window"));
    this.right = this.handle("atlas-brush-right", _("Last day of the window"));
    track.append(this.before, this.after, this.window, this.left, this.right);
    this.listen(this.left, "left");
    this.listen(this.right, "right");
    this.listen(this.window, "both");
    track.addEventListener("pointerdown", (event) => this.jump(event));
  }

  /** @param {string} name @param {string} label */
  handle(name, label) {
    return el("div", { class: `atlas-brush-handle ${name}`, role: "slider", tabindex: "0", "aria-label": label });
  }

  /** @param {HTMLElement} node @param {"left" | "right" | "both"} side */
  listen(node, side) {
    node.addEventListener("pointerdown", (event) => this.drag(event, node, side));
    if (side !== "both") node.addEventListener("keydown", (event) => this.press(event, side));
  }

  /** @param {PointerEvent} event @param {HTMLElement} node @param {"left" | "right" | "both"} side */
  drag(event, node, side) {
    event.preventDefault();
    event.stopPropagation();
    node.setPointerCapture(event.pointerId);
    node.focus({ preventScroll: true });
    const startX = event.clientX, { from, to } = this;
    const perPixel = (this.span.last + 1 - this.span.first) / this.track.clientWidth;
    const move = (/** @type {PointerEvent} */ at) => {
      const days = Math.round((at.clientX - startX) * perPixel);
      if (side === "both") this.slideSnapped(from, to, days);
      else if (side === "left") this.set(this.snap(from + days), this.to);
      else this.set(this.from, this.snap(to + 1 + days) - 1);
    };
    node.addEventListener("pointermove", move);
    node.addEventListener("lostpointercapture", () => node.removeEventListener("pointermove", move), { once: true });
  }

  /** Move the window by about these days, both ends on the edge of a unit. @param {number} from @param {number} to @param {number} days */
  slideSnapped(from, to, days) {
    const kept = Math.max(this.span.first - from, Math.min(this.span.last - to, days));
    this.set(this.snap(from + kept), this.snap(to + 1 + kept) - 1);
  }

  /** Nearest first day of a unit. @param {number} day */
  snap(day) {
    const before = unitStart(day, this.span.unit), after = unitStart(day, this.span.unit, 1);
    return day - before < after - day ? before : after;
  }

  /** Centre the window on a press outside it. @param {PointerEvent} event */
  jump(event) {
    const box = this.track.getBoundingClientRect();
    const day = this.span.first + ((event.clientX - box.left) / box.width) * (this.span.last + 1 - this.span.first);
    this.slide(this.from, this.to, Math.round(day - (this.from + this.to) / 2));
  }

  /** @param {KeyboardEvent} event @param {"left" | "right"} side */
  press(event, side) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[event.key];
    const { first, last, unit } = this.span;
    const isLeft = side === "left";
    let day;
    if (steps) day = isLeft ? unitStart(this.from, unit, steps) : unitStart(this.to + 1, unit, steps) - 1;
    else if (event.key === "Home") day = isLeft ? first : this.from;
    else if (event.key === "End") day = isLeft ? this.to : last;
    else return;
    event.preventDefault();
    if (isLeft) this.set(day, this.to); else this.set(this.from, day);
  }

  /** Move the window whole, kept inside the span. @param {number} from @param {number} to @param {number} days */
  slide(from, to, days) {
    const kept = Math.max(this.span.first - from, Math.min(this.span.last - to, days));
    this.set(from + kept, to + kept);
  }

  /** @param {number} from @param {number} to */
  set(from, to) {
    const { first, last } = this.span;
    const kept = Math.max(first, Math.min(last, from));
    const until = Math.max(first, Math.min(last, to));
    if (from !== this.from && to === this.to) this.show(Math.min(kept, until), until);
    else this.show(kept, Math.max(kept, until));
    this.onChange(this.from, this.to);
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
    for (const [node, day, least, most] of /** @type {[HTMLElement, number, number, number][]} */ ([
      [this.left, from, first, to], [this.right, to, from, last]])) {
      node.setAttribute("aria-valuemin", String(least));
      node.setAttribute("aria-valuemax", String(most));
      node.setAttribute("aria-valuenow", String(day));
      node.setAttribute("aria-valuetext", dayText(day));
    }
  }
}
