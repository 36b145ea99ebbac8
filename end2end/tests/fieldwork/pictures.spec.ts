/**
 * What goes with a declaration besides its answers: a signature on the canvas, photographs of documents. And what a
 * worker does with the phone itself: carries its content to another, clears it, puts the pages on the home screen.
 */
import type { Page } from "@playwright/test";
import {
  atHome, begin, consent, director, exported, finish, household, imported, OWN, takeDown, unlock,
} from "../../support/fieldwork.js";
import { fit } from "../../support/accessible.js";
import { rows } from "../../support/database.js";
import { migrant } from "../../support/families.js";
import { screen } from "../../support/form.js";
import { open, signIn } from "../../support/official.js";
import { stored } from "../../support/stored-messages.js";
import { keys } from "../../support/stores.js";
import { expect, test } from "../../support/test";

const LARGEST = 300 * 1024;

/** A photograph as a phone's camera takes it: large, and with so much in it that it hardly compresses. */
async function photograph(page: Page) {
  const address = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2400, 1800];
    const pen = canvas.getContext("2d")!;
    const pixels = pen.createImageData(canvas.width, canvas.height);
    for (let at = 0; at < pixels.data.length; at += 4) {
      const grey = Math.random() * 255;
      pixels.data.set([grey, grey, grey, 255], at);
    }
    pen.putImageData(pixels, 0, 0);
    return canvas.toDataURL("image/jpeg", 0.9);
  });
  return { name: "hukou.jpg", mimeType: "image/jpeg", buffer: Buffer.from(address.split(",")[1], "base64") };
}

/** Signs on the canvas. */
async function sign(page: Page) {
  const canvas = page.getByRole("img", { name: "签字的地方" });
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(0.2, 0.3));
  await page.mouse.down();
  for (const [x, y] of [[0.4, 0.7], [0.6, 0.3], [0.8, 0.7]]) await page.mouse.move(...at(x, y), { steps: 5 });
  await page.mouse.up();
}

/** From the household's page to the last look, with a signature. */
async function takeDownSigned(page: Page) {
  const family = migrant();
  await page.getByRole("button", { name: "登记一个孩子" }).click();
  await page.getByLabel("谁同意的？").fill("妈妈");
  await page.getByLabel("家长在屏幕上签字").check();
  // Nothing is drawn yet.
  await page.getByRole("button", { name: "同意了，开始登记" }).click();
  await expect(page.getByText("请家长在框里签上自己的名字")).toBeVisible();
  await sign(page);
  await expect(page.getByText("已签字", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "重写" }).click();
  await expect(page.getByText("还没有签字", { exact: true })).toBeVisible();
  await sign(page);
  await fit(page);
  await page.getByRole("button", { name: "同意了，开始登记" }).click();
  await page.waitForURL((url) => url.pathname.includes("/ask-"));
  for (const answers of Object.values(family.screening)) await screen(page, answers);
  await page.waitForURL((url) => !url.pathname.includes("/ask-"));
  for (let screens = 0; screens < 40; screens += 1) {
    const name = new URL(page.url()).pathname.split("/").at(-1)!;
    if (name === "check") return;
    await screen(page, { ...family.sections[name], ...OWN[name] });
  }
  throw new Error("the form does not end");
}

/** Photographs a page of a document on the last look. */
async function shoot(page: Page, count: number) {
  await page.locator("#photo").setInputFiles(await photograph(page));
  await expect(page.locator(".thumbnails img")).toHaveCount(count, { timeout: 30_000 });
}

const pictures = async (page: Page) => (await keys(page, "drawers")).filter((key) => key.includes("/pictures/"));

