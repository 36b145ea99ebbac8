/**
 * A grandmother registers the child whose parents both work far away.
 */
import { fit } from "../../support/accessible.js";
import { leftBehind, migrant, places, yearsAgo } from "../../support/families.js";
import { answer, arrived, consent, hydrated, next, question, saved, screen, screening, sections, submit } from "../../support/form.js";
import { rows } from "../../support/database.js";
import { expect, test } from "../../support/test";

test("a child left with the grandmother gets the other form, and belongs to the township of its hukou", async ({
  family,
  server,
  village,
}) => {
  const page = await family();
  const grandchild = leftBehind();
  await page.goto(village);
  await consent(page);
  await screening(page, grandchild);
  await expect(page).toHaveURL(/\/declare\/left_behind\/child$/);
  await sections(page, grandchild, { each: async () => fit(page) });
  await expect(page.getByText("提交前再看一遍").first()).toBeVisible();
  await expect(page.getByText("上海市浦东新区").first()).toBeVisible();
  await fit(page);
  const receipt = await submit(page);
  expect(receipt).not.toBe("");
  await expect(page.getByText("渔阳镇")).toBeVisible();
  await fit(page);
  const [[form, township, kind]] = rows(server, "SELECT form, township_code, class FROM record ORDER BY entered_at DESC, id DESC LIMIT 1");
  expect([form, township, kind]).toEqual(["left_behind", places.yuyang.code, "LB"]);
});

test("both parents away and one at home who cannot care is a contradiction that is said at once (V-34)", async ({
  family,
  village,
}) => {
  const page = await family();
  const grandchild = leftBehind();
  await page.goto(village);
  await consent(page);
  await screening(page, grandchild);
  await saved(page);
  await page.goto("/declare/left_behind/parents_away");
  await hydrated(page);
  await answer(page, "both_parents_away", true);
  await answer(page, "one_away_other_incapable", true);
  await next(page);
  await expect(page.locator("#problems")).toBeFocused();
  await expect(page.locator("#problems")).toContainText("只能有一个选“是”");
  await expect(page).toHaveURL(/parents_away/);
  await fit(page);
  await answer(page, "one_away_other_incapable", false);
  await next(page);
  await expect(page).not.toHaveURL(/parents_away/);
});

test("nobody entrusted while both parents are away alarms the workers but stops nobody (V-36)", async ({ family, server, village }) => {
  const page = await family();
  const child = leftBehind();
  child.sections.residence.guardianship_status = "unattended";
  child.sections.entrusted_care = { has_entrusted_carer: false };
  await page.goto(village);
  await consent(page);
  await screening(page, child);
  await sections(page, child);
  await expect(page.getByRole("heading", { name: "请再看看这几处，没有错就不用改" })).toBeVisible();
  await submit(page);
  const [[alert]] = rows(server, "SELECT alert FROM record ORDER BY entered_at DESC, id DESC LIMIT 1");
  expect(Boolean(alert)).toBe(true);
});

test("a parent who left less than six months ago changes nothing yet, and the page says until when", async ({ family, village }) => {
  const page = await family();
  const child = leftBehind();
  const lately = new Date(Date.now() - 60 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  child.screening.parents.father_away_since = lately;
  child.screening.parents.mother_away_since = lately;
  await page.goto(village);
  await consent(page);
  await screening(page, child);
  await expect(page).toHaveURL(/not-needed/);
  await expect(page.getByRole("heading", { name: "这个孩子不用登记" })).toBeVisible();
  await expect(page.getByText(/到\d{4}年\d{1,2}月\d{1,2}日，情况可能会变/)).toBeVisible();
  await expect(question(page, "father_away_since")).toHaveCount(0);
  expect(lately > yearsAgo(1)).toBe(true);
  await fit(page);
});

test("a child who lives alone is led to the form, and never told that it need not register", async ({ family, village }) => {
  const page = await family();
  const { basics } = migrant().screening;
  await page.goto(village);
  await consent(page);
  await hydrated(page);
  await screen(page, { ...basics, living_with: "none" });
  await screen(page, { father_away_for_work: false, mother_away_for_work: false });
  await expect(page).toHaveURL(/not-needed/);
  await expect(page.getByRole("heading", { name: "孩子身边需要有大人照顾" })).toBeVisible();
  await expect(page).toHaveTitle(/孩子身边需要有大人照顾/);
  await expect(page.getByRole("link", { name: "12345" })).toHaveAttribute("href", "tel:12345");
  await expect(page.getByText(/不用登记|知道了/)).toHaveCount(0);
  await expect(page.locator(".button-main")).toHaveText("登记，请工作人员联系我");
  await fit(page);
  await page.locator(".button-main").click();
  await arrived(page, "/declare/migrant/child");
});
