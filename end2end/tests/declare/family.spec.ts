/**
 * A family of three children: one in scope as a migrant child, one only in the statistics, one not at all.
 */
import { fit } from "../../support/accessible.js";
import { counts, rows } from "../../support/database.js";
import { idNumber, migrant, places, yearsAgo } from "../../support/families.js";
import { answer, arrived, consent, next, question, screening, sections, submit } from "../../support/form.js";
import { expect, test } from "../../support/test";

const heping = { code: "120101001", detail: "示例路 5 号" };

test("one is registered, one is only counted, one needs nothing; the last two leave no trace", async ({ family, server, village }) => {
  const page = await family();
  await page.goto(village);
  await consent(page);
  const first = migrant();
  await screening(page, first);
  await sections(page, first);
  await submit(page);
  expect(rows(server, "SELECT class FROM record ORDER BY entered_at DESC, id DESC LIMIT 1")).toEqual([["M1"]]);
  const after = counts(server);
  expect(after.draft).toBe(0);

  await test.step("the second is registered in another district of the city: only counted (M2)", async () => {
    await page.getByRole("button", { name: "再登记一个孩子（兄弟姐妹）" }).click();
    await arrived(page, "/declare/start");
    // The family's answers came along: the home and with whom the child lives, not the birthday.
    await expect(page.locator('input[name="living_with"][value="both_parents"]')).toBeChecked();
    await expect(page.locator('select[name="current_address.township"]')).toHaveValue(places.changhong.code);
    await expect(page.locator('input[name="child_birth_date.year"]')).toHaveValue("");
    await answer(page, "child_birth_date", yearsAgo(8));
    await answer(page, "hukou_registered", true);
    await answer(page, "hukou_address", heping);
    await next(page);
    await arrived(page, "/declare/start/moved");
    await answer(page, "left_hukou_date", yearsAgo(3));
    await next(page);
    await arrived(page, "/declare/not-needed");
    await expect(page.getByRole("heading", { name: "这个孩子不用登记" })).toBeVisible();
    await expect(page.getByText("这样的孩子不用填表")).toBeVisible();
    await expect(page.getByText("孩子在天津市的区和区之间住")).toBeVisible();
    await expect(page.getByRole("button", { name: "孩子需要帮助，我要登记" })).toBeVisible();
    await fit(page);
    await page.getByRole("button", { name: "知道了" }).click();
    await arrived(page, "/declare");
    expect(counts(server)).toEqual(after);
  });

  await test.step("the third never left: no registration, kindly, and nothing is stored", async () => {
    await page.getByRole("button", { name: "再登记一个孩子（兄弟姐妹）" }).click();
    await arrived(page, "/declare/start");
    await answer(page, "child_birth_date", yearsAgo(5));
    await answer(page, "hukou_registered", true);
    await answer(page, "hukou_address", places.changhong);
    await next(page);
    await arrived(page, "/declare/not-needed");
    await expect(page.getByRole("heading", { name: "这个孩子不用登记" })).toBeVisible();
    await expect(page.getByText("这样的孩子不用填表")).toHaveCount(0);
    await fit(page);
    await page.getByRole("button", { name: "知道了" }).click();
    await arrived(page, "/declare");
    expect(counts(server)).toEqual(after);
  });

  await test.step("the way back shows the one that was registered, with the name masked on a page that stays", async () => {
    await expect(page.getByRole("heading", { name: /^陈\*+ · 流动儿童$/ })).toBeVisible();
    await expect(page.getByText(first.name)).toHaveCount(0);
    await fit(page);
  });
});

test("a brother's form begins with the family's answers", async ({ family, server, village }) => {
  const page = await family();
  await page.goto(village);
  await consent(page);
  const sister = migrant();
  await screening(page, sister);
  await sections(page, sister);
  await submit(page);
  await page.getByRole("button", { name: "再登记一个孩子（兄弟姐妹）" }).click();
  await arrived(page, "/declare/start");
  const born = yearsAgo(5);
  await answer(page, "child_birth_date", born);
  await answer(page, "hukou_registered", true);
  await next(page);
  await arrived(page, "/declare/start/moved");
  await answer(page, "left_hukou_date", yearsAgo(3));
  await next(page);
  await arrived(page, "/declare/migrant/child");
  await expect(page.locator('input[name="child_name"]')).toHaveValue("");

  const own = {
    child: { child_name: "陈小海", child_id_number: idNumber("411628", born, 997), child_sex: "1", child_ethnicity: "01" },
    residence: {},
    moving: { arrived_residence_date: yearsAgo(3) },
    living_with: { guardianship_status: "good" },
    schooling: { schooling_stage: "preschool" },
    health: { health_status: ["healthy"], health_service_0_6y: "at_residence", medical_insurance: "at_residence" },
    disability: { disability_type: "none" },
    father: {},
    mother: {},
    family: {},
    help: { help_requested: false },
  };
  await sections(page, { sections: own }, {
    each: async (name) => {
      if (name === "father") await expect(page.locator('input[name="father_name"]')).toHaveValue(sister.sections.father.father_name);
      if (name === "residence") await expect(question(page, "current_address")).toBeVisible();
    },
  });
  await submit(page);
  const found = rows(server, "SELECT COUNT(*), COUNT(DISTINCT holder) FROM record WHERE class = 'M1' AND entered_at > ?", [
    Date.now() - 10 * 60 * 1000,
  ]);
  expect(found).toEqual([[2, 1]]);
});