test("a signature and photographs follow the answers, each small enough, and leave the phone with them", async ({ account, newPhone, official, server }) => {
  const phone = newPhone();
  const page = await phone.start();
  await begin(page, director);
  await household(page, "陈建国");
  await takeDownSigned(page);
  await shoot(page, 1);
  await shoot(page, 2);
  await page.getByRole("button", { name: "删掉第2张照片" }).click();
  await expect(page.locator(".thumbnails img")).toHaveCount(1);
  const address = (await page.locator(".thumbnails img").getAttribute("src"))!;
  expect(address).toMatch(/^data:image\/(webp|jpeg);base64,/);
  const bytes = Buffer.from(address.split(",")[1], "base64").length;
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(LARGEST);
  await fit(page);
  expect(await pictures(page)).toHaveLength(2);

  await finish(page);
  expect(await pictures(page)).toEqual([]);
  const kept = () =>
    rows(server, "SELECT a.shows, a.media_type, length(a.sealed), s.id IS NOT NULL FROM attachment a LEFT JOIN submission s ON s.id = a.submission_id ORDER BY a.shows");
  await expect.poll(() => kept().length, { timeout: 60_000 }).toBe(2);
  const [document, signature] = kept();
  expect(document[0]).toBe("document_page");
  expect(Number(document[2])).toBeGreaterThan(bytes);
  expect(signature.slice(0, 2)).toEqual(["signature", "image/png"]);
  expect([document[3], signature[3]]).toEqual([1, 1]);

  // The township sees who consented and how, the signature and the page.
  const [[number]] = rows(server, "SELECT r.receipt_no FROM record r JOIN submission s ON s.record_id = r.id JOIN attachment a ON a.submission_id = s.id LIMIT 1");
  const reviewer = await official();
  await signIn(reviewer, account("changhong"));
  await open(reviewer, String(number));
  const shown = reviewer.locator("#pictures details");
  await expect(shown).toHaveCount(2);
  for (const one of await shown.all()) {
    await one.locator("summary").click();
    await expect.poll(() => one.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  }
  await fit(reviewer, "an entry with its pictures");
});

test("a draft with its pictures moves to another phone, and only under its passcode", async ({ newPhone }) => {
  const [old, fresh] = [newPhone(), newPhone()];
  const from = await old.start();
  await begin(from, director);
  await household(from, "陈建国");
  await takeDown(from, migrant());
  await shoot(from, 1);
  const file = await exported(from);

  const to = await fresh.start();
  await begin(to, director, "qing-cao-58-hua");
  expect(await imported(to, Buffer.from("PK\u0003\u0004"))).toContain("这不是童册的备份文件");
  expect(await imported(to, file, "qing-cao-58-hua")).toContain("口令不对。要填导出这个文件时");
  expect(await imported(to, file)).toMatch(/1份没写完的登记（连同1张照片）/);
  await fit(to);
  expect(await imported(to, file)).toMatch(/没有新的。$/);

  await to.getByRole("link", { name: "走访首页" }).click();
  await to.getByRole("link", { name: "没写完的草稿" }).click();
  const entry = await to.getByRole("link", { name: migrant().name }).getAttribute("href");
  await to.goto(`${entry}/check`);
  await unlock(to, director, "qing-cao-58-hua");
  await expect(to.locator(".thumbnails img")).toHaveCount(1);
});

test("clearing a phone says what goes, takes it, and still sends what was finished", async ({ newPhone, server }) => {
  const phone = newPhone();
  const page = await phone.start();
  await begin(page, director);
  await server.kill();
  await household(page, "陈建国");
  await takeDown(page, migrant());
  await finish(page);
  await consent(page);
  await page.getByRole("link", { name: "走访首页" }).click();
  await page.getByRole("link", { name: "待上传" }).click();
  await page.getByRole("link", { name: "导入备份、清除资料" }).click();
  await page.getByRole("button", { name: "清除我在这部手机上的资料" }).click();
  await expect(page.getByText(/\d+份没写完的登记（连同照片）.*写完还没上传的\d+份会留着/)).toBeVisible();
  await fit(page);
  await page.getByRole("button", { name: "不清除" }).click();
  await page.getByRole("button", { name: "清除我在这部手机上的资料" }).click();
  // What is asked once more: a download that was blocked looks like any other.
  await page.getByRole("button", { name: "清除，不能恢复" }).click();
  await expect(page.getByText("请先看看备份文件在不在")).toBeVisible();
  await page.getByLabel("备份文件我看到了，或者这些草稿不要了").check();
  await page.getByRole("button", { name: "清除，不能恢复" }).click();
  await expect(page.getByRole("heading", { name: "第一次用这部手机走访" })).toBeVisible();
  expect(await keys(page, "drawers")).toEqual([]);
  const finished = await keys(page, "outbox");
  expect(finished.length).toBeGreaterThan(0);
  await phone.close();

  await server.start();
  const evening = await phone.start("/field");
  await expect(evening.getByRole("button", { name: "打开", exact: true })).toBeVisible({ timeout: 30_000 });
  await evening.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    registration.active?.postMessage({ type: "send", urgent: true });
  });
  const once = () => [...stored(server, finished).values()].every(({ times, whole }) => times === 1 && whole);
  await expect.poll(once, { timeout: 60_000 }).toBe(true);
});

test("the way to the home screen is told until it is put away", async ({ newPhone }) => {
  const phone = newPhone();
  const page = await phone.start();
  await begin(page, director);
  const hint = page.getByRole("region", { name: "添加到桌面" });
  await expect(hint).toBeVisible();
  await fit(page);
  await hint.getByRole("button", { name: "知道了，不再提示" }).click();
  await expect(hint).toBeHidden();
  await page.reload();
  await unlock(page, director);
  await atHome(page);
  await expect(hint).toBeHidden();
});

for (const [what, missing] of [
  ["service workers", () => { delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker; }],
  ["a database", () => { Object.defineProperty(globalThis, "indexedDB", { value: undefined, configurable: true }); }],
] as const) {
  test(`a browser without ${what} is told so, and where to work online`, async ({ official }) => {
    const page = await official();
    await page.addInitScript(missing);
    await page.goto("/field");
    await expect(page.getByRole("heading", { name: "这里不能离线工作" })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("link", { name: "联网发登记链接" })).toBeVisible();
    await fit(page);
  });
}
