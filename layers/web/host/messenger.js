/** Hands the View to frame.js; short, it travels at each step. */
export default (app) => {
  window.plazaAtlasApp = app;
  window.plazaAtlas?.give(app);
};
