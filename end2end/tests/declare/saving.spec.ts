/**
 * What a family types is kept on the phone and brought to the server, and the sign never says more than is so.
 */
import type { Page } from "@playwright/test";
import { fit } from "../../support/accessible.js";
import { migrant } from "../../support/families.js";
import { answer, consent, hydrated, saved, screening, sections, submit } from "../../support/form.js";
import { hold } from "../../support/delay.js";
import { keys } from "../../support/stores.js";
import { expect, test } from "../../support/test";

const field = (page: Page, key: string) => page.locator(`input[name="${key}"]`);
const sign = (page: Page) => page.getByRole("status").filter({ hasText: /保存|存在/ });
const KEPT = "还没有上传，已存在这部手机上";

/** The first page of the migrant form, saved. */
async function firstPage(page: Page, village: string) {
  await page.goto(village);
  await consent(page);
  await screening(page, migrant());
  await expect(page).toHaveURL(/\/declare\/migrant\/child$/);
  await saved(page);
}

test("what was typed and not left is there after a reload and on another page", async ({ family, village }) => {
  const page = await family();
  await firstPage(page, village);
  await field(page, "child_name").pressSequentially("陈小雨");
  await expect(sign(page)).toHaveText("正在保存…");
  await page.waitForTimeout(1_000);
  await page.reload();
  await hydrated(page);
  await expect(field(page, "child_name")).toHaveValue("陈小雨");
  await saved(page);
  await field(page, "child_name").fill("陈小露");
  await page.waitForTimeout(1_000);
  await page.goto("/declare/migrant/check");
  await expect(page.getByText("陈小露")).toBeVisible();
});

test("what was typed before the page was alive is taken over, and nothing was said of saving before", async ({ family, village }) => {
  // What a service worker has of the site would not be late.
  const page = await family({ serviceWorkers: "block" });
  await firstPage(page, village);
  const arrive = await hold(page, "**/*.wasm");
  await page.reload({ waitUntil: "commit" });
  await expect(field(page, "child_name")).toBeVisible();
  await field(page, "child_name").fill("陈小雨");
  await page.locator('label:has(input[name="child_sex"][value="2"])').click();
  await expect(sign(page)).toHaveCount(0);
  await expect(page.locator("html.scripted")).toHaveCount(0);
  arrive(undefined);
  await hydrated(page);
  await saved(page);
  await page.reload();
  await hydrated(page);
  await expect(field(page, "child_name")).toHaveValue("陈小雨");
  await expect(page.locator('input[name="child_sex"][value="2"]')).toBeChecked();
});

test("what is typed while a request hangs is kept, and said to be kept only then", async ({ family, village }) => {
  const page = await family();
  await firstPage(page, village);
  await page.route("**/fn/declarations/save", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await route.abort();
  });
  await answer(page, "child_name", "陈小雨");
  await page.waitForTimeout(1_200);
  await field(page, "child_id_number").fill("41162820170308");
  await expect(sign(page)).toHaveText("正在保存…");
  await expect(page.getByText(KEPT)).toBeVisible();
  await fit(page, "a screen whose answers are on the phone only");
  await page.reload();
  await expect(field(page, "child_id_number")).toHaveValue("41162820170308");
  await expect(field(page, "child_name")).toHaveValue("陈小雨");
});

test("a proxy's error page is no update, and what waits is sent again by itself", async ({ family, server, village }) => {
  const page = await family();
  await firstPage(page, village);
  const gateway = { status: 502, contentType: "text/html", body: "<h1>502 Bad Gateway</h1>" };
  await page.route("**/fn/declarations/save", (route) => route.fulfill(gateway));
  await answer(page, "child_name", "陈小雨");
  await expect(page.getByText(KEPT)).toBeVisible();
  await expect(page.getByText(/更新/)).toHaveCount(0);
  await page.unroute("**/fn/declarations/save");
  // The line was there all the time: no event says that it is back. So it is with a server that was stopped.
  await expect(page.getByText("已保存", { exact: true })).toBeVisible({ timeout: 15_000 });
  await server.kill();
  await field(page, "child_id_number").fill("411628201703080");
  await expect(page.getByText(KEPT)).toBeVisible();
  await server.start();
  await expect(page.getByText("已保存", { exact: true })).toBeVisible({ timeout: 30_000 });
});

