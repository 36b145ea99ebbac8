/**
 * Which parts of the WASM each download (`lazy`, `wasm_split` in the code) consists of, read from the script that the
 * splitter writes to load them: its library knows, its program does not say.
 */

const CHUNK = /const (__chunk_\d+) = makeLoad\(([^]*?), \[\]\);/g;
const DOWNLOAD = /export const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\(([^]*?), \[([^\]]*)\]\)\);/g;
const FILE = /new URL\("\.\/(\w+)\.wasm"/;

/**
 * @param {string} loader the splitter's script, as it wrote it
 * @param {string[]} parts names of the files that it cut, without their ending
 * @returns {Record<string, string[]>} names of files by download, those that several share first
 */
export function downloads(loader, parts) {
  const file = (code) => FILE.exec(code)?.[1] ?? [];
  const chunks = new Map([...loader.matchAll(CHUNK)].map(([, chunk, code]) => [chunk, file(code)]));
  const found = [...loader.matchAll(DOWNLOAD)].map(([, name, code, shared]) => {
    const needed = shared.split(", ").filter(Boolean).map((chunk) => chunks.get(chunk));
    return [name, [...needed, file(code)].flat()];
  });
  const named = new Set(found.flatMap(([, files]) => files));
  const unknown = [...named].filter((name) => !parts.includes(name));
  const missed = parts.filter((name) => !named.has(name));
  if (named.has(undefined) || unknown.length > 0 || missed.length > 0) {
    throw new Error(`the splitter's loader has another shape than this script knows (${[...unknown, ...missed].join(", ")})`);
  }
  return Object.fromEntries(found.sort(([one], [other]) => (one < other ? -1 : 1)));
}
