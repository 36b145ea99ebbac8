/**
 * An entry that belongs to another township.
 */
import { fit } from "../../support/accessible.js";
import { rows } from "../../support/database.js";
import { declared } from "../../support/submit-api.js";
import { hold } from "../../support/delay.js";
import { decide, open, signIn } from "../../support/official.js";
import { expect, test } from "../../support/test";

test("an entry goes to another township, which receives it", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const page = await official();
  await signIn(page, account("changhong"));
  await open(page, receipt);
  await page.getByRole("button", { name: "转办", exact: true }).click();
  // Nothing is done without a township and a reason.
  await expect(page.locator("#failed")).not.toBeEmpty();
  await page.getByLabel(/请写明原因/).fill("孩子上个月搬到了鼓楼街道");
  const choose = async (label: string, name: string) => {
    const select = page.locator("#to").getByLabel(label);
    await select.locator("option", { hasText: name }).first().waitFor({ state: "attached" });
    await select.selectOption({ label: name });
  };
  await choose("省（自治区、直辖市）", "天津市");
  // A list that comes late moves nothing: its place is kept from the choice on.
  const counties = page.locator("#to").getByLabel("县（区）");
  await counties.selectOption("");
  const townships = page.locator("#to").getByLabel("乡镇（街道）");
  await expect(townships).toBeHidden();
  const lists = page.locator("#to > :visible");
  await expect(lists).toHaveCount(2);
  // One that could not be had comes with the connection.
  await page.context().setOffline(true);
  await choose("县（区）", "南开区");
  await expect(lists).toHaveCount(2);
  await page.context().setOffline(false);
  await expect(townships).toBeVisible();
  await counties.selectOption("");
  await expect(townships).toBeHidden();
  const arrive = await hold(page, "**/fn/divisions/along**");
  await choose("县（区）", "南开区");
  await expect(lists).toHaveCount(3);
  const place = await lists.last().boundingBox();
  await expect(townships).toBeHidden();
  arrive();
  await expect(townships).toBeVisible();
  await expect(lists).toHaveCount(3);
  expect(await townships.boundingBox()).toEqual(place);
  await choose("乡镇（街道）", "鼓楼街道");
  await decide(page, "转办", "转到其他乡镇（街道）");

  const other = await official();
  await signIn(other, account("gulou"));
  await open(other, receipt);
  await expect(other.getByRole("heading", { name: "等待接收的转办" })).toBeVisible();
  await fit(other);
  await decide(other, "接收", "接收");
  const [[township, state]] = rows(server, "SELECT township_code, state FROM record WHERE receipt_no = ?", [receipt]);
  expect([township, state]).toEqual(["120104002", "submitted"]);
});

test("the township of a transfer is found by a part of its name or by initials", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const page = await official();
  await signIn(page, account("changhong"));
  await open(page, receipt);
  const find = page.getByRole("combobox", { name: "搜地名" });
  const found = page.getByRole("listbox", { name: "找到的地方" }).getByRole("option");
  const township = page.locator('select[name="to.township"]');
  await find.fill("南开 gljd");
  await expect(found.first()).toContainText("鼓楼街道");
  await fit(page);
  await find.press("Enter");
  await expect(township).toHaveValue("120104002");
  await expect(page.locator('select[name="to.county"]')).toHaveValue("120104");
  // A choice by hand gives way to the next one that is found, even if it is the same as before.
  await township.selectOption("120104001");
  await find.fill("南开 鼓楼");
  await expect(found.first()).toContainText("鼓楼街道");
  await found.first().click();
  await expect(township).toHaveValue("120104002");
  await expect(found).toHaveCount(0);
  // The return key chose a place and sent nothing.
  await expect(page.locator("#failed")).toBeEmpty();
  await page.getByLabel(/请写明原因/).fill("孩子上个月搬到了鼓楼街道");
  await decide(page, "转办", "转到其他乡镇（街道）");
  const [[offered, state]] = rows(server, "SELECT offered_to, state FROM record WHERE receipt_no = ?", [receipt]);
  expect([offered, state]).toEqual(["120104002", "transferring"]);
});