test("two pages without a connection lose nothing of each other", async ({ family, village }) => {
  const one = await family();
  await firstPage(one, village);
  const context = one.context();
  const other = await context.newPage();
  await other.goto(one.url());
  await hydrated(other);
  await saved(other);
  await context.setOffline(true);
  await answer(one, "child_name", "陈小雨");
  await field(other, "child_id_number").fill("41162820170308");
  await expect(one.getByText(KEPT)).toBeVisible();
  await expect(other.getByText(KEPT)).toBeVisible();
  await other.close();
  await one.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto("/declare/migrant/child");
  await hydrated(again);
  await expect(field(again, "child_name")).toHaveValue("陈小雨");
  await expect(field(again, "child_id_number")).toHaveValue("41162820170308");
  await saved(again);
  await expect.poll(async () => (await keys(again, "drafts")).filter((key) => key !== "copy of the family")).toEqual([]);
});

test("what another phone changed too is named", async ({ family, village }) => {
  const one = await family();
  await firstPage(one, village);
  const state = await one.context().storageState();
  const other = await family({ storageState: state });
  await other.goto("/declare/migrant/child");
  await hydrated(other);
  await answer(other, "child_name", "王一");
  await saved(other);
  await answer(one, "child_name", "王二");
  await expect(one.getByText(/另一部手机或另一个页面上也改过：.*姓名/)).toBeVisible();
  await fit(one, "a field that another phone changed too");
});

test("what was typed half a second before is kept, whichever way the page is left", async ({ family, village }) => {
  const first = await family();
  await firstPage(first, village);
  const context = first.context();
  await first.close();
  const hide = (page: Page) => page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  const ways: [string, (page: Page) => Promise<unknown>][] = [
    ["the way back", async (page) => { await page.waitForTimeout(500); await page.goBack(); }],
    ["another address", async (page) => { await page.waitForTimeout(500); await page.goto("/declare/status"); }],
    ["a reload", async (page) => { await page.waitForTimeout(500); await page.reload(); }],
    // Before the pause after a keystroke is over only this event can have kept it.
    ["put away, as a phone does before it ends the browser", async (page) => { await hide(page); await page.waitForTimeout(200); }],
  ];
  for (const [at, [name, leave]] of ways.entries()) {
    await test.step(name, async () => {
      const page = await context.newPage();
      await page.goto("/declare");
      await page.goto("/declare/migrant/child");
      await hydrated(page);
      const typed = `陈小雨${"甲乙丙丁"[at]}`;
      await field(page, "child_name").fill(typed);
      await leave(page);
      // What only the page's memory has goes with the page.
      await page.close();
      const again = await context.newPage();
      await again.goto("/declare/migrant/child");
      await hydrated(again);
      await expect(field(again, "child_name")).toHaveValue(typed);
      await saved(again);
      await again.close();
    });
  }
});

test("after it was submitted nothing says that it is not, though the line broke right then", async ({ family, village }) => {
  const page = await family();
  const child = migrant();
  await page.goto(village);
  await consent(page);
  await screening(page, child);
  await sections(page, child);
  await page.route("**/fn/declarations/load", (route) => route.abort());
  const receipt = await submit(page);
  await page.getByRole("link", { name: "看办理情况" }).click();
  await expect(page.getByText(/还没有提交/)).toHaveCount(0);
  await page.unroute("**/fn/declarations/load");
  await page.goto("/declare/status");
  await expect(page.getByText(receipt)).toBeVisible();
});

test("reasons given on the last look without a connection are there when it is opened again", async ({ family, village }) => {
  const page = await family();
  const child = migrant();
  // The number tells of a girl.
  child.sections.child.child_sex = "1";
  await page.goto(village);
  await consent(page);
  await screening(page, child);
  await sections(page, child);
  const reason = page.locator("input[name^='reason.']").first();
  await expect(reason).toBeVisible();
  await page.context().setOffline(true);
  await reason.fill("户口簿上就是这样写的");
  await expect(page.getByText(KEPT)).toBeVisible();
  const context = page.context();
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto("/declare/migrant/check");
  await hydrated(again);
  await expect(again.locator("input[name^='reason.']").first()).toHaveValue("户口簿上就是这样写的");
});
