// @ts-check
/**
 * lonboard: drawn when WebGL drew all points. A saved page has no filter a reader could use without a kernel; the step sets
 * the range of its filter extension on the widget's model, caught while the page makes it.
 */
window.contender = {
  total: 0,
  drawn: async (count) => {
    window.contender.total = count;
    await bench.drawnByGl(count);
  },
  filter: async ([from, to]) => {
    bench.instances = 0;
    window.contender.extension.set("filter_range", [bench.dayNumber(from), bench.dayNumber(to)]);
    await bench.drawnByGl(window.contender.total);
  },
  count: () => JSON.stringify(window.contender.extension.get("filter_range")),
};

document.addEventListener("DOMContentLoaded", () => window.require(["@jupyter-widgets/base"], ({ WidgetModel }) => {
  const { initialize } = WidgetModel.prototype;
  WidgetModel.prototype.initialize = function (...args) {
    initialize.apply(this, args);
    if (this.has("filter_range")) window.contender.extension = this;
  };
}));
