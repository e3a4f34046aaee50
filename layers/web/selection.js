// @ts-check
/** What a view shows, summed by place. */

/** @typedef {{events: number, places: number, undated: number, unplaced: number, inRange: number}} Count
 *   `inRange` are the events in the window whatever the other filters say. */

const SEVERAL = 65535;

export class Selection {
  /** @param {number} places @param {number[]} used commodities that any row has */
  constructor(places, used) {
    this.used = used;
    this.slots = used.length;
    this.sized = -1;
    /** Events by place code, 0 for those not placed. */
    this.events = new Uint32Array(places + 1);
    /** Rows at place code * slots + position of the commodity in `used`. */
    this.rows = new Uint32Array((places + 1) * used.length);
    /** Kilograms of the sized commodity by place code. */
    this.kg = new Float64Array(places + 1);
    /** Cells of `rows` that are not 0, so that neither sums nor clearing go through all places. */
    this.touched = { cells: new Uint32Array(this.rows.length), count: 0 };
    /** Place codes with an event. */
    this.found = { codes: new Uint32Array(places + 1), count: 0 };
    /** Slot of the one commodity of a place code with an event, or `SEVERAL`. */
    this.only = new Uint16Array(places + 1);
    /** @type {Count} */
    this.count = { events: 0, places: 0, undated: 0, unplaced: 0, inRange: 0 };
  }

  /** Begin anew. @param {number} sized commodity whose weight is summed, or -1 */
  clear(sized) {
    this.sized = sized;
    const { touched, found, rows, events, kg } = this;
    for (let i = 0; i < touched.count; i++) rows[touched.cells[i]] = 0;
    for (let i = 0; i < found.count; i++) events[found.codes[i]] = kg[found.codes[i]] = 0;
    touched.count = found.count = 0;
    this.count = { events: 0, places: 0, undated: 0, unplaced: 0, inRange: 0 };
  }

  /** Quantity that sizes the symbol of a place: events, or kilograms of the sized commodity. @param {number} index of a place */
  quantity(index) {
    return this.sized < 0 ? this.events[index + 1] : this.kg[index + 1];
  }

  /** Rows of a place by commodity. @param {number} index of a place @returns {[number, number][]} */
  rowsAt(index) {
    const { used, slots, rows } = this, first = (index + 1) * slots;
    /** @type {[number, number][]} */
    const found = [];
    for (let slot = 0; slot < slots; slot++) if (rows[first + slot]) found.push([used[slot], rows[first + slot]]);
    return found;
  }

  /** The one commodity whose rows colour a place, -1 where several do. @param {number} index of a place with an event */
  onlyAt(index) {
    if (this.sized >= 0) return this.sized;
    const slot = this.only[index + 1];
    return slot === SEVERAL ? -1 : this.used[slot];
  }

  /**
   * Sum the rows to events: each row is one, but for those that tell more of an event already counted.
   * @param {Iterable<number>} repeats place codes of these
   */
  total(repeats) {
    const { events, rows, slots, touched, found, only, count } = this;
    for (let i = 0; i < touched.count; i++) {
      const cell = touched.cells[i], code = Math.floor(cell / slots);
      only[code] = events[code] ? SEVERAL : cell - code * slots;
      if (!events[code]) found.codes[found.count++] = code;
      events[code] += rows[cell];
      count.events += rows[cell];
    }
    for (const code of repeats) {
      events[code]--;
      count.events--;
    }
    count.unplaced = events[0];
    count.places = found.count - (events[0] ? 1 : 0);
  }
}
