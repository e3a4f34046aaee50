// @ts-check
/** Symbols by cells of the screen, so that what lies under a point is found among its neighbours only. */

const CELL = 32;

export class ScreenGrid {
  constructor() {
    this.columns = this.rows = 0;
    this.head = new Int32Array(0);
    this.next = new Int32Array(0);
    this.reach = 0;
  }

  /** Empty the grid for a drawing of this size. @param {number} width @param {number} height pixels @param {number} most symbols */
  clear(width, height, most) {
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    const cells = this.columns * this.rows;
    if (this.head.length !== cells) this.head = new Int32Array(cells);
    if (this.next.length < most) this.next = new Int32Array(most);
    this.head.fill(-1);
    this.reach = 0;
  }

  /** @param {number} id below `most` @param {number} x @param {number} y pixels @param {number} r radius */
  add(id, x, y, r) {
    if (r > this.reach) this.reach = r;
    const cell = clampCell(y, this.rows) * this.columns + clampCell(x, this.columns);
    this.next[id] = this.head[cell];
    this.head[cell] = id;
  }

  /**
   * Call `visit` for each symbol that may touch the circle.
   * @param {number} x @param {number} y @param {number} reach pixels @param {(id: number) => void} visit
   */
  near(x, y, reach, visit) {
    if (!this.head.length) return;
    const far = reach + this.reach;
    const right = clampCell(x + far, this.columns), bottom = clampCell(y + far, this.rows);
    for (let row = clampCell(y - far, this.rows); row <= bottom; row++) {
      for (let column = clampCell(x - far, this.columns); column <= right; column++) {
        for (let id = this.head[row * this.columns + column]; id >= 0; id = this.next[id]) visit(id);
      }
    }
  }
}

/** Cell of a pixel; those beyond the grid belong to its edge. @param {number} at @param {number} cells */
const clampCell = (at, cells) => Math.max(0, Math.min(cells - 1, Math.floor(at / CELL)));
