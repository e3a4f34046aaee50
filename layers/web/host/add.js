// @ts-check
/** Adding data: a text to paste, the draft of an import, the reader's own events; each press is told to the app. */

/** @typedef {(step: any) => void} Act */

/** @param {{data: any, parentElement: HTMLElement | ShadowRoot, setTriggerValue: Function}} component */
export default function mount({ data, parentElement, setTriggerValue }) {
  const holder = /** @type {HTMLElement | null} */ (parentElement.querySelector("#add-data"));
  if (!holder || !data) return;
  const act = (/** @type {any} */ step) => setTriggerValue("act", step);
  const ask = (/** @type {any} */ change) => setTriggerValue("ask", change);
  const kept = /** @type {any} */ (holder); // what is being typed stays when the app answers
  if (!kept.paste || data.turn !== kept.turn) kept.paste = pasteForm(data.say, (text) => setTriggerValue("text", text));
  kept.turn = data.turn;
  const { draft, review, say } = data;
  redraw(holder, ...data.said.map((/** @type {string} */ text, /** @type {number} */ i) => el("p", i ? { class: "error", role: "alert" } : { class: "fine" }, text)), !draft && kept.paste, draft && draftPart(draft, say, act), review.pairs.length > 0 && pairsPart(review, say, act),
    review.total > 0 && reviewPart(review, say, act, ask),
    review.step && el("div", { class: "row" }, el("button", { type: "button", "data-key": "undo", click: () => act({ do: "undo" }) }, review.step)));
}

/** @param {string} label @param {any} input */
function field(label, input) {
  input.setAttribute("aria-label", label); // a label around a list would be read with the choice in it
  return el("label", { class: "field" }, el("span", { class: "fine" }, label), input);
}

/** @param {Record<string, string>} say @param {(text: any) => void} send */
function pasteForm(say, send) {
  const text = el("textarea", { name: "text", rows: 6, "data-key": "paste-text" });
  const published = el("input", { type: "date", "data-key": "paste-day" }), url = el("input", { type: "url", placeholder: "https://", "data-key": "paste-url" });
  const publisher = el("input", { type: "text", "data-key": "paste-publisher" });
  return el("details", {}, el("summary", { "data-key": "paste" }, say.paste),
    el("form", { class: "paste", submit: (/** @type {Event} */ event) => {
      event.preventDefault();
      if (text.value.trim()) send({ text: text.value, published: published.value, url: url.value, publisher: publisher.value });
    } }, field(say.text, text), el("div", { class: "row" }, field(say.published, published), field(say.url, url), field(say.publisher, publisher)),
    el("button", { type: "submit", class: "main", "data-key": "paste-read" }, say.read)));
}

/** @param {string[]} headings @param {string[][]} rows @param {string} caption */
const tableOf = (headings, rows, caption) => el("div", { class: "wide" }, el("table", {}, el("caption", {}, caption),
  el("thead", {}, el("tr", {}, ...headings.map((text) => el("th", { scope: "col" }, text)))),
  el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((cell, i) => el("td", { "data-heading": headings[i] }, cell || "–")))))));

const numberText = (/** @type {number | null} */ value) => (value === null ? "–" : value.toLocaleString("en"));

/** @param {any} draft @param {any} say @param {Act} act */
function draftPart(draft, say, act) {
  const takes = draft.counts.accepted > 0;
  return el("section", { class: "card", "aria-label": draft.name },
    el("h3", {}, draft.name), el("p", {}, el("span", { class: "fine" }, `${say.recognised} `), el("strong", {}, draft.title)),
    el("p", { class: "sum" }, draft.sum), el("p", {}, takes ? draft.found : say.nothing),
    ...draft.notes.map((/** @type {string} */ note) => el("p", { class: "fine" }, note)),
    draft.rows.length > 0 && tableOf([say.date, say.place, say.where, say.what],
      draft.rows.map((/** @type {any} */ row) => [row.date, row.place, row.where, row.what]), say.first_rows),
    draft.totals.length > 0 && tableOf([say.year, say.commodity, say.events, say.lb], draft.totals.map((/** @type {any} */ row) =>
      [row.year, row.commodity, numberText(row.events), numberText(row.lb)]), say.totals),
    draft.reasons.length > 0 && el("details", { open: draft.reasons.length < 4 }, el("summary", {}, say.left_out), el("ul", {},
      ...draft.reasons.map((/** @type {any} */ one) => el("li", { class: "reason" }, el("span", {}, `${fill(say.times, { n: one.count })} · `),
        one.reason, el("span", { class: "fine" }, ` (${fill(say.such, { row: one.row })}${one.column ? `, ${one.column}` : ""}${one.value ? `: ${one.value}` : ""})`))))),
    draft.mapping && mappingPart(draft.mapping, say, act, !draft.counts.accepted),
    el("div", { class: "row" },
      takes && el("button", { type: "button", class: "main", "data-key": "accept", click: () => act({ do: "accept" }) }, draft.totals.length ? say.keep_totals : say.accept),
      el("button", { type: "button", "data-key": "discard", click: () => act({ do: "discard" }) }, say.discard)));
}

