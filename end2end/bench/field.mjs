/**
 * A worker's page under load: 500 drafts and 2,000 children of the village on the phone, at a quarter of this
 * machine's speed. Prints keystroke to paint (p50, p95), opening a draft, memory. Run: node bench/field.mjs
 * With --within it fails when a figure is over its limit three times in a row, as `make budget` runs it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "../support/browser.js";
import { execute, rows } from "../support/database.js";
import { atHome, begin, child, director, finish, household, Phone, takeDown, unlock, walk } from "../support/fieldwork.js";
import { environment, makeTemplate, program, Server } from "../support/server.js";

const DRAFTS = Number(process.env.TONGCE_BENCH_DRAFTS ?? 500);
const CHILDREN = Number(process.env.TONGCE_BENCH_CHILDREN ?? 2_000);
const SLOWER = Number(process.env.TONGCE_BENCH_SLOWER ?? 4);
const VILLAGE = "120104001001";
/** Milliseconds from a key to the paint (95 of 100), milliseconds to open a draft, megabytes of the page. */
const LIMITS = { keystroke: 50, opening: 300, memory: 60 };
const TRIES = process.argv.includes("--within") ? 3 : 1;
/** Figures that stayed over their limit. */
const over = [];

/** Prints what is measured; again, with --within, while it is over the limit, because others may use the machine too. */
async function within(name, limit, measure) {
  for (let tries = 1; ; tries += 1) {
    const { value, words } = await measure();
    console.log(`${name}: ${words}`);
    if (value < limit) return;
    if (tries >= TRIES) return over.push(`${name}: ${value.toFixed(0)}, limit ${limit}`);
  }
}

/** Types the keys and gives the figures of it. */
async function strokes(page, input, keys) {
  const all = await typing(page, input, keys);
  const value = percentile(all, 95);
  return { value, words: `p50 ${percentile(all, 50)} ms, p95 ${value} ms (${all.length} keys)` };
}

/** The value below which so many hundredths of them lie. */
function percentile(values, hundredth) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * hundredth) / 100) - 1)];
}

/** A template whose village has so many children. */
function village(folder) {
  makeTemplate(folder);
  const words = ["seed", "--records", String(CHILDREN * 30), "--seed", "1", "--as-of", "2026-11-21"];
  const done = spawnSync(program, words, { env: environment(folder, 3000), encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  const server = { database: join(folder, "tongce.sqlite") };
  execute(
    server,
    `UPDATE record SET township_code = '${VILLAGE.slice(0, 9)}', village_code = '${VILLAGE}' WHERE county_code = '120104'
     AND id IN (SELECT id FROM record WHERE county_code = '120104' ORDER BY village_code = '${VILLAGE}' DESC LIMIT ${CHILDREN})`,
  );
  return Number(rows(server, "SELECT COUNT(*) FROM record WHERE village_code = ?", [VILLAGE])[0][0]);
}

/** Begins drafts from the household's page. Runs in the page. */
async function drafts(count) {
  const until = async (find) => {
    for (let tries = 0; tries < 2_000; tries += 1) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`stuck at ${location.pathname}`);
  };
  const named = (kind, name) => [...document.querySelectorAll(kind)].find((one) => one.textContent.trim() === name);
  for (let number = 0; number < count; number += 1) {
    // After a child that is finished the button says so.
    (await until(() => named("button", "登记一个孩子") ?? named("button", "登记下一个孩子"))).click();
    (await until(() => named("a", "不同意，不登记"))).click();
  }
  await until(() => named("button", "登记一个孩子"));
}

/** Keystroke to paint, in milliseconds, of each letter; those that the browser does not list took less than 16. */
async function typing(page, input, letters) {
  await input.click();
  await page.evaluate(() => {
    window.seen = new Map();
    window.observer = new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) window.seen.set(interactionId, Math.max(window.seen.get(interactionId) ?? 0, duration));
      }
    });
    window.observer.observe({ type: "event", durationThreshold: 16 });
  });
  for (const letter of letters) {
    await page.keyboard.press(letter);
    await page.waitForTimeout(120);
  }
  await page.waitForTimeout(500);
  const listed = await page.evaluate(() => [...window.seen.values()]);
  return [...listed, ...Array(Math.max(0, letters.length - listed.length)).fill(16)];
}

