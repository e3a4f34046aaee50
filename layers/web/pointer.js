// @ts-check
/** The pointer over the map: what is under it, the hover line, and clicks. */

import { el } from "atlas/dom";
import { _, numberText, weightText } from "atlas/words";

/** @typedef {{kind: string, id: string, name: string, text: string, index: number}} Hit */

export class Pointer {
  /**
   * @param {any} map
   * @param {(x: number, y: number, k: number, reach: number) => Hit | null} find at a unit Mercator point
   * @param {{hover: (hit: Hit | null) => void, select: (hit: Hit | null, spot: {lng: number, lat: number}) => void}} actions
   */
  constructor(map, find, actions) {
    this.map = map;
    this.find = find;
    this.tip = el("div", { id: "atlas-tip", role: "presentation" });
    this.tip.hidden = true;
    map.getContainer().append(this.tip);
    map.on("mousemove", (/** @type {any} */ event) => this.move(event, actions.hover));
    map.on("mouseout movestart", () => this.leave(actions.hover));
    map.on("click", (/** @type {any} */ event) => actions.select(this.hitAt(event), event.latlng.wrap()));
  }

  /** @param {any} event */
  hitAt(event) {
    const k = 256 * 2 ** this.map.getZoom(), point = this.map.project(event.latlng);
    const coarse = event.originalEvent?.pointerType === "touch" || matchMedia("(pointer: coarse)").matches;
    return this.find(point.x / k, point.y / k, k, coarse ? 18 : 6);
  }

  /** @param {any} event @param {(hit: Hit | null) => void} hover */
  move(event, hover) {
    const hit = this.hitAt(event);
    this.map.getContainer().style.cursor = hit ? "pointer" : "";
    hover(hit);
    this.tip.hidden = !hit;
    if (!hit) return;
    this.tip.replaceChildren(el("strong", {}, hit.name), el("span", {}, hit.text));
    const { x, y } = event.containerPoint, width = this.map.getSize().x;
    this.tip.style.left = `${Math.max(4, Math.min(x + 14, width - this.tip.offsetWidth - 4))}px`;
    this.tip.style.top = `${y > 70 ? y - this.tip.offsetHeight - 10 : y + 18}px`;
  }

  /** @param {(hit: Hit | null) => void} hover */
  leave(hover) {
    this.tip.hidden = true;
    hover(null);
  }
}

/**
 * The hover line of a place.
 * @param {import("atlas/events").Mark} mark @param {any[]} styles @param {number} sized commodity index or -1
 */
export function markText(mark, styles, sized) {
  const { events, rows } = mark;
  const told = events === 1 ? _("1 event") : _("{n} events", { n: numberText(events) });
  if (sized >= 0) return `${told} · ${weightText(mark.quantity)} ${styles[sized].label}`;
  const top = [...rows].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([i, n]) => `${styles[i].label} ${numberText(n)}`);
  return `${told} · ${top.join(", ")}`;
}
