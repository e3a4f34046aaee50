// @ts-check
/** The page on paper: map, title, count, dates, legend, source line, limits and citation; nothing to press. */

import { pixelsOf, withRatio } from "atlas/canvas";
import { el } from "atlas/dom";
import { viewText } from "atlas/says";
import { citation } from "atlas/sources";
import { FACE, theme } from "atlas/theme";
import { _, numberText } from "atlas/words";

/* Pixels of a wide map on paper, where names are as large as on a small screen; and of the picture in each of these. */
const WIDTH = 960, DENSITY = 3;
/* Pixels that the scale takes at most. */
const SCALE_WIDTH = 140;

export class Print {
  /** @param {import("atlas/page").Page} page */
  constructor(page) {
    this.page = page;
    this.node = el("section", { id: "atlas-print" });
    /** @type {string | undefined} */
    this.theme = undefined;
    window.addEventListener("beforeprint", () => this.open());
    window.addEventListener("afterprint", () => this.close());
  }

  open() {
    const { page } = this, { dataset } = document.documentElement;
    this.theme = dataset.theme;
    dataset.theme = "light";
    withRatio(DENSITY, () => page.legend.renew());
    this.node.replaceChildren(el("p", {}, viewText(page.view, page.data)), this.picture(),
      el("p", { class: "atlas-printed-citation" }, citation(page.data, page.view, page.looks.link())));
    page.scene.redraw();
    document.body.append(this.node);
  }

  close() {
    const { dataset } = document.documentElement;
    if (this.theme === undefined) delete dataset.theme;
    else dataset.theme = this.theme;
    this.node.remove();
    this.page.legend.renew();
    this.page.draw();
  }

  /** The map as it is on screen, over the basemap of the document, without what is hovered. */
  picture() {
    const { map, scene } = this.page, size = map.getSize(), origin = map.getPixelBounds().min, zoom = map.getZoom();
    const share = Math.min(1, WIDTH / size.x);
    const frame = { k: share * 256 * 2 ** zoom, ox: share * origin.x, oy: share * origin.y, width: Math.round(share * size.x),
      height: Math.round(share * size.y), zoom, ratio: DENSITY };
    const whole = sheetOf(frame);
    scene.basemap.draw(whole, frame, true);
    for (const draw of /** @type {((ctx: CanvasRenderingContext2D) => unknown)[]} */ ([
      (ctx) => scene.drawMiddle(ctx, frame), (ctx) => scene.drawNames(ctx, frame, true), (ctx) => scene.shown.events && scene.events.draw(ctx, frame),
    ])) {
      const layer = sheetOf(frame);
      draw(layer);
      whole.drawImage(layer.canvas, 0, 0, frame.width, frame.height);
    }
    drawScale(whole, frame, map.getCenter().lat);
    return pictureOf(/** @type {OffscreenCanvas} */ (/** @type {unknown} */ (whole.canvas)));
  }
}

/** The context of a new canvas for a frame. @param {import("atlas/canvas").Frame} frame */
function sheetOf({ width, height, ratio }) {
  const canvas = new OffscreenCanvas(width * ratio, height * ratio);
  const ctx = /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (canvas.getContext("2d")));
  ctx.scale(ratio, ratio);
  return ctx;
}

/**
 * The pixels of a drawing and nothing else: of a canvas drawn for paper Chromium prints the strokes again, and those of the
 * land come out larger than the layers upon it.
 * @param {OffscreenCanvas} drawn
 */
function pictureOf(drawn) {
  const { width, height } = drawn;
  const canvas = el("canvas", { width: String(width), height: String(height), role: "img", "aria-label": _("Map") });
  const holder = /** @type {ImageBitmapRenderingContext} */ (canvas.getContext("bitmaprenderer"));
  holder.transferFromImageBitmap(drawn.transferToImageBitmap());
  return canvas;
}

/** A length in kilometres at the lower right. @param {CanvasRenderingContext2D} ctx @param {import("atlas/canvas").Frame} frame @param {number} lat */
function drawScale(ctx, { k, width, height }, lat) {
  const most = SCALE_WIDTH / pixelsOf(1, lat, k), power = 10 ** Math.floor(Math.log10(most));
  const km = Math.max(...[1, 2, 5].map((n) => n * power).filter((n) => n <= most)), long = pixelsOf(km, lat, k);
  const right = width - 16, y = height - 14;
  ctx.font = `12px ${FACE}`;
  ctx.textAlign = "right";
  for (const [colour, wide] of /** @type {[string, number][]} */ ([[theme().halo, 5], [theme().ink, 1.5]])) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = wide;
    ctx.beginPath();
    ctx.moveTo(right - long, y - 5);
    ctx.lineTo(right - long, y);
    ctx.lineTo(right, y);
    ctx.lineTo(right, y - 5);
    ctx.stroke();
    if (wide > 2) ctx.strokeText(`${numberText(km, 2)}\u2009km`, right, y - 9);
  }
  ctx.fillStyle = theme().ink;
  ctx.fillText(`${numberText(km, 2)}\u2009km`, right, y - 9);
}
