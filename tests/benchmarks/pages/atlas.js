// @ts-check
/** This atlas: its own promises. */
window.contender = {
  drawn: async () => {
    await bench.until(() => Boolean(window.atlas));
    await window.atlas.ready;
  },
  filter: ([from, to]) => window.atlas.setView({ from, to }),
  count: () => window.atlas.count().events,
};
