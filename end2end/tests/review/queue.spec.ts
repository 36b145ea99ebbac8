/**
 * The township's queue on a desktop: filters, search, keys, many at once.
 */
import type { Page } from "@playwright/test";
import { fit } from "../../support/accessible.js";
import { rows } from "../../support/database.js";
import { declared } from "../../support/submit-api.js";
import { migrant } from "../../support/families.js";
import { lines, search, signIn } from "../../support/official.js";
import { expect, test } from "../../support/test";

/** Waits until there are lines and every one of them has these words: the list of before may stand a while. */
async function all(page: Page, words: string) {
  await expect(lines(page).filter({ hasNotText: words })).toHaveCount(0);
  await expect(lines(page).first()).toContainText(words);
}

test("the queue is filtered through its address, and counts are links", async ({ account, official, server }) => {
  const page = await official();
  await signIn(page, account("changhong"));
  const [[waiting]] = rows(
    server,
    "SELECT COUNT(*) FROM record WHERE (township_code = '120104001' AND state = 'submitted') OR (state = 'transferring' AND offered_to = '120104001')",
  );
  expect(Number(waiting)).toBeGreaterThan(10);
  await expect(page.getByRole("navigation", { name: "按状态" }).getByRole("link", { name: /待办/ })).toBeVisible();
  await page.getByText("筛选", { exact: true }).first().click();
  await page.getByLabel("登记表").selectOption("left_behind");
  await page.getByRole("button", { name: "筛选" }).click();
  // What is not chosen does not stand in the address.
  await expect(page).toHaveURL(/\/review\?form=left_behind$/);
  await expect(page.getByText("已筛选")).toBeVisible();
  await all(page, "留守儿童");
  await fit(page);
  // Another person who opens this address sees the same view.
  const address = page.url();
  await page.goto(address);
  await all(page, "留守儿童");
  await page.getByRole("navigation", { name: "按状态" }).getByRole("link", { name: /已退回/ }).click();
  await expect(page).toHaveURL(/state=returned/);
  await all(page, "已退回");
});

test("without a script the filter's address is as short", async ({ account, official }) => {
  const page = await official({ javaScriptEnabled: false });
  const { username, password } = account("changhong");
  await page.goto("/sign-in");
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/review");
  await page.getByText("筛选", { exact: true }).first().click();
  await page.getByLabel("登记表").selectOption("left_behind");
  await page.getByRole("button", { name: "筛选" }).click();
  await expect(page).toHaveURL(/\/review\?form=left_behind$/);
  await expect(page.getByText("已筛选")).toBeVisible();
});

test("a search by number or by name is never in the address, and names and numbers are masked", async ({ account, official, server }) => {
  const child = migrant();
  await declared(server, child);
  const page = await official();
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(decodeURIComponent(request.url())));
  await signIn(page, account("changhong"));
  for (const term of [child.id, child.name, child.name.slice(0, 2)]) {
    await search(page, term);
    await expect(lines(page).first()).toBeVisible();
    await expect(lines(page).first()).not.toContainText(child.id);
    expect(page.url()).not.toContain(encodeURIComponent(term));
  }
  await search(page, child.id);
  await expect(lines(page)).toHaveCount(1);
  await fit(page);
  expect(addresses.filter((url) => url.includes(child.id) || url.includes(child.name))).toEqual([]);
  expect(server.log).not.toContain(child.id);
  await search(page, "11010519491231002X");
  await expect(page.getByText(/没有查到/)).toBeVisible();
});

test("the queue is worked with the keyboard", async ({ account, official }) => {
  const page = await official();
  await signIn(page, account("changhong"));
  await expect(lines(page).first()).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "键盘操作" })).toBeVisible();
  await fit(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("j");
  await expect(lines(page).nth(0)).toHaveAttribute("aria-current", "true");
  await expect(page.getByText("办理记录")).toBeVisible();
  const first = page.url();
  await page.keyboard.press("j");
  await expect(lines(page).nth(1)).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(first);
  await expect(lines(page).nth(0)).toHaveAttribute("aria-current", "true");
  await expect(page.locator("#approve")).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.locator("#approve")).toBeFocused();
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("r");
  await expect(page.locator("#reason")).toBeFocused();
  // In the box the keys write.
  await page.keyboard.type("jk?");
  await expect(page.locator("#reason")).toHaveValue("jk?");
});

test("entries without findings are approved together", async ({ account, official, server }) => {
  const page = await official();
  await signIn(page, account("changhong"));
  await page.goto("/review?clean=1");
  const boxes = page.getByRole("checkbox", { name: /^勾选/ });
  await expect(boxes.first()).toBeVisible();
  const ids: string[] = [];
  for (const at of [0, 1]) {
    ids.push(String(await boxes.nth(at).getAttribute("value")).split(":")[0]);
    await boxes.nth(at).check();
  }
  await page.getByRole("button", { name: "批量通过（2条）" }).click();
  await expect(page.getByRole("heading", { name: /已通过2条/ })).toBeVisible();
  await fit(page);
  const approved = rows(server, "SELECT id FROM record WHERE state = 'township_reviewed'").flat();
  for (const id of ids) expect(approved).toContain(id.replaceAll("-", ""));
});
