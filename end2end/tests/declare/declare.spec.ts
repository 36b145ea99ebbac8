/**
 * The main job: a parent declares a child on a phone, the township returns it with a comment, the parent
 * corrects, the township approves, the parent sees it.
 */
import { fit } from "../../support/accessible.js";
import { rows } from "../../support/database.js";
import { migrant, places } from "../../support/families.js";
import { answer, arrived, consent, hydrated, next, question, saved, screening, sections, submit } from "../../support/form.js";
import { comment, decide, lines, open, search, signIn } from "../../support/official.js";
import { expect, test } from "../../support/test";

test("a parent declares, the township returns, the parent corrects, the township approves", async ({
  account,
  family,
  official,
  server,
  village,
}) => {
  const parent = await family();
  const child = migrant();
  let receipt = "";

  await test.step("the notice, and consent", async () => {
    await parent.goto(village);
    await expect(parent).toHaveURL(/\/declare$/);
    await expect(parent.getByRole("heading", { name: "为什么登记，凭什么" })).toBeVisible();
    await expect(parent.getByRole("link", { name: "不同意，不在网上填" })).toBeVisible();
    await fit(parent);
    await consent(parent);
    const [[version, agreed]] = rows(server, "SELECT notice_version, consent_at FROM draft");
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(Number(agreed)).toBeGreaterThan(0);
  });

  await test.step("a few questions pick the form", async () => {
    await screening(parent, child);
    await expect(parent).toHaveURL(/\/declare\/migrant\/child$/);
    await expect(parent.getByRole("progressbar", { name: "填写进度" })).toBeVisible();
  });

  await test.step("the form, one group a screen", async () => {
    await sections(parent, child, { each: async () => fit(parent) });
    await expect(parent.getByText("天津市南开区长虹街道").first()).toBeVisible();
    await expect(parent.getByText("河南省周口市鹿邑县真源街道").first()).toBeVisible();
    await expect(parent.getByRole("heading", { name: "还有几处要补上或改一改" })).toHaveCount(0);
    await fit(parent);
  });

  await test.step("the receipt", async () => {
    receipt = await submit(parent);
    await expect(parent.getByRole("img", { name: "查看办理情况的二维码" })).toBeVisible();
    await expect(parent.getByText("长虹街道").first()).toBeVisible();
    await fit(parent);
    const [[township, state]] = rows(server, "SELECT township_code, state FROM record WHERE receipt_no = ?", [receipt]);
    expect([township, state]).toEqual([places.changhong.code, "submitted"]);
    const [[drafts]] = rows(server, "SELECT COUNT(*) FROM draft");
    expect(drafts).toBe(0);
  });

  const supervisor = await official();
  await test.step("the supervisor of the owning township returns it with a comment", async () => {
    await signIn(supervisor, account("changhong"));
    await expect(supervisor).toHaveURL(/\/review/);
    await fit(supervisor);
    await search(supervisor, child.id);
    await expect(lines(supervisor)).toHaveCount(1);
    await lines(supervisor).first().getByRole("link").click();
    await expect(supervisor.getByRole("heading", { level: 1, name: new RegExp(child.name) })).toBeVisible();
    await fit(supervisor);
    await comment(supervisor, "school_name", "请写学校全称");
    await supervisor.getByLabel(/请写明原因/).fill("学校名称和学籍不一致");
    await decide(supervisor, "退回修改", "退回修改");
  });

  await test.step("another township does not see it", async () => {
    const other = await official();
    await signIn(other, account("gulou"));
    await search(other, child.id);
    await expect(lines(other)).toHaveCount(0);
  });

  await test.step("the parent sees the comment at its field, corrects and submits again", async () => {
    await parent.goto("/declare/status");
    await expect(parent.getByText("请您修改", { exact: true })).toBeVisible();
    await expect(parent.getByText("请写学校全称")).toBeVisible();
    await fit(parent);
    await parent.getByRole("button", { name: "现在就改" }).click();
    await arrived(parent, "/declare/migrant/schooling");
    await expect(question(parent, "school_name")).toContainText("工作人员说：请写学校全称");
    await expect(parent.getByText("学校名称和学籍不一致")).toBeVisible();
    await fit(parent);
    await hydrated(parent);
    await answer(parent, "school_name", "天津市南开区长虹小学");
    await next(parent);
    await arrived(parent, "/declare/migrant/health");
    await saved(parent);
    await parent.goto("/declare/migrant/check");
    await hydrated(parent);
    await expect(parent.getByText("天津市南开区长虹小学")).toBeVisible();
    const again = await submit(parent);
    expect(again).toBe(receipt);
  });

  await test.step("the supervisor sees what changed and approves", async () => {
    await open(supervisor, receipt);
    await expect(supervisor.getByText(/与上一版相比改了1项：就读学校/)).toBeVisible();
    await decide(supervisor, "通过", "通过");
    await fit(supervisor);
  });

  await test.step("the parent sees that it is approved, and why", async () => {
    await parent.goto("/declare/status");
    await expect(parent.getByText("审核通过，已登记。")).toBeVisible();
    await parent.locator("summary", { hasText: "为什么" }).first().click();
    await expect(parent.getByText(/依据：/).first()).toBeVisible();
    await fit(parent);
  });
});
