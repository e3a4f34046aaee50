// @ts-check
/** Haloed names that give way to the more important ones. */

import { FACE, theme } from "atlas/theme";

export class LabelBoard {
  constructor() {
    /** @type {[number, number, number, number][]} */
    this.boxes = [];
    /** @type {Set<string>} in capitals */
    this.written = new Set();
  }

  /** Keep a box free of names. @param {number} x @param {number} y @param {number} half */
  reserve(x, y, half) {
    this.boxes.push([x - half, y - half, x + half, y + half]);
  }

  /** @param {[number, number, number, number]} box */
  isFree(box) {
    for (const other of this.boxes) if (overlaps(other, box)) return false;
    return true;
  }

  /**
   * Write lines at the first of the spots where nothing is in the way.
   * @param {CanvasRenderingContext2D} ctx @param {string[]} lines @param {[number, number][]} spots
   * @param {{size: number, colour: string, weight?: number, align?: CanvasTextAlign, spacing?: number, halo?: number}} style
   * @returns {[number, number] | null} the spot, null when none is free
   */
  write(ctx, lines, spots, style) {
    const { size, align = "center", weight = 400 } = style;
    const font = ctx.font = `${weight} ${size}px ${FACE}`;
    ctx.letterSpacing = `${style.spacing || 0}px`;
    const width = Math.max(...lines.map((line) => widthOf(ctx, line, `${font} ${style.spacing || 0}`)));
    const height = lines.length * (size + 3);
    /** @returns {[number, number, number, number]} */
    const boxAt = (/** @type {[number, number]} */ [atX, atY]) => {
      const left = align === "center" ? atX - width / 2 : align === "right" ? atX - width : atX;
      return [left - 2, atY - height / 2, left + width + 2, atY + height / 2];
    };
    const spot = spots.find((one) => this.isFree(boxAt(one)));
    ctx.letterSpacing = "0px";
    if (!spot) return null;
    const [x, y] = spot;
    this.boxes.push(boxAt(spot));
    this.written.add(lines[0].toUpperCase());
    ctx.letterSpacing = `${style.spacing || 0}px`;
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = style.halo ?? 3;
    ctx.strokeStyle = theme().halo;
    ctx.fillStyle = style.colour;
    lines.forEach((line, i) => {
      const lineY = y + (i - (lines.length - 1) / 2) * (size + 3);
      ctx.strokeText(line, x, lineY);
      ctx.fillText(line, x, lineY);
    });
    ctx.letterSpacing = "0px";
    return spot;
  }
}

/** @param {number[]} a @param {number[]} b */
const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** @type {Map<string, number>} */
const widths = new Map();
/* Texts whose width is remembered: measuring one costs more than writing it. */
const MOST_WIDTHS = 2000;

/** @param {CanvasRenderingContext2D} ctx with its font set @param {string} line @param {string} look font and spacing */
function widthOf(ctx, line, look) {
  const key = `${look} ${line}`, known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size >= MOST_WIDTHS) widths.clear();
  const { width } = ctx.measureText(line);
  widths.set(key, width);
  return width;
}
