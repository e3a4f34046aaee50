// @ts-check
/** The colours of paper and ink; those of commodities come with the document. */

const LIGHT = {
  sea: "#E4ECF2", us: "#F6F4EF", mx: "#F4EFE4", state: "#C9C4BA", hair: "#DDD8CD", border: "#3A3A3A",
  casing: "rgba(255,255,255,0.85)", town: "#6F6B64", halo: "rgba(250,248,243,0.9)", ink: "#22211F", paper: "#FFFFFF",
  outline: "#2B2B2B", territory: "122,106,84",
};
const DARK = {
  sea: "#101317", us: "#1D2126", mx: "#221F1C", state: "#3B4048", hair: "#2A2E34", border: "#D6D2C8",
  casing: "rgba(0,0,0,0.7)", town: "#9C988F", halo: "rgba(21,24,28,0.9)", ink: "#EDEBE6", paper: "#15181C",
  outline: "#F2F0EA", territory: "206,190,164",
};
/* Lighter ones of dark fills that would sink into a dark ground; hue kept. */
const ON_DARK = new Map([
  ["#332288", "#7B6BD6"], ["#3A3A3A", "#B9B6AE"], ["#0072B2", "#2F9BDB"], ["#C8102E", "#E8354F"], ["#6B6B6B", "#8E8E8E"],
]);

const darkSetting = matchMedia("(prefers-color-scheme: dark)");
const narrowPage = matchMedia("(max-width: 699px)");
const calmSetting = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether the page is dark: the attribute of the root, else the reader's setting. */
export function isDark() {
  const named = document.documentElement.dataset.theme;
  return named ? named === "dark" : darkSetting.matches;
}

/** Whether the page is as narrow as a phone; the style sheet turns at the same width. */
export const isNarrow = () => narrowPage.matches;

/** Whether the reader asked for less motion. */
export const isCalm = () => calmSetting.matches;

/** The colours in use. @returns {typeof LIGHT} */
export const theme = () => (isDark() ? DARK : LIGHT);

/** A commodity's colour on the current ground. @param {string} colour */
export const inkOf = (colour) => (isDark() && ON_DARK.get(colour.toUpperCase())) || colour;

/** Call `redraw` when the colours change. @param {() => void} redraw */
export function onThemeChange(redraw) {
  darkSetting.addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

export const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
