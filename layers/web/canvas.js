// @ts-check
/** A canvas in a pane of the Leaflet map, redrawn after each move, scaled while the zoom is animated. */

/** @typedef {{k: number, ox: number, oy: number, width: number, height: number, zoom: number}} Frame
 *   Pixel of a unit Mercator point: x * k - ox, y * k - oy. */

/* Share of the view drawn beyond each edge, so that a drag shows no blank. */
const MARGIN = 0.25;
const EQUATOR_KM = 40075.017;

/** @param {number} lon */
export const mercatorX = (lon) => lon / 360 + 0.5;

/** @param {number} lat */
export const mercatorY = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);

/** Pixels of a length at a latitude. @param {number} km @param {number} lat @param {number} k */
export const pixelsOf = (km, lat, k) => (km * k) / (EQUATOR_KM * Math.cos((lat * Math.PI) / 180));

/**
 * Add a canvas; `redraw` draws it again now.
 * @param {any} map the Leaflet map
 * @param {string} name of the pane
 * @param {number} zIndex
 * @param {(ctx: CanvasRenderingContext2D, frame: Frame) => void} draw
 * @returns {{redraw: () => void, canvas: HTMLCanvasElement}}
 */
export function addCanvas(map, name, zIndex, draw) {
  const pane = map.createPane(`atlas-${name}`);
  pane.style.zIndex = String(zIndex);
  pane.style.pointerEvents = "none";
  const canvas = document.createElement("canvas");
  canvas.id = `atlas-canvas-${name}`;
  canvas.className = "leaflet-zoom-animated";
  canvas.setAttribute("aria-hidden", "true");
  pane.append(canvas);
  let drawn = { zoom: map.getZoom(), corner: map.getCenter() };
  const redraw = () => {
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint([-size.x * MARGIN, -size.y * MARGIN]).round();
    drawn = { zoom: map.getZoom(), corner: map.layerPointToLatLng(corner) };
    L.DomUtil.setPosition(canvas, corner);
    const origin = map.getPixelOrigin().add(corner);
    const width = Math.ceil(size.x * (1 + 2 * MARGIN)), height = Math.ceil(size.y * (1 + 2 * MARGIN));
    const ctx = sizedContext(canvas, width, height);
    draw(ctx, { k: 256 * 2 ** drawn.zoom, ox: origin.x, oy: origin.y, width, height, zoom: drawn.zoom });
  };
  map.on("moveend zoomend viewreset resize", redraw);
  map.on("zoomanim", (/** @type {any} */ event) => {
    const scale = map.getZoomScale(event.zoom, drawn.zoom);
    L.DomUtil.setTransform(canvas, map._latLngToNewLayerPoint(drawn.corner, event.zoom, event.center), scale);
  });
  return { redraw, canvas };
}

/**
 * Context of a cleared canvas of this size in CSS pixels, sharp on dense screens.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 * @returns {CanvasRenderingContext2D}
 */
export function sizedContext(canvas, width, height) {
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  const w = Math.round(width * ratio), h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}
