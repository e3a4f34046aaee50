// @ts-check
/** The order in which symbols are drawn: the largest first, those of one size from north to south. */

/* Symbols of one size are drawn by bands: those drawn one after the other are near in memory. */
const BANDS = 64;

export class Sorter {
  /** @param {Float64Array} y of each place in unit Mercator, NaN for none @param {number} sizes how many there are */
  constructor(y, sizes) {
    this.bands = bandsOf(y);
    this.sizes = sizes;
  }

  /** Places in their order: counted, not compared. @param {Uint32Array} places indices @param {Uint8Array} size by index */
  sort(places, size) {
    const { bands, sizes } = this, starts = new Uint32Array(sizes * BANDS), order = new Uint32Array(places.length);
    for (const index of places) starts[(sizes - 1 - size[index]) * BANDS + bands[index]]++;
    let sum = 0;
    for (let i = 0; i < starts.length; i++) {
      const count = starts[i];
      starts[i] = sum;
      sum += count;
    }
    for (const index of places) order[starts[(sizes - 1 - size[index]) * BANDS + bands[index]]++] = index;
    return order;
  }
}

/** Band of each place, from the northernmost. @param {Float64Array} y in unit Mercator, NaN for none */
function bandsOf(y) {
  let least = Infinity, most = -Infinity;
  for (const one of y) {
    if (one < least) least = one;
    if (one > most) most = one;
  }
  const bands = new Uint8Array(y.length), share = BANDS / (most - least || 1);
  for (let i = 0; i < y.length; i++) bands[i] = Math.min(BANDS - 1, Math.floor((y[i] - least) * share) || 0);
  return bands;
}
