/**
 * What a family is told while it types, and that nothing typed is lost.
 */
import type { Page } from "@playwright/test";
import { fit } from "../../support/accessible.js";
import { idNumber, migrant, yearsAgo } from "../../support/families.js";
import { answer, consent, hydrated, next, question, saved, screening } from "../../support/form.js";
import { backToFirst, schema } from "../../support/stores.js";
import { expect, test } from "../../support/test";

/** The first page of the migrant form. */
async function firstPage(page: Page, village: string) {
  await page.goto(village);
  await consent(page);
  await screening(page, migrant());
  await expect(page).toHaveURL(/\/declare\/migrant\/child$/);
  await saved(page);
}

const field = (page: Page, key: string) => page.locator(`input[name="${key}"]`);
const error = (page: Page, key: string) => page.locator(`#e-${key}`);

test("a wrong ID number is told at its field, and the summary leads there", async ({ family, village }) => {
  const page = await family();
  await firstPage(page, village);
  await answer(page, "child_name", "陈小雨");
  await field(page, "child_id_number").fill("120101201503089977");
  await field(page, "child_id_number").blur();
  await expect(error(page, "child_id_number")).toContainText("18位");
  await next(page);
  const problems = page.locator("#problems");
  await expect(problems).toBeFocused();
  await expect(page).toHaveURL(/\/child/);
  await fit(page);
  await problems.getByRole("link", { name: /孩子的身份证号/ }).click();
  await expect(question(page, "child_id_number")).toBeInViewport();
  // What is still missing is named too, and each link leads to its question.
  await expect(problems.getByRole("link", { name: /民族/ })).toBeVisible();
});

test("full-width digits and blanks are understood, and read back with birthday and sex", async ({ family, village }) => {
  const page = await family();
  await firstPage(page, village);
  const born = yearsAgo(9);
  const number = idNumber("411628", born, 998);
  const wide = [...number].map((letter) => (/\d/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter)).join("");
  await field(page, "child_id_number").pressSequentially(`${wide.slice(0, 6)} ${wide.slice(6)}`);
  await expect(question(page, "child_id_number")).toContainText(`${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`);
  await expect(question(page, "child_id_number")).toContainText("女孩");
  await expect(page.locator('input[name="child_sex"][value="2"]')).toBeChecked();
});

test("a whole date in one box fills all three, and a character of an old font is mended with one press", async ({ family, village }) => {
  const page = await family();
  await firstPage(page, village);
  await field(page, "child_birth_date.year").fill("2017年3月8日");
  await field(page, "child_birth_date.year").blur();
  for (const [part, value] of [["year", "2017"], ["month", "03"], ["day", "08"]]) {
    await expect(field(page, `child_birth_date.${part}`)).toHaveValue(value);
  }
  await field(page, "child_name").fill("王\uE863");
  await field(page, "child_name").blur();
  await expect(error(page, "child_name")).toContainText("第2个字是旧字库的字");
  await error(page, "child_name").getByRole("button", { name: "改成“䶮”" }).click();
  await expect(field(page, "child_name")).toHaveValue("王䶮");
  await expect(error(page, "child_name")).toBeEmpty();
  // The accent that a Mac types apart, composed by the browser's own tables.
  await field(page, "child_name").fill("Lu\u0308 \u200BWei");
  await field(page, "child_name").blur();
  await expect(field(page, "child_name")).toHaveValue("Lü Wei");
});

test("a birthday that differs from the number is mended with one press", async ({ family, village }) => {
  const page = await family();
  await firstPage(page, village);
  const born = yearsAgo(9, "03-09");
  await field(page, "child_id_number").fill(idNumber("411628", born, 998));
  await field(page, "child_id_number").blur();
  const birthday = page.locator("#e-child_birth_date, #e-child_id_number").getByRole("button").first();
  await expect(birthday).toBeVisible();
  await fit(page);
  await birthday.click();
  await expect(field(page, "child_birth_date.day")).toHaveValue(/^0?9$/);
  await expect(birthday).toHaveCount(0);
});

test("an answer that cannot be read stays as typed after a reload", async ({ family, village }) => {
  const page = await family();
  await firstPage(page, village);
  for (const [part, typed] of [["year", "2015"], ["month", "2"], ["day", "30"]]) {
    await field(page, `child_birth_date.${part}`).fill(typed);
  }
  const saved = page.waitForResponse((answer) => answer.url().endsWith("/save") && /2015-0?2-30/.test(answer.request().postData() ?? ""));
  await field(page, "child_birth_date.day").blur();
  await expect(error(page, "child_birth_date")).not.toBeEmpty();
  await saved;
  await page.reload();
  await hydrated(page);
  await expect(field(page, "child_birth_date.day")).toHaveValue("30");
  await expect(field(page, "child_birth_date.month")).toHaveValue(/^0?2$/);
  await expect(error(page, "child_birth_date")).not.toBeEmpty();
});

test("a question that was not answered is never a no", async ({ family, village }) => {
  const page = await family();
  await firstPage(page, village);
  await page.goto("/declare/migrant/check");
  await hydrated(page);
  const unanswered = page.locator(".answers .unanswered");
  await expect(unanswered.first()).toHaveText("还没填");
  await expect(page.getByRole("heading", { name: "还有几处要补上或改一改" })).toBeVisible();
  await fit(page);
});

test("what is typed while the server is gone waits on the phone and arrives later", async ({ family, server, village }) => {
  const page = await family();
  await firstPage(page, village);
  await saved(page);
  await server.kill();
  await answer(page, "child_name", "陈小雨");
  await field(page, "child_name").blur();
  await expect(page.getByText("还没有上传，已存在这部手机上")).toBeVisible();
  await fit(page);
  await server.start();
  await page.reload();
  await hydrated(page);
  await expect(field(page, "child_name")).toHaveValue("陈小雨");
  await saved(page);
  await page.reload();
  await expect(field(page, "child_name")).toHaveValue("陈小雨");
});

test("what a phone of the first schema kept opens after the upgrade", async ({ family, server, village }) => {
  const page = await family();
  await firstPage(page, village);
  const kept = await schema(page);
  await server.kill();
  await answer(page, "child_name", "陈小雨");
  await field(page, "child_name").blur();
  await expect(page.getByText("还没有上传，已存在这部手机上")).toBeVisible();
  await server.start();
  // No page of the app, on the same phone.
  await page.goto("/healthz");
  expect(await backToFirst(page)).toBeGreaterThan(0);
  expect(await schema(page)).toEqual({ version: 1, stores: ["drafts", "keys"] });
  await page.goto("/declare/migrant/child");
  await hydrated(page);
  await expect(field(page, "child_name")).toHaveValue("陈小雨");
  await saved(page);
  expect(await schema(page)).toEqual(kept);
});

test("without a connection the next screens still open and the answers arrive when it comes back", async ({ family, village }) => {
  const page = await family();
  await firstPage(page, village);
  // The lists of this screen were fetched with it; only the connection goes.
  await page.context().setOffline(true);
  const child = migrant().sections.child;
  for (const [key, value] of Object.entries(child)) await answer(page, key, value);
  await next(page);
  await expect(page).toHaveURL(/\/residence$/);
  await expect(page.getByText("还没有上传，已存在这部手机上")).toBeVisible();
  // The lists of this screen could not be had; they come with the connection.
  const provinces = page.locator('select[name="current_address.province"]');
  await expect(provinces).toBeHidden();
  await page.context().setOffline(false);
  await saved(page);
  await expect(provinces).toBeVisible();
  await page.goto("/declare/migrant/child");
  await expect(field(page, "child_name")).toHaveValue(child.child_name);
});
