/** Which files of the site the field pages need. */

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Downloads that they use, by the start of the name that the code gives them (`lazy`, `wasm_split`). */
const DOWNLOADS = ["field", "phone_store"];
/** Of the others, those that no worker opens without signal. */
const NEVER = ["office"];
/** Besides the downloads: the page's own script, WASM and style, and what an installed page shows. */
const ALWAYS = ["pkg/tongce.*.{js,wasm,css}", "pkg/__wasm_split.*.js", "icon*.{svg,png}", "manifest.webmanifest"];

/**
 * @param {string} site folder of the built site
 * @returns {Promise<string[]>} patterns below it
 */
export async function fieldFiles(site) {
  const list = (await readdir(join(site, "pkg"))).find((name) => /^__wasm_split_manifest\..*\.json$/.test(name));
  // Without a list of parts, the build did not split the WASM: then there is nothing but the main part.
  const parts = list ? JSON.parse(await readFile(join(site, "pkg", list), "utf8")) : {};
  return [...ALWAYS, ...partsOf(parts).map((part) => `pkg/${part}.wasm`)];
}

/**
 * @param {Record<string, string[]>} downloads names of files by download, shared ones in each
 * @returns {string[]}
 */
export function partsOf(downloads) {
  const starts = (name, words) => words.some((word) => name.startsWith(word));
  const names = Object.keys(downloads);
  const field = names.filter((name) => starts(name, DOWNLOADS));
  const wanted = field.some((name) => name.startsWith("field")) ? field : names.filter((name) => !starts(name, NEVER));
  return [...new Set(wanted.flatMap((name) => downloads[name]))].sort();
}
