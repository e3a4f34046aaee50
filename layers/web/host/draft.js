// @ts-check
/** The draft of an import: what was recognised, its first rows, what was left out, and what each column says. */

/** @param {any} draft @param {Say} say @param {Act} act */
function draftPart(draft, say, act) {
  const takes = draft.counts.accepted > 0;
  return el("section", { class: "card", "aria-label": draft.name },
    el("h3", {}, draft.name),
    el("p", {}, el("span", { class: "fine" }, `${say.recognised} `), el("strong", {}, draft.title)),
    el("p", { class: "sum" }, draft.sum),
    el("p", {}, takes ? draft.found : say.nothing),
    ...draft.notes.map(fineLine),
    draft.rows.length > 0 && firstRows(draft.rows, say),
    draft.totals.length > 0 && totalsTable(draft.totals, say),
    draft.reasons.length > 0 && reasonsList(draft.reasons, say),
    draft.mapping && mappingPart(draft.mapping, say, act, !takes),
    el("div", { class: "row" },
      takes && button("accept", draft.totals.length ? say.keep_totals : say.accept, () => act({ do: "accept" }),
        { class: "main" }),
      button("discard", say.discard, () => act({ do: "discard" }))));
}

/** @param {any[]} rows @param {Say} say */
const firstRows = (rows, say) => tableOf(say.first_rows,
  [say.date, say.place, say.where, say.what],
  rows.map((row) => [row.date, row.place, row.where, row.what]));

/** @param {any[]} totals @param {Say} say */
const totalsTable = (totals, say) => tableOf(say.totals,
  [say.year, say.commodity, say.events, say.lb],
  totals.map((row) => [row.year, row.commodity, numberText(row.events), numberText(row.lb)]));

/** @param {string} caption @param {string[]} headings @param {string[][]} rows */
function tableOf(caption, headings, rows) {
  const cell = (/** @type {string} */ text, /** @type {number} */ i) =>
    el("td", { "data-heading": headings[i] }, text || "–");
  return el("div", { class: "wide" }, el("table", {},
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...headings.map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map(cell))))));
}

/** @param {any[]} reasons why rows were left out @param {Say} say */
const reasonsList = (reasons, say) => el("details", { open: reasons.length < 4 },
  el("summary", {}, say.left_out),
  el("ul", {}, ...reasons.map((one) => el("li", { class: "reason" },
    el("span", {}, `${fill(say.times, { n: one.count })} · `),
    one.reason,
    el("span", { class: "fine" }, ` (${exampleText(one, say)})`)))));

/** Where such a row is. @param {any} reason @param {Say} say */
function exampleText({ row, column, value }, say) {
  return `${fill(say.such, { row })}${column ? `, ${column}` : ""}${value ? `: ${value}` : ""}`;
}

/** @param {any} mapping @param {Say} say @param {Act} act @param {boolean} open */
function mappingPart(mapping, say, act, open) {
  const columns = /** @type {Option[]} */ ([["", say.none],
    ...mapping.header.map((/** @type {string} */ name) => [name, name])]);
  const items = mapping.items.map((/** @type {any} */ item, /** @type {number} */ i) =>
    ({ item, choices: itemChoices(item, i, columns, say) }));
  const roles = Object.entries(mapping.roles).map(([role, label]) =>
    ({ name: role, label, select: choice(columns, mapping.columns[role] ?? "", `role-${role}`) }));
  const decimal = choice([[".", "1.5"], [",", "1,5"]], mapping.decimal, "decimal");
  const order = choice([["", say.any], ["dmy", say.dmy], ["mdy", say.mdy]], mapping.date_order, "order");
  const told = () => ({
    columns: Object.fromEntries(roles.map(({ name, select }) => [name, select.value])),
    items: items.map(toldItem),
    decimal: decimal.value,
    date_order: order.value,
  });
  const fields = (/** @type {any[]} */ choices) => choices.map(({ label, select }) => field(label, select));
  return el("details", { open },
    el("summary", { "data-key": "columns" }, say.columns),
    fineLine(say.columns_how),
    ...items.map(({ choices }) => el("div", { class: "fields" }, ...fields(choices))),
    el("div", { class: "fields" }, ...fields(roles), field(say.decimal, decimal), field(say.order, order)),
    button("again", say.again, () => act({ do: "map", mapping: told() })));
}

/**
 * The lists of one thing seized: a column each, or the word that holds for every row.
 * @param {any} item @param {number} i @param {Option[]} columns @param {Say} say
 */
function itemChoices(item, i, columns, say) {
  const parts = [["commodity", say.thing], ["quantity", say.amount], ["unit", say.unit]];
  return parts.map(([name, label]) => {
    const word = item[`${name}_word`];
    const always = /** @type {Option[]} */ (word ? [["=", fill(say.always, { word })]] : []);
    const chosen = item[name] || (word ? "=" : "");
    return { name, label, select: choice([...always, ...columns], chosen, `item-${i}-${name}`) };
  });
}

/** What the lists of one thing say now. @param {{item: any, choices: {name: string, select: any}[]}} lists */
function toldItem({ item, choices }) {
  /** @type {Record<string, string>} */
  const told = {};
  for (const { name, select } of choices) {
    const isWord = select.value === "=";
    told[name] = isWord ? "" : select.value;
    if (name !== "quantity") told[`${name}_word`] = isWord ? item[`${name}_word`] : "";
  }
  return told;
}