/** @param {[string, string][]} options @param {string} value @param {string} key */
function choice(options, value, key) {
  const select = el("select", { "data-key": key }, ...options.map(([code, label]) => el("option", { value: code }, label)));
  select.value = value;
  return select;
}

/** @param {any} mapping @param {any} say @param {Act} act @param {boolean} open */
function mappingPart(mapping, say, act, open) {
  const columns = /** @type {[string, string][]} */ ([["", say.none], ...mapping.header.map((/** @type {string} */ name) => [name, name])]);
  const roles = Object.entries(mapping.roles).map(([role, label]) => [role, label, choice(columns, mapping.columns[role] ?? "", `role-${role}`)]);
  const items = mapping.items.map((/** @type {any} */ item, /** @type {number} */ i) => {
    const word = (/** @type {string} */ text) => /** @type {[string, string][]} */ (text ? [["=", fill(say.always, { word: text })]] : []);
    const parts = [["commodity", say.thing, item.commodity_word], ["quantity", say.amount, ""], ["unit", say.unit, item.unit_word]]
      .map(([name, label, text]) => [name, label, choice([...word(text), ...columns], item[name] || (text ? "=" : ""), `item-${i}-${name}`)]);
    return { item, parts };
  });
  const decimal = choice([[".", "1.5"], [",", "1,5"]], mapping.decimal, "decimal");
  const order = choice([["", say.any], ["dmy", say.dmy], ["mdy", say.mdy]], mapping.date_order, "order");
  const told = () => ({
    columns: Object.fromEntries(roles.map(([role, , select]) => [role, select.value])), decimal: decimal.value, date_order: order.value,
    items: items.map(({ item, parts }) => Object.fromEntries(parts.flatMap(([name, , select]) => (select.value === "="
      ? [[name, ""], [`${name}_word`, item[`${name}_word`]]] : [[name, select.value], ...(name === "quantity" ? [] : [[`${name}_word`, ""]])])))),
  });
  return el("details", { open }, el("summary", { "data-key": "columns" }, say.columns), el("p", { class: "fine" }, say.columns_how),
    ...items.map(({ parts }) => el("div", { class: "fields" }, ...parts.map(([, label, select]) => field(label, select)))),
    el("div", { class: "fields" }, ...roles.map(([, label, select]) => field(label, select)), field(say.decimal, decimal), field(say.order, order)),
    el("button", { type: "button", "data-key": "again", click: () => act({ do: "map", mapping: told() }) }, say.again));
}

/** @param {any} item @param {any} names labels of commodities */
const itemText = (item, names) => `${names[item.commodity] ?? item.commodity} ${item.reported}`.trim();

/** @param {any} event @param {any} say @param {any} names */
const eventText = (event, say, names) => el("div", { class: event.own ? "event own" : "event" }, el("strong", {}, event.date),
  el("span", {}, event.where || event.place || say.unplaced), el("span", {}, event.items.map((/** @type {any} */ item) => itemText(item, names)).join("; ")),
  el("span", { class: "fine" }, [event.own ? say.yours : say.atlas, event.source].filter(Boolean).join(" · ")));

/** @param {any} review @param {any} say @param {Act} act */
function pairsPart({ pairs, pair_count: count, commodities }, say, act) {
  const button = (/** @type {string} */ key, /** @type {string} */ text, /** @type {any} */ step) =>
    el("button", { type: "button", "data-key": key, click: () => act(step) }, text);
  return el("section", {}, el("h3", {}, say.pairs), count > pairs.length && el("p", { class: "fine" }, fill(say.more_pairs, { n: count })),
    el("ul", {}, ...pairs.map(({ left, right, score, reasons }, /** @type {number} */ i) => {
      const events = [left.id, right.id], [mine, theirs] = left.own ? [left, right] : [right, left];
      return el("li", { class: "pair" }, el("div", { class: "two" }, eventText(left, say, commodities), eventText(right, say, commodities)),
        el("p", { class: "fine" }, `${fill(say.score, { score })} · ${reasons}`), el("div", { class: "row" },
          left.own && right.own ? button(`merge-${i}`, say.merge, { do: "merge", events })
            : button(`leave-${i}`, say.leave, { do: "reject", event: mine.id, reason: fill(say.same, { id: theirs.id }) }),
          button(`apart-${i}`, say.apart, { do: "apart", events })));
    })));
}

