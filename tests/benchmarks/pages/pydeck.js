// @ts-check
/** deck.gl by pydeck: drawn when WebGL drew all points; a filter step gives it the rows of the window. */
window.contender = {
  drawn: async (count) => {
    await bench.drawnByGl(count);
    window.contender.layer = deckInstance.props.layers[0];
    window.contender.rows = window.contender.layer.props.data;
  },
  filter: async ([from, to]) => {
    const data = window.contender.rows.filter(({ start_date }) => start_date >= from && start_date <= to);
    bench.instances = 0;
    deckInstance.setProps({ layers: [window.contender.layer.clone({ data })] });
    window.contender.kept = data.length;
    await bench.drawnByGl(data.length);
  },
  count: () => window.contender.kept,
};
