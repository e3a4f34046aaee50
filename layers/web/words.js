// @ts-check
/** Every sentence a reader meets, in the language of the document. */

/** @type {Record<string, string>} */
let catalogue = {};
let language = "en";

/** What dates are written by. @type {Record<string, string>} */
const LOCALES = { en: "en-GB", es: "es-MX" };

/** @param {Record<string, string>} words @param {string} lang */
export function setWords(words, lang) {
  catalogue = words || {};
  language = lang || "en";
}

/**
 * The text of a message; `{name}` in it is replaced by the value of that name.
 * @param {string} message
 * @param {Record<string, string | number>} [values]
 */
export const _ = (message, values = {}) => fill(Object.hasOwn(catalogue, message) ? catalogue[message] : message, values);

/** Put the values into a text that is in the language already. @param {string} text @param {Record<string, string | number>} values */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/** The words of a listed code such as `more_than`. @param {string} code */
export const word = (code) => (Object.hasOwn(catalogue, code) ? catalogue[code] : code.replaceAll("_", " "));

/**
 * A number with commas between thousands and a point, as English and Mexican Spanish write it. A formatter of the
 * browser would do the same, but making one takes as long as a hundred of these.
 * @param {number} value @param {number} [digits]
 */
export function numberText(value, digits = 0) {
  const [whole, part] = String(Number(value.toFixed(digits))).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
}

/** A weight with a thin space before its unit. @param {number} kg */
export const weightText = (kg) => `${numberText(kg, kg < 10 ? 2 : 0)}\u2009kg`;

export const locale = () => LOCALES[language] ?? language;
