// @ts-check
/** Where the map stands: the whole border at first, or the place of the address; and what must not be covered. */

const BORDER = [[25.5, -118], [33.2, -96.8]];
const MIDDLE = [29.35, -107.4];
/** Pixels below which no border fits beside the controls. */
const SMALLEST = 160;
/** Pixels by which the map is still where it was framed, as a resize moves it a little. */
const STILL = 3;

export class Framing {
  /**
   * @param {any} map
   * @param {{above: () => number, beside: () => number}} covered pixels of the title at the top, of the legend at the right
   * @param {[number, number, number] | null} position zoom, latitude, longitude
   */
  constructor(map, covered, position) {
    this.map = map;
    this.covered = covered;
    this.wanted = position;
    this.home = { zoom: 5, center: map.getCenter() };
    this.isFramed = false;
    map.setView(MIDDLE, 5, { animate: false });
    this.settle();
    new ResizeObserver(() => this.settle()).observe(map.getContainer());
  }

  /** Frame the map once, as soon as the page has a size: a frame in a closed drawer or hidden tab has none at first. */
  settle() {
    const { map } = this;
    if (!map.getContainer().clientWidth) return; // hidden, as on paper: it keeps the size it had
    map.invalidateSize({ animate: false });
    const { x, y } = map.getSize();
    if (this.isFramed || x < SMALLEST || y < SMALLEST) return;
    this.isFramed = true;
    this.show(this.wanted);
  }

  /** @param {[number, number, number] | null} position null for the whole border */
  show(position) {
    const { map, covered } = this;
    this.wanted = position;
    if (!this.isFramed) return;
    const paddingTopLeft = [8, covered.above() + 8], paddingBottomRight = [covered.beside() + 8, 8];
    map.fitBounds(BORDER, { animate: false, paddingTopLeft, paddingBottomRight });
    this.home = { zoom: map.getZoom(), center: map.getCenter() };
    if (position) map.setView([position[1], position[2]], position[0], { animate: false });
  }

  /**
   * Zoom, latitude and longitude of the middle; null while the whole border is framed.
   * @returns {[number, number, number] | null}
   */
  get position() {
    const { map, home } = this, zoom = map.getZoom(), center = map.getCenter().wrap();
    if (!this.isFramed) return this.wanted;
    if (zoom === home.zoom && map.project(center, zoom).distanceTo(map.project(home.center, zoom)) < STILL) return null;
    return [zoom, center.lat, center.lng].map((one, i) => Number(one.toFixed(i ? 4 : 2)));
  }

  /**
   * Pan no more than needed to see a spot beside the panel.
   * @param {any} found place, port or plaza @param {HTMLElement} node of the panel
   */
  uncover(found, node) {
    const [lon, lat] = found.label ?? [found.lon ?? null, found.lat ?? null];
    const map = this.map.getContainer().getBoundingClientRect(), panel = node.getBoundingClientRect();
    const beside = panel.left > map.left + 40;
    const paddingBottomRight = beside ? [map.right - panel.left + 30, 20] : [20, Math.max(map.bottom - panel.top, 0) + 30];
    if (lon === null || lat === null) return;
    this.map.panInside([lat, lon], { paddingTopLeft: [20, this.covered.above() + 20], paddingBottomRight });
  }
}
