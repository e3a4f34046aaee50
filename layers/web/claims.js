// @ts-check
/** What the sources claim of a plaza inside a time window. */

import { isoToDay } from "atlas/days";
import { _ } from "atlas/words";

/** @typedef {{status: "controlled" | "contested" | "presence" | "none", organizations: string[], sources: number,
 *   conflict: boolean}} Standing */

/** First and last day of a view; infinite where open. @param {import("atlas/filter").View} view */
export const daysOf = (view) => ({ from: isoToDay(view.from) ?? -Infinity, to: isoToDay(view.to) ?? Infinity });

/**
 * Claims of the plaza whose days overlap the window; null is open.
 * @param {any} plaza @param {import("atlas/filter").View} view @param {{from: number, to: number}} [days] of the view
 * @returns {any[]}
 */
export function claimsIn(plaza, view, { from, to } = daysOf(view)) {
  return plaza.claims.filter((/** @type {any} */ claim) => (claim.to ?? Infinity) >= from && (claim.from ?? -Infinity) <= to);
}

/**
 * Actions in the window; undated ones only when the view shows the undated.
 * @param {any} plaza @param {import("atlas/filter").View} view
 * @returns {any[]}
 */
export function actionsIn(plaza, view) {
  const { from, to } = daysOf(view);
  return plaza.actions
    .filter((/** @type {any} */ action) => (action.day === null ? view.undated : action.day >= from && action.day <= to))
    .sort((/** @type {any} */ a, /** @type {any} */ b) => (b.day ?? -Infinity) - (a.day ?? -Infinity));
}

/** How a plaza stands by its claims. @param {any[]} claims @returns {Standing} */
export function standingOf(claims) {
  const organizations = [...new Set(claims.map((claim) => claim.organization).filter(Boolean))];
  const holders = new Set(claims.filter((claim) => claim.status === "controlled").map((claim) => claim.organization));
  const conflict = holders.size > 1 || claims.some((claim) => claim.status === "contested");
  const status = conflict ? "contested" : holders.size ? "controlled" : claims.length ? "presence" : "none";
  return { status, organizations, sources: new Set(claims.map((claim) => claim.url)).size, conflict };
}

/** Lines written inside the territory. @param {Standing} standing @returns {string[]} */
export function standingLines(standing) {
  const { organizations, conflict, sources } = standing;
  if (!organizations.length) return [];
  const named = organizations.slice(0, 2).map((name) => (conflict ? `${name}?` : name));
  const rest = organizations.length - named.length;
  if (rest > 0) named.push(_("and {n} more", { n: rest }));
  if (conflict) named.push(sources === 1 ? _("contested by 1 source") : _("contested by {n} sources", { n: sources }));
  return named;
}
