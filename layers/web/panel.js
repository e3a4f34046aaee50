// @ts-check
/** The panel of a place, a plaza or a port: what is told of it in the window, with sources. */

import { actionCard, claimCard, eventCard, personCard } from "atlas/cards";
import { actionsIn, claimsIn, standingOf } from "atlas/claims";
import { decodeDetails } from "atlas/columns";
import { el, joined, link, longList } from "atlas/dom";
import { _, numberText, word } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */

export class Panel {
  /** @param {any} data @param {import("atlas/filter").Filter} filter @param {() => void} onClose */
  constructor(data, filter, onClose) {
    this.data = data;
    this.filter = filter;
    this.title = el("h2", { id: "atlas-panel-title", tabindex: "-1" });
    this.body = el("div", { class: "atlas-panel-body", tabindex: "0" });
    const close = el("button", { type: "button", class: "atlas-close", "aria-label": _("Close"), onclick: onClose }, "×");
    this.node = el("aside", { id: "atlas-panel", class: "atlas-panel", "aria-labelledby": "atlas-panel-title" },
      el("header", {}, this.title, close), this.body);
    this.node.hidden = true;
    this.labels = new Map(data.style.commodities.map((/** @type {any} */ style) => [style.code, style.label]));
    this.turn = 0;
  }

  /**
   * Show what was selected, or nothing.
   * @param {{kind: string, id: string} | null} selected @param {View} view
   * @returns {Promise<void>} when the texts are there
   */
  async show(selected, view) {
    const turn = ++this.turn;
    const before = this.key, scroll = this.body.scrollTop;
    this.key = selected ? `${selected.kind} ${selected.id}` : "";
    document.body.classList.toggle("atlas-panel-open", Boolean(selected));
    this.node.hidden = !selected;
    if (!selected) return;
    if (!this.details) {
      this.body.replaceChildren(el("div", { class: "atlas-waiting", role: "status" }, _("Opening the texts …")));
      this.details = await decodeDetails(this.data.details);
      if (turn !== this.turn) return;
    }
    this.fill(selected, view);
    if (before === this.key) this.body.scrollTop = scroll;
    else this.body.scrollTop = 0;
  }

  /** What the document holds of it. @param {{kind: string, id: string}} selected */
  find({ kind, id }) {
    const { plazas, ports, places } = this.data;
    const rows = new Map([["plaza", plazas], ["port", ports], ["place", places]]).get(kind) ?? [];
    return rows.find((/** @type {any} */ row) => row.id === id);
  }

  focus() {
    this.title.focus({ preventScroll: true });
  }

  /** @param {{kind: string, id: string}} selected @param {View} view */
  fill({ kind, id }, view) {
    const found = this.find({ kind, id });
    this.title.textContent = found.name;
    if (kind === "plaza") this.body.replaceChildren(...this.plaza(found, view));
    else if (kind === "port") this.body.replaceChildren(...this.port(found, view));
    else this.body.replaceChildren(...this.place(found, view));
  }

  /** @param {any} place @param {View} view */
  place(place, view) {
    return [
      el("p", { class: "atlas-fact" }, joined([word(place.kind), place.approximate && _("position approximate")])),
      place.note ? el("p", { class: "atlas-fine" }, place.note) : "",
      ...this.events(view, (index) => this.data.places[index] === place),
    ];
  }

  /** @param {any} port @param {View} view */
  port(port, view) {
    const names = port.crossings.map((/** @type {any} */ one) =>
      one.approximate ? _("{name} (approximate)", { name: one.name }) : one.name);
    const here = { ...view, plaza: [], port: [port.id] };
    return [
      el("p", { class: "atlas-fact" }, joined([_("Port of entry"), port.code && _("code {code}", { code: port.code })])),
      names.length ? el("p", { class: "atlas-fact" }, _("Crossings: "), names.join(", ")) : "",
      port.publisher ? el("p", { class: "atlas-source" }, _("Source: "), link(port.publisher, port.url)) : "",
      ...this.events(view, (index) => this.filter.passesPlace(this.data.places[index] ?? { plazas: [] }, here)),
    ];
  }

  /** @param {any} plaza @param {View} view */
  plaza(plaza, view) {
    const claims = claimsIn(plaza, view), standing = standingOf(claims);
    const actions = actionsIn(plaza, view);
    const section = (/** @type {string} */ title, /** @type {any[]} */ list, /** @type {(one: any) => Node} */ render) =>
      list.length ? [el("h3", {}, `${title} (${numberText(list.length)})`), longList(list, render, _("Show more"))] : [];
    return [
      el("p", { class: "atlas-fact" }, joined([word(plaza.kind), _("schematic outline")])),
      el("p", { class: "atlas-fine" }, plaza.municipalities.join(", ")),
      standing.conflict ? el("p", { class: "atlas-fact atlas-conflict" },
        _("Sources differ, or say it is contested; each claim stands as published.")) : "",
      claims.length ? "" : el("p", { class: "atlas-empty" }, _("No claim is valid in this window; widen the dates below.")),
      ...section(_("Claims"), claims, claimCard),
      ...section(_("Persons named by authorities"), plaza.persons, personCard),
      ...section(_("Actions"), actions, actionCard),
      el("p", { class: "atlas-fine" }, _("Seizures inside the outline are not linked to an organisation.")),
    ];
  }

  /** @param {View} view @param {(place: number) => boolean} wanted @returns {(Node | string)[]} */
  events(view, wanted) {
    const events = this.filter.eventsAt(view, wanted), details = this.details ?? [];
    if (!events.length) return [el("p", { class: "atlas-empty" }, _("No event here in this window; widen the dates or clear a filter."))];
    const labelOf = (/** @type {string} */ code) => this.labels.get(code) ?? code;
    const title = events.length === 1 ? _("1 event") : _("{n} events", { n: numberText(events.length) });
    return [el("h3", {}, title), longList(events, (index) => eventCard(details[index], labelOf), _("Show more"))];
  }
}
