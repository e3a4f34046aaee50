// @ts-check
/** Commodities that share a line of the legend. */

/** @typedef {{style: any, codes: string[]}} Group */

/**
 * One entry for each commodity that occurs, but one for all the drugs without a colour of their own.
 * @param {any[]} styles @param {Set<string>} used
 * @returns {Group[]}
 */
export function groupStyles(styles, used) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  const shared = styles.find((style) => style.code === "other_drugs")?.colour;
  for (const style of styles) {
    const key = style.family === "drug" && style.colour === shared ? "other_drugs" : style.code;
    const group = groups.get(key) ?? { style, codes: [] };
    if (style.code === key) group.style = style;
    if (used.has(style.code)) group.codes.push(style.code);
    groups.set(key, group);
  }
  return [...groups.values()].filter((group) => group.codes.length);
}
