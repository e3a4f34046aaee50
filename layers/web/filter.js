// @ts-check
/** Which events a View shows: the rules of select_events in geo/view.py, over columns. */

import { UNDATED, UNPLACED } from "atlas/columns";
import { isoToDay } from "atlas/days";

/** @typedef {import("atlas/columns").Columns} Columns */
/** @typedef {{from: string | null, to: string | null, commodity: string[], agency: string[], plaza: string[],
 *   port: string[], precision: string[], undated: boolean, size: string}} View */
/** @typedef {{events: number, places: number, undated: number, unplaced: number, inRange: number}} Count */
/** @typedef {{byPlace: Map<number, Aggregate>, count: Count}} Selection */
/** @typedef {{events: number, weights: Map<number, number>, kg: Map<number, number>}} Aggregate
 *   Events of a place, and by commodity index its rows and its kilograms. */

export class Filter {
  /** @param {Columns} columns @param {any} data the document payload */
  constructor(columns, data) {
    this.columns = columns;
    this.data = data;
    this.portOf = new Map();
    for (const port of data.ports) for (const crossing of port.crossings) this.portOf.set(crossing.id, port.id);
  }

  /**
   * Lookup tables of a view: what each code and place index passes.
   * @param {View} view
   */
  tables(view) {
    const { style, vocab, places } = this.data;
    const table = (/** @type {any[]} */ codes, /** @type {string[]} */ wanted) =>
      wanted.length ? Uint8Array.from(codes, (code) => (wanted.includes(code) ? 1 : 0)) : null;
    const byPlace = view.plaza.length || view.port.length;
    return {
      from: isoToDay(view.from) ?? -UNDATED,
      to: isoToDay(view.to) ?? UNDATED - 1,
      undated: view.undated,
      commodity: table(style.commodities.map((/** @type {any} */ one) => one.code), view.commodity),
      agency: table(vocab.agencies.map((/** @type {any} */ one) => one.code), view.agency),
      precision: table(vocab.precisions, view.precision),
      place: byPlace ? Uint8Array.from(places, (place) => (this.passesPlace(place, view) ? 1 : 0)) : null,
    };
  }

  /** @param {any} place @param {View} view */
  passesPlace(place, view) {
    if (view.plaza.length && !place.plazas.some((/** @type {string} */ id) => view.plaza.includes(id))) return false;
    return !view.port.length || view.port.includes(place.id) || view.port.includes(place.port)
      || view.port.includes(this.portOf.get(place.id));
  }

  /**
   * Call `visit(row, isFirst)` for each row that passes; `isFirst` on the first passing row of an event.
   * @param {View} view
   * @param {(row: number, isFirst: boolean) => void} visit
   */
  each(view, visit) {
    const { n, start, end, event, place, commodity, agency, precision } = this.columns;
    const pass = this.tables(view);
    let last = -1;
    for (let row = 0; row < n; row++) {
      if (start[row] === UNDATED ? !pass.undated : start[row] > pass.to || end[row] < pass.from) continue;
      if (pass.commodity && !pass.commodity[commodity[row]]) continue;
      if (pass.agency && !pass.agency[agency[row]]) continue;
      if (pass.precision && !pass.precision[precision[row]]) continue;
      if (pass.place && (place[row] === UNPLACED || !pass.place[place[row]])) continue;
      visit(row, event[row] !== last);
      last = event[row];
    }
  }

  /** Events of the view by place, and how many there are. @param {View} view @returns {Selection} */
  select(view) {
    const { start, place, commodity, kg } = this.columns;
    /** @type {Map<number, Aggregate>} */
    const byPlace = new Map();
    const count = { events: 0, places: 0, undated: 0, unplaced: 0, inRange: 0 };
    this.each(view, (row, isFirst) => {
      if (isFirst) {
        count.events++;
        if (start[row] === UNDATED) count.undated++; else count.inRange++;
        if (place[row] === UNPLACED) count.unplaced++;
      }
      if (place[row] === UNPLACED) return;
      let sum = byPlace.get(place[row]);
      if (!sum) byPlace.set(place[row], (sum = { events: 0, weights: new Map(), kg: new Map() }));
      if (isFirst) sum.events++;
      add(sum.weights, commodity[row], 1);
      if (kg[row] > 0) add(sum.kg, commodity[row], kg[row]);
    });
    count.places = byPlace.size;
    return { byPlace, count };
  }

  /**
   * Events by bin of their first day and group of their commodity, whatever the dates of the view; undated ones in none.
   * An event with several commodities of one group counts once in it.
   * @param {View} view
   * @param {Int32Array} edges first days of the bins, ascending, and the day after the last bin
   * @param {Uint8Array} groupOf group by commodity index
   * @param {number} groups how many
   * @returns {Uint32Array} counts at bin * groups + group
   */
  histogram(view, edges, groupOf, groups) {
    const { start, commodity, event } = this.columns;
    const bins = edges.length - 1, counts = new Uint32Array(bins * groups), seen = new Float64Array(groups).fill(-1);
    let bin = 0;
    this.each({ ...view, from: null, to: null, undated: false }, (row) => {
      const group = groupOf[commodity[row]], day = start[row];
      while (bin < bins && day >= edges[bin + 1]) bin++;
      if (bin === bins || day < edges[bin] || seen[group] === event[row]) return;
      seen[group] = event[row];
      counts[bin * groups + group]++;
    });
    return counts;
  }

  /**
   * Indices of the events a view shows at the wanted places, latest first; undated ones at the end.
   * @param {View} view @param {(place: number) => boolean} wanted
   * @returns {number[]}
   */
  eventsAt(view, wanted) {
    /** @type {number[]} */
    const dated = [], undated = /** @type {number[]} */ ([]);
    this.each(view, (row, isFirst) => {
      if (!isFirst || !wanted(this.columns.place[row])) return;
      (this.columns.start[row] === UNDATED ? undated : dated).push(this.columns.event[row]);
    });
    return dated.reverse().concat(undated);
  }
}

/** @param {Map<number, number>} sums @param {number} key @param {number} value */
function add(sums, key, value) {
  sums.set(key, (sums.get(key) || 0) + value);
}

/**
 * Quantity that sizes the symbol of a place: events, or kilograms of one commodity.
 * @param {Aggregate} sum @param {number} sized commodity index, -1 for the number of events
 */
export const quantityOf = (sum, sized) => (sized < 0 ? sum.events : sum.kg.get(sized) || 0);
