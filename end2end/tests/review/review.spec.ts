/**
 * Two reviewers of one entry, signing in again, prints, links.
 */
import type { Page } from "@playwright/test";
import { fit } from "../../support/accessible.js";
import { rows } from "../../support/database.js";
import { declared } from "../../support/submit-api.js";
import { migrant } from "../../support/families.js";
import { hydrated } from "../../support/form.js";
import { decide, open, signIn } from "../../support/official.js";
import { onePage } from "../../support/print.js";
import { expect, test } from "../../support/test";

test("two reviewers at once: one decision, and the other loses nothing typed", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const [first, second] = [await official(), await official()];
  await signIn(first, account("changhong"));
  await signIn(second, account("changhong"));
  await open(first, receipt);
  await open(second, receipt);
  await second.getByLabel(/请写明原因/).fill("请补充学校");
  await decide(first, "通过", "通过");
  await second.getByRole("button", { name: "退回修改", exact: true }).click();
  await expect(second.locator("#failed")).not.toBeEmpty();
  await expect(second.getByLabel(/请写明原因/)).toHaveValue("请补充学校");
  await fit(second);
  const [[state]] = rows(server, "SELECT state FROM record WHERE receipt_no = ?", [receipt]);
  expect(state).toBe("township_reviewed");
});

test("who is signed in already goes on without a password", async ({ account, official }) => {
  const page = await official();
  await signIn(page, account("changhong"));
  await page.goto("/sign-in");
  await expect(page.getByText("您已登录")).toContainText("儿童督导员");
  await fit(page, "signing in, signed in already");
  await page.getByRole("link", { name: "接着工作" }).click();
  await expect(page).toHaveURL(/\/review$/);
});

test("sheets print on exactly one A4 page each", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const page = await official();
  await signIn(page, account("changhong"));
  await open(page, receipt);
  const filled = await page.getByRole("link", { name: "打印登记表" }).getAttribute("href");
  for (const address of ["/print/migrant", "/print/left_behind", String(filled)]) {
    await page.goto(address);
    await expect(page.getByText(/(流动|留守)儿童基本情况登记表/).first()).toBeVisible();
    await expect(page.getByText("填报单位").first()).toBeVisible();
    await fit(page);
    await onePage(page, address);
  }
  await expect(page.getByText(migrant().name).first()).toBeVisible();
});

test("a director makes a village link and its poster; taken back it opens nothing", async ({ account, family, official, server }) => {
  const page = await official();
  await signIn(page, account("cunzhuren"));
  await page.goto("/links");
  await hydrated(page);
  await fit(page);
  await page.getByText(/^全村（社区）：/).click();
  await page.getByLabel(/^备注/).fill("村口布告栏");
  await page.getByRole("button", { name: "生成链接" }).click();
  await expect(page.getByRole("heading", { name: "链接已生成" })).toBeVisible();
  const url = await page.getByLabel(/^地址/).inputValue();
  expect(url).toMatch(new RegExp(`^${server.url}/l/[A-Za-z0-9_-]{22,}$`));
  await fit(page);

  const opened = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "打开海报，打印" }).click();
  const poster = await opened;
  await expect(poster.getByRole("heading", { name: "流动儿童和留守儿童信息登记" })).toBeVisible();
  await expect(poster.locator(".poster-qr svg")).toBeVisible();
  expect(poster.url()).not.toContain(url.split("/").pop());
  await fit(poster, "the poster");
  await onePage(poster, "the poster");

  const parent = await family();
  await parent.goto(new URL(url).pathname);
  await expect(parent.getByRole("button", { name: "都同意，开始填写" })).toBeVisible();
  // The note tells the two links of the village apart.
  const stop = page.getByRole("button", { name: /停用全村（社区）二维码：.*村口布告栏/ });
  page.once("dialog", (dialog) => dialog.dismiss());
  await stop.click();
  await expect(stop).toBeVisible();
  page.once("dialog", (dialog) => dialog.accept());
  await stop.click();
  await expect(page.getByText("已停用这个链接")).toBeVisible();
  await expect(page.getByText(/已停用/).first()).toBeVisible();
  const answer = await parent.goto(new URL(url).pathname);
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
});
