// @ts-check
/** The page of the panel that embeds the map elsewhere: an iframe with the view of now. */

import { copyField } from "atlas/copy";
import { el, isWebAddress } from "atlas/dom";
import { _ } from "atlas/words";

/* Scripts draw the map; a source opens in a tab of its own, free of the frame's limits. */
const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

export class EmbedPage {
  /** @param {string} title of the map @param {() => string} addressOf the view, as in the address after # */
  constructor(title, addressOf) {
    this.name = _("Embed this map");
    this.addressOf = addressOf;
    this.address = this.input("atlas-embed-address", "url", isWebAddress(location.href) ? location.href.replace(/#.*/, "") : "");
    this.address.placeholder = "https://";
    this.title = this.input("atlas-embed-title", "text", title);
    this.width = this.input("atlas-embed-width", "text", "100%");
    this.height = this.input("atlas-embed-height", "number", "600");
    this.copy = copyField("atlas-embed-code", _("Code of the frame"), 7);
    this.node = el("div", { class: "atlas-form" },
      el("p", { class: "atlas-fact" }, _("Put this file where readers can reach it, and this code in your page. It shows the map as it is now.")),
      this.field(_("Address of the file"), this.address), this.field(_("Title for screen readers"), this.title),
      el("div", { class: "atlas-row" }, this.field(_("Width"), this.width), this.field(_("Height"), this.height)),
      this.copy.node);
  }

  /** @param {string} id @param {string} type @param {string} value */
  input(id, type, value) {
    const input = el("input", { id, type, spellcheck: "false", autocomplete: "off", oninput: () => this.write() });
    input.value = value;
    return input;
  }

  /** @param {string} label @param {HTMLInputElement} input */
  field(label, input) {
    return el("label", { class: "atlas-field" }, el("span", {}, label), input);
  }

  async parts() {
    this.write();
    return [this.node];
  }

  write() {
    const hash = this.addressOf(), address = this.address.value.trim().replace(/#.*/, "") || _("ADDRESS-OF-THE-FILE");
    const attributes = { src: hash ? `${address}#${hash}` : address, title: this.title.value, width: this.width.value || "100%",
      height: this.height.value || "600", loading: "lazy", sandbox: SANDBOX, style: "border:0" };
    const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
    this.copy.field.value = `<iframe ${written.join(" ")}></iframe>`;
  }
}

/** A text as the value of an attribute. @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
