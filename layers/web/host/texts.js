// @ts-check
/** The texts of a table whose places are checked: one is chosen, and placed by a candidate; the app is told which. */

/** @param {{data: any, parentElement: HTMLElement | ShadowRoot, setTriggerValue: Function}} component */
export default function mount({ data, parentElement, setTriggerValue }) {
  const holder = /** @type {HTMLElement | null} */ (parentElement.querySelector("#check-texts"));
  if (!holder || !data) return;
  const { say } = data;
  const asked = { open: data.open, page: data.page, row: data.row, words: "" };
  const ask = (/** @type {any} */ change) => setTriggerValue("ask", { ...asked, ...change });
  const switches = [[true, say.decide], [false, say.placed]].map(([open, label]) =>
    el("button", { type: "button", "data-key": `open-${open}`, "aria-pressed": data.open === open,
      click: () => ask({ open, page: 1, row: 0 }) }, label));
  const parts = [el("div", { class: "switch", role: "group", "aria-label": say.texts }, ...switches)];
  if (!data.total) parts.push(el("p", { role: "status" }, data.open ? say.none_open : say.none_placed));
  else parts.push(listOf(data, ask), data.pages > 1 && pagerOf(data, ask), ...chosenOf(data, ask, setTriggerValue));
  redraw(holder, ...parts);
}

/** @param {any} data @param {(change: any) => void} ask */
function listOf({ texts, row, say }, ask) {
  return el("ul", { "aria-label": say.texts }, ...texts.map((/** @type {any} */ one, /** @type {number} */ i) =>
    el("li", {}, el("button", { type: "button", "data-key": `text-${i}`, "aria-pressed": i === row, click: () => ask({ row: i }) },
      el("strong", {}, one.text || "–"), one.context && el("span", { class: "fine" }, one.context),
      el("span", { class: "count" }, one.rows === 1 ? say.row : fill(say.rows, { n: one.rows.toLocaleString("en") })),
      el("span", { class: "fine" }, one.said)))));
}

/** @param {any} data @param {(change: any) => void} ask */
function pagerOf({ page, pages, say }, ask) {
  const step = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {string} */ label, /** @type {number} */ to) =>
    el("button", { type: "button", "data-key": key, "aria-label": label, title: label, disabled: to < 1 || to > pages,
      click: () => ask({ page: to, row: 0 }) }, sign);
  return el("nav", { "aria-label": say.texts }, step("earlier", "‹", say.earlier, page - 1),
    el("span", { "aria-live": "polite" }, fill(say.page, { page, pages })), step("later", "›", say.later, page + 1));
}

/** @param {any} data @param {(change: any) => void} ask @param {Function} setTriggerValue */
function chosenOf({ texts, row, words, candidates, say }, ask, setTriggerValue) {
  const text = texts[row];
  const input = el("input", { type: "search", id: "check-words", "data-key": "words", value: words, autocomplete: "off" });
  const form = el("form", { role: "search", submit: (/** @type {Event} */ event) => { event.preventDefault(); ask({ words: input.value }); } },
    el("label", { for: "check-words" }, say.search), input, el("button", { type: "submit", "data-key": "find" }, say.find));
  const buttons = candidates.map((/** @type {any} */ one, /** @type {number} */ i) =>
    el("button", { type: "button", "data-key": `candidate-${i}`,
      click: () => setTriggerValue("place", { text: text.text, context: text.context, place_id: one.id }) }, `${i + 1} · ${one.label}`));
  return [el("h3", {}, text.text), form,
    buttons.length ? el("div", { class: "candidates" }, ...buttons) : el("p", { role: "status" }, words ? say.nothing : say.no_candidate),
    el("p", { class: "fine" }, say.how)];
}
