// @ts-check
/** Pins that the page around the document asks for: places to choose from, and spots that the reader has set. */

/** @typedef {{lon: number, lat: number, sign: string, label: string}} Pin */

export class Pins {
  /** @param {any} map */
  constructor(map) {
    this.map = map;
    this.layer = L.layerGroup().addTo(map);
  }

  /** Show `pins` in place of the earlier ones. @param {Pin[]} pins @param {boolean} fit whether to bring the numbered ones into sight */
  show(pins, fit) {
    this.layer.clearLayers();
    const known = pins.filter(({ lon, lat }) => Number.isFinite(lon) && Number.isFinite(lat));
    for (const pin of known) this.layer.addLayer(this.marker(pin));
    const numbered = known.filter(({ sign }) => /^\d/.test(sign)).map(({ lon, lat }) => [lat, lon]);
    if (fit && numbered.length) this.map.fitBounds(numbered, { animate: false, padding: [60, 60], maxZoom: 9 });
  }

  /** @param {Pin} pin */
  marker({ lon, lat, sign, label }) {
    const node = document.createElement("span");
    node.className = "atlas-pin";
    node.title = label;
    node.textContent = sign;
    const icon = L.divIcon({ className: "", html: node, iconSize: [24, 24] });
    return L.marker([lat, lon], { icon, interactive: false, keyboard: false });
  }
}
