// @ts-check
/** Typed arrays out of base64: the columns of the events. */

/** @typedef {{n: number, fields: Record<string, {dtype: string, data: string}>}} PackedColumns */
/** @typedef {{n: number, start: Int32Array, end: Int32Array, event: Uint32Array, place: Uint32Array,
 *   commodity: Uint16Array, agency: Uint16Array, kg: Float32Array, precision: Uint8Array, first: Uint8Array}} Columns */

/** Day of an event whose date is unknown. */
export const UNDATED = 2147483647;
/** Place index of an event that could not be placed. */
export const UNPLACED = 4294967295;

/** @type {Record<string, any>} */
const ARRAYS = {
  int32: Int32Array, uint32: Uint32Array, uint16: Uint16Array, uint8: Uint8Array, float32: Float32Array,
};

/**
 * Bytes of a base64 text.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function decodeBytes(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * The columns as typed arrays, one value per row; rows are sorted by start.
 * @param {PackedColumns} packed
 * @returns {Columns}
 */
export function decodeColumns(packed) {
  /** @type {any} */
  const columns = { n: packed.n };
  for (const [name, { dtype, data }] of Object.entries(packed.fields)) {
    const array = ARRAYS[dtype];
    if (!array) throw new TypeError(`column ${name} has dtype ${dtype}, expected one of ${Object.keys(ARRAYS)}`);
    columns[name] = new array(decodeBytes(data).buffer);
  }
  return columns;
}

/**
 * The texts of the events: base64 of a zlib stream of JSON.
 * @param {string} text
 * @returns {Promise<any[]>}
 */
export async function decodeDetails(text) {
  const packed = new Blob([/** @type {any} */ (decodeBytes(text))]);
  const stream = packed.stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}
