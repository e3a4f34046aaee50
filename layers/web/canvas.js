// @ts-check
/** A canvas in a pane of the Leaflet map: drawn beyond the view, renewed before its edge shows, scaled while zooming. */

/** @typedef {{k: number, ox: number, oy: number, width: number, height: number, zoom: number, ratio: number}} Frame
 *   Pixel of a unit Mercator point: x * k - ox, y * k - oy; `ratio` device pixels in each. */
/** @typedef {{redraw: () => void, canvas: HTMLCanvasElement}} Layer */

/* Share of the view drawn beyond each edge. */
const MARGIN = 0.25;
/* Device pixels of one canvas; a denser screen gets fewer in each CSS pixel, never less than one. */
const MOST_PIXELS = 20e6;
const EQUATOR_KM = 40075.017;

/** @param {number} lon */
export const mercatorX = (lon) => lon / 360 + 0.5;

/** @param {number} lat */
export const mercatorY = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);

/** Pixels of a length at a latitude. @param {number} km @param {number} lat @param {number} k */
export const pixelsOf = (km, lat, k) => (km * k) / (EQUATOR_KM * Math.cos((lat * Math.PI) / 180));

/** While the page opens, nothing is drawn beyond the view. */
let isOpening = true;

/** From now on draw beyond the view, too. */
export function endOpening() {
  isOpening = false;
}

/**
 * Add a canvas; `redraw` draws it again now. A canvas that `isEmpty` is not drawn, and leaves the page.
 * @param {any} map the Leaflet map
 * @param {string} name of the pane
 * @param {number} zIndex
 * @param {(ctx: CanvasRenderingContext2D, frame: Frame) => void} draw
 * @param {{margin?: number, isEmpty?: () => boolean}} [options] `margin` is the share of the view drawn beyond each edge
 * @returns {Layer}
 */
export function addCanvas(map, name, zIndex, draw, { margin = MARGIN, isEmpty = () => false } = {}) {
  const pane = map.createPane(`atlas-${name}`);
  pane.style.zIndex = String(zIndex);
  pane.style.pointerEvents = "none";
  const canvas = document.createElement("canvas");
  canvas.id = `atlas-canvas-${name}`;
  canvas.className = "leaflet-zoom-animated";
  canvas.setAttribute("aria-hidden", "true");
  let drawn = { zoom: NaN, corner: map.getCenter(), at: L.point(0, 0), spare: L.point(0, 0) };
  const redraw = () => {
    waiting.delete(redraw);
    const size = map.getSize();
    if (isEmpty() || !size.x || !size.y) return canvas.remove(); // in a hidden tab there is nothing to draw on
    const spare = size.multiplyBy(isOpening ? 0 : margin).ceil();
    const at = map.containerPointToLayerPoint(spare.multiplyBy(-1)).round();
    drawn = { zoom: map.getZoom(), corner: map.layerPointToLatLng(at), at, spare };
    L.DomUtil.setPosition(canvas, at);
    const origin = map.getPixelOrigin().add(at), width = size.x + 2 * spare.x, height = size.y + 2 * spare.y;
    const ctx = sizedContext(canvas, width, height), ratio = canvas.width / width;
    draw(ctx, { k: 256 * 2 ** drawn.zoom, ox: origin.x, oy: origin.y, width, height, zoom: drawn.zoom, ratio });
    if (!canvas.isConnected) pane.append(canvas);
  };
  const scale = (/** @type {any} */ center, /** @type {number} */ zoom) => L.DomUtil.setTransform(
    canvas, map._latLngToNewLayerPoint(drawn.corner, zoom, center), map.getZoomScale(zoom, drawn.zoom));
  /* Pixels of the drawing left beyond the nearest edge of the view, as a share of what there was. */
  const left = () => {
    const shift = map.containerPointToLayerPoint([0, 0]).subtract(drawn.at), { spare } = drawn;
    if (!spare.x) return shift.x || shift.y ? -1 : 1;
    return Math.min(shift.x / spare.x, 2 - shift.x / spare.x, shift.y / spare.y, 2 - shift.y / spare.y);
  };
  map.on("viewreset zoomend resize", redraw);
  map.on("move moveend", () => {
    if (map.getZoom() !== drawn.zoom) return;
    if (left() < 0) redraw();
    else if (left() < 0.5) soon(redraw);
  });
  map.on("zoomanim", (/** @type {any} */ event) => scale(event.center, event.zoom));
  map.on("zoom", () => scale(map.getCenter(), map.getZoom()));
  return { redraw, canvas };
}

/** @type {Set<() => void>} drawings to renew, one in a frame */
const waiting = new Set();

/** @param {() => void} redraw */
function soon(redraw) {
  if (!waiting.size) requestAnimationFrame(renew);
  waiting.add(redraw);
}

function renew() {
  const [redraw] = waiting;
  redraw?.();
  if (waiting.size) requestAnimationFrame(renew);
}

/** Device pixels that canvases are made with for now, 0 for those of the screen. */
let forcedRatio = 0;

/** Draw with other device pixels than those of the screen. @param {number} ratio @param {() => void} draw */
export function withRatio(ratio, draw) {
  forcedRatio = ratio;
  draw();
  forcedRatio = 0;
}

/**
 * Context of a cleared canvas of this size in CSS pixels, sharp on dense screens.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 * @returns {CanvasRenderingContext2D}
 */
export function sizedContext(canvas, width, height) {
  const ratio = Math.max(1, Math.min(forcedRatio || window.devicePixelRatio || 1, 3, Math.sqrt(MOST_PIXELS / (width * height))));
  const w = Math.round(width * ratio), h = Math.round(height * ratio);
  const isFresh = canvas.width !== w || canvas.height !== h;
  if (isFresh) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.setTransform(w / width, 0, 0, h / height, 0, 0);
  if (!isFresh) ctx.clearRect(0, 0, width, height);
  return ctx;
}

/** Call `redraw` each time the page moves to a screen of another density, or is zoomed. @param {() => void} redraw */
export function onRatioChange(redraw) {
  const density = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  density.addEventListener("change", () => { redraw(); onRatioChange(redraw); }, { once: true });
}
