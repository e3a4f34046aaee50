// @ts-check
/** Elements of the page; text enters by textContent only. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | ((event: any) => void)>} [attributes] `onclick` and the like are listeners
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false) node.setAttribute(name, value);
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

/** Whether a text is an http or https address. @param {unknown} url */
export function isWebAddress(url) {
  if (typeof url !== "string" || !URL.canParse(url)) return false;
  return ["http:", "https:"].includes(new URL(url).protocol);
}

/**
 * A link to a page of a source, or the bare text when the address is not http(s).
 * @param {string} text @param {unknown} url
 * @returns {HTMLElement}
 */
export function link(text, url) {
  if (!isWebAddress(url)) return el("span", {}, text);
  return el("a", { href: String(url), rel: "noopener noreferrer", target: "_blank" }, text);
}

/** Non-empty parts joined. @param {(string | null | undefined | false)[]} parts @param {string} [between] */
export const joined = (parts, between = " · ") => parts.filter(Boolean).join(between);

/**
 * A list that grows by `chunk` on demand.
 * @template V
 * @param {V[]} values @param {(values: V[]) => Promise<Node[]>} render the next entries
 * @param {string} more text of the button @param {number} [chunk]
 */
export async function longList(values, render, more, chunk = 40) {
  const list = el("ul", { class: "atlas-list" });
  const button = el("button", { type: "button", class: "atlas-more", onclick: async () => (await show()).at(0)?.focus() }, more);
  let shown = 0;
  const show = async () => {
    const next = values.slice(shown, shown += chunk);
    button.hidden = shown >= values.length;
    const entries = (await render(next)).map((entry) => el("li", { tabindex: "-1" }, entry));
    list.append(...entries);
    return entries;
  };
  await show();
  return el("div", {}, list, button);
}
