// @ts-check
/** The columns of the events as typed arrays, a row for each event and commodity; docs/document-format.md has the bytes. */

import { inflate, Varints } from "atlas/bytes";

/** @typedef {{rows: number, first_day: number, streams: {name: string, width: number, bytes: number}[],
 *   weights: number[]}} Head */
/** @typedef {Uint8Array | Uint16Array | Uint32Array} Codes */

export class Columns {
  /** @param {Head} head @param {Map<string, Uint8Array>} streams @param {Map<string, number>} widths */
  constructor(head, streams, widths) {
    const codes = (/** @type {string} */ name) => joinPlanes(streams.get(name), widths.get(name) ?? 1, head.rows);
    this.rows = head.rows;
    this.firstDay = head.first_day;
    /** First row of each day from `firstDay` on, and at last the first row without a date. */
    this.dayRows = sumCounts(streams.get("days"));
    /** 1 + index of the place, 0 where there is none. */
    this.place = codes("place");
    this.commodity = codes("commodity");
    /** 1 + index of the agency, 0 where there is none. */
    this.agency = codes("agency");
    /** @type {Codes | undefined} */
    this.weights = undefined;
    this.weightPlanes = { bytes: streams.get("weight")?.slice(), width: widths.get("weight") ?? 1 };
    /** Kilograms by weight index; the first is none. */
    this.kg = Float64Array.of(0, ...head.weights);
    const pairs = readSteps(streams.get("long"), 2);
    /** Rows whose event lasts more than one day, and its last day. */
    this.longRows = pairs.map(([row]) => row);
    this.longEnds = pairs.map(([row, days]) => this.dayOf(row) + days);
    /** Rows that tell more of the event of the row before. */
    this.continued = Uint32Array.from(readSteps(streams.get("follows"), 1), ([row]) => row);
    /** 1 where a row tells more of the event of the row before. */
    this.follows = new Uint8Array(head.rows);
    for (const row of this.continued) this.follows[row] = 1;
  }

  /** Index in `kg`, joined when first asked for. */
  get weight() {
    const { bytes, width } = this.weightPlanes;
    this.weights ??= joinPlanes(bytes, width, this.rows);
    return this.weights;
  }

  /** First row without a date. */
  get dated() {
    return this.dayRows[this.dayRows.length - 1];
  }

  get events() {
    return this.rows - this.continued.length;
  }

  /** First and last day of the dated events; null without any. @returns {[number, number] | null} */
  get extent() {
    if (!this.dated) return null;
    return [this.firstDay, this.longEnds.reduce((last, day) => Math.max(last, day), this.firstDay + this.dayRows.length - 2)];
  }

  /** First row of a day or, without one, of the next that has any. @param {number} day */
  rowOf(day) {
    const last = this.dayRows.length - 1;
    return this.dayRows[Math.max(0, Math.min(last, day - this.firstDay))];
  }

  /** First day of the event of a dated row. @param {number} row */
  dayOf(row) {
    return this.firstDay + countUpTo(this.dayRows, row) - 1;
  }

  /** Number of the event of a row. @param {number} row */
  eventOf(row) {
    return row - countUpTo(this.continued, row);
  }

  /** First row of an event. @param {number} event */
  firstRowOf(event) {
    let low = 0, high = this.continued.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.continued[middle] - middle <= event) low = middle + 1; else high = middle;
    }
    return event + low;
  }
}

/**
 * The columns of a document.
 * @param {Head} head @param {string} body base64 of the zlib stream
 */
export async function decodeColumns(head, body) {
  const bytes = await inflate(body), streams = new Map(), widths = new Map();
  let at = 0;
  for (const { name, width, bytes: length } of head.streams) {
    streams.set(name, bytes.subarray(at, at += length));
    widths.set(name, width);
  }
  return new Columns(head, streams, widths);
}

/**
 * Codes out of their byte planes, lowest first; of steps, their sums modulo the width.
 * @param {Uint8Array | undefined} planes @param {number} width bytes of a code @param {number} rows @param {boolean} [isStep]
 * @returns {Codes}
 */
export function joinPlanes(planes = new Uint8Array(), width, rows, isStep = false) {
  const codes = width === 1 ? planes.slice() : new (width === 2 ? Uint16Array : Uint32Array)(rows);
  for (let row = 0; width > 1 && row < rows; row++) codes[row] = planes[row] | planes[rows + row] << 8;
  for (let plane = 2; plane < width; plane++) {
    const from = plane * rows, shift = 8 * plane;
    for (let row = 0; row < rows; row++) codes[row] |= planes[from + row] << shift;
  }
  if (!isStep) return codes;
  const mask = width === 4 ? -1 : 2 ** (8 * width) - 1;
  for (let row = 0, sum = 0; row < rows; row++) codes[row] = sum = (sum + codes[row]) & mask;
  return codes;
}

/** How many of the ascending numbers are at most `value`. @param {Uint32Array} numbers @param {number} value */
export function countUpTo(numbers, value) {
  let low = 0, high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= value) low = middle + 1; else high = middle;
  }
  return low;
}

/** Running sums of the counts, from 0. @param {Uint8Array} [bytes] */
function sumCounts(bytes = new Uint8Array()) {
  const counts = new Varints(bytes), sums = [0];
  while (counts.more) sums.push(sums[sums.length - 1] + counts.next());
  return Uint32Array.from(sums);
}

/** Rows written as steps, each with its values. @param {Uint8Array | undefined} bytes @param {number} size */
function readSteps(bytes = new Uint8Array(), size) {
  const numbers = new Varints(bytes), rows = [];
  for (let row = 0; numbers.more;) {
    row += numbers.next();
    rows.push([row, ...Array.from({ length: size - 1 }, () => numbers.next())]);
  }
  return rows;
}
