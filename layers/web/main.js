// @ts-check
/** The document opens: its columns, its page, and what it offers to scripts. */

import { knownCodes, tell } from "atlas/bridge";
import { decodeColumns } from "atlas/columns";
import { Page } from "atlas/page";
import { decodeSpots } from "atlas/spots";
import { Texts } from "atlas/texts";
import { setWords } from "atlas/words";

/** @param {string} id of a block of the document */
const blockOf = (id) => document.getElementById(id)?.textContent ?? "";

/** Open the columns and build the page. @param {any} map @param {any} data */
async function open(map, data) {
  const columns = await decodeColumns(data.columns, blockOf("atlas-columns")), known = knownCodes(data);
  data.places = data.places.concat(await decodeSpots(data.spots, data.vocab.precisions, data.plazas));
  const page = new Page(map, data, known, columns, new Texts(columns, data, blockOf("atlas-texts")), blockOf("atlas-sources"));
  await page.build();
  return page;
}

/**
 * Build the document around the Folium map, and offer `window.atlas`; docs/script-interface.md describes it.
 * @param {any} map the Leaflet map @param {any} data the payload
 */
export function start(map, data) {
  setWords(data.words, data.meta.lang);
  const opening = open(map, data);
  /** @type {any} */ (window).atlas = { ready: opening.then(() => undefined) };
  opening.then((page) => {
    Object.assign(/** @type {any} */ (window).atlas, {
      view: () => structuredClone(page.view),
      setView: (/** @type {any} */ partial) => page.setView(partial),
      sight: () => structuredClone(page.looks.sight),
      setSight: (/** @type {any} */ partial) => page.looks.set(partial),
      count: () => ({ ...page.counted }),
      rows: (/** @type {number} */ first, /** @type {number} */ count) => page.rows(first, count),
      select: (/** @type {string} */ kind, /** @type {string} */ id) => page.select(kind ? { kind, id } : null),
    });
    tell({ atlas: "ready" });
  });
}
