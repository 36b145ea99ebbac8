/**
 * Writes into a loader that the memory of its WASM stands in `window.__wasm_memory`, where the harness counts it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const file = process.argv[2];
const loader = readFileSync(file, "utf8");
const shown = loader.replace(/([\w$]+)=[\w$]+\.exports,/, "$&self.__wasm_memory=$1.memory,");
if (shown === loader) throw new Error(`${file} has another shape than this script knows`);
writeFileSync(file, shown);
writeFileSync(`${file}.br`, brotliCompressSync(shown));
writeFileSync(`${file}.gz`, gzipSync(shown));
