// @ts-check
/** The table of the events the map shows; its rows come from the document, so that none travels from the app. */

/** @typedef {import("atlas/rows").Page} Page */

/** @param {{text: string, url: string | null}} cell */
const content = ({ text, url }) =>
  url && /^https?:/.test(url) ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text;

/** @param {Page} page */
function tableOf({ caption, headings, rows, total }) {
  const table = el("table", {}, el("caption", {}, caption));
  if (!total) return table;
  table.append(el("thead", {}, el("tr", {}, ...headings.map((heading) => el("th", { scope: "col" }, heading)))));
  table.append(el("tbody", {}, ...rows.map((row) =>
    el("tr", {}, ...row.map((cell, i) => el("td", { "data-heading": headings[i] }, content(cell)))))));
  return table;
}

/** @param {Page} page @param {(first: number) => void} ask */
function pagerOf({ first, total, count, words }, ask) {
  const lastPage = Math.floor(Math.max(total - 1, 0) / count) * count;
  const step = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {number} */ to) => {
    const target = Math.max(0, Math.min(lastPage, to));
    return button(sign, sign, () => ask(target), { "aria-label": label, title: label, disabled: target === first });
  };
  return el("nav", { "aria-label": words.next },
    step("«", words.first, 0),
    step("‹", words.previous, first - count),
    step("›", words.next, first + count),
    step("»", words.last, lastPage));
}

/** @param {{data: string, parentElement: HTMLElement | ShadowRoot}} component the note stands below the table */
export default function mount({ data: note, parentElement }) {
  const holder = /** @type {HTMLElement | null} */ (parentElement.querySelector("#atlas-table"));
  if (!holder) return;
  const shared = /** @type {any} */ (window);
  shared.plazaAtlasTable = (/** @type {Page} */ page) => {
    const ask = (/** @type {number} */ first) => shared.plazaAtlas.askRows(first);
    redraw(holder, tableOf(page), pagerOf(page, ask), el("p", {}, note));
  };
  shared.plazaAtlas?.askRows(0);
}
