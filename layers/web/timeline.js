// @ts-check
/** The time control: bars, brush, play, presets and typed dates; it moves every layer. */

import { Brush } from "atlas/brush";
import { dayToIso, isoToDay, unitStart } from "atlas/days";
import { el } from "atlas/dom";
import { barsOf, drawBars, spanOf } from "atlas/histogram";
import { _, lang } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */

const TICK_MS = 400;
const SPEEDS = [1, 2, 4];

export class Timeline {
  /** @param {import("atlas/filter").Filter} filter @param {(partial: Partial<View>) => void} setView */
  constructor(filter, setView) {
    this.filter = filter;
    this.setView = setView;
    this.span = spanOf(filter.columns);
    this.colours = [...new Set(filter.data.style.commodities.map((/** @type {any} */ one) => one.colour))];
    this.playing = 0;
    this.speed = 1;
    this.key = "";
    this.canvas = el("canvas", { "aria-hidden": "true" });
    this.track = el("div", { class: "atlas-track" }, this.canvas);
    this.brush = new Brush(this.track, this.span, (from, to) => this.move(from, to));
    this.node = el("section", { id: "atlas-timeline", "aria-label": _("Time") }, this.controls(), this.track);
    new ResizeObserver(() => this.draw()).observe(this.track);
  }

  controls() {
    this.play = el("button", { type: "button", class: "atlas-play", onclick: () => this.toggle() });
    this.pace = el("button", { type: "button", class: "atlas-speed", "aria-label": _("Speed"), onclick: () => this.faster() }, "1×");
    this.fromInput = this.dateInput("atlas-from", _("First day"));
    this.toInput = this.dateInput("atlas-to", _("Last day"));
    this.nameButton();
    return el("div", { class: "atlas-controls" }, this.play, this.pace,
      el("span", { class: "atlas-dates" }, this.fromInput, el("span", { "aria-hidden": "true" }, "–"), this.toInput),
      el("span", { class: "atlas-presets" },
        el("button", { type: "button", class: "atlas-last-year", onclick: () => this.lastYear() }, _("12 months")),
        el("button", { type: "button", class: "atlas-all", onclick: () => this.setAll() }, _("All"))));
  }

  /** @param {string} id @param {string} label */
  dateInput(id, label) {
    return el("input", { id, type: "date", lang: lang(), "aria-label": label, onchange: () => this.typed() });
  }

  typed() {
    this.stop();
    const from = this.fromInput?.value || null, to = this.toInput?.value || null;
    if (from && to && from > to) this.setView({ from: to, to: from });
    else this.setView({ from, to });
  }

  setAll() {
    this.stop();
    this.setView({ from: null, to: null });
  }

  lastYear() {
    this.stop();
    const { last } = this.span;
    this.setView({ from: dayToIso(unitStart(last + 1, "month", -12)), to: dayToIso(last) });
  }

  /** @param {number} from @param {number} to */
  move(from, to) {
    this.stop();
    this.apply(from, to);
  }

  /** @param {number} from @param {number} to */
  apply(from, to) {
    const { first, last } = this.span;
    this.setView({ from: from <= first ? null : dayToIso(from), to: to >= last ? null : dayToIso(to) });
  }

  toggle() {
    if (this.playing) return this.stop();
    const { first, last } = this.span, { from, to } = this.brush;
    const days = from <= first && to >= last ? Math.min(365, Math.ceil((last - first) / 6)) : to - from;
    if (to >= last) this.apply(first, first + days);
    this.playing = window.setInterval(() => this.step(), TICK_MS / this.speed);
    this.nameButton();
  }

  step() {
    const { from, to } = this.brush, { last, unit } = this.span;
    if (to >= last) return this.stop();
    const until = Math.min(last, unitStart(to + 1, unit, 1) - 1);
    this.apply(Math.min(this.brush.snap(from + until - to), until), until);
  }

  stop() {
    window.clearInterval(this.playing);
    this.playing = 0;
    this.nameButton();
  }

  faster() {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length];
    if (this.pace) this.pace.textContent = `${this.speed}×`;
    if (!this.playing) return;
    window.clearInterval(this.playing);
    this.playing = window.setInterval(() => this.step(), TICK_MS / this.speed);
  }

  nameButton() {
    if (!this.play) return;
    this.play.textContent = this.playing ? "❚❚" : "▶";
    this.play.setAttribute("aria-label", this.playing ? _("Pause") : _("Play"));
  }

  /** Show the window of a view; bars are made again only when its other filters change. @param {View} view */
  show(view) {
    const { first, last } = this.span;
    const within = (/** @type {number} */ day) => Math.max(first, Math.min(last, day));
    const from = within(isoToDay(view.from) ?? first), to = within(isoToDay(view.to) ?? last);
    this.brush.show(from, Math.max(from, to));
    if (this.fromInput) this.fromInput.value = view.from || dayToIso(first);
    if (this.toInput) this.toInput.value = view.to || dayToIso(last);
    const key = JSON.stringify({ ...view, from: 0, to: 0, undated: 0, size: 0 });
    if (key === this.key) return;
    this.key = key;
    this.bars = barsOf(this.filter, view, this.span, this.colours);
    this.draw();
  }

  draw() {
    if (this.bars) drawBars(this.canvas, this.bars, this.span, this.colours);
  }
}
