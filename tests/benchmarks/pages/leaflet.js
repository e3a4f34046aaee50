// @ts-check
/** Circle markers from GeoJSON: drawn when all are on the map; a filter step hides and shows by style. */
window.contender = {
  markers: [],
  drawn: async (count) => {
    await bench.until(() => document.readyState === "complete");
    bench.leafletMap().eachLayer((layer) => { if (layer.feature) window.contender.markers.push(layer); });
    if (window.contender.markers.length !== count) throw new Error(`${window.contender.markers.length} markers`);
  },
  filter: async ([from, to]) => {
    for (const marker of window.contender.markers) {
      const day = marker.feature.properties.start_date, shown = day >= from && day <= to;
      if (shown === (marker.options.stroke !== false)) continue;
      marker.setStyle({ stroke: shown, fill: shown });
    }
  },
  count: () => window.contender.markers.filter((marker) => marker.options.stroke !== false).length,
};
