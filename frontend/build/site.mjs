/**
 * Builds the phone's side: target/site with the WASM in parts, scripts, style, icons and service workers, files of pkg/
 * named by a hash of their content, a .br and a .gz beside each; and hash.txt, by which the server knows the names. The
 * site is made beside the last one and takes its place when it is whole.
 */

import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compress } from "./compress.mjs";
import { named } from "./names.mjs";
import { root, target } from "./settings.mjs";
import { style } from "./style.mjs";
import { wasm } from "./wasm.mjs";
import { workers } from "./workers.mjs";

const [site, next] = [join(target, "site"), join(target, "site.next")];

const parts = await wasm();
const { files, hashes } = named({ ...parts, style: await style() });

await rm(next, { recursive: true, force: true });
await cp(join(root, "public"), next, { recursive: true });
await mkdir(join(next, "pkg"));
for (const [name, content] of files) await writeFile(join(next, "pkg", name), content);
await workers(next);
await compress(next, site);
const lines = Object.entries(hashes).map(([what, hash]) => `${what}: ${hash}\n`);
await writeFile(join(next, "hash.txt"), lines.join(""));

await rm(site, { recursive: true, force: true });
await rename(next, site);
