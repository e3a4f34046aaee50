// @ts-check
/** The page of the panel that says where all this is from: how to cite it, version, licences, limits, each source. */

import { inflate } from "atlas/bytes";
import { copyField } from "atlas/copy";
import { el, isWebAddress, joined, link, longList } from "atlas/dom";
import { viewText } from "atlas/says";
import { _, numberText } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */
/** @typedef {[string, ...[string | null, string][]]} Publisher name, then day and address of each publication */

/** Publications of one publisher that are listed before the rest is asked for. */
const FEW = 6;

export class SourcesPage {
  /** @param {any} data the payload @param {string} block of the sources @param {() => string} addressOf the view, as in the address after # */
  constructor(data, block, addressOf) {
    this.name = _("Sources and citation");
    this.data = data;
    this.block = block;
    this.addressOf = addressOf;
    this.copy = copyField("atlas-citation", _("Citation"), 5);
  }

  /** @param {View} view */
  async parts(view) {
    const { meta } = this.data;
    this.copy.field.value = citation(this.data, view, this.addressOf());
    return [
      el("h3", {}, _("How to cite")), this.copy.node,
      el("p", { class: "atlas-fine" }, _("Cite the version of the data, and the publishers of the rows you use.")),
      el("h3", {}, _("Limits")), el("p", { class: "atlas-fact" }, meta.bias_note),
      el("p", { class: "atlas-fact" }, _("Plaza and crossing are geometry only; no event is linked to an organisation or a person.")),
      el("h3", {}, _("Version and view")), el("dl", { class: "atlas-about" }, ...this.about(view)),
      ...await this.sources(),
    ];
  }

  /** @param {View} view */
  about(view) {
    const { meta } = this.data, licence = (/** @type {string} */ text) => {
      const [name, url] = text.split(", ");
      return link(name, url);
    };
    return [
      [_("View"), viewText(view, this.data)], [_("Reports through"), meta.reports_through],
      [_("Data version"), el("code", {}, meta.digest)], [_("Source"), meta.source_line],
      [_("Licence of the data"), meta.own_events ? _("not known") : licence(meta.data_licence)],
      [_("Licence of the program"), licence(meta.code_licence)],
    ].flatMap(([term, told]) => [el("dt", {}, term), el("dd", {}, told)]);
  }

  /** @returns {Promise<(Node | string)[]>} */
  async sources() {
    /** @type {Publisher[]} */
    const publishers = JSON.parse(new TextDecoder().decode(await inflate(this.block)));
    const count = publishers.reduce((sum, { length }) => sum + length - 1, 0);
    if (!count) return [];
    return [el("h3", {}, `${_("Sources of all that the map holds")} (${numberText(count)})`),
      await longList(publishers, async (next) => next.map(publisherEntry), _("Show more"))];
  }
}

/** @param {Publisher} publisher @returns {Node} */
function publisherEntry([name, ...publications]) {
  const entries = publications.map(([day, url]) => link(day ?? (isWebAddress(url) ? new URL(url).hostname : url), url));
  const few = entries.slice(0, FEW), rest = entries.slice(FEW);
  const links = (/** @type {Node[]} */ nodes) => nodes.flatMap((node, i) => (i ? [", ", node] : [node]));
  return el("div", {}, el("strong", {}, name || _("publisher not known")), ": ", ...links(few),
    rest.length ? el("details", {}, el("summary", {}, _("and {n} more", { n: numberText(rest.length) })), ...links(rest)) : null);
}

/** The citation of what is shown. @param {any} data the payload @param {View} view @param {string} hash the view in the address */
export function citation(data, view, hash) {
  const { meta } = data, address = isWebAddress(location.href) ? location.href.replace(/#.*/, "") + (hash && `#${hash}`) : "";
  const own = `${meta.title}. ${meta.source_line} ${_("Drawn with Plaza Atlas, data version {version}.", { version: meta.generated })}`;
  return joined([meta.own_events ? own : meta.citation, !meta.own_events && _("Reports through {day}.", { day: meta.reports_through }),
    _("View: {view}.", { view: viewText(view, data) }), address], " ");
}
