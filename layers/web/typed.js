// @ts-check
/** The two dates of the window as text a reader can type; what cannot be read is said, and changes nothing. */

import { dayToIso } from "atlas/days";
import { el } from "atlas/dom";
import { typedDay } from "atlas/windows";
import { _ } from "atlas/words";

export class TypedDates {
  /** @param {(from: number | null, to: number | null) => void} onChange days, null for an open end */
  constructor(onChange) {
    this.onChange = onChange;
    /** @type {HTMLInputElement | null} the one the reader is writing in */
    this.typing = null;
    this.message = el("p", { id: "atlas-dates-message", role: "alert" });
    this.from = this.input("atlas-from", _("First day, as 2024-07-31"));
    this.to = this.input("atlas-to", _("Last day, as 2024-07-31"));
    this.node = el("span", { class: "atlas-dates" }, this.from, el("span", { "aria-hidden": "true" }, "–"), this.to, this.message);
    this.say("", null);
  }

  /** @param {string} id @param {string} label */
  input(id, label) {
    const input = el("input", { id, type: "text", size: "10", maxlength: "10", autocomplete: "off", spellcheck: "false",
      "aria-label": label, "aria-describedby": "atlas-dates-message", placeholder: _("YYYY-MM-DD"),
      oninput: () => { this.typing = input; }, onchange: () => this.read() });
    return input;
  }

  read() {
    this.typing = null;
    const from = typedDay(this.from.value, false), to = typedDay(this.to.value, true);
    if (from === undefined) return this.say(this.unread(this.from), this.from);
    if (to === undefined) return this.say(this.unread(this.to), this.to);
    if (from !== null && to !== null && from > to) {
      return this.say(_("{from} is after {to}; the first day comes first.", { from: dayToIso(from), to: dayToIso(to) }), this.from);
    }
    this.say("", null);
    this.onChange(from, to);
  }

  /** @param {HTMLInputElement} input */
  unread(input) {
    return _("“{text}” is not a day; write it as 2024-07-31.", { text: input.value });
  }

  /** @param {string} text @param {HTMLInputElement | null} wrong */
  say(text, wrong) {
    this.message.textContent = text;
    this.message.hidden = !text;
    for (const input of [this.from, this.to]) input.setAttribute("aria-invalid", String(input === wrong));
  }

  /** Show the window, unless the reader is mending a date. @param {number} from @param {number} to */
  show(from, to) {
    if (!this.message.hidden) return;
    if (this.typing !== this.from) this.from.value = dayToIso(from);
    if (this.typing !== this.to) this.to.value = dayToIso(to);
  }

  /** Drop what was typed wrong: the window moved in another way. */
  forget() {
    this.typing = null;
    this.say("", null);
  }
}
