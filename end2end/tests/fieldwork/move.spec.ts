/**
 * Two phones of one worker: what one exported and the other takes over is there once, and what was typed wins.
 */
import type { Page } from "@playwright/test";
import { fit } from "../../support/accessible.js";
import { begin, director, exported, imported, unlock, walk } from "../../support/fieldwork.js";
import { expect, test } from "../../support/test";

/** How many entries came back to this phone. */
async function back(page: Page) {
  await walk(page);
  return Number((await page.getByRole("link", { name: /^要您改的登记/ }).innerText()).match(/\d+/)?.[0]);
}

/** Addresses of the entries that are not finished. */
async function entries(page: Page) {
  await walk(page, /^要您改的登记/);
  await expect(page.getByRole("heading", { name: "没写完的登记" })).toBeVisible();
  const lines = await page.locator('main a[href^="/field/entry/"]').all();
  return Promise.all(lines.map(async (line) => ({ address: String(await line.getAttribute("href")), words: await line.innerText() })));
}

/** Types the name of the school in an entry that came back. */
async function type(page: Page, address: string, school: string) {
  await page.goto(`${address}/schooling`);
  await unlock(page, director);
  await page.locator('input[name="school_name"]').fill(school);
  await expect(page.getByText("已存在这部手机上")).toBeVisible();
}

test("what came back on both phones is taken over once, and what was typed wins over what nobody touched", async ({ newPhone, server }) => {
  const [old, other] = [newPhone(), newPhone()];
  const from = await old.start();
  await begin(from, director);
  // The demonstration has returned records of this village.
  const count = await back(from);
  expect(count).toBeGreaterThan(0);
  const school = '[name="school_name"]';
  let mended = "";
  for (const { address } of await entries(from)) {
    await from.goto(`${address}/schooling`);
    await unlock(from, director);
    await expect(from.getByRole("link", { name: "走访首页" })).toBeVisible({ timeout: 20_000 });
    if (await from.locator(school).isVisible()) mended = address;
    if (mended) break;
  }
  expect(mended, "a returned record of a child at school").not.toBe("");
  await type(from, mended, "示例村第一小学");
  const name = (await entries(from)).find(({ address }) => address === mended)!.words.split(/\s/)[0];
  const first = await exported(from);

  const to = await other.start();
  await begin(to, director);
  expect(await back(to)).toBe(count);
  expect(await imported(to, first)).toContain("导入了：1份没写完的登记");
  await fit(to, "a phone that took another over");
  expect(await imported(to, first)).toMatch(/没有新的。$/);
  expect(await back(to)).toBe(count);
  // The server does not give it again either.
  await to.getByRole("button", { name: "现在同步" }).click();
  await expect(to.getByText("同步过")).toBeVisible();
  expect(await back(to)).toBe(count);
  const there = (await entries(to)).filter(({ words }) => words.startsWith(name));
  expect(there.map(({ address }) => address)).toContain(mended);
  await type(to, mended, "示例村第二小学");

  // Both phones typed: what is on this one stays, and it is told.
  await type(from, mended, "示例村第三小学");
  const words = await imported(to, await exported(from));
  expect(words).toContain("有1份两部手机上填的不一样");
  expect(await back(to)).toBe(count);
  await to.goto(`${mended}/schooling`);
  await unlock(to, director);
  await expect(to.locator(school)).toHaveValue("示例村第二小学");
});
