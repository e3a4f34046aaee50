// @ts-check
/** Layers and legend: what each mark means; commodities switch the filter. */

import { onRatioChange, sizedContext } from "atlas/canvas";
import { el } from "atlas/dom";
import { drawExact, drawSpread, drawTerritory } from "atlas/swatches";
import { drawSymbol, largestRadius, radiusOf } from "atlas/symbols";
import { FACE, isDark, theme } from "atlas/theme";
import { _, numberText, weightText } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */
/** @typedef {{style: any, codes: string[]}} Group */

export class Legend {
  /**
   * @param {any} data the payload
   * @param {Set<number>} used indices of the commodities that occur
   * @param {{setView: (partial: Partial<View>) => void, setLayer: (name: string, on: boolean) => void}} actions
   */
  constructor(data, used, actions) {
    this.styles = data.style.commodities.filter((/** @type {any} */ _style, /** @type {number} */ i) => used.has(i));
    this.groups = groupStyles(data.style.commodities, new Set(this.styles.map((style) => style.code)));
    this.actions = actions;
    /** @type {(() => void)[]} */
    this.samples = [];
    this.drawn = "";
    this.largest = 1;
    /** @type {View | null} */
    this.view = null;
    this.toggles = this.groups.map((group) => this.toggle(group));
    this.sizes = el("canvas", { class: "atlas-sizes", role: "img" });
    this.sizeSelect = this.sizing();
    this.undated = el("input", { type: "checkbox", id: "atlas-undated",
      onchange: () => actions.setView({ undated: this.undated.checked }) });
    this.body = el("div", { class: "atlas-legend-body", id: "atlas-legend-body" }, ...this.sections(data));
    this.button = el("button", { type: "button", id: "atlas-legend-toggle", "aria-controls": "atlas-legend-body",
      onclick: () => this.setOpen(this.body.hidden) }, _("Legend"));
    this.node = el("section", { id: "atlas-legend", class: "atlas-card", "aria-label": _("Legend and layers") },
      this.button, this.body);
    this.setOpen(matchMedia("(min-width: 700px) and (min-height: 560px)").matches);
    onRatioChange(() => this.view && this.show(this.view, this.largest));
  }

  /** @param {boolean} open */
  setOpen(open) {
    this.body.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }

  /** Close while a panel needs the room. */
  fold() {
    this.folded = !this.body.hidden;
    this.setOpen(false);
  }

  unfold() {
    if (this.folded) this.setOpen(true);
    this.folded = false;
  }

  /** @param {any} data */
  sections(data) {
    const layers = [["events", _("Seizures")], ["plazas", _("Plazas")], ["ports", _("Ports")]];
    if (data.basemap.tiles) layers.push(["tiles", _("Map tiles from the network")]);
    return [
      el("h2", {}, _("What was seized")),
      el("div", { class: "atlas-toggles" }, ...this.toggles),
      el("p", { class: "atlas-note" }, _("Press to show only these; colour is the commodity, shape its family.")),
      el("h2", {}, _("Layers")),
      el("div", { class: "atlas-checks" }, ...layers.map(([name, text]) => this.layer(name, text)),
        el("label", { class: "atlas-check" }, this.undated, _("Undated events"))),
      el("h2", {}, _("Size")), this.sizeSelect, this.sizes,
      el("h2", {}, _("How precise")),
      this.sample(drawExact, _("the spot is known")),
      this.sample(drawSpread, _("only the town, port, county or area is known; outline: that area")),
      el("h2", {}, _("Plazas (schematic)")),
      this.sample((ctx) => drawTerritory(ctx, []), _("controlled, say the sources")),
      this.sample((ctx) => drawTerritory(ctx, [], true), _("contested, or sources differ")),
      this.sample((ctx) => drawTerritory(ctx, [1.5, 3.5]), _("presence")),
      el("p", { class: "atlas-note" },
        _("No source publishes outlines: these are whole municipalities. A seizure inside one is not linked to any organisation.")),
    ];
  }

  /** @param {Group} group */
  toggle({ style, codes }) {
    return el("button", { type: "button", class: "atlas-toggle", "data-code": style.code, "aria-pressed": "false",
      onclick: () => this.flip(codes) }, el("canvas", { "aria-hidden": "true" }), el("span", {}, style.label));
  }

  /** @param {string[]} codes */
  flip(codes) {
    const kept = this.view?.commodity ?? [], rest = kept.filter((code) => !codes.includes(code));
    this.actions.setView({ commodity: rest.length < kept.length ? rest : [...kept, ...codes] });
  }

