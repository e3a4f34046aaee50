// @ts-check
/** Sheets of small pictures, so that not each needs a canvas of its own: making one takes longer than painting it. */

/** @typedef {{canvas: HTMLCanvasElement, x: number, y: number}} Spot */

/* Device pixels of a side: small, for a browser may copy a sheet that was painted on before it draws from it. */
const SIDE = 256;

export class Sheets {
  constructor() {
    /** @type {HTMLCanvasElement | null} the sheet that is being filled */
    this.canvas = null;
    this.x = this.y = this.row = 0;
  }

  /** Room for a square picture, empty. @param {number} size @returns {Spot} */
  place(size) {
    if (this.x + size > SIDE) [this.x, this.y, this.row] = [0, this.y + this.row, 0];
    if (!this.canvas || this.y + size > SIDE) {
      const side = Math.max(SIDE, size);
      this.canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
      this.x = this.y = this.row = 0;
    }
    const spot = { canvas: this.canvas, x: this.x, y: this.y };
    this.x += size;
    this.row = Math.max(this.row, size);
    return spot;
  }
}
