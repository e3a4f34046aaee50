// @ts-check
/** Carries the View between the app and the map document, each change once and in one direction. */

const QUIET_MS = 450; // longer than one step of playing, so that only its end travels
const ANSWER_MS = 1500;

/** @param {any} view */
const wordsOf = (view) => JSON.stringify(Object.keys(view).sort().map((name) => [name, view[name]]));

class Messenger {
  constructor() {
    this.given = ""; // the app's view
    this.sent = ""; // the map's view, on its way to the app
    this.awaited = ""; // the app's view, on its way to the map
    this.view = null;
    this.timer = 0;
    this.forget = 0;
    this.report = (/** @type {any} */ _view) => {};
    this.onMessage = (/** @type {MessageEvent} */ event) => this.hear(event);
    window.addEventListener("message", this.onMessage);
  }

  get frame() {
    return /** @type {any} */ (window).plazaAtlas?.frame?.contentWindow;
  }

  /** A view from the app. @param {any} view */
  give(view) {
    const words = wordsOf(view);
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

  /** @param {MessageEvent} event */
  hear({ source, data }) {
    if (!this.frame || source !== this.frame) return;
    if (data?.atlas === "ready") this.post();
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

/** @param {{data: any, setTriggerValue: (name: string, value: any) => void}} component */
export default function mount({ data, setTriggerValue }) {
  const shared = /** @type {any} */ (window);
  /** @type {Messenger} */
  const messenger = (shared.plazaAtlasMessenger ??= new Messenger());
  messenger.report = (view) => setTriggerValue("view", view);
  messenger.give(data);
}
