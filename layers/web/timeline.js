// @ts-check
/** The time control: bars, brush, play, presets and typed dates; it moves every layer. */

import { Brush } from "atlas/brush";
import { onRatioChange } from "atlas/canvas";
import { dayText, dayToIso, isoToDay } from "atlas/days";
import { el, joined } from "atlas/dom";
import { barsOf, drawHistogram, spanOf } from "atlas/histogram";
import { icon } from "atlas/icons";
import { Player } from "atlas/player";
import { TypedDates } from "atlas/typed";
import { presetsOf } from "atlas/windows";
import { _, numberText } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */
/** @typedef {import("atlas/filter").Count} Count */

export class Timeline {
  /** @param {import("atlas/filter").Filter} filter @param {(partial: Partial<View>) => Promise<void> | void} setView */
  constructor(filter, setView) {
    this.filter = filter;
    this.setView = setView;
    this.span = spanOf(filter.columns, filter.data.plazas);
    this.key = "";
    /** @type {import("atlas/histogram").Bars | null} */
    this.bars = null;
    this.canvas = el("canvas", { "aria-hidden": "true" });
    this.marks = el("canvas", { "aria-hidden": "true" });
    this.track = el("div", { class: "atlas-track" }, this.canvas);
    this.brush = new Brush(this.track, this.span, { move: (from, to) => this.move(from, to), release: () => this.announce() });
    this.track.append(this.marks);
    this.player = new Player(this.span, { window: () => this.brush, changed: () => this.showPlayer(),
      show: ({ from, to }) => this.apply(from, to) });
    this.typed = new TypedDates((from, to) => this.type(from, to));
    this.presets = presetsOf(this.span).map((preset) => ({ preset, button: this.presetButton(preset) }));
    this.range = el("span", { class: "atlas-range" });
    this.spoken = el("span", { class: "atlas-spoken", "aria-live": "polite" });
    this.node = el("section", { id: "atlas-timeline", "aria-label": _("Time") }, this.controls(), this.track);
    this.showPlayer();
    new ResizeObserver(() => this.draw()).observe(this.track);
    onRatioChange(() => this.draw());
  }

  get playing() {
    return this.player.playing;
  }

  controls() {
    const button = (/** @type {string} */ name, /** @type {() => void} */ onclick, /** @type {string} */ title = "") =>
      el("button", { type: "button", class: name, title, onclick });
    this.back = button("atlas-back", () => this.step(-1), _("Step back"));
    this.play = button("atlas-play", () => this.player.toggle());
    this.forward = button("atlas-forward", () => this.step(1), _("Step forward"));
    this.pace = button("atlas-speed", () => this.player.faster(), _("Speed"));
    this.loop = button("atlas-loop", () => this.player.flip("loops"), _("Play again from the start"));
    this.growth = button("atlas-growth", () => this.player.flip("grows"), _("Keep the first day, add to the last"));
    this.growth.textContent = _("Cumulative");
    for (const [node, name] of /** @type {const} */ ([[this.back, "back"], [this.forward, "forward"], [this.loop, "loop"]])) {
      node.append(icon(name));
      node.setAttribute("aria-label", node.title);
    }
    return el("div", { class: "atlas-controls" },
      el("span", { class: "atlas-player" }, this.back, this.play, this.forward, this.pace, this.loop, this.growth),
      this.typed.node, this.range, this.spoken,
      el("span", { class: "atlas-presets" }, ...this.presets.map(({ button }) => button)));
  }

  /** @param {import("atlas/windows").Preset} preset */
  presetButton({ id, label, title, from, to }) {
    return el("button", { type: "button", class: `atlas-${id}`, title, onclick: () => this.settle(from, to) }, label);
  }

  /** A window chosen at once. @param {number} from @param {number} to */
  async settle(from, to) {
    this.player.stop();
    this.typed.forget();
    await this.apply(from, to);
    this.announce();
  }

  /** @param {1 | -1} direction */
  async step(direction) {
    this.typed.forget();
    await this.player.step(direction);
    this.announce();
  }

  /** @param {number | null} from @param {number | null} to */
  async type(from, to) {
    this.player.stop();
    await this.setView({ from: from === null ? null : dayToIso(from), to: to === null ? null : dayToIso(to) });
    this.announce();
  }

  /** @param {number} from @param {number} to */
  move(from, to) {
    this.player.stop();
    this.typed.forget();
    this.apply(from, to);
  }

  /** @param {number} from @param {number} to */
  apply(from, to) {
    const { first, last } = this.span;
    return this.setView({ from: from <= first ? null : dayToIso(from), to: to >= last ? null : dayToIso(to) });
  }

  /** Say the window, once it stands still. */
  announce() {
    const { from, to } = this.brush;
    this.spoken.textContent = _("{from} to {to}", { from: dayText(from), to: dayText(to) });
  }

  showPlayer() {
    const { playing, speed, loops, grows } = this.player;
    this.play?.replaceChildren(icon(playing ? "pause" : "play"));
    this.play?.setAttribute("aria-label", playing ? _("Pause") : _("Play"));
    if (this.pace) this.pace.textContent = `${numberText(speed, 1)}×`;
    this.pace?.setAttribute("aria-label", _("Speed {speed}", { speed: numberText(speed, 1) }));
    this.loop?.setAttribute("aria-pressed", String(loops));
    this.growth?.setAttribute("aria-pressed", String(grows));
    if (!playing && this.wasPlaying) this.announce();
    this.wasPlaying = playing;
  }

  /** Show the window of a view; bars are made again only when its other filters change. @param {View} view @param {Count} count of the view */
  show(view, count) {
    const { first, last } = this.span;
    const within = (/** @type {number} */ day) => Math.max(first, Math.min(last, day));
    const from = within(isoToDay(view.from) ?? first), to = Math.max(from, within(isoToDay(view.to) ?? last));
    this.brush.show(from, to);
    this.typed.show(isoToDay(view.from) ?? first, isoToDay(view.to) ?? last);
    for (const { preset, button } of this.presets) {
      button.setAttribute("aria-pressed", String(from === within(preset.from) && to === within(preset.to)));
    }
    const key = JSON.stringify({ ...view, from: 0, to: 0, undated: 0, size: 0 });
    this.range.textContent = this.filter.columns.rows ? rangeText(count, view.undated) : "";
    if (key === this.key) return;
    this.key = key;
    this.bars = barsOf(this.filter, view, this.span);
    this.draw();
  }

  draw() {
    if (this.bars) drawHistogram(this.canvas, this.marks, this.bars, this.span);
  }
}

/** How many events are shown of those in the window, and how many have no date. @param {Count} count @param {boolean} hasUndated */
function rangeText(count, hasUndated) {
  const shown = numberText(count.events - count.undated), total = numberText(count.inRange);
  return joined([
    _("{n} of {total} in range", { n: shown, total }),
    hasUndated ? count.undated > 0 && _("{n} undated", { n: numberText(count.undated) }) : _("undated left out"),
  ]);
}
