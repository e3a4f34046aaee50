// @ts-check
/** Clustered markers: drawn when the groups are on the map; a filter step fills the cluster anew. */
window.contender = {
  markers: [],
  drawn: async (count) => {
    await bench.until(() => document.readyState === "complete");
    bench.leafletMap().eachLayer((layer) => { if (layer.getLayers && layer.addLayers) window.contender.group = layer; });
    window.contender.markers = window.contender.group.getLayers();
    if (window.contender.markers.length !== count) throw new Error(`${window.contender.markers.length} markers`);
  },
  filter: async ([from, to]) => {
    const { group, markers } = window.contender;
    group.clearLayers();
    group.addLayers(markers.filter(({ row }) => row[2] >= from && row[2] <= to));
  },
  count: () => window.contender.group.getLayers().length,
};
