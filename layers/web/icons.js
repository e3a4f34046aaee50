// @ts-check
/** Small signs on buttons, drawn as shapes so that they look alike on every system. */

const SVG = "http://www.w3.org/2000/svg";

/** Paths in a square of 16. */
const PATHS = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 2.5h3v11h-3zM9 2.5h3v11h-3z",
  back: "M12 2.5v11l-7-5.5zM3 2.5h2v11h-2z",
  forward: "M4 2.5v11l7-5.5zM11 2.5h2v11h-2z",
  loop: "M4.5 4H11a3 3 0 0 1 3 3v1.5h-1.6V7A1.4 1.4 0 0 0 11 5.6H4.5V8L1 4.8 4.5 1.6zM11.5 12H5a3 3 0 0 1-3-3V7.5h1.6V9A1.4 1.4 0 0 0 5 10.4h6.5V8l3.5 3.2-3.5 3.2z",
};

/** @typedef {keyof typeof PATHS} IconName */

/** @param {IconName} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", width: "14", height: "14", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", PATHS[name]);
  path.setAttribute("fill", "currentColor");
  svg.append(path);
  return svg;
}
