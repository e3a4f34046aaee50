// @ts-check
/** Bytes out of the document: base64, zlib streams, variable-length integers. */

/**
 * Bytes of a base64 text.
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decodeBytes(text) {
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const binary = atob(text), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * What a zlib stream in base64 holds.
 * @param {string} text
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function inflate(text) {
  const { readable, writable } = new DecompressionStream("deflate"), writer = writable.getWriter();
  const content = new Response(readable).arrayBuffer(); // in one piece: a Blob would go through another process
  const [bytes] = await Promise.all([content, writer.write(decodeBytes(text)), writer.close()]);
  return new Uint8Array(bytes);
}

/** Reads variable-length integers, 7 bits a byte, lowest first. */
export class Varints {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get more() {
    return this.at < this.bytes.length;
  }

  next() {
    let value = 0, scale = 1, byte;
    do { byte = this.bytes[this.at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127);
    return value;
  }

  /** Zigzag coded. */
  nextSigned() {
    const value = this.next();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
}