/** @param {any} review @param {any} say @param {Act} act @param {Act} ask */
function reviewPart(review, say, act, ask) {
  const { events, page, pages, total, unplaced } = review;
  const step = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {string} */ label, /** @type {number} */ to) =>
    el("button", { type: "button", "data-key": key, "aria-label": label, title: label, disabled: to < 1 || to > pages, click: () => ask({ page: to, event: "" }) }, sign);
  return el("section", {}, el("h3", {}, say.review), el("p", { class: "fine" }, fill(say.count, { n: numberText(total), m: numberText(unplaced) })),
    el("ul", {}, ...events.map((/** @type {any} */ event) => el("li", { class: "pair", "data-event": event.id }, eventText(event, say, review.commodities),
      event.note && el("p", { class: "fine" }, event.note), el("div", { class: "row" },
        el("details", {}, el("summary", { "data-key": `edit-${event.id}` }, say.edit), editForm(event, review.commodities, say, act)),
        el("button", { type: "button", "data-key": `find-${event.id}`, "aria-expanded": review.event === event.id,
          click: () => ask({ event: review.event === event.id ? "" : event.id, words: "" }) }, say.find),
        el("details", {}, el("summary", { "data-key": `out-${event.id}` }, say.reject), reasonForm(event, say, act))),
      review.event === event.id && placePart(review, say, act, ask)))),
    pages > 1 && el("nav", { "aria-label": say.review }, step("earlier", "‹", say.earlier, page - 1),
      el("span", { "aria-live": "polite" }, fill(say.page, { page, pages })), step("later", "›", say.later, page + 1)));
}

/** @param {any} event @param {any} names @param {any} say @param {Act} act one correction a press */
function editForm(event, names, say, act) {
  const day = el("input", { type: "date", value: event.day }), note = el("input", { type: "text", value: event.note });
  const save = (/** @type {() => any} */ step) => el("button", { type: "button", click: () => act({ do: "edit", ...step() }) }, say.save);
  const dated = () => ({ start_date: day.value || null, end_date: day.value || null, date_precision: day.value ? "day" : "unknown" });
  const lines = event.items.map((/** @type {any} */ item) => {
    const commodity = choice(/** @type {[string, string][]} */ (Object.entries(names)), item.commodity, `thing-${item.id}`);
    const amount = el("input", { type: "number", min: 0, step: "any", value: item.amount ?? "" });
    return el("div", { class: "row" }, field(say.commodity, commodity), field(`${say.amount}, ${say[item.measure]}`, amount),
      save(() => ({ table: "seizure_items", key: item.id, changes: { commodity_code: commodity.value, [item.measure]: amount.value === "" ? null : Number(amount.value) } })));
  });
  return el("div", { class: "edit" }, el("div", { class: "row" }, field(say.date, day), save(() => ({ table: "seizures", key: event.id, changes: dated() }))),
    ...lines, el("div", { class: "row" }, field(say.note, note), save(() => ({ table: "seizures", key: event.id, changes: { note: note.value } }))));
}

/** @param {any} event @param {any} say @param {Act} act */
function reasonForm(event, say, act) {
  const reason = el("input", { type: "text", required: true });
  return el("form", { submit: (/** @type {Event} */ sent) => { sent.preventDefault(); act({ do: "reject", event: event.id, reason: reason.value }); } },
    field(say.why, reason), el("button", { type: "submit" }, say.reject));
}

/** @param {any} review @param {any} say @param {Act} act @param {Act} ask */
function placePart({ event, words, candidates }, say, act, ask) {
  const input = el("input", { type: "search", "data-key": "words", value: words, "aria-label": say.search });
  return el("div", { class: "card" },
    el("form", { role: "search", submit: (/** @type {Event} */ sent) => { sent.preventDefault(); ask({ event, words: input.value }); } },
      field(say.search, input), el("button", { type: "submit", "data-key": "look" }, say.look)),
    candidates.length ? el("div", { class: "candidates" }, ...candidates.map((/** @type {any} */ one, /** @type {number} */ i) =>
      el("button", { type: "button", "data-key": `candidate-${i}`, click: () => act({ do: "place", event, place_id: one.id }) }, `${i + 1} · ${one.label}`)))
      : el("p", { role: "status" }, say.no_place));
}
