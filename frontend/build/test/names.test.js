/** Files are named by a hash of their content, and name each other so. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { named } from "../names.mjs";

function made(changes = {}) {
  return {
    wasm: new Map([["split_field", Buffer.from("field")], ["tongce", Buffer.from("main")]]),
    script: `import*as one from"./__wasm_split.js";import*as two from"./__wasm_split.js";export const imports={"./__wasm_split.js":two};`,
    loader: `import{initSync as i}from"./tongce.js";export const load=()=>fetch(new URL("./split_field.wasm",import.meta.url));`,
    downloads: { field: ["split_field"] },
    style: "a{color:red}",
    ...changes,
  };
}

test("files name each other by their hashes, and the key that the WASM asks for stays", () => {
  const { files, hashes } = named(made());
  const text = (name) => String(files.get(name));
  const part = [...files.keys()].find((name) => name.startsWith("split_field."));
  assert.equal(text(`tongce.${hashes.wasm}.wasm`), "main");
  assert.equal(text(`tongce.${hashes.js}.js`).split(`from"./__wasm_split.${hashes.split}.js"`).length, 3);
  assert.ok(text(`tongce.${hashes.js}.js`).includes(`{"./__wasm_split.js":two}`));
  assert.ok(text(`__wasm_split.${hashes.split}.js`).includes(`from"./tongce.${hashes.js}.js"`));
  assert.ok(text(`__wasm_split.${hashes.split}.js`).includes(`"./${part}"`));
  assert.deepEqual(JSON.parse(text(`__wasm_split_manifest.${hashes.manifest}.json`)), { field: [part.replace(".wasm", "")] });
  assert.equal(text(`tongce.${hashes.css}.css`), "a{color:red}");
});

test("a name changes with all that its file names, and with nothing else", () => {
  const before = named(made()).hashes;
  const part = named(made({ wasm: new Map([["split_field", Buffer.from("other")], ["tongce", Buffer.from("main")]]) })).hashes;
  assert.equal(part.wasm, before.wasm);
  for (const what of ["js", "split", "manifest"]) assert.notEqual(part[what], before[what], what);
  assert.deepEqual(named(made({ style: "b{}" })).hashes, { ...before, css: named(made({ style: "b{}" })).hashes.css });
});

test("a script of another shape stops the build", () => {
  assert.throws(() => named(made({ script: "export {}" })), /does not hold/);
});
