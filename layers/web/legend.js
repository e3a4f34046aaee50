// @ts-check
/** Layers and legend: what each mark means; commodities switch the filter. */

import { onRatioChange, sizedContext } from "atlas/canvas";
import { el } from "atlas/dom";
import { groupStyles } from "atlas/groups";
import { drawExact, drawSpread, drawTerritory } from "atlas/swatches";
import { drawSymbol, largestRadius, radiusOf } from "atlas/symbols";
import { FACE, isDark, theme } from "atlas/theme";
import { _, numberText, weightText } from "atlas/words";

/** @typedef {import("atlas/filter").View} View */
/** @typedef {import("atlas/groups").Group} Group */

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
    this.options = data.options;
    /** @type {Map<string, HTMLInputElement>} box of each layer */
    this.boxes = new Map();
    /** @type {(() => void)[]} */
    this.samples = [];
    this.drawn = "";
    this.largest = 1;
    /** @type {View | null} */
    this.view = null;
    /** @type {HTMLElement[]} */
    this.toggles = this.groups.map((group) => this.toggle(group));
    this.sizes = el("canvas", { class: "atlas-sizes", role: "img" });
    this.sizeNames = new Map([["count", _("number of events")],
      ...this.styles.map((/** @type {any} */ style) => /** @type {[string, string]} */ ([style.code, _("kg of {commodity}", { commodity: style.label })]))]);
    this.sizeSelect = this.sizing();
    this.sizeName = el("p", { class: this.options.locked ? "" : "atlas-printed" });
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

  /** @param {any} data @returns {(Node | string)[]} */
  sections(data) {
    const has = (/** @type {string} */ layer) => this.options.layers.includes(layer), { locked } = this.options;
    return [
      ...(has("events") ? [el("h2", {}, _("What was seized")), el("div", { class: "atlas-toggles" }, ...this.toggles),
        locked ? "" : el("p", { class: "atlas-note atlas-note-press" }, _("Press to show only these; colour is the commodity, shape its family.")),
        data.meta.laid_over ? el("p", { class: "atlas-note" },
          _("{n} events are your data, laid over the atlas; each says so where it is listed.", { n: numberText(data.meta.laid_over) })) : ""] : []),
      ...(locked ? [] : this.layers(data, has("events"))),
      ...(has("events") ? [el("h2", {}, _("Size")), this.sizeName, locked ? "" : this.sizeSelect, this.sizes,
        el("h2", {}, _("How precise")), this.sample(drawExact, _("the spot is known")),
        this.sample(drawSpread, _("only the town, port, county or area is known; outline: that area"))] : []),
      ...(has("plazas") ? [el("h2", {}, _("Plazas (schematic)")),
        this.sample((ctx) => drawTerritory(ctx, []), _("controlled, say the sources")),
        this.sample((ctx) => drawTerritory(ctx, [], true), _("contested, or sources differ")),
        this.sample((ctx) => drawTerritory(ctx, [1.5, 3.5]), _("presence")),
        note(_("No source publishes outlines: these are whole municipalities. A seizure inside one is not linked to any organisation."))] : []),
    ];
  }

  /** Boxes of the layers. @param {any} data @param {boolean} hasEvents */
  layers(data, hasEvents) {
    const names = [["events", _("Seizures")], ["plazas", _("Plazas")], ["ports", _("Ports")]]
      .filter(([name]) => this.options.layers.includes(name));
    if (data.basemap.tiles) names.push(["tiles", _("Map tiles from the network")]);
    const undated = hasEvents ? el("label", { class: "atlas-check" }, this.undated, _("Undated events")) : null;
    return [el("h2", { class: "atlas-layers" }, _("Layers")),
      el("div", { class: "atlas-checks" }, ...names.map(([name, text]) => this.layer(name, text)), undated)];
  }

  /** @param {Group} group */
  toggle({ style, codes }) {
    const inside = [el("canvas", { "aria-hidden": "true" }), el("span", {}, style.label)];
    if (this.options.locked) return el("div", { class: "atlas-toggle", "data-code": style.code }, ...inside);
    return el("button", { type: "button", class: "atlas-toggle", "data-code": style.code, "aria-pressed": "false",
      onclick: () => this.flip(codes) }, ...inside);
  }

  /** @param {string[]} codes */
  flip(codes) {
    const kept = this.view?.commodity ?? [], rest = kept.filter((code) => !codes.includes(code));
    this.actions.setView({ commodity: rest.length < kept.length ? rest : [...kept, ...codes] });
  }

  sizing() {
    const select = el("select", { id: "atlas-size", "aria-label": _("Size"),
      onchange: () => this.actions.setView({ size: select.value }) },
      ...[...this.sizeNames].map(([value, text]) => el("option", { value }, text)));
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
    this.boxes.set(name, box);
    return el("label", { class: "atlas-check" }, box, text);
  }

  /** Check the boxes of all layers but these. @param {string[]} hidden */
  check(hidden) {
    for (const [name, box] of this.boxes) box.checked = !hidden.includes(name);
  }

  /** @param {View} view @param {number} largest quantity of the largest symbol */
  show(view, largest) {
    [this.view, this.largest] = [view, largest];
    this.undated.checked = view.undated;
    this.sizeSelect.value = view.size;
    this.sizeName.textContent = this.sizeNames.get(view.size) ?? "";
    this.groups.forEach(({ codes }, i) => {
      const on = codes.some((code) => view.commodity.includes(code));
      if (!this.options.locked) this.toggles[i].setAttribute("aria-pressed", String(on));
      this.toggles[i].classList.toggle("atlas-off", view.commodity.length > 0 && !on);
    });
    const look = `${largest} ${view.size} ${isDark()} ${window.devicePixelRatio} ${largestRadius()}`;
    if (look === this.drawn) return;
    this.drawn = look;
    this.drawSizes(largest, view.size === "count");
    this.draw();
  }

  /** Draw the samples anew, as for another theme or density. */
  renew() {
    this.drawn = "";
    if (this.view) this.show(this.view, this.largest);
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

/** @param {string} text */
const note = (text) => el("p", { class: "atlas-note" }, text);

/** A value of one leading digit at most the given one. @param {number} value @param {boolean} counted */
function roundValue(value, counted) {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  const rounded = Math.floor(value / unit + 1e-9) * unit;
  return counted ? Math.max(1, rounded) : rounded;
}
