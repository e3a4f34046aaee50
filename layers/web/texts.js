// @ts-check
/** What is told of an event: its texts, opened by chunk, over what its columns say. */

import { inflate } from "atlas/bytes";
import { dayToIso } from "atlas/days";
import { _ } from "atlas/words";

/** @typedef {{commodity: string, form?: string, reported?: string, qualifier?: string, kg: number | null,
 *   alternative?: boolean}} Item */
/** @typedef {{publisher: string, published: string | null, url: string, tier: string}} Report */
/** @typedef {{id: string, date: string, place: any, place_note: string, items: Item[], agency: string, reports: Report[],
 *   [text: string]: any}} Told `place` is null where the event stands at none */

export class Texts {
  /** @param {import("atlas/columns").Columns} columns @param {any} data the payload @param {string} block a chunk a line */
  constructor(columns, data, block) {
    this.columns = columns;
    this.data = data;
    this.lines = block.split("\n");
    /** @type {Map<number, Promise<Record<string, any[]>>>} */
    this.chunks = new Map();
  }

  /** @param {number} index */
  open(index) {
    let chunk = this.chunks.get(index);
    if (!chunk) {
      chunk = inflate(this.lines[index]).then((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
      this.chunks.set(index, chunk);
    }
    return chunk;
  }

  /** What is told of the events, in their order. @param {number[]} events @returns {Promise<Told[]>} */
  of(events) {
    return Promise.all(events.map((event) => this.tell(event)));
  }

  /** @param {number} event @returns {Promise<Told>} */
  async tell(event) {
    const size = this.data.chunk, chunk = await this.open(Math.floor(event / size));
    const texts = Object.entries(chunk).map(([name, column]) => [name, column[event % size]]);
    return { ...this.plain(event), ...Object.fromEntries(texts) };
  }

  /** What the columns alone say. @param {number} event @returns {Told} */
  plain(event) {
    const { columns, data } = this, row = columns.firstRowOf(event);
    const place = data.places[columns.place[row] - 1] ?? null;
    return {
      id: String(event), place, date: this.dateOf(row), items: this.itemsOf(row), reports: [],
      agency: data.vocab.agencies[columns.agency[row] - 1]?.label ?? "",
      place_note: data.vocab.precision_notes[place?.precision ?? "unresolved"],
    };
  }

  /** @param {number} row */
  dateOf(row) {
    const { columns } = this;
    if (row >= columns.dated) return _("date not given");
    const first = columns.dayOf(row), last = columns.longEnds[columns.longRows.indexOf(row)] ?? first;
    return first === last ? dayToIso(first) : _("{first} to {last}", { first: dayToIso(first), last: dayToIso(last) });
  }

  /** @param {number} row the first of its event @returns {Item[]} */
  itemsOf(row) {
    const { columns, data } = this, items = [];
    do {
      const kg = columns.kg[columns.weight[row]] || null;
      items.push({ commodity: data.style.commodities[columns.commodity[row]].code, kg });
    } while (columns.follows[++row]);
    return items;
  }
}
