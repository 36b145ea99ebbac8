import assert from "node:assert/strict";
import { test } from "node:test";
import { FAULTS, schedule } from "./faults.js";

const drawn = (options, count) => Array.from({ length: count }, schedule(options));

test("the same seed gives the same faults, another seed others", () => {
  assert.deepEqual(drawn({ seed: 7 }, 200), drawn({ seed: 7 }, 200));
  assert.notDeepEqual(drawn({ seed: 7 }, 200), drawn({ seed: 8 }, 200));
});

test("every fault comes, and about as often as was asked", () => {
  const thousand = drawn({ seed: 1, share: 0.6 }, 1_000);
  assert.deepEqual(new Set(thousand), new Set([undefined, ...FAULTS]));
  const suffered = thousand.filter(Boolean).length;
  assert.ok(suffered > 540 && suffered < 660, `${suffered}`);
});

test("a fault that does not exist is refused", () => {
  assert.throws(() => schedule({ seed: 1, faults: ["rain"] }), /rain/);
});
