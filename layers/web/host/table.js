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
  const steps = [["«", words.first, 0], ["‹", words.previous, first - count], ["›", words.next, first + count], ["»", words.last, lastPage]];
  const buttons = steps.map(([sign, label, to]) => {
    const target = Math.max(0, Math.min(lastPage, Number(to)));
    return el("button", { type: "button", "data-key": sign, "aria-label": label, title: label, disabled: target === first,
      click: () => ask(target) }, String(sign));
  });
  return el("nav", { "aria-label": words.next }, ...buttons);
}

/** @param {{data: string, parentElement: HTMLElement | ShadowRoot}} component the note stands below the table */
export default function mount({ data: note, parentElement }) {
  const holder = /** @type {HTMLElement | null} */ (parentElement.querySelector("#atlas-table"));
  if (!holder) return;
  const shared = /** @type {any} */ (window);
  shared.plazaAtlasTable = (/** @type {Page} */ page) => {
    redraw(holder, tableOf(page), pagerOf(page, (first) => shared.plazaAtlas.askRows(first)), el("p", {}, note));
  };
  shared.plazaAtlas?.askRows(0);
}
