/**
 * The search of a browser's profile finds what is there: only then does it mean something when it finds nothing.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium as playwright, expect, test } from "@playwright/test";
import { chromium, flags } from "../../support/browser.js";
import { search } from "../../support/profile.js";

const WORDS = ["欧阳小明", "12010420150230001X"];

/** Writes clear records, the words in every one: enough of them to be moved out of the log and compressed. */
async function write(words: string[]) {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const opening = indexedDB.open("clear", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("records");
  const database = await done(opening);
  for (let batch = 0; batch < 40; batch += 1) {
    const transaction = database.transaction("records", "readwrite", { durability: "strict" });
    const finished = new Promise((resolve) => (transaction.oncomplete = resolve));
    for (let number = 0; number < 50; number += 1) {
      const text = JSON.stringify({ number, note: "情况良好。".repeat(400), child: words[0], paper: words[1] });
      transaction.objectStore("records").put({ text, words, batch }, batch * 50 + number);
    }
    await finished;
  }
}

test("names and numbers that lie open in a profile are found, wherever Chromium puts them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tongce-profile-"));
  const site = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>"));
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  try {
    const options = { executablePath: chromium(), args: flags };
    const browser = await playwright.launchPersistentContext(folder, options);
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const before = search(folder, WORDS);
    expect(before.found).toEqual([]);
    expect(before.files).toBeGreaterThan(20);
    await page.evaluate(write, WORDS);
    await browser.close();
    const { found } = search(folder, WORDS);
    const tables = found.filter((one) => one.file.endsWith(".ldb"));
    for (const word of WORDS) expect(tables.map((one) => one.word)).toContain(word);
  } finally {
    site.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
