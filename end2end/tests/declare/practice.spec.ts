/**
 * The form to practise on (试填): anybody may open it, it checks as the real one does, and nothing of it is kept.
 */
import { fit } from "../../support/accessible.js";
import { counts } from "../../support/database.js";
import { hydrated } from "../../support/form.js";
import { expect, test } from "../../support/test";

test("a form can be practised on without a link, and nothing is kept", async ({ family, server }) => {
  const before = counts(server);
  const page = await family();
  const posts: string[] = [];
  page.on("request", (request) => request.method() === "POST" && posts.push(new URL(request.url()).pathname));
  await page.goto("/try");
  await fit(page, "the practice page");
  await page.getByRole("link", { name: /流动儿童/ }).click();
  await hydrated(page);
  await fit(page, "a screen to practise on");
  await expect(page.getByText("试填，不会保存")).toBeVisible();

  await page.locator("input[name=child_id_number]").fill("110105194912310021");
  await page.locator("input[name=child_name]").focus();
  await expect(page.locator("#e-child_id_number")).toContainText("身份证");
  await page.locator("input[name=child_name]").fill("试一试");
  await page.locator("input[name=child_name]").blur();
  await page.getByRole("button", { name: "下一步" }).last().click();
  await expect(page.locator("#problems")).toBeVisible();
  await page.getByRole("button", { name: /先填后面的/ }).click();
  await expect(page).toHaveURL(/\/try\/migrant\/(?!child)/);
  await page.getByRole("button", { name: "上一步" }).click();
  await expect(page.locator("input[name=child_name]")).toHaveValue("试一试");

  // Longer than the pause after which a real draft is sent.
  await page.waitForTimeout(1_500);
  expect(posts.filter((path) => path.includes("/declarations/") && !path.endsWith("/practice"))).toEqual([]);
  expect(counts(server)).toEqual(before);
  expect(await page.context().cookies()).toEqual([]);
});