/** Keeps the memories of all WASM where they can be measured. Runs in the page, before everything else. */
function remember() {
  window.memories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...given) => {
      const made = await real(...given);
      const { memory } = (made.instance ?? made).exports;
      if (memory) window.memories.add(memory);
      return made;
    };
  }
}

/** From the finger to the screen of questions, painted. */
function opening(page) {
  return page.evaluate(async () => {
    const link = [...document.querySelectorAll("main li a[href^='/field/entry/']")].at(-1);
    const begun = performance.now();
    link.click();
    while (!document.querySelector("form input[name], form select[name]")) await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - begun;
  });
}

const folder = mkdtempSync(join(tmpdir(), "tongce-bench-"));
let server;
let phone;
try {
  const children = village(folder);
  server = await Server.on(folder);
  phone = new Phone(server.url, { browser: chromium() });
  const first = await phone.start();
  const began = Date.now();
  await begin(first, director);
  console.log(`first day on the phone with ${children} children of the village: ${Date.now() - began} ms`);
  await household(first, "陈建国");
  await takeDown(first, child(1));
  await finish(first);
  await first.evaluate(drafts, DRAFTS);
  await phone.close();

  const page = await phone.start();
  await phone.context.addInitScript(remember);
  await page.reload();
  const tools = await phone.context.newCDPSession(page);
  await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const locked = Date.now();
  await unlock(page, director);
  await atHome(page);
  console.log(`unlocking with ${DRAFTS} drafts and ${children} children: ${Date.now() - locked} ms`);

  await walk(page, /^没写完的草稿/);
  await within("opening a draft", LIMITS.opening, async () => {
    const opened = [];
    for (let times = 0; times < 10; times += 1) {
      opened.push(await opening(page));
      await page.getByRole("link", { name: "走访首页" }).click();
      await page.getByRole("link", { name: /^没写完的草稿/ }).click();
      await page.locator("main li a").first().waitFor();
    }
    const value = Math.max(...opened);
    return { value, words: `p50 ${percentile(opened, 50).toFixed(0)} ms, most ${value.toFixed(0)} ms` };
  });

  await page.locator("main li a[href^='/field/entry/']").last().click();
  await page.getByLabel("谁同意的？").fill("妈妈");
  await page.getByRole("button", { name: "同意了，开始登记" }).click();
  await page.waitForURL((url) => url.pathname.includes("/ask-"));
  const detail = page.locator('input[name="current_address.detail"], input[name="hukou_address.detail"]').first();
  await detail.waitFor();
  const keys = Array.from({ length: 80 }, (_, at) => "abcdefghij0123456789"[at % 20]);
  await within("keystroke to paint in a form", LIMITS.keystroke, () => strokes(page, detail, keys));

  await walk(page, /^本村（社区）的孩子/);
  const search = page.getByLabel("找孩子");
  await within(`keystroke to paint in the search of ${children} children`, LIMITS.keystroke, () =>
    strokes(page, search, keys.slice(0, 30)),
  );

  await tools.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await tools.send("Runtime.getHeapUsage");
  const wasm = await page.evaluate(() => [...window.memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  const parts = [usedSize, embedderHeapUsedSize ?? 0, backingStorageSize ?? 0, wasm];
  await within("memory", LIMITS.memory, () => {
    const [scripts, document, buffers, code] = parts.map(megabytes);
    const words = `scripts ${scripts} MB, document ${document} MB, buffers ${buffers} MB, WASM ${code} MB`;
    return { value: parts.reduce((sum, part) => sum + part, 0) / 1e6, words };
  });
  if (over.length > 0) {
    console.error(`OVER THE LIMIT\n${over.join("\n")}`);
    process.exitCode = 1;
  }
} finally {
  await phone?.remove();
  await server?.remove();
  rmSync(folder, { recursive: true, force: true });
}
