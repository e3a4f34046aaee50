// @ts-check
/** What the panel says of one event, claim, person or action. */

import { el, joined, link } from "atlas/dom";
import { quantityText } from "atlas/rows";
import { _, weightText, word } from "atlas/words";

/** @param {string} name @param {...(Node | string | null | undefined)} children */
const line = (name, ...children) => el("div", { class: name }, ...children);

/** @param {string} label @param {string | null | undefined} text */
const said = (label, text) => (text ? line("atlas-fact", el("span", { class: "atlas-key" }, `${label} `), text) : null);

/** @param {any} report @param {string | null} [date] */
function sourceLine(report, date) {
  const text = joined([report.publisher || _("publisher not known"), date], ", ");
  return line("atlas-source", _("Source: "), link(text, report.url));
}

/**
 * @param {any} event the details of an event
 * @param {(code: string) => string} labelOf label of a commodity
 */
export function eventCard(event, labelOf) {
  return el("article", { class: "atlas-event", "data-id": event.id },
    line("atlas-when", joined([event.date || _("Date not known"), event.own && _("your data")])),
    event.date_note ? line("atlas-fine", event.date_note) : null,
    ...event.items.map((/** @type {any} */ item) => itemLine(item, labelOf)),
    line("atlas-fact", joined([event.agency, hedgeText(event.hedge)])),
    line("atlas-fact", joined([event.place_reported && `“${event.place_reported}”`, event.place_note])),
    said(_("Conveyance:"), event.conveyance),
    said(_("Concealment:"), event.concealment),
    said(_("Note:"), event.note),
    ...event.reports.map((/** @type {any} */ report) => sourceLine(report, report.published)));
}

/** @param {any} item @param {(code: string) => string} labelOf */
function itemLine(item, labelOf) {
  const quantity = joined([item.qualifier && word(item.qualifier), quantityText(item) || _("quantity not said")], " ");
  const kg = item.kg && item.reported && !/\bkg\b|kilo/i.test(item.reported) ? `(${weightText(item.kg)})` : "";
  const text = joined([labelOf(item.commodity), item.form && word(item.form)], ", ");
  return line("atlas-item", item.alternative ? el("span", { class: "atlas-fine" }, _("also given as "), ) : null,
    el("strong", {}, quantity), ` ${joined([kg, text], " ")}`);
}

/** The words of a hedge, "; " between several. @param {string} [hedge] */
const hedgeText = (hedge = "") => hedge.split("; ").map(word).join("; ");

/** @param {any} claim */
export function claimCard(claim) {
  const span = claim.from_text || claim.to_text
    ? joined([claim.from_text || "…", claim.to_text || _("open")], " – ") : _("dates not said");
  return el("article", { class: "atlas-claim" },
    line("atlas-item", el("strong", {}, claim.organization || _("Organisation not named")),
      claim.faction ? ` (${claim.faction})` : ""),
    line("atlas-fact", joined([word(claim.status || ""), hedgeText(claim.hedge), span])),
    said(_("Note:"), claim.note),
    sourceLine(claim, claim.source_date));
}

/** @param {any} person */
export function personCard(person) {
  return el("article", { class: "atlas-person" },
    line("atlas-item", el("strong", {}, person.name), person.aliases ? ` ${_("alias {aliases}", { aliases: person.aliases })}` : ""),
    line("atlas-fact", joined([person.role, joined([person.legal_status && word(person.legal_status), person.status_date], " ")])),
    said(_("Case:"), person.court_case),
    said(_("Named by:"), person.named_by),
    sourceLine(person, person.source_date));
}

/** @param {any} action */
export function actionCard(action) {
  return el("article", { class: "atlas-action" },
    line("atlas-when", action.date_text || _("Date not known")),
    line("atlas-item", joined([action.kind && word(action.kind), action.agency])),
    action.summary ? line("atlas-fact", action.summary) : null,
    sourceLine(action, action.source_date));
}
