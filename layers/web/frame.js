// @ts-check
/** Holds the map document in a sandboxed frame of the app; a rerun with the same document leaves it alone. */

/** @typedef {{frame: HTMLIFrameElement | null, loads: number}} Registry shared with messenger.js */

/** @param {{data: Uint8Array, parentElement: HTMLElement | ShadowRoot}} component */
export default function mount({ data, parentElement }) {
  /** @type {Registry} */
  const registry = (/** @type {any} */ (window).plazaAtlas ??= { frame: null, loads: 0 });
  const holder = parentElement.querySelector("#atlas-frame");
  if (!holder || !data) return;
  const page = new TextDecoder().decode(data);
  const held = holder.querySelector("iframe");
  if (held && held.srcdoc === page) {
    registry.frame = held;
    return;
  }
  const frame = document.createElement("iframe");
  frame.title = holder.getAttribute("aria-label") || "";
  frame.setAttribute("sandbox", "allow-scripts allow-popups");
  frame.addEventListener("load", () => {
    registry.loads++;
    window.dispatchEvent(new CustomEvent("plaza-atlas-load"));
  });
  frame.srcdoc = page;
  registry.frame = frame;
  holder.replaceChildren(frame);
}
