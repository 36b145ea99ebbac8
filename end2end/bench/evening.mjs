/**
 * A worker's evening: a thousand messages that wait on the phone go out when the server is back. Prints how long it
 * takes from the network's return until the phone says that everything is there. Run: node bench/evening.mjs
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "../support/browser.js";
import { visits } from "../soak/flaky-line.js";
import { begin, director, household, outbox, Phone, sendNow } from "../support/fieldwork.js";
import { stored, wrongs } from "../support/stored-messages.js";
import { makeTemplate, Server } from "../support/server.js";
import { messages } from "../support/stores.js";

const MESSAGES = Number(process.env.TONGCE_BENCH_MESSAGES ?? 1_000);

const folder = mkdtempSync(join(tmpdir(), "tongce-bench-"));
let server;
let phone;
try {
  makeTemplate(folder);
  server = await Server.on(folder);
  phone = new Phone(server.url, { browser: chromium() });
  const page = await phone.start();
  await begin(page, director);
  await household(page, "陈建国");
  await server.kill();
  await page.evaluate(visits, { count: MESSAGES, pause: 0 });
  const { waiting } = await messages(page);
  await server.start();

  await outbox(page);
  const began = Date.now();
  await sendNow(page, 120_000);
  const took = Date.now() - began;

  const { answered } = await messages(page);
  const ids = new Set(answered.map(({ id }) => id));
  const twice = [...stored(server, ids).values()].filter(({ times }) => times !== 1);
  const faults = wrongs(server, { sent: ids, acknowledged: ids });
  if (faults.length > 0 || twice.length > 0) throw new Error(JSON.stringify([faults, twice]));
  console.log(`${waiting.length} messages out: ${took} ms, each there once`);
} finally {
  await phone?.remove();
  await server?.remove();
  rmSync(folder, { recursive: true, force: true });
}
