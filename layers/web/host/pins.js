/** Hands the pins to check.js, and a click on its map to the app; short, it travels at each step. */
export default (app) => {
  window.plazaCheckApp = app;
  window.plazaCheck?.tell();
};
