// @ts-check
/** The texts of a table whose places are checked: one is chosen, and placed by a candidate; the app is told which. */

/** @typedef {(change: any) => void} Ask */

/** @param {{data: any, parentElement: HTMLElement | ShadowRoot, setTriggerValue: Function}} component */
export default function mount({ data, parentElement, setTriggerValue }) {
  const holder = /** @type {HTMLElement | null} */ (parentElement.querySelector("#check-texts"));
  if (!holder || !data) return;
  const asked = { open: data.open, page: data.page, row: data.row, words: "" };
  const ask = (/** @type {any} */ change) => setTriggerValue("ask", { ...asked, ...change });
  const place = (/** @type {any} */ chosen) => setTriggerValue("place", chosen);
  redraw(holder, switchOf(data, ask), ...(data.total ? listed(data, ask, place) : [noneLine(data)]));
}

/** @param {any} data @param {Ask} ask */
function switchOf({ open, say }, ask) {
  const one = (/** @type {boolean} */ value, /** @type {string} */ label) =>
    button(`open-${value}`, label, () => ask({ open: value, page: 1, row: 0 }), { "aria-pressed": open === value });
  return el("div", { class: "switch", role: "group", "aria-label": say.texts },
    one(true, say.decide), one(false, say.placed));
}

/** @param {any} data */
const noneLine = ({ open, say }) => el("p", { role: "status" }, open ? say.none_open : say.none_placed);

/** @param {any} data @param {Ask} ask @param {(chosen: any) => void} place */
const listed = (data, ask, place) => [
  listOf(data, ask),
  data.pages > 1 && pagesNav(data.say.texts, data, data.say, (page) => ask({ page, row: 0 })),
  ...chosenOf(data, ask, place),
];

/** @param {any} data @param {Ask} ask */
function listOf({ texts, row, say }, ask) {
  const one = (/** @type {any} */ text, /** @type {number} */ i) => {
    const attributes = { type: "button", "data-key": `text-${i}`, "aria-pressed": i === row };
    return el("li", {}, el("button", { ...attributes, click: () => ask({ row: i }) },
      el("strong", {}, text.text || "–"),
      text.context && el("span", { class: "fine" }, text.context),
      el("span", { class: "count" }, text.rows === 1 ? say.row : fill(say.rows, { n: text.rows.toLocaleString("en") })),
      el("span", { class: "fine" }, text.said)));
  };
  return el("ul", { "aria-label": say.texts }, ...texts.map(one));
}

/** @param {any} data @param {Ask} ask @param {(chosen: any) => void} place */
function chosenOf({ texts, row, words, candidates, say }, ask, place) {
  const { text, context } = texts[row];
  const candidate = (/** @type {any} */ one, /** @type {number} */ i) =>
    button(`candidate-${i}`, `${i + 1} · ${one.label}`, () => place({ text, context, place_id: one.id }));
  return [
    el("h3", {}, text),
    searchForm(words, say, ask),
    candidates.length
      ? el("div", { class: "candidates" }, ...candidates.map(candidate))
      : el("p", { role: "status" }, words ? say.nothing : say.no_candidate),
    fineLine(say.how),
  ];
}

/** @param {string} words looked for @param {Say} say @param {Ask} ask */
function searchForm(words, say, ask) {
  const attributes = { id: "check-words", "data-key": "words", autocomplete: "off" };
  const input = el("input", { type: "search", ...attributes, value: words });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    ask({ words: input.value });
  };
  return el("form", { role: "search", submit },
    el("label", { for: "check-words" }, say.search), input,
    el("button", { type: "submit", "data-key": "find" }, say.find));
}
