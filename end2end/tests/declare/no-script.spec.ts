/**
 * The same declaration in a browser that runs no script: real forms, posted.
 */
import { fit } from "../../support/accessible.js";
import { migrant } from "../../support/families.js";
import { answer, consent, next, question, screen, screening, sections, submit } from "../../support/form.js";
import { rows } from "../../support/database.js";
import { expect, test } from "../../support/test";

const script = false;

test("a parent declares a child without any script", async ({ family, server, village }) => {
  const page = await family({ javaScriptEnabled: false });
  const child = migrant();
  await page.goto(village);
  await expect(page).toHaveURL(/\/declare$/);
  await consent(page);
  await screening(page, child, { script });
  await expect(page).toHaveURL(/\/declare\/migrant\/child(#|$)/);
  await sections(page, child, { script });
  await expect(page.getByText(child.name).first()).toBeVisible();
  await expect(page.getByText("天津市南开区长虹街道").first()).toBeVisible();
  const receipt = await submit(page);
  await expect(page.getByRole("img", { name: "查看办理情况的二维码" })).toBeVisible();
  await expect(page.getByText("长虹街道")).toBeVisible();
  await page.getByRole("link", { name: "看办理情况" }).click();
  await expect(page.getByText(receipt)).toBeVisible();
  await expect(page.getByText("已提交", { exact: true })).toBeVisible();
  const [[receiptNo, kind]] = rows(server, "SELECT receipt_no, class FROM record ORDER BY entered_at DESC, id DESC LIMIT 1");
  expect([receiptNo, kind]).toEqual([receipt, "M1"]);
});

test("errors come with the page, beside the field and at the top, and nothing typed is lost", async ({ family, village }) => {
  const page = await family({ javaScriptEnabled: false });
  await page.goto(village);
  await consent(page);
  await screening(page, migrant(), { script });
  await answer(page, "child_name", "陈小雨", { script });
  await answer(page, "child_id_number", "120101201503089977", { script });
  await next(page);
  await expect(page).toHaveURL(/\/child\?check=1#problems$/);
  const problems = page.locator("#problems");
  await expect(problems.getByRole("heading", { name: "还有几处要改一改" })).toBeVisible();
  await expect(problems.getByRole("link", { name: /孩子的身份证号/ })).toHaveAttribute("href", "#f-child_id_number");
  await expect(page.locator("#e-child_id_number")).toContainText("18位");
  await expect(page.locator('input[name="child_name"]')).toHaveValue("陈小雨");
  await expect(page.locator('input[name="child_id_number"]')).toHaveValue("120101201503089977");
  await problems.getByRole("button", { name: "手边没有材料，先填后面的" }).click();
  await expect(page).toHaveURL(/\/residence(#|$)/);
  await page.getByRole("button", { name: "上一步" }).click();
  await expect(page).toHaveURL(/\/child(#|$)/);
  await expect(page.locator('input[name="child_id_number"]')).toHaveValue("120101201503089977");
});

test("the address cascade works level by level", async ({ family, village }) => {
  const page = await family({ javaScriptEnabled: false });
  await page.goto(village);
  await consent(page);
  const hukou = question(page, "hukou_address");
  await page.locator('input[name="hukou_registered"][value="true"]').check();
  await hukou.getByLabel("省（自治区、直辖市）").selectOption({ label: "河南省" });
  await hukou.getByRole("button", { name: "下一级" }).click();
  await expect(page.locator('input[name="hukou_registered"][value="true"]')).toBeChecked();
  await hukou.getByLabel("市（地区）").selectOption({ label: "周口市" });
  await hukou.getByRole("button", { name: "下一级" }).click();
  await hukou.getByLabel("县（区）").selectOption({ label: "鹿邑县" });
  await hukou.getByRole("button", { name: "下一级" }).click();
  await hukou.getByLabel("乡镇（街道）").selectOption({ label: "真源街道" });
  // Another province makes the levels below it void.
  await hukou.getByLabel("省（自治区、直辖市）").selectOption({ label: "天津市" });
  await hukou.getByRole("button", { name: "下一级" }).click();
  await expect(hukou.getByLabel("县（区）").locator("option", { hasText: "南开区" })).toHaveCount(1);
  await expect(hukou.getByLabel("县（区）")).toHaveValue("");
  await expect(hukou.getByLabel("市（地区）")).toBeHidden();
});

test("the child nobody needs to register leaves nothing behind", async ({ family, server, village }) => {
  const page = await family({ javaScriptEnabled: false });
  const child = migrant();
  child.screening.basics.hukou_address = child.screening.basics.current_address;
  await page.goto(village);
  await consent(page);
  await screen(page, child.screening.basics, { script });
  await expect(page).toHaveURL(/\/declare\/not-needed/);
  await expect(page.getByRole("heading", { name: "这个孩子不用登记" })).toBeVisible();
  expect(rows(server, "SELECT COUNT(*) FROM draft")).toEqual([[0]]);
});

// axe is itself a script, so these pages are looked at as they come from the server, with scripts allowed
// to run but the site's own held back.
test("pages fit before any script has come", async ({ family, pageErrors, village }) => {
  const page = await family();
  await page.route(/\/pkg\/.*\.(js|wasm)$/, (route) => route.abort());
  await page.goto(village);
  await fit(page);
  await consent(page);
  await fit(page);
  await next(page);
  await expect(page.locator("#problems")).toBeVisible();
  await fit(page);
  await screen(page, migrant().screening.basics, { script });
  await fit(page);
  // What was held back is all that is missed.
  expect(pageErrors.splice(0).filter((what) => !what.includes("Failed to fetch dynamically imported module"))).toEqual([]);
});
