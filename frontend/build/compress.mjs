/** Writes a .br and a .gz beside each file that becomes smaller by it. */

import { copyFile, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;

const KINDS = {
  br: (content) => {
    const params = { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: content.length };
    return promisify(brotliCompress)(content, { params });
  },
  gz: (content) => promisify(gzip)(content, { level: 9 }),
};

/**
 * @param {string} folder all files below it
 * @param {string} last the folder of the last build: what did not change is taken from there
 */
export async function compress(folder, last) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  await Promise.all(files.map((file) => beside(file, join(last, file.slice(folder.length)))));
}

/** @param {string} file @param {string} earlier the same file of the last build, if there was one */
async function beside(file, earlier) {
  const content = await readFile(file);
  const same = await readFile(earlier).then((other) => other.equals(content), () => false);
  for (const [kind, small] of Object.entries(KINDS)) {
    if (same && (await copied(`${earlier}.${kind}`, `${file}.${kind}`))) continue;
    const made = await small(content);
    if (made.length < content.length) await writeFile(`${file}.${kind}`, made);
  }
}

async function copied(from, to) {
  return copyFile(from, to).then(() => true, () => false);
}
