/**
 * One phone, several families: a village's notice board, and the phone of the village worker.
 */
import { fit } from "../../support/accessible.js";
import { execute, rows } from "../../support/database.js";
import { migrant } from "../../support/families.js";
import { answer, consent, saved, screening, sections, submit } from "../../support/form.js";
import { expect, test } from "../../support/test";

test("two families fill in on one phone, and neither sees more of the other than a number", async ({ family, server, village }) => {
  const page = await family();
  const [first, second] = [migrant(), migrant()];
  await page.goto(village);
  await consent(page);
  await screening(page, first);
  await answer(page, "child_name", first.name);
  await saved(page);

  await test.step("another family scans the same poster", async () => {
    await page.goto(village);
    await expect(page).toHaveURL(`${server.url}/declare/turn`);
    await expect(page.getByRole("heading", { name: "现在是哪一家在填？" })).toBeVisible();
    await expect(page.locator("body")).not.toContainText(first.name);
    await fit(page, "whose turn it is");
    await page.getByRole("button", { name: "从头开始填" }).click();
    await consent(page);
    await screening(page, second);
    await sections(page, second);
    await submit(page);
  });

  await test.step("the first one goes on where it was", async () => {
    await page.goto(village);
    await expect(page.getByText(/登记编号\s*TC-/)).toBeVisible();
    await page.getByRole("button", { name: "接着填这一份" }).click();
    await page.getByRole("link", { name: "接着填" }).click();
    await expect(page.locator('input[name="child_name"]')).toHaveValue(first.name);
    await sections(page, first);
    const receipt = await submit(page);
    expect(rows(server, "SELECT count(DISTINCT holder) FROM record WHERE entered_at > ?", [Date.now() - 600_000])).toEqual([[2]]);
    await page.goto("/declare/status");
    await expect(page.getByText(receipt)).toBeVisible();
    await expect(page.getByText("打开您家自己的登记链接")).toBeVisible();
    await expect(page.getByRole("link", { name: "打印登记表" })).toHaveCount(0);
    await fit(page, "what was submitted, to whom has not shown to be the family");
  });
});

test("a poster that is stopped while a family fills in leads it to what it has begun", async ({ family, server, village }) => {
  const page = await family();
  const child = migrant();
  await page.goto(village);
  await consent(page);
  await screening(page, child);
  await answer(page, "child_name", child.name);
  await saved(page);
  execute(server, `UPDATE link SET revoked_at = ${Date.now()}`);
  await page.goto(village);
  await expect(page.getByRole("heading", { name: "链接打不开" })).toBeVisible();
  await fit(page, "a link that has ended, where something was begun");
  await page.getByRole("link", { name: "看这部手机上的登记" }).click();
  await page.getByRole("button", { name: "接着填这一份" }).click();
  await expect(page.getByText("这个链接已停用")).toBeVisible();
  await fit(page, "what can still be done by a link that has ended");
  await page.getByRole("link", { name: "接着填" }).click();
  await sections(page, child);
  await submit(page);
});

test("a browser that refuses cookies is told so", async ({ family, village }) => {
  const page = await family();
  await page.route("**/l/*", async (route) => {
    const answered = await route.fetch({ maxRedirects: 0 });
    const headers = { ...answered.headers() };
    delete headers["set-cookie"];
    await page.context().clearCookies();
    await route.fulfill({ response: answered, headers });
  });
  await page.goto(village);
  await expect(page.getByRole("heading", { name: "浏览器不让保存Cookie" })).toBeVisible();
  await fit(page, "cookies are refused");
});
