// @ts-check
/** Elements of the page, their text set as text; every module of this folder that draws begins with it. */

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string>} Say words of the page */

/**
 * @param {string} tag
 * @param {Record<string, any>} attributes a function is called at its event, true is a bare attribute
 * @param {...Child} children
 * @returns {any}
 */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name.startsWith("aria-")) node.setAttribute(name, String(value));
    else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.filter((child) => child || child === ""));
  return node;
}

/**
 * @param {string} key by which it has the focus again @param {string} text @param {() => void} click
 * @param {Record<string, any>} attributes
 */
const button = (key, text, click, attributes = {}) =>
  el("button", { type: "button", "data-key": key, click, ...attributes }, text);

/** @param {string} text */
const fineLine = (text) => el("p", { class: "fine" }, text);

/**
 * @param {string} label @param {{page: number, pages: number}} where
 * @param {Say} say @param {(page: number) => void} turn
 */
function pagesNav(label, { page, pages }, say, turn) {
  const step = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {number} */ to) =>
    button(key, sign, () => turn(to), { "aria-label": say[key], title: say[key], disabled: to < 1 || to > pages });
  return el("nav", { "aria-label": label },
    step("earlier", "‹", page - 1),
    el("span", { "aria-live": "polite" }, fill(say.page, { page, pages })),
    step("later", "›", page + 1));
}

/** A message with its `{names}` filled in. @param {string} message @param {Record<string, any>} values */
const fill = (message, values) => message.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/**
 * Put `children` into `holder`; what had the focus has it again, by its data-key.
 * @param {HTMLElement} holder @param {...Child} children
 */
function redraw(holder, ...children) {
  const root = /** @type {any} */ (holder.getRootNode()), key = root.activeElement?.getAttribute("data-key");
  holder.replaceChildren(...children.filter(Boolean));
  if (!key) return;
  const again = /** @type {HTMLElement | null} */ (holder.querySelector(`[data-key="${CSS.escape(key)}"]`));
  again?.focus({ preventScroll: true });
}
