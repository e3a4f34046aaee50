// @ts-check
/** Hands the View of the app to frame.js; small, because it travels at each step. */
/** @param {any} component */
export default ({ data, setTriggerValue }) => {
  const shared = /** @type {any} */ (window);
  const report = (/** @type {any} */ view) => setTriggerValue("view", view);
  shared.plazaAtlasView = { data, report };
  shared.plazaAtlas?.give(data, report);
};
