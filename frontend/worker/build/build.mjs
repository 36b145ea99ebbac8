/**
 * Builds the service workers, target/site/sw.js and target/site/family-sw.js: each bundle with the list of files that its
 * pages need without signal, and its .br and .gz beside it. Runs after everything else of the site is there.
 */

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { injectManifest } from "workbox-build";

import { FAMILY_FRAMES, FIELD_FRAMES } from "../src/addresses.js";
import { FAMILY, FIELD, files } from "./files.mjs";

const worker = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(worker, "../../target");
const site = process.env.TONGCE_SITE ?? join(target, "site");
// All divisions: a route of the server, whose address changes with its content.
const divisions = await readFile(join(worker, "../../app/domain/data/divisions.address"), "utf8");

await mkdir(join(target, "worker"), { recursive: true });
await make("sw.js", { pages: FIELD, besides: [divisions.trim()], frames: FIELD_FRAMES });
await make("family-sw.js", { pages: FAMILY, besides: [], frames: FAMILY_FRAMES });

/**
 * @param {string} name of the source and of what is made of it
 * @param {{ pages: { downloads: string[], always: string[] }, besides: string[], frames: string[] }} kept what it keeps:
 *   files of the site, addresses that change with their content, and the pages that name the files
 */
async function make(name, { pages, besides, frames }) {
  const [bundle, built] = [join(target, "worker", name), join(site, name)];
  await build({
    entryPoints: [join(worker, "src", name)],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: "iife",
    // The oldest browser that the WASM runs in (Cargo.toml, browserquery).
    target: "chrome78",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const { count, size, warnings } = await injectManifest({
    swSrc: bundle,
    swDest: built,
    globDirectory: site,
    globPatterns: await files(site, pages),
    // Their names carry a hash of their content.
    dontCacheBustURLsMatching: /^pkg\//,
    maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
    manifestTransforms: [
      (entries) => {
        const manifest = entries.map((entry) => ({ ...entry, url: `/${entry.url}` }));
        manifest.push(...besides.map((url) => ({ url, revision: null, size: 0 })));
        manifest.sort((one, other) => (one.url < other.url ? -1 : 1));
        // These pages name the files, so they change when those do.
        const revision = createHash("sha256").update(JSON.stringify(manifest)).digest("hex").slice(0, 20);
        return { manifest: [...manifest, ...frames.map((url) => ({ url, revision, size: 0 }))], warnings: [] };
      },
    ],
  });
  if (warnings.length > 0) throw new Error(warnings.join("\n"));
  const text = await readFile(built);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${built}.br`, await promisify(brotliCompress)(text, { params: quality }));
  await writeFile(`${built}.gz`, await promisify(gzip)(text, { level: 9 }));
  const kilobytes = (bytes) => Math.ceil(bytes / 1024);
  console.log(`[build] ${name}: ${kilobytes(text.length)} KB, keeps ${count} files of ${kilobytes(size)} KB`);
}
