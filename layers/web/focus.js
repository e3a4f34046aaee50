// @ts-check
/** What is marked on the map: the hovered and the selected symbol, its area, and the fan of those it hides. */

import { drawRays, drawVeil, MOST, spread } from "atlas/fan";
import { LabelBoard } from "atlas/labels";
import { drawOutline } from "atlas/symbols";
import { theme } from "atlas/theme";
import { _ } from "atlas/words";

/** @typedef {import("atlas/canvas").Frame} Frame */
/** @typedef {import("atlas/events").Events} Events */

export class Focus {
  /** @param {Events} events */
  constructor(events) {
    this.events = events;
    this.hovered = -1;
    this.selected = -1;
    /** Place around which the symbols fan out; -1 for none. */
    this.anchor = -1;
    /** @type {import("atlas/fan").Ray[]} */
    this.rays = [];
  }

  /** Whether there is anything to mark. */
  get isSet() {
    return this.selected >= 0 || this.hovered >= 0 || this.anchor >= 0;
  }

  /** @param {number} index of the selected place, or -1 @param {number} k pixels of the unit square */
  select(index, k) {
    this.selected = index;
    if (index < 0 || !this.members(k).includes(index)) this.anchor = index;
  }

  /** Places of the fan at this zoom; none where no symbol hides another. @param {number} k @returns {number[]} */
  members(k) {
    const found = this.anchor < 0 ? [] : this.events.overlapping(this.anchor, k);
    return found.length > 1 ? found : [];
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
  draw(ctx, frame) {
    this.fan(frame);
    const chosen = this.mark(this.selected), hovered = this.mark(this.hovered);
    if (chosen) this.drawArea(ctx, frame, chosen);
    for (const mark of [hovered, chosen]) {
      if (!mark || this.rays.some((ray) => ray.mark.index === mark.index)) continue;
      drawOutline(ctx, mark.x * frame.k - frame.ox, mark.y * frame.k - frame.oy, mark.look, mark === chosen);
    }
    this.drawFan(ctx, frame);
  }

  /** @param {number} index */
  mark(index) {
    return index < 0 ? null : this.events.markOf(index);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {import("atlas/events").Mark} mark */
  drawArea(ctx, frame, mark) {
    if (!mark.look.solid) this.events.areas.draw(ctx, frame, mark.index, mark.look.r, true);
  }

  /** Spread what overlaps at this zoom. @param {Frame} frame */
  fan(frame) {
    const anchor = this.mark(this.anchor);
    const marks = /** @type {import("atlas/events").Mark[]} */ (
      this.members(frame.k).map((index) => this.mark(index)).filter(Boolean));
    this.hidden = Math.max(0, marks.length - MOST);
    marks.sort((a, b) => b.look.r - a.look.r || a.index - b.index);
    this.rays = anchor && marks.length > 1 ? spread(marks.slice(0, MOST), anchor.x, anchor.y, frame) : [];
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
  drawFan(ctx, frame) {
    const anchor = this.mark(this.anchor);
    if (!anchor || !this.rays.length) return;
    const x = anchor.x * frame.k - frame.ox, y = anchor.y * frame.k - frame.oy, board = new LabelBoard();
    drawVeil(ctx, this.rays, x, y);
    drawRays(ctx, this.rays, this, board);
    if (!this.hidden) return;
    const below = Math.max(...this.rays.map((ray) => ray.y + ray.mark.look.r)) + 24;
    board.write(ctx, [_("and {n} more; zoom in", { n: this.hidden })], [[x, below]], { size: 11, colour: theme().ink });
  }

  /** The place of the fan at a pixel of the last drawing; -1 for none. @param {number} x @param {number} y @param {number} reach */
  at(x, y, reach) {
    const found = this.rays.find((ray) => Math.hypot(ray.x - x, ray.y - y) <= ray.mark.look.r + reach);
    return found ? found.mark.index : -1;
  }
}
