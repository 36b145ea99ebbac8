/** The style as the server takes it apart (server/src/site.rs). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { style } from "../style.mjs";

test("what only officials and workers need stands last, and all of it", async () => {
  const layers = [...(await style()).matchAll(/@layer (\w+)\{/g)].map(([, layer]) => layer);
  const first = layers.indexOf("office");
  assert.deepEqual(new Set(layers.slice(0, first)), new Set(["tokens", "base", "layout", "controls", "feedback", "pages", "print"]));
  assert.deepEqual(new Set(layers.slice(first)), new Set(["office"]));
});
