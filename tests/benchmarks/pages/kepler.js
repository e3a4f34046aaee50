// @ts-check
/** kepler.gl: drawn when WebGL drew all points; a filter step goes to its store, the graphics card filters. */
window.contender = {
  drawn: async (count) => {
    window.contender.total = count;
    await bench.drawnByGl(count);
  },
  filter: async ([from, to]) => {
    bench.instances = 0;
    const range = [from, to].map((day) => bench.dayNumber(day) * 86400000);
    store.dispatch(KeplerGl.setFilter(0, "value", range));
    await bench.drawnByGl(window.contender.total);
  },
  count: () => JSON.stringify(Object.values(store.getState().keplerGl)[0].visState.filters[0].value),
};
