// @ts-check
/** Holds the map document in a sandboxed frame of the app, and the View that goes to and fro, each change once. */

const QUIET_MS = 450; // longer than one step of playing, so that only its end travels
const ANSWER_MS = 1500;
const ROWS = 10;
const ROWS_MS = 120; // the table follows when the map has stopped moving

/** @param {any} view */
const wordsOf = (view) => JSON.stringify(Object.keys(view).sort().map((name) => [name, view[name]]));

const LISTS = ["commodity", "agency", "plaza", "port", "place", "precision"];

/**
 * The whole view of the parameters of an address; only these travel, for most views are short.
 * @param {Record<string, string>} query
 */
const viewOf = (query) => ({
  from: query.from ?? null, to: query.to ?? null, undated: query.undated !== "0", size: query.size ?? "count",
  ...Object.fromEntries(LISTS.map((name) => [name, query[name] ? query[name].split(",") : []])),
});

class Messenger {
  constructor() {
    this.given = ""; // the app's view
    this.sent = ""; // the map's view, on its way to the app
    this.awaited = ""; // the app's view, on its way to the map
    this.view = null;
    this.timer = 0;
    this.forget = 0;
    this.rowsTimer = 0;
    this.report = (/** @type {any} */ _view) => {};
    this.onMessage = (/** @type {MessageEvent} */ event) => this.hear(event);
    /** @type {HTMLIFrameElement | null} */
    this.holder = null;
    this.loads = 0;
    window.addEventListener("message", this.onMessage);
  }

  get frame() {
    return this.holder?.contentWindow;
  }

  /** A view from the app, and how to answer it. @param {{data: any, setTriggerValue: Function}} app */
  give({ data: query, setTriggerValue }) {
    this.report = (/** @type {any} */ chosen) => setTriggerValue("view", chosen);
    const view = viewOf(query), words = wordsOf(view);
    this.view = view;
    if (words === this.given) return;
    const isEcho = words === this.sent;
    this.given = words;
    this.sent = "";
    if (!isEcho) this.post();
  }

  post() {
    if (!this.frame || !this.view) return;
    window.clearTimeout(this.timer);
    window.clearTimeout(this.forget);
    this.awaited = this.given;
    this.forget = window.setTimeout(() => { this.awaited = ""; }, ANSWER_MS);
    this.frame.postMessage({ atlas: "setView", view: this.view }, "*");
  }

  /** Ask the document for a page of rows; table.js shows the answer. @param {number} first */
  askRows(first) {
    this.frame?.postMessage({ atlas: "rows", first, count: ROWS }, "*");
  }

  /** A changed view begins at its first row; the last of many changes is enough. */
  tellRows() {
    window.clearTimeout(this.rowsTimer);
    this.rowsTimer = window.setTimeout(() => this.askRows(0), ROWS_MS);
  }

  /** @param {MessageEvent} event */
  hear({ source, data }) {
    if (!this.frame || source !== this.frame) return;
    if (data?.atlas === "rows") /** @type {any} */ (window).plazaAtlasTable?.(data);
    if (data?.atlas === "ready") this.post();
    if (data?.atlas === "ready" || data?.atlas === "view") this.tellRows();
    if (data?.atlas !== "view" || !this.given) return;
    const words = wordsOf(data.view);
    if (this.awaited) {
      if (words === this.awaited) this.awaited = "";
      return;
    }
    window.clearTimeout(this.timer);
    if (words === this.given) return;
    this.timer = window.setTimeout(() => {
      this.sent = words;
      this.report(data.view);
    }, QUIET_MS);
  }
}

/** @param {{data: Uint8Array, parentElement: HTMLElement | ShadowRoot}} component */
export default function mount({ data, parentElement }) {
  const shared = /** @type {any} */ (window);
  /** @type {Messenger} */
  const messenger = (shared.plazaAtlas ??= new Messenger());
  const holder = parentElement.querySelector("#atlas-frame");
  if (!holder || !data) return;
  const page = new TextDecoder().decode(data);
  const held = holder.querySelector("iframe");
  if (held && held.srcdoc === page) {
    messenger.holder = held;
    return;
  }
  const frame = document.createElement("iframe");
  frame.title = holder.getAttribute("aria-label") || "";
  frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
  frame.addEventListener("load", () => { messenger.loads++; });
  frame.srcdoc = page;
  messenger.holder = frame;
  holder.replaceChildren(frame);
  if (shared.plazaAtlasApp) messenger.give(shared.plazaAtlasApp);
}
