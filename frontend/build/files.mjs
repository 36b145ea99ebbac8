/** Which files of the site pages need without signal. */

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** A worker's pages: downloads by the start of the name that the code gives them (`lazy`, `wasm_split`). */
export const FIELD = {
  downloads: ["field", "phone_store"],
  /** Besides the downloads: the page's own script, WASM and style, and what an installed page shows. */
  always: ["pkg/tongce.*.{js,wasm,css}", "pkg/__wasm_split.*.js", "icon*.{svg,png}", "manifest.webmanifest"],
};

/** A family's pages. */
export const FAMILY = {
  downloads: ["family", "phone_store", "kept", "paper"],
  always: ["pkg/tongce.*.{js,wasm}", "pkg/__wasm_split.*.js"],
};

/** Without the first of its downloads, a list of parts is of a build that cuts otherwise: all but these are kept then. */
const NEVER = ["office"];

/**
 * @param {string} site folder of the built site
 * @param {{ downloads: string[], always: string[] }} pages
 * @returns {Promise<string[]>} patterns below it
 */
export async function files(site, { downloads, always }) {
  const list = (await readdir(join(site, "pkg"))).find((name) => /^__wasm_split_manifest\..*\.json$/.test(name));
  // Without a list of parts, the build did not split the WASM: then there is nothing but the main part.
  const parts = list ? JSON.parse(await readFile(join(site, "pkg", list), "utf8")) : {};
  return [...always, ...partsOf(parts, downloads).map((part) => `pkg/${part}.wasm`)];
}

/**
 * @param {Record<string, string[]>} parts names of files by download, shared ones in each
 * @param {string[]} wanted starts of the names of downloads, the one that matters first
 * @returns {string[]}
 */
export function partsOf(parts, wanted) {
  const starts = (name, words) => words.some((word) => name.startsWith(word));
  const names = Object.keys(parts);
  const found = names.filter((name) => starts(name, wanted));
  const chosen = found.some((name) => name.startsWith(wanted[0])) ? found : names.filter((name) => !starts(name, NEVER));
  return [...new Set(chosen.flatMap((name) => parts[name]))].sort();
}
