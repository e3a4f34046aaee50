// @ts-check
/** What the sizes of symbols are measured by: the largest quantity over all dates, so that they keep their meaning while time moves. */

import { largestRadius, radiusWithin } from "atlas/symbols";

/** Radius of a symbol that names stay clear of. */
const LEAST_KEPT_FREE = 6;

export class Scale {
  /** @param {import("atlas/filter").Filter} filter */
  constructor(filter) {
    this.filter = filter;
    this.key = "";
    this.largest = 1;
    /** @type {Map<number, number>} radius by place index that names keep free */
    this.keptFree = new Map();
  }

  /** Measure again when what is shown changed but for its dates. @param {import("atlas/filter").View} view @param {import("atlas/filter").Selection} shown by it */
  measure(view, shown) {
    const timeless = { ...view, from: null, to: null }, key = JSON.stringify(timeless);
    if (key === this.key) return this;
    this.key = key;
    const sums = view.from === null && view.to === null ? shown : this.filter.select(timeless);
    const most = largestRadius(), count = this.filter.data.places.length;
    let largest = 0;
    for (let index = 0; index < count; index++) largest = Math.max(largest, sums.quantity(index));
    this.keptFree = new Map();
    for (let index = 0; index < count; index++) {
      const r = radiusWithin(sums.quantity(index), largest, most);
      if (r > LEAST_KEPT_FREE) this.keptFree.set(index, r);
    }
    this.largest = largest || 1;
    return this;
  }
}
