/** Names of files by a hash of their content, so that a browser keeps them for ever. */

import { createHash } from "node:crypto";
import { NAME } from "./settings.mjs";

/**
 * @typedef {object} Made
 * @property {Map<string, Buffer>} wasm parts by name, without their ending
 * @property {string} script around the main part
 * @property {string} loader of the other parts
 * @property {Record<string, string[]>} downloads names of parts by download
 * @property {string} style
 */

/**
 * @param {Made} made
 * @returns {{ files: Map<string, Buffer | string>, hashes: Record<string, string> }} what lies in pkg/, and the hashes by
 *   the words under which the server looks for them
 */
export function named({ wasm, script, loader, downloads, style }) {
  const files = new Map();
  const parts = new Map();
  for (const [part, content] of wasm) {
    parts.set(part, `${part}.${hash(content)}`);
    files.set(`${parts.get(part)}.wasm`, content);
  }
  for (const [part, name] of parts) {
    if (part !== NAME) loader = replaced(loader, `"./${part}.wasm"`, `"./${name}.wasm"`);
  }

  // The two scripts import each other, so neither name can be made of a content that holds the other: both are made of
  // both contents. The main part asks for the loader by its old name, which stays a key in the script around it.
  const scripts = hash(script + loader);
  const importing = (text, stem) => replaced(text, `from"./${stem}.js"`, `from"./${stem}.${scripts}.js"`);
  files.set(`${NAME}.${scripts}.js`, importing(script, "__wasm_split"));
  files.set(`__wasm_split.${scripts}.js`, importing(loader, NAME));

  const list = Object.entries(downloads).map(([download, needed]) => [download, needed.map((part) => parts.get(part))]);
  const manifest = JSON.stringify(Object.fromEntries(list));
  const hashes = { js: scripts, wasm: hash(wasm.get(NAME)), css: hash(style), manifest: hash(manifest), split: scripts };
  files.set(`${NAME}.${hashes.css}.css`, style);
  files.set(`__wasm_split_manifest.${hashes.manifest}.json`, manifest);
  return { files, hashes };
}

/** @param {Buffer | string} content */
function hash(content) {
  return createHash("sha256").update(content).digest("base64url").slice(0, 22);
}

/** The text with other words in place of those that it must hold. */
function replaced(text, words, others) {
  if (!text.includes(words)) throw new Error(`the script does not hold ${words}`);
  return text.replaceAll(words, others);
}