  sizing() {
    const choices = [["count", _("number of events")],
      ...this.styles.map((/** @type {any} */ style) => [style.code, _("kg of {commodity}", { commodity: style.label })])];
    const select = el("select", { id: "atlas-size", "aria-label": _("Size"),
      onchange: () => this.actions.setView({ size: select.value }) },
      ...choices.map(([value, text]) => el("option", { value }, text)));
    return select;
  }

  /** @param {(ctx: CanvasRenderingContext2D) => void} draw @param {string} text */
  sample(draw, text) {
    const canvas = el("canvas", { "aria-hidden": "true" });
    this.samples.push(() => draw(sizedContext(canvas, 26, 20)));
    return el("div", { class: "atlas-sample" }, canvas, el("span", {}, text));
  }

  /** @param {string} name @param {string} text */
  layer(name, text) {
    const box = el("input", { type: "checkbox", "data-layer": name, onchange: () => this.actions.setLayer(name, box.checked) });
    box.checked = true;
    return el("label", { class: "atlas-check" }, box, text);
  }

  /** @param {View} view @param {number} largest quantity of the largest symbol */
  show(view, largest) {
    [this.view, this.largest] = [view, largest];
    this.undated.checked = view.undated;
    this.sizeSelect.value = view.size;
    this.groups.forEach(({ codes }, i) => {
      const on = codes.some((code) => view.commodity.includes(code));
      this.toggles[i].setAttribute("aria-pressed", String(on));
      this.toggles[i].classList.toggle("atlas-off", view.commodity.length > 0 && !on);
    });
    const look = `${largest} ${view.size} ${isDark()} ${window.devicePixelRatio} ${largestRadius()}`;
    if (look === this.drawn) return;
    this.drawn = look;
    this.drawSizes(largest, view.size === "count");
    this.draw();
  }

  draw() {
    for (const draw of this.samples) draw();
    this.groups.forEach(({ style }, i) => {
      const ctx = sizedContext(/** @type {HTMLCanvasElement} */ (this.toggles[i].firstChild), 18, 18);
      drawSymbol(ctx, { x: 9, y: 9, r: style.shape === "triangle" ? 5 : 6, shape: style.shape, parts: [{ colour: style.colour, weight: 1 }], solid: true });
    });
  }

  /** Circles in one another, each with a line to its value. @param {number} largest @param {boolean} counted */
  drawSizes(largest, counted) {
    const values = [...new Set([1, 0.25, 0.04].map((share) => roundValue(largest * share, counted)))];
    const words = values.map((value) => (counted ? numberText(value) : weightText(value)));
    const most = largestRadius(), ground = 2 * most + 6, ctx = sizedContext(this.sizes, 210, ground + 2);
    this.sizes.setAttribute("aria-label", _("Circle sizes: {values}", { values: words.join(", ") }));
    ctx.font = `11px ${FACE}`;
    ctx.textBaseline = "middle";
    ctx.strokeStyle = theme().outline;
    ctx.fillStyle = theme().ink;
    values.forEach((value, i) => {
      const r = radiusOf(value, largest), top = ground - 2 * r;
      ctx.beginPath();
      ctx.arc(most + 2, ground - r, r, 0, 7);
      ctx.moveTo(most + 2, top);
      ctx.lineTo(2 * most + 12, top);
      ctx.stroke();
      ctx.fillText(words[i], 2 * most + 16, top + 1);
    });
  }
}

/**
 * One entry for each commodity that occurs, but one for all the drugs without a colour of their own.
 * @param {any[]} styles @param {Set<string>} used
 * @returns {Group[]}
 */
function groupStyles(styles, used) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  const shared = styles.find((style) => style.code === "other_drugs")?.colour;
  for (const style of styles) {
    const key = style.family === "drug" && style.colour === shared ? "other_drugs" : style.code;
    const group = groups.get(key) ?? { style, codes: [] };
    if (style.code === key) group.style = style;
    if (used.has(style.code)) group.codes.push(style.code);
    groups.set(key, group);
  }
  return [...groups.values()].filter((group) => group.codes.length);
}

/** A value of one leading digit at most the given one. @param {number} value @param {boolean} counted */
function roundValue(value, counted) {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  const rounded = Math.floor(value / unit + 1e-9) * unit;
  return counted ? Math.max(1, rounded) : rounded;
}
