// @ts-check
/** Which events a View shows: the rules of select_events in geo/view.py, over columns. */

import { countUpTo } from "atlas/columns";
import { isoToDay } from "atlas/days";
import { Selection } from "atlas/selection";

/** @typedef {import("atlas/columns").Columns} Columns */
/** @typedef {{from: string | null, to: string | null, commodity: string[], agency: string[], plaza: string[],
 *   port: string[], place: string[], precision: string[], undated: boolean, size: string}} View */
/** @typedef {import("atlas/selection").Count} Count */
/** @typedef {{cell: Uint8Array, agency: Uint8Array, all: boolean}} Pass
 *   1 for each cell (a place and a commodity) and each agency code that passes; `all` when every one does. */

export class Filter {
  /** @param {Columns} columns @param {any} data the document payload */
  constructor(columns, data) {
    this.columns = columns;
    this.data = data;
    this.portOf = new Map();
    for (const port of data.ports) for (const crossing of port.crossings) this.portOf.set(crossing.id, port.id);
    /** @type {{key: string, pass: Pass} | null} */
    this.known = null;
    const has = new Uint8Array(data.style.commodities.length);
    for (let row = 0; row < columns.rows; row++) has[columns.commodity[row]] = 1;
    /** Commodities that any row has; a slot is a position among these. */
    this.used = [...has.keys()].filter((commodity) => has[commodity]);
    /** Place code * slots + slot of each row: where it is summed. */
    this.cells = new Uint32Array(columns.rows);
    const slots = this.used.length, slotOf = Uint16Array.from(has.keys(), (commodity) => Math.max(0, this.used.indexOf(commodity)));
    for (let row = 0; row < columns.rows; row++) this.cells[row] = columns.place[row] * slots + slotOf[columns.commodity[row]];
  }

  emptySelection() {
    return new Selection(this.data.places.length, this.used);
  }

  /** What passes the codes of a view; made again only when they change. @param {View} view @returns {Pass} */
  pass(view) {
    const key = JSON.stringify([view.commodity, view.agency, view.plaza, view.port, view.place, view.precision]);
    if (this.known?.key === key) return this.known.pass;
    const { style, vocab, places } = this.data, slots = this.used.length;
    const wanted = (/** @type {string[]} */ codes, /** @type {any} */ row) => !codes.length || codes.includes(row?.code);
    const ofSlot = Uint8Array.from(this.used, (commodity) => (wanted(view.commodity, style.commodities[commodity]) ? 1 : 0));
    const cell = new Uint8Array((places.length + 1) * slots);
    const isAnywhere = ![view.plaza, view.port, view.place, view.precision].some((list) => list.length);
    for (let code = 0; code <= places.length; code++) {
      if (isAnywhere || this.passesPlace(places[code - 1], view)) cell.set(ofSlot, code * slots);
    }
    const agency = Uint8Array.from([null, ...vocab.agencies], (row) => (wanted(view.agency, row) ? 1 : 0));
    const pass = { cell, agency, all: !cell.includes(0) && !agency.includes(0) };
    this.known = { key, pass };
    return pass;
  }

  /** @param {any} place undefined or null for none @param {View} view */
  passesPlace(place, view) {
    if (view.precision.length && !view.precision.includes(place?.precision ?? "unresolved")) return false;
    if (view.plaza.length && !place?.plazas.some((/** @type {string} */ id) => view.plaza.includes(id))) return false;
    if (view.place.length && !view.place.includes(place?.id)) return false;
    return !view.port.length || view.port.includes(place?.id) || view.port.includes(place?.port)
      || view.port.includes(this.portOf.get(place?.id));
  }

  /**
   * Runs of rows in the window, the dated in order of their first day, then the undated if the view shows them.
   * @param {View} view @returns {[number, number][]} first row and the row after the last
   */
  ranges(view) {
    const { columns } = this, { longRows, longEnds, dated, rows } = columns;
    const from = isoToDay(view.from), to = isoToDay(view.to);
    const first = from === null ? 0 : columns.rowOf(from), last = to === null ? dated : columns.rowOf(to + 1);
    /** @type {[number, number][]} */
    const ranges = [];
    for (let i = 0; from !== null && i < longRows.length && longRows[i] < Math.min(first, last); i++) {
      if (longEnds[i] < from) continue;
      const before = ranges.at(-1); // rows of one event stay in one run
      if (before?.[1] === longRows[i]) before[1]++; else ranges.push([longRows[i], longRows[i] + 1]);
    }
    if (first < last) ranges.push([first, last]);
    if (view.undated && dated < rows) ranges.push([dated, rows]);
    return ranges;
  }

