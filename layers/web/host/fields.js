// @ts-check
/** Fields, lists to choose from and numbers of the forms in which data are added. */

/** @typedef {(step: any) => void} Act tells the app */
/** @typedef {[code: string, label: string]} Option */

/** @param {string} label @param {any} input */
function field(label, input) {
  input.setAttribute("aria-label", label); // a label around a list would be read with the choice in it
  return el("label", { class: "field" }, el("span", { class: "fine" }, label), input);
}

/** @param {Option[]} options @param {string} value @param {string} key */
function choice(options, value, key) {
  const select = el("select", { "data-key": key },
    ...options.map(([code, label]) => el("option", { value: code }, label)));
  select.value = value;
  return select;
}

const numberText = (/** @type {number | null} */ value) => (value === null ? "–" : value.toLocaleString("en"));
