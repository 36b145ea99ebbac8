/** Which parts each download consists of, read from the splitter's loader. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { downloads } from "../downloads.mjs";

const fetcher = (part) => `() => {
    const src = fetch(new URL("./${part}.wasm", import.meta.url));
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
`;

const LOADER = `import { initSync } from "./tongce.js";

/* family, field */
const __chunk_1 = makeLoad(${fetcher("chunk_1_ab")}, []);
/* field, office */
const __chunk_2 = makeLoad(() => async (_imp) => ({}), []);
export const __wasm_split_load_field = wrapAsyncCb(makeLoad(${fetcher("split_field")}, [__chunk_1, __chunk_2]));
export const __wasm_split_load_family = wrapAsyncCb(makeLoad(${fetcher("split_family")}, [__chunk_1]));
export const __wasm_split_load_office = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), [__chunk_2]));
`;
const PARTS = ["chunk_1_ab", "split_family", "split_field"];

test("a download is its own part and those that it shares, and empty ones have no file", () => {
  assert.deepEqual(downloads(LOADER, PARTS), {
    family: ["chunk_1_ab", "split_family"],
    field: ["chunk_1_ab", "split_field"],
    office: [],
  });
});

test("a loader that names other files than were cut stops the build", () => {
  assert.throws(() => downloads(LOADER, [...PARTS, "split_more"]), /split_more/);
  assert.throws(() => downloads(LOADER, PARTS.slice(1)), /chunk_1_ab/);
  assert.throws(() => downloads(LOADER.replaceAll("wrapAsyncCb", "wrapped"), PARTS), /another shape/);
});
