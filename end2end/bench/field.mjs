/**
 * A worker's page under load: 500 drafts and 2,000 children of the village on the phone, at a quarter of this
 * machine's speed. Prints keystroke to paint (p50, p95), opening a draft, memory. Run: node bench/field.mjs
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execute, rows } from "../support/database.js";
import { atHome, begin, child, director, finish, household, Phone, takeDown, unlock, walk } from "../support/fieldwork.js";
import { environment, makeTemplate, program, Server } from "../support/server.js";

const DRAFTS = Number(process.env.TONGCE_BENCH_DRAFTS ?? 500);
const CHILDREN = Number(process.env.TONGCE_BENCH_CHILDREN ?? 2_000);
const SLOWER = Number(process.env.TONGCE_BENCH_SLOWER ?? 4);
const VILLAGE = "120104001001";

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
  phone = new Phone(server.url);
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
  const tools = await phone.context.newCDPSession(page);
  await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const locked = Date.now();
  await unlock(page, director);
  await atHome(page);
  console.log(`unlocking with ${DRAFTS} drafts and ${children} children: ${Date.now() - locked} ms`);

  await walk(page, /^没写完的草稿/);
  const opened = [];
  for (let times = 0; times < 10; times += 1) {
    opened.push(await opening(page));
    await page.getByRole("link", { name: "走访首页" }).click();
    await page.getByRole("link", { name: /^没写完的草稿/ }).click();
    await page.locator("main li a").first().waitFor();
  }
  console.log(`opening a draft: p50 ${percentile(opened, 50).toFixed(0)} ms, most ${Math.max(...opened).toFixed(0)} ms`);

  await page.locator("main li a[href^='/field/entry/']").last().click();
  await page.getByLabel("谁同意的？").fill("妈妈");
  await page.getByRole("button", { name: "同意了，开始登记" }).click();
  await page.waitForURL((url) => url.pathname.includes("/ask-"));
  const detail = page.locator('input[name="current_address.detail"], input[name="hukou_address.detail"]').first();
  await detail.waitFor();
  const keys = Array.from({ length: 80 }, (_, at) => "abcdefghij0123456789"[at % 20]);
  const strokes = await typing(page, detail, keys);
  console.log(`keystroke to paint in a form: p50 ${percentile(strokes, 50)} ms, p95 ${percentile(strokes, 95)} ms (${strokes.length} keys)`);

  await walk(page, /^本村（社区）的孩子/);
  const search = await typing(page, page.getByLabel("找孩子"), keys.slice(0, 30));
  console.log(`keystroke to paint in the search of ${children} children: p50 ${percentile(search, 50)} ms, p95 ${percentile(search, 95)} ms (${search.length} keys)`);

  await tools.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await tools.send("Runtime.getHeapUsage");
  const { result } = await tools.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await tools.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const wasm = await tools.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  console.log(
    `memory: scripts ${megabytes(usedSize)} MB, document ${megabytes(embedderHeapUsedSize ?? 0)} MB, ` +
      `buffers ${megabytes(backingStorageSize ?? 0)} MB, WASM ${megabytes(wasm.result.value)} MB`,
  );
} finally {
  await phone?.remove();
  await server?.remove();
  rmSync(folder, { recursive: true, force: true });
}
