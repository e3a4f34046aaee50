// @ts-check
/** Plays the window through the span: step by step, at a speed, once or again and again, moving or growing. */

import { isCalm } from "atlas/theme";
import { growWindow, isFull, MANY_UNITS, moveWindow, openingWindow } from "atlas/windows";

/** @typedef {import("atlas/windows").Span} Span */
/** @typedef {import("atlas/windows").Window} Window */

const TICK_MS = 400;
/* A step each second at most for readers who asked for less motion. */
const CALM_MS = 1000;
const SPEEDS = [1, 2, 4, 0.5];

export class Player {
  /**
   * @param {Span} span
   * @param {{window: () => Window, show: (window: Window) => Promise<void> | void, changed: () => void}} page
   *   `show` returns when drawn; `changed` when play starts, stops or is set otherwise
   */
  constructor(span, page) {
    this.span = span;
    this.page = page;
    this.playing = false;
    this.loops = false;
    this.grows = false;
    this.speed = SPEEDS[0];
    this.timer = 0;
  }

  toggle() {
    if (this.playing) return this.stop();
    this.playing = true;
    this.page.changed();
    this.tick();
  }

  stop() {
    window.clearTimeout(this.timer);
    if (!this.playing) return;
    this.playing = false;
    this.page.changed();
  }

  /** One step by hand. @param {1 | -1} direction */
  step(direction) {
    this.stop();
    const window = this.page.window();
    if (isFull(this.span, window) && !(this.grows && direction < 0)) {
      const opening = this.restarted(window);
      return this.page.show(direction > 0 ? opening : moveWindow(this.span, opening, Infinity));
    }
    return this.page.show(this.moved(window, direction));
  }

  /** @param {"loops" | "grows"} setting */
  flip(setting) {
    this[setting] = !this[setting];
    this.page.changed();
  }

  faster() {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length];
    this.page.changed();
  }

  /** The next window, from the one that is shown: a reader or a script may have moved it. */
  tick() {
    const shown = this.page.window();
    this.run(shown.to >= this.span.last ? this.restarted(shown) : this.moved(shown, 1));
  }

  /** Show a window and, when it is drawn and has been seen, the next. @param {Window} next */
  async run(next) {
    const wait = Math.max(TICK_MS / this.speed, isCalm() ? CALM_MS : 0), started = performance.now();
    await this.page.show(next);
    if (!this.playing) return;
    if (next.to >= this.span.last && !this.loops) return this.stop();
    this.timer = window.setTimeout(() => this.tick(), Math.max(0, wait - (performance.now() - started)));
  }

  /** @param {Window} window @param {number} steps */
  moved(window, steps) {
    return this.grows ? growWindow(this.span, window, steps) : moveWindow(this.span, window, steps);
  }

  /** The window back at its beginning: a growing one with one unit, a moving one with its length. @param {Window} window @returns {Window} */
  restarted(window) {
    const { span } = this;
    if (this.grows) return growWindow(span, { from: window.from, to: window.from }, 0);
    return isFull(span, window) ? openingWindow(span, MANY_UNITS[span.unit]) : moveWindow(span, window, -Infinity);
  }
}
