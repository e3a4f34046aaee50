// @ts-check
/** The permalink: what the address says is shown, and what is shown or looked at otherwise goes into it. */

import { mergeView, tell } from "atlas/bridge";
import { showNotice } from "atlas/notice";
import { mergeSight, readAddress, showAddress, splitOpened, writeAddress } from "atlas/permalink";

/** @typedef {import("atlas/permalink").Sight} Sight */

/** @type {import("atlas/filter").View} */
const ALL = { from: null, to: null, commodity: [], agency: [], plaza: [], port: [], place: [], precision: [], undated: true, size: "count" };

export class Looks {
  /** @param {import("atlas/page").Page} page */
  constructor(page) {
    const { data, known } = page;
    this.page = page;
    this.locked = page.options.locked;
    this.defaults = { view: mergeView(ALL, data.view, known), sight: mergeSight({ hide: [], map: null, open: "" }, data.sight, known) };
    /** @type {Sight} */
    this.sight = this.defaults.sight;
    /** Place, plaza or port that is open, or was before a page of the panel. */
    this.opened = "";
  }

  /**
   * Take view and sight out of the address; what it does not name has the default of the document.
   * @param {string[]} [notices] other sentences to tell the reader
   */
  read(notices = []) {
    const { page, defaults } = this, { view, sight, problems } = readAddress(location.hash, page.known);
    page.view = mergeView(defaults.view, view, page.known);
    this.sight = { ...defaults.sight, ...sight };
    showNotice(notices.concat(problems));
  }

  /** Show what a reader wrote into the address. */
  follow() {
    this.read();
    this.page.update();
    return this.show(this.sight);
  }

  /** What is shown and how, as the address says it after #. */
  address() {
    return writeAddress(this.page.view, this.sight, this.defaults);
  }

  /** The same for a link elsewhere, where a page of the panel does not belong: what was open before it does. */
  link() {
    return writeAddress(this.page.view, { ...this.sight, open: this.opened }, this.defaults);
  }

  write() {
    if (!this.locked) showAddress(() => this.address());
  }

  /** Note how the map is looked at now; the address and the page around follow. */
  note() {
    const { scene, framing, selected, options } = this.page, before = JSON.stringify(this.sight);
    this.sight = {
      hide: options.layers.concat("tiles").filter((/** @type {string} */ name) => scene.shown[name] === false),
      map: framing.position,
      open: selected ? selected.kind + (selected.id && `:${selected.id}`) : "",
    };
    if (!selected || selected.id) this.opened = this.sight.open;
    if (JSON.stringify(this.sight) === before) return;
    this.write();
    tell({ atlas: "sight", sight: this.sight });
  }

  /** @param {any} partial parts of a Sight @returns {Promise<void>} when drawn */
  set(partial) {
    return this.show(mergeSight(this.sight, partial, this.page.known));
  }

  /** @param {Sight} sight */
  async show({ hide, map, open }) {
    const { scene, framing, legend } = this.page;
    if (!this.locked) {
      scene.hide(hide);
      legend.check(hide);
    }
    if (JSON.stringify(map) !== JSON.stringify(framing.position)) framing.show(map);
    await this.page.select(open ? splitOpened(open) : null);
  }
}
