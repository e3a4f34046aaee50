// @ts-check
/** Adding data: a text to paste, the draft of an import, the reader's own events; each press is told to the app. */

/** @param {{data: any, parentElement: HTMLElement | ShadowRoot, setTriggerValue: Function}} component */
export default function mount({ data, parentElement, setTriggerValue }) {
  const holder = /** @type {HTMLElement | null} */ (parentElement.querySelector("#add-data"));
  if (!holder || !data) return;
  const act = (/** @type {any} */ step) => setTriggerValue("act", step);
  const ask = (/** @type {any} */ change) => setTriggerValue("ask", change);
  const { draft, review, say } = data;
  const paste = keptPasteForm(holder, data, (text) => setTriggerValue("text", text));
  redraw(holder,
    ...data.said.map(saidLine),
    draft ? draftPart(draft, say, act) : paste,
    review.pairs.length > 0 && pairsPart(review, say, act),
    review.total > 0 && reviewPart(review, say, act, ask),
    review.step && el("div", { class: "row" }, button("undo", review.step, () => act({ do: "undo" }))));
}

/** The first sentence says where the reader is, the others what went wrong. @param {string} text @param {number} i */
const saidLine = (text, i) => el("p", i ? { class: "error", role: "alert" } : { class: "fine" }, text);

/**
 * What is being typed stays when the app answers; a new draft begins an empty form.
 * @param {any} holder @param {any} data @param {(text: any) => void} send
 */
function keptPasteForm(holder, { say, turn }, send) {
  if (!holder.paste || turn !== holder.turn) holder.paste = pasteForm(say, send);
  holder.turn = turn;
  return holder.paste;
}

/** @param {Say} say @param {(text: any) => void} send */
function pasteForm(say, send) {
  const text = el("textarea", { name: "text", rows: 6, "data-key": "paste-text" });
  const published = el("input", { type: "date", "data-key": "paste-day" });
  const url = el("input", { type: "url", placeholder: "https://", "data-key": "paste-url" });
  const publisher = el("input", { type: "text", "data-key": "paste-publisher" });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    send({ text: text.value, published: published.value, url: url.value, publisher: publisher.value });
  };
  return el("details", {},
    el("summary", { "data-key": "paste" }, say.paste),
    el("form", { class: "paste", submit },
      field(say.text, text),
      el("div", { class: "row" },
        field(say.published, published), field(say.url, url), field(say.publisher, publisher)),
      el("button", { type: "submit", class: "main", "data-key": "paste-read" }, say.read)));
}
