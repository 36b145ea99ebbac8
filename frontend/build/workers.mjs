/**
 * Builds the service workers, sw.js and family-sw.js: each bundle with the list of files that its pages need without signal.
 */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { injectManifest } from "workbox-build";

import { FAMILY_FRAMES, FIELD_FRAMES } from "../service-worker/src/addresses.js";
import { FAMILY, FIELD, files } from "./files.mjs";
import { BROWSERS, root, target } from "./settings.mjs";

/** @param {string} site where everything that they keep is already */
export async function workers(site) {
  // All divisions: a route of the server, whose address changes with its content.
  const divisions = await readFile(join(root, "app/domain/data/divisions.address"), "utf8");
  await make(site, "sw.js", { pages: FIELD, besides: [divisions.trim()], frames: FIELD_FRAMES });
  await make(site, "family-sw.js", { pages: FAMILY, besides: [], frames: FAMILY_FRAMES });
}

/**
 * @param {string} site
 * @param {string} name of the source and of what is made of it
 * @param {{ pages: { downloads: string[], always: string[] }, besides: string[], frames: string[] }} kept what it keeps:
 *   files of the site, addresses that change with their content, and the pages that name the files
 */
async function make(site, name, { pages, besides, frames }) {
  const [bundle, built] = [join(target, "worker", name), join(site, name)];
  await build({
    entryPoints: [join(root, "frontend/service-worker/src", name)],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: "iife",
    target: BROWSERS,
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
  const kilobytes = (bytes) => Math.ceil(bytes / 1024);
  console.log(`[build] ${name}: ${kilobytes((await readFile(built)).length)} KB, keeps ${count} files of ${kilobytes(size)} KB`);
}
