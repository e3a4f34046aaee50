// @ts-check
/** An element of the page, its text set as text; every module of this folder that draws begins with it. */

/**
 * @param {string} tag @param {Record<string, any>} attributes a function is called at its event, true is a bare attribute
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name.startsWith("aria-")) node.setAttribute(name, String(value));
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child || child === ""));
  return node;
}

/** A message with its `{names}` filled in. @param {string} message @param {Record<string, any>} values */
const fill = (message, values) => message.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/**
 * Put `children` into `holder`; what had the focus has it again, by its data-key.
 * @param {HTMLElement} holder @param {...(Node | string | null | undefined | false)} children
 */
function redraw(holder, ...children) {
  const root = /** @type {any} */ (holder.getRootNode()), key = root.activeElement?.getAttribute("data-key");
  holder.replaceChildren(...children.filter(Boolean));
  if (key) /** @type {HTMLElement | null} */ (holder.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus({ preventScroll: true });
}
