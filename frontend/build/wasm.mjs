/**
 * The WASM and the scripts around it: compiled by cargo, cut into parts by wasm-split-cli, bound to JavaScript by
 * wasm-bindgen, made small by wasm-opt. What comes after cargo is done anew only when cargo's WASM is another one.
 */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { downloads } from "./downloads.mjs";
import { BROWSERS, NAME, root, target } from "./settings.mjs";

/** A folder of cargo's own, so that the server can be built at the same time. */
const CARGO = join(target, "front");
const COMPILED = join(CARGO, "wasm32-unknown-unknown/wasm-release/frontend.wasm");

const FOLDER = join(target, "wasm");
const [CUT, BOUND, DONE, STAMP] = ["cut", "bound", "done", "made-from"].map((name) => join(FOLDER, name));
const LOADER = join(CUT, "__wasm_split.js");

/** Besides the WASM, what its parts depend on: this file, and the scripts that say which version of a tool is taken. */
const RECIPE = [fileURLToPath(import.meta.url), ...["split", "opt"].map((tool) => join(root, `.ci/setup/wasm-${tool}.sh`))];

/**
 * A phone shows no panic's place and no debug print, so it need not download them; and a generic function made in the
 * crate that uses it is seen through, one made in a crate below is not (docs/adr/0013). The three switches are not
 * stabilised: the compiler, which rust-toolchain.toml pins, takes them only when it is told so. The splitter reads the
 * relocations that the last one leaves.
 */
const COMPILER = {
  RUSTC_BOOTSTRAP: "1",
  RUSTFLAGS: "-Zlocation-detail=none -Zfmt-debug=none -Zshare-generics=no -Clink-args=--emit-relocs",
};

/** @returns {Promise<Omit<import("./names.mjs").Made, "style">>} */
export async function wasm() {
  const cargo = ["build", "--locked", "--package=frontend", "--lib", "--target=wasm32-unknown-unknown"];
  await run("cargo", [...cargo, "--profile=wasm-release", `--target-dir=${CARGO}`], COMPILER);

  const from = createHash("sha256");
  for (const file of [COMPILED, ...RECIPE]) from.update(await readFile(file));
  const made = from.digest("hex");
  if ((await readFile(STAMP, "utf8").catch(() => "")) !== made) {
    await make();
    await writeFile(STAMP, made);
  }

  const parts = (await wasmIn(DONE)).map(async (part) => [part, await readFile(join(DONE, `${part}.wasm`))]);
  return {
    wasm: new Map(await Promise.all(parts)),
    script: await minified(join(BOUND, `${NAME}.js`)),
    loader: await minified(LOADER),
    downloads: downloads(await readFile(LOADER, "utf8"), (await wasmIn(CUT)).filter((part) => part !== NAME)),
  };
}

/** Cuts, binds and shrinks cargo's WASM. */
async function make() {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(DONE, { recursive: true });
  await run("wasm-split-cli", [COMPILED, CUT, "--target=web", `--out-name=${NAME}`]);
  // The other parts take what they need from the main one's exports, by the names that the linker gave them.
  const options = ["--target=web", "--keep-lld-exports", "--no-demangle", "--no-typescript", `--out-name=${NAME}`];
  await run("wasm-bindgen", [...options, `--out-dir=${BOUND}`, join(CUT, `${NAME}.wasm`)]);

  const cut = (await wasmIn(CUT)).filter((part) => part !== NAME);
  const waiting = [[join(BOUND, `${NAME}_bg.wasm`), NAME], ...cut.map((part) => [join(CUT, `${part}.wasm`), part])];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await shrink(...next);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

async function minified(script) {
  // wasm-bindgen names the loader once for each of its functions.
  const quiet = { logLevel: "warning", logOverride: { "duplicate-object-key": "silent" } };
  const options = { ...quiet, minify: true, format: "esm", target: BROWSERS };
  const { outputFiles } = await build({ ...options, entryPoints: [script], write: false });
  return outputFiles[0].text;
}

/** Names of the WASM in a folder, without their ending. */
async function wasmIn(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".wasm"));
  return names.map((name) => name.slice(0, -".wasm".length)).sort();
}

/** @param {string} from @param {string} part what is made of it */
async function shrink(from, part) {
  const options = ["-Oz", "--enable-bulk-memory", "--enable-nontrapping-float-to-int"];
  await run("wasm-opt", [...options, from, "-o", join(DONE, `${part}.wasm`)]);
}

/** Runs a program to its end; what it prints is seen. */
function run(program, words, environment = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, words, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...environment } });
    child.on("error", (error) => failed(new Error(`${program} does not start: ${error.message}`)));
    child.on("close", (code) => (code === 0 ? done() : failed(new Error(`${program} failed`))));
  });
}
