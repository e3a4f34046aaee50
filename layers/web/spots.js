// @ts-check
/** Points that are no place of the gazetteer: the coordinates of a reader's own table. */

import { inflate } from "atlas/bytes";
import { joinPlanes } from "atlas/columns";

const UNITS_PER_DEGREE = 1e5;

/** A point in the manner of a place. */
class Spot {
  /** @param {number} lon @param {number} lat @param {number} radiusKm @param {string} precision @param {string[]} plazas */
  constructor(lon, lat, radiusKm, precision, plazas) {
    this.lon = lon;
    this.lat = lat;
    this.radius_km = radiusKm;
    this.precision = precision;
    this.plazas = plazas;
  }

  get id() { return `${this.lon},${this.lat}`; }
  get name() { return `${this.lat.toFixed(4)}, ${this.lon.toFixed(4)}`; }
  get kind() { return "coordinates"; }
  get approximate() { return false; }
  get port() { return null; }
  get area() { return null; }
  get note() { return ""; }
}

/**
 * The spots of a document as places.
 * @param {{n: number, widths?: number[], body?: string}} packed @param {string[]} precisions @param {{id: string}[]} plazas
 */
export async function decodeSpots({ n, widths = [], body = "" }, precisions, plazas) {
  if (!n) return [];
  const bytes = await inflate(body);
  let at = 0;
  const [lon, lat, radius, precision, plaza] = widths.map((width, i) =>
    joinPlanes(bytes.subarray(at, at += width * n), width, n, i < 2));
  const none = /** @type {string[]} */ ([]), of = plazas.map(({ id }) => [id]);
  return Array.from({ length: n }, (_value, i) => new Spot(
    (lon[i] | 0) / UNITS_PER_DEGREE, (lat[i] | 0) / UNITS_PER_DEGREE, radius[i] / 100, precisions[precision[i]],
    plaza[i] ? of[plaza[i] - 1] : none));
}
