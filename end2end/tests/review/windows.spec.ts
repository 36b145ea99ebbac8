/**
 * A reviewer whose answers get lost or come late, and one with two windows.
 */
import type { Page } from "@playwright/test";
import { rows } from "../../support/database.js";
import { declared } from "../../support/submit-api.js";
import { hydrated } from "../../support/form.js";
import { migrant } from "../../support/families.js";
import { hold } from "../../support/delay.js";
import { lines, open, search, signIn } from "../../support/official.js";
import { expect, test } from "../../support/test";

/** The server does what it is asked at this address, once, and its answer is lost. */
async function lose(page: Page, address: string) {
  await page.route(
    address,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
}

test("words typed while a possible duplicate is being settled stay", async ({ account, official }) => {
  const page = await official();
  await signIn(page, account("changhong"));
  await page.goto("/review?duplicates=1");
  await hydrated(page);
  await lines(page).first().getByRole("link").click();
  const arrive = await hold(page, "**/fn/reviews/act**");
  await page.getByRole("button", { name: "不是同一个孩子" }).first().click();
  const reason = page.locator("textarea[name=reason]:visible");
  await reason.fill("请补上户口簿的照片");
  arrive();
  await expect(page.getByText("已判断：不是同一个孩子").first()).toBeVisible();
  await expect(reason).toHaveValue("请补上户口簿的照片");
  await expect(reason).toBeFocused();
});

test("a decision whose answer is lost is not said to have failed", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const page = await official();
  await signIn(page, account("changhong"));
  await open(page, receipt);
  await lose(page, "**/fn/reviews/act**");
  await page.getByRole("button", { name: "通过", exact: true }).click();
  await expect(page.getByText("本条已经变了")).toBeVisible();
  await expect(page.getByText("操作未完成", { exact: true })).toBeHidden();
  expect(rows(server, `SELECT state FROM record WHERE receipt_no = '${receipt}'`)).toEqual([["township_reviewed"]]);
});

test("entries approved together, and the answer is lost: the list is read again", async ({ account, official, server }) => {
  const child = migrant();
  const receipt = await declared(server, child);
  const page = await official();
  await signIn(page, account("changhong"));
  await search(page, receipt);
  await lines(page).first().locator("label.tick").click();
  await lose(page, "**/fn/reviews/approve-batch**");
  await page.getByRole("button", { name: /批量通过/ }).click();
  await expect(page.getByRole("heading", { name: "不知道办成没有" })).toBeVisible();
  await expect(lines(page).first()).toContainText("已审核");
});

test("the claim of an entry goes with the last of two windows that have it open", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const claimed = () => rows(server, `SELECT claimed_by IS NOT NULL FROM record WHERE receipt_no = '${receipt}'`)[0][0];
  const page = await official();
  await signIn(page, account("changhong"));
  await open(page, receipt);
  const other = await page.context().newPage();
  await open(other, receipt);
  expect(claimed()).toBe(1);
  await other.goBack();
  await other.waitForTimeout(1_000);
  expect(claimed()).toBe(1);
  await expect(page.getByText(/^本条由您办理，保留到/)).toBeVisible();

  await open(other, receipt);
  await other.getByRole("button", { name: "放回待办" }).click();
  await expect(page.getByText(/^您在另一个窗口办理了本条/)).toBeVisible();
  expect(claimed()).toBe(0);

  await open(other, receipt);
  await page.goBack();
  await page.waitForTimeout(1_000);
  expect(claimed()).toBe(1);
  await other.goBack();
  await expect.poll(claimed).toBe(0);
});
