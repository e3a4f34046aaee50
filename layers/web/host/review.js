// @ts-check
/** The reader's own events: pairs that may be one, and each event to be corrected, placed or rejected. */

/** @typedef {Record<string, string>} Names labels of commodities by their codes */

/** @param {any} event @param {Say} say @param {Names} names */
function eventText(event, say, names) {
  const items = event.items.map((/** @type {any} */ item) =>
    `${names[item.commodity] ?? item.commodity} ${item.reported}`.trim());
  const origin = [event.own ? say.yours : say.atlas, event.source].filter(Boolean);
  return el("div", { class: event.own ? "event own" : "event" },
    el("strong", {}, event.date),
    el("span", {}, event.where || event.place || say.unplaced),
    el("span", {}, items.join("; ")),
    el("span", { class: "fine" }, origin.join(" · ")));
}

/** @param {any} review @param {Say} say @param {Act} act */
function pairsPart({ pairs, pair_count: count, commodities }, say, act) {
  return el("section", {},
    el("h3", {}, say.pairs),
    count > pairs.length && fineLine(fill(say.more_pairs, { n: count })),
    el("ul", {}, ...pairs.map((/** @type {any} */ pair, /** @type {number} */ i) => el("li", { class: "pair" },
      el("div", { class: "two" }, eventText(pair.left, say, commodities), eventText(pair.right, say, commodities)),
      fineLine(`${fill(say.score, { score: pair.score })} · ${pair.reasons}`),
      pairButtons(pair, i, say, act)))));
}

/**
 * Two of one's own may be merged, one beside the atlas may be left out.
 * @param {any} pair @param {number} i @param {Say} say @param {Act} act
 */
function pairButtons({ left, right }, i, say, act) {
  const events = [left.id, right.id], [mine, theirs] = left.own ? [left, right] : [right, left];
  const leave = () => act({ do: "reject", event: mine.id, reason: fill(say.same, { id: theirs.id }) });
  return el("div", { class: "row" },
    left.own && right.own
      ? button(`merge-${i}`, say.merge, () => act({ do: "merge", events }))
      : button(`leave-${i}`, say.leave, leave),
    button(`apart-${i}`, say.apart, () => act({ do: "apart", events })));
}

/** @param {any} review @param {Say} say @param {Act} act @param {Act} ask */
function reviewPart(review, say, act, ask) {
  const { events, pages, total, unplaced } = review;
  return el("section", {},
    el("h3", {}, say.review),
    fineLine(fill(say.count, { n: numberText(total), m: numberText(unplaced) })),
    el("ul", {}, ...events.map((/** @type {any} */ event) => eventPart(event, review, say, act, ask))),
    pages > 1 && pagesNav(say.review, review, say, (page) => ask({ page, event: "" })));
}

/** @param {any} event @param {any} review @param {Say} say @param {Act} act @param {Act} ask */
function eventPart(event, review, say, act, ask) {
  const { commodities } = review, isPlacing = review.event === event.id;
  const find = () => ask({ event: isPlacing ? "" : event.id, words: "" });
  return el("li", { class: "pair", "data-event": event.id },
    eventText(event, say, commodities),
    event.note && fineLine(event.note),
    el("div", { class: "row" },
      el("details", {},
        el("summary", { "data-key": `edit-${event.id}` }, say.edit), editForm(event, commodities, say, act)),
      button(`find-${event.id}`, say.find, find, { "aria-expanded": isPlacing }),
      el("details", {},
        el("summary", { "data-key": `out-${event.id}` }, say.reject), reasonForm(event, say, act))),
    isPlacing && placePart(review, say, act, ask));
}

/** One correction a press. @param {any} event @param {Names} names @param {Say} say @param {Act} act */
function editForm(event, names, say, act) {
  const day = el("input", { type: "date", value: event.day });
  const note = el("input", { type: "text", value: event.note });
  const dated = () => {
    const date = day.value || null;
    return { start_date: date, end_date: date, date_precision: date ? "day" : "unknown" };
  };
  const line = (/** @type {any[]} */ fields, /** @type {string} */ table, /** @type {string} */ key,
    /** @type {() => any} */ changesOf) => el("div", { class: "row" }, ...fields,
    el("button", { type: "button", click: () => act({ do: "edit", table, key, changes: changesOf() }) }, say.save));
  return el("div", { class: "edit" },
    line([field(say.date, day)], "seizures", event.id, dated),
    ...event.items.map((/** @type {any} */ item) => {
      const { fields, changesOf } = itemFields(item, names, say);
      return line(fields, "seizure_items", item.id, changesOf);
    }),
    line([field(say.note, note)], "seizures", event.id, () => ({ note: note.value })));
}

/** The fields of one thing seized, and the changes they say. @param {any} item @param {Names} names @param {Say} say */
function itemFields(item, names, say) {
  const options = /** @type {Option[]} */ (Object.entries(names)), { measure } = item;
  const commodity = choice(options, item.commodity, `thing-${item.id}`);
  const amount = el("input", { type: "number", min: 0, step: "any", value: item.amount ?? "" });
  const amountOf = () => (amount.value === "" ? null : Number(amount.value));
  return {
    fields: [field(say.commodity, commodity), field(`${say.amount}, ${say[measure]}`, amount)],
    changesOf: () => ({ commodity_code: commodity.value, [measure]: amountOf() }),
  };
}

/** @param {any} event @param {Say} say @param {Act} act */
function reasonForm(event, say, act) {
  const reason = el("input", { type: "text", required: true });
  const submit = (/** @type {Event} */ sent) => {
    sent.preventDefault();
    act({ do: "reject", event: event.id, reason: reason.value });
  };
  return el("form", { submit }, field(say.why, reason), el("button", { type: "submit" }, say.reject));
}

/** @param {any} review @param {Say} say @param {Act} act @param {Act} ask */
function placePart({ event, words, candidates }, say, act, ask) {
  const input = el("input", { type: "search", "data-key": "words", value: words });
  const submit = (/** @type {Event} */ sent) => {
    sent.preventDefault();
    ask({ event, words: input.value });
  };
  const place = (/** @type {any} */ one, /** @type {number} */ i) =>
    button(`candidate-${i}`, `${i + 1} · ${one.label}`, () => act({ do: "place", event, place_id: one.id }));
  return el("div", { class: "card" },
    el("form", { role: "search", submit },
      field(say.search, input), el("button", { type: "submit", "data-key": "look" }, say.look)),
    candidates.length
      ? el("div", { class: "candidates" }, ...candidates.map(place))
      : el("p", { role: "status" }, say.no_place));
}