  /**
   * Events of the view summed by place, and how many there are.
   * @param {View} view @param {Selection} [selection] used again: large sums cost more to make than to clear
   */
  select(view, selection = this.emptySelection()) {
    const { columns, cells } = this, pass = this.pass(view), repeats = [];
    selection.clear(this.data.style.commodities.findIndex((/** @type {any} */ style) => style.code === view.size));
    for (const [from, to] of this.ranges(view)) {
      const shown = addRows(selection, cells, columns.agency, pass, [from, to]), again = this.repeats(pass, from, to);
      for (const row of again) repeats.push(columns.place[row]);
      if (selection.sized >= 0) this.weigh(selection, pass, from, to);
      if (from >= columns.dated) selection.count.undated += shown - again.length;
      else selection.count.inRange += columns.eventOf(to - 1) - columns.eventOf(from) + 1;
    }
    selection.total(repeats);
    return selection;
  }

  /** Whether a row passes. @param {Pass} pass @param {number} row */
  passesRow(pass, row) {
    return pass.cell[this.cells[row]] && pass.agency[this.columns.agency[row]];
  }

  /** Rows that pass and tell more of an event of which an earlier row passes. @param {Pass} pass @param {number} from @param {number} to */
  repeats(pass, from, to) {
    const { continued, follows } = this.columns, found = [];
    for (let i = countUpTo(continued, from); i < continued.length && continued[i] < to; i++) {
      const row = continued[i];
      if (!this.passesRow(pass, row)) continue;
      let before = row - 1;
      while (follows[before] && !this.passesRow(pass, before)) before--;
      if (this.passesRow(pass, before)) found.push(row);
    }
    return found;
  }

  /** Add the kilograms of the sized commodity. @param {Selection} selection @param {Pass} pass @param {number} from @param {number} to */
  weigh({ kg, sized }, pass, from, to) {
    const { commodity, place, weight, kg: weights } = this.columns;
    for (let row = from; row < to; row++) {
      if (commodity[row] === sized && this.passesRow(pass, row)) kg[place[row]] += weights[weight[row]];
    }
  }

  /**
   * Events by bin of their first day and group of their commodity, whatever the dates of the view; undated ones in none.
   * An event with several commodities of one group counts once in it.
   * @param {View} view
   * @param {Int32Array} edges first days of the bins, ascending, and the day after the last bin
   * @param {Uint8Array} groupOf group by commodity index, at most 32 groups
   * @param {number} groups how many
   * @returns {Uint32Array} counts at bin * groups + group
   */
  histogram(view, edges, groupOf, groups) {
    const { columns } = this, { follows, commodity } = columns;
    const pass = this.pass(view), counts = new Uint32Array((edges.length - 1) * groups);
    for (let bin = 0; bin + 1 < edges.length; bin++) {
      const last = columns.rowOf(edges[bin + 1]);
      for (let row = columns.rowOf(edges[bin]), seen = 0; row < last; row++) {
        if (!follows[row]) seen = 0;
        if (!pass.all && !this.passesRow(pass, row)) continue;
        const group = groupOf[commodity[row]];
        if (seen & (1 << group)) continue;
        seen |= 1 << group;
        counts[bin * groups + group]++;
      }
    }
    return counts;
  }

  /**
   * Numbers of the events a view shows at the wanted places, latest first; undated ones at the end.
   * @param {View} view @param {(place: number) => boolean} [wanted] by index of the place, -1 for none; all without it
   * @returns {number[]}
   */
  eventsAt(view, wanted) {
    const { columns } = this, { dated, follows, place } = columns, pass = this.pass(view);
    const places = wanted ? Uint8Array.from({ length: this.data.places.length + 1 }, (_none, code) => (wanted(code - 1) ? 1 : 0)) : null;
    /** @type {number[]} */
    const found = [], undated = /** @type {number[]} */ ([]);
    for (const [from, to] of this.ranges(view)) {
      const events = from < dated ? found : undated;
      for (let row = from, event = columns.eventOf(from) - 1, last = -1; row < to; row++) {
        if (!follows[row]) event++;
        if ((places && !places[place[row]]) || event === last || !this.passesRow(pass, row)) continue;
        events.push(last = event);
      }
    }
    return found.reverse().concat(undated);
  }
}

/**
 * Count the rows that pass, each in its cell; returns how many they are. The one loop over all rows: keep it plain.
 * @param {Selection} selection @param {Uint32Array} cells @param {import("atlas/columns").Codes} agency @param {Pass} pass
 * @param {[number, number]} range
 */
function addRows({ rows, touched }, cells, agency, pass, [from, to]) {
  const { all, cell: cellPasses, agency: agencyPasses } = pass, list = touched.cells;
  let { count } = touched, shown = 0;
  for (let row = from; row < to; row++) {
    const cell = cells[row];
    if (!all && !(cellPasses[cell] && agencyPasses[agency[row]])) continue;
    if (rows[cell]++ === 0) list[count++] = cell;
    shown++;
  }
  touched.count = count;
  return shown;
}
