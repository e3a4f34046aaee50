// @ts-check
/** Holds the document of a table whose places are checked; pins.js tells it what to mark.
 * A click on a symbol opens its panel there, one beside it is told to the app: one click, one thing. */

/** @param {{data: Uint8Array, parentElement: HTMLElement | ShadowRoot}} component */
export default function mount({ data, parentElement }) {
  const holder = parentElement.querySelector("#check-frame");
  if (!holder || !data) return;
  const page = new TextDecoder().decode(data), shared = /** @type {any} */ (window);
  const held = holder.querySelector("iframe");
  if (held && held.srcdoc === page) return;
  const frame = document.createElement("iframe");
  frame.title = holder.getAttribute("aria-label") || "";
  frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
  frame.srcdoc = page;
  holder.replaceChildren(frame);
  if (shared.plazaCheck?.hear) window.removeEventListener("message", shared.plazaCheck.hear);
  const check = shared.plazaCheck = {
    frame, isReady: false, shown: "",
    tell() {
      const app = shared.plazaCheckApp, words = JSON.stringify(app?.data ?? null);
      if (!this.isReady || !app || words === this.shown) return;
      const fit = app.data.key !== this.key;
      this.shown = words;
      this.key = app.data.key;
      frame.contentWindow?.postMessage({ atlas: "pins", pins: app.data.pins, fit }, "*");
    },
    key: "",
    /** @param {MessageEvent} event */
    hear: ({ source, data: told }) => {
      if (source !== frame.contentWindow) return;
      if (told?.atlas === "ready") {
        check.isReady = true;
        check.tell();
      }
      if (told?.atlas !== "point" || told.kind === "place") return;
      shared.plazaCheckApp?.setTriggerValue("point", { lon: Number(told.lon), lat: Number(told.lat) });
    },
  };
  window.addEventListener("message", check.hear);
}
