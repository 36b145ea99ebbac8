/**
 * A family whose connection goes: the page is closed, and opens again without one.
 */
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { fit } from "../../support/accessible.js";
import { execute, rows } from "../../support/database.js";
import { migrant } from "../../support/families.js";
import { answer, consent, hydrated, question, saved, screening, sections, submit } from "../../support/form.js";
import { search } from "../../support/profile.js";
import { keys } from "../../support/stores.js";
import { expect, test } from "../../support/test";

const name = (page: Page) => page.locator('input[name="child_name"]');

/** The pages are on the phone once their service worker has them. */
async function kept(page: Page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** What lies on the phone of declarations, by its name. */
const copies = (page: Page): Promise<string[]> => keys(page, "drafts");

test("a page that was closed without a connection opens again with what was typed, and all of it arrives", async ({ newPhone, server, village }) => {
  const phone = newPhone();
  const child = migrant();
  let page = await phone.start("");
  await page.goto(village);
  await consent(page);
  await screening(page, child);
  await page.waitForURL((url) => url.pathname === "/declare/migrant/child");
  const draft = page.url();
  await answer(page, "child_name", child.name);
  await saved(page);
  await kept(page);

  await server.kill();
  await answer(page, "child_id_number", child.id);
  await expect(page.getByText("还没有上传，已存在这部手机上")).toBeVisible();
  await phone.close();
  page = await phone.start("");
  await page.goto(draft);
  await hydrated(page);
  await expect(name(page)).toHaveValue(child.name);
  await expect(page.locator('input[name="child_id_number"]')).toHaveValue(child.id);
  await expect(page.getByText("还没有上传，已存在这部手机上")).toBeVisible();
  await fit(page, "a screen opened without a connection");
  await answer(page, "child_ethnicity", child.sections.child.child_ethnicity);
  // Any page of the declaration opens.
  await page.goto(`${server.url}/declare/migrant/check`);
  await expect(page.getByRole("heading", { name: "提交前再看一遍" })).toBeVisible();
  await expect(page.getByText(child.name).first()).toBeVisible();
  // So does one that leads nowhere, and says so.
  await page.goto(`${server.url}/declare/migrant/nowhere`);
  await expect(page.getByRole("heading", { name: "没有找到这一页" })).toBeVisible();
  await page.goto(`${server.url}/declare/start`);
  await expect(page.getByRole("heading", { name: "先问几个问题" })).toBeVisible();
  await phone.close();
  const { found, files } = search(join(phone.profile, "Default", "IndexedDB"), [child.name, child.id]);
  expect(files).toBeGreaterThan(0);
  expect(found).toEqual([]);

  await server.start();
  page = await phone.start("");
  await page.goto(draft);
  await hydrated(page);
  await saved(page);
  await expect(page.locator('input[name="child_id_number"]')).toHaveValue(child.id);
  await sections(page, child);
  const receipt = await submit(page);
  expect(rows(server, "SELECT count(*) FROM record WHERE receipt_no = ?", [receipt])).toEqual([[1]]);

  // What was submitted is no draft any more, with or without a connection.
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await server.kill();
  await page.goto(`${server.url}/declare`);
  await expect(page.getByText("现在没有网络，下面是上次联网时看到的情况")).toBeVisible();
  await expect(page.getByText(receipt)).toBeVisible();
  await fit(page, "what became of a declaration, without a connection");
  await expect(page.getByRole("link", { name: "接着填" })).toHaveCount(0);
});

test("a link that was taken back leaves nothing that opens without a connection", async ({ family, server, village }) => {
  const page = await family();
  const child = migrant();
  await page.goto(village);
  await consent(page);
  await screening(page, child);
  await answer(page, "child_name", child.name);
  await saved(page);
  await kept(page);
  expect(await copies(page)).toContain("copy of the family");
  execute(server, "UPDATE link SET revoked_at = 1000 * (CAST(strftime('%s', 'now') AS INTEGER) - 60 * 86400)");
  await page.reload();
  await expect(name(page)).toHaveCount(0);
  await expect.poll(() => copies(page)).not.toContain("copy of the family");
  await server.kill();
  await page.reload();
  await expect(page.getByRole("heading", { name: "现在连不上网" })).toBeVisible();
  await expect(name(page)).toHaveCount(0);
  await server.start();
  await page.getByRole("link", { name: "再试一次" }).click();
  await expect(page.getByRole("heading", { name: "链接已失效" })).toBeVisible();
});

test("forms to practise on open without a connection, in the chosen size of text, and nothing typed stays in them", async ({ family, server }) => {
  const page = await family();
  await page.goto("/try/migrant/child");
  await hydrated(page);
  await name(page).fill("陈小雨");
  await name(page).press("Tab");
  await kept(page);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  // In the size of text that was chosen after the page was kept.
  await page.getByRole("button", { name: "大字版" }).click();
  await server.kill();
  await page.reload();
  await hydrated(page);
  await expect(page.locator("html")).toHaveAttribute("data-text", "large");
  await page.getByRole("button", { name: "标准字" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-text", "normal");
  await page.reload();
  await hydrated(page);
  await expect(page.locator("html")).toHaveAttribute("data-text", "normal");
  await expect(question(page, "child_name")).toBeVisible();
  await expect(name(page)).toHaveValue("");
  await name(page).fill("陈小雨");
  await page.locator('input[name="child_id_number"]').fill("123");
  await page.locator('input[name="child_id_number"]').press("Tab");
  await expect(question(page, "child_id_number").locator(".finding")).toBeVisible();
  // Also the other one, which was never open before.
  await page.goto("/try");
  await fit(page, "the forms to practise on, without a connection");
  await page.getByRole("link", { name: /留守儿童/ }).click();
  await expect(page).toHaveURL(/\/try\/left_behind\//);
  await hydrated(page);
  await expect(question(page, "child_name")).toBeVisible();
});
