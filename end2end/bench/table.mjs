/**
 * The figures of a run as a Markdown table, one column a page.
 */
import { readFileSync } from "node:fs";

const results = [JSON.parse(readFileSync(process.argv[2], "utf8"))].flat();
const whole = (value) => (typeof value === "number" ? Math.round(value).toLocaleString("en") : "–");
const one = (value) => (typeof value === "number" ? value.toFixed(1) : "–");
const both = (first, second) => (first == null ? "–" : `${whole(first)} / ${whole(second)}`);

const ROWS = [
  ["first contentful paint, ms", ({ medians }) => whole(medians.cold.fcp)],
  ["first field visible / rules running, ms", ({ medians }) => both(medians.cold.fieldVisible, medians.cold.ready)],
  ["first field shows typing with rules, ms", ({ medians }) => whole(medians.interact?.interactive?.interactive)],
  ["transfer, KB", ({ medians }) => whole(medians.bytes.total / 1000)],
  ["main thread blocked, ms", ({ medians }) => whole(medians.cold.blockingTotal)],
  ["keystroke median / p95, ms", ({ pooled }) => both(pooled.keyMedian, pooled.keyP95)],
  ["ID field: leaving it, main-thread work, ms", ({ medians }) => whole(medians.interact?.keys2?.commitTaskMs)],
  ["choice shows dependents median / p95, ms", ({ pooled }) => both(pooled.toggleMedian, pooled.toggleP95)],
  ["script heap / WASM memory, MB", ({ medians }) => `${one(medians.mem.heapMB)} / ${one(medians.mem.wasmMB)}`],
  ["second visit ready, ms", ({ medians }) => whole(medians.warm1.ready)],
  ["offline", ({ medians }) => (medians.offline?.works === true ? "yes" : "no")],
];

console.log(`| | ${results.map(({ label }) => label).join(" | ")} |`);
console.log(`| --- |${results.map(() => " --- |").join("")}`);
for (const [name, show] of ROWS) console.log(`| ${name} | ${results.map(show).join(" | ")} |`);
