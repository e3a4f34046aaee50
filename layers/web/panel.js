// @ts-check
/** The panel of a place, a plaza or a port: what is told of it in the window, with sources. */

import { actionCard, claimCard, eventCard, personCard } from "atlas/cards";
import { actionsIn, claimsIn, standingOf } from "atlas/claims";
import { el, joined, link, longList } from "atlas/dom";
import { _, numberText, word } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */

export class Panel {
  /**
   * @param {any} data @param {import("atlas/filter").Filter} filter @param {import("atlas/texts").Texts} texts
   * @param {Record<string, {name: string, parts: (view: View) => Promise<(Node | string)[]>}>} pages that are opened by their kind alone
   * @param {() => void} onClose
   */
  constructor(data, filter, texts, pages, onClose) {
    this.data = data;
    this.filter = filter;
    this.texts = texts;
    this.pages = pages;
    this.title = el("h2", { id: "atlas-panel-title", tabindex: "-1" });
    this.body = el("div", { class: "atlas-panel-body", tabindex: "0" });
    const close = el("button", { type: "button", class: "atlas-close", "aria-label": _("Close"), onclick: onClose }, "×");
    this.node = el("aside", { id: "atlas-panel", class: "atlas-panel", "aria-labelledby": "atlas-panel-title" },
      el("header", {}, this.title, close), this.body);
    this.node.hidden = true;
    this.labels = new Map(data.style.commodities.map((/** @type {any} */ style) => [style.code, style.label]));
    this.turn = 0;
    this.key = "";
  }

  /**
   * Show what was selected, or nothing.
   * @param {{kind: string, id: string} | null} selected @param {View} view
   * @returns {Promise<void>} when the texts are there
   */
  async show(selected, view) {
    const turn = ++this.turn, before = this.key, scroll = this.body.scrollTop;
    this.key = selected ? `${selected.kind} ${selected.id}` : "";
    document.body.classList.toggle("atlas-panel-open", Boolean(selected));
    this.node.hidden = !selected;
    if (!selected) return;
    const found = this.find(selected);
    this.title.textContent = found.name;
    if (before !== this.key) this.body.replaceChildren(el("div", { class: "atlas-waiting", role: "status" }, _("Opening the texts …")));
    const parts = await this.parts(selected.kind, found, view);
    if (turn !== this.turn) return;
    this.body.replaceChildren(...parts);
    this.body.scrollTop = before === this.key ? scroll : 0;
  }

  /** What the document holds of it. @param {{kind: string, id: string}} selected */
  find({ kind, id }) {
    if (Object.hasOwn(this.pages, kind)) return this.pages[kind];
    const { plazas, ports, places } = this.data;
    const rows = new Map([["plaza", plazas], ["port", ports], ["place", places]]).get(kind) ?? [];
    return rows.find((/** @type {any} */ row) => row.id === id);
  }

  focus() {
    this.title.focus({ preventScroll: true });
  }

  /** @param {string} kind @param {any} found @param {View} view @returns {Promise<(Node | string)[]>} */
  parts(kind, found, view) {
    if (Object.hasOwn(this.pages, kind)) return found.parts(view);
    if (kind === "plaza") return this.plaza(found, view);
    return kind === "port" ? this.port(found, view) : this.place(found, view);
  }

  /** @param {any} place @param {View} view */
  async place(place, view) {
    return [
      el("p", { class: "atlas-fact" }, joined([word(place.kind), place.approximate && _("position approximate")])),
      place.note ? el("p", { class: "atlas-fine" }, place.note) : "",
      ...await this.events(view, (index) => this.data.places[index] === place),
    ];
  }

  /** @param {any} port @param {View} view */
  async port(port, view) {
    const names = port.crossings.map((/** @type {any} */ one) =>
      one.approximate ? _("{name} (approximate)", { name: one.name }) : one.name);
    const here = { ...view, plaza: [], port: [port.id] };
    return [
      el("p", { class: "atlas-fact" }, joined([_("Port of entry"), port.code && _("code {code}", { code: port.code })])),
      names.length ? el("p", { class: "atlas-fact" }, _("Crossings: "), names.join(", ")) : "",
      port.publisher ? el("p", { class: "atlas-source" }, _("Source: "), link(port.publisher, port.url)) : "",
      ...await this.events(view, (index) => this.filter.passesPlace(this.data.places[index] ?? null, here)),
    ];
  }

  /** @param {any} plaza @param {View} view */
  async plaza(plaza, view) {
    const claims = claimsIn(plaza, view), standing = standingOf(claims);
    const actions = actionsIn(plaza, view);
    const section = async (/** @type {string} */ title, /** @type {any[]} */ list, /** @type {(one: any) => Node} */ render) =>
      (list.length ? [el("h3", {}, `${title} (${numberText(list.length)})`),
        await longList(list, async (next) => next.map(render), _("Show more"))] : []);
    return [
      el("p", { class: "atlas-fact" }, joined([word(plaza.kind), _("schematic outline")])),
      el("p", { class: "atlas-fine" }, plaza.municipalities.join(", ")),
      standing.conflict ? el("p", { class: "atlas-fact atlas-conflict" },
        _("Sources differ, or say it is contested; each claim stands as published.")) : "",
      claims.length ? "" : el("p", { class: "atlas-empty" }, _("No claim is valid in this window; widen the dates below.")),
      ...await section(_("Claims"), claims, claimCard),
      ...await section(_("Persons named by authorities"), plaza.persons, personCard),
      ...await section(_("Actions"), actions, actionCard),
      el("p", { class: "atlas-fine" }, _("Seizures inside the outline are not linked to an organisation.")),
    ];
  }

  /** @param {View} view @param {(place: number) => boolean} wanted @returns {Promise<(Node | string)[]>} */
  async events(view, wanted) {
    const events = this.filter.eventsAt(view, wanted);
    if (!events.length) return [el("p", { class: "atlas-empty" }, _("No event here in this window; widen the dates or clear a filter."))];
    const labelOf = (/** @type {string} */ code) => this.labels.get(code) ?? code;
    const title = events.length === 1 ? _("1 event") : _("{n} events", { n: numberText(events.length) });
    const render = async (/** @type {number[]} */ next) => (await this.texts.of(next)).map((told) => eventCard(told, labelOf));
    return [el("h3", {}, title), await longList(events, render, _("Show more"))];
  }
}
