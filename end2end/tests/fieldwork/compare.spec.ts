/**
 * A returned record that a worker mends without signal while the family corrects it too: nothing is overwritten, the
 * worker chooses field by field, and every version stays.
 */
import type { Page } from "@playwright/test";
import { fit } from "../../support/accessible.js";
import { rows } from "../../support/database.js";
import { migrant } from "../../support/families.js";
import { begin, director, finish, outbox, sendNow, unlock, walk } from "../../support/fieldwork.js";
import { answer, arrived, consent, hydrated, next, saved, screen, screening, sections, submit } from "../../support/form.js";
import { comment, decide, open, search, signIn } from "../../support/official.js";
import { stored, wrongs } from "../../support/stored-messages.js";
import { messages } from "../../support/stores.js";
import { expect, test } from "../../support/test";

/** The township returns the entry with this receipt number. */
async function returned(reviewer: Page, number: string, reason: string) {
  await open(reviewer, number);
  await comment(reviewer, "school_name", "请写学校全称");
  await reviewer.locator("#reason").fill(reason);
  await decide(reviewer, "退回修改", "退回修改");
}

/** A family of the worker's village declares a child of this name, and the township returns it. */
async function declaredAndReturned(name: string, { account, family, official, server, village }) {
  const [[place]] = rows(server, "SELECT place_code FROM assignment JOIN account ON assignment.account_id = account.id WHERE username = 'cunzhuren'");
  const child = migrant();
  child.screening.basics.current_address = { code: String(place), detail: "雅云里 3 号楼 2 门 501" };
  child.sections.child.child_name = name;
  const parent: Page = await family();
  await parent.goto(village);
  await consent(parent);
  await screening(parent, child);
  await sections(parent, child);
  const number = await submit(parent);
  const reviewer: Page = await official();
  await signIn(reviewer, account("changhong"));
  await returned(reviewer, number, "学校名称不全");
  return { parent, reviewer, number };
}

/** The family answers screens of its returned declaration anew. */
async function corrected(parent: Page, screens: Record<string, Record<string, string>>) {
  await parent.goto("/declare/status");
  await parent.getByRole("button", { name: "现在就改" }).click();
  await arrived(parent, "/declare/migrant/schooling");
  for (const [name, answers] of Object.entries(screens)) {
    await parent.goto(`/declare/migrant/${name}`);
    await hydrated(parent);
    for (const [key, value] of Object.entries(answers)) await answer(parent, key, value);
    await next(parent);
    await saved(parent);
  }
  await parent.goto("/declare/migrant/check");
  await hydrated(parent);
  return submit(parent);
}

test("an entry that the family corrected meanwhile is compared field by field, and what the worker chooses is registered", async ({ account, family, newPhone, official, server, village }) => {
  const phone = newPhone();
  // A family of the worker's village declares, and the township returns it.
  const { parent, reviewer, number } = await declaredAndReturned("陈两改", { account, family, official, server, village });

  // The worker mends it without signal.
  const page = await phone.start();
  await begin(page, director);
  await walk(page, /^要您改的登记/);
  await page.locator("main li a", { hasText: "陈两改" }).click();
  await expect(page.getByText("学校名称不全")).toBeVisible();
  await page.waitForURL((url) => url.pathname.endsWith("/schooling"));
  await server.kill();
  const typed = {
    schooling: { school_name: "天津市南开区长虹小学", is_boarding: true },
    father: { father_phone: "13900001112" },
  };
  for (let screens = 0; screens < 20 && !page.url().endsWith("/consent") && !page.url().endsWith("/check"); screens += 1) {
    const name = new URL(page.url()).pathname.split("/").at(-1) as keyof typeof typed;
    await screen(page, typed[name] ?? {});
  }
  await page.getByLabel("谁同意的？").fill("妈妈");
  await page.getByRole("button", { name: "同意了，开始登记" }).click();
  await page.waitForURL((url) => url.pathname.endsWith("/check"));
  await finish(page);
  await expect(page.getByRole("status").filter({ hasText: "陈两改的登记写完了" })).toBeFocused();
  await fit(page, "home after an entry is finished");
  const [first] = (await messages(page)).waiting;
  await phone.close();

  // Meanwhile the family corrects it, and the township returns that too.
  await server.start();
  const again = await corrected(parent, {
    schooling: { school_name: "南开区长虹第一小学" },
    father: { father_phone: "13900001113" },
    mother: { mother_phone: "13900002223" },
  });
  expect(again).toBe(number);
  await returned(reviewer, number, "请核对学校和电话");

  // What the worker wrote is kept, and comes back with both versions.
  const evening = await phone.start();
  await unlock(evening, director);
  await expect.poll(() => stored(server, [first]).get(first)?.outcome, { timeout: 30_000 }).toBe("kept");
  // What was not taken is open until it is mended, and no page says that everything is in the register.
  await expect(evening.getByText(/都已上传，有\s*1\s*份没有收下，要您改。/)).toBeVisible({ timeout: 30_000 });
  await walk(evening, /^要您改的登记/);
  const line = evening.locator("main li a", { hasText: "陈两改" });
  await expect(line).toContainText("别人也改过，请您选", { timeout: 30_000 });
  await expect(line).toHaveCount(1);
  await line.click();
  await expect(evening).toHaveURL(/\/compare$/);
  const asked = evening.locator("fieldset");
  await expect(asked).toHaveCount(2);
  const [school, telephone] = [asked.filter({ hasText: "学校" }), asked.filter({ hasText: "爸爸" })];
  await expect(school).toContainText("您填的：天津市南开区长虹小学");
  await expect(school).toContainText("现在登记的：南开区长虹第一小学");
  await expect(telephone).toContainText("139 0000 1112");
  await expect(telephone).toContainText("139 0000 1113");
  await expect(evening.getByRole("heading", { name: "只有别人改的，已经合进来" })).toBeVisible();
  await expect(evening.getByText("139 0000 2223（原来：139 0000 2222）")).toBeVisible();
  await fit(evening, "two versions compared");

  await telephone.getByText("现在登记的").click();
  await evening.getByRole("button", { name: "就按选的，继续" }).click();
  await evening.waitForURL((url) => url.pathname.endsWith("/check"));
  for (const chosen of ["天津市南开区长虹小学", "139 0000 1113", "139 0000 2223"]) await expect(evening.getByText(chosen).first()).toBeVisible();
  for (const other of ["南开区长虹第一小学", "139 0000 1112"]) await expect(evening.getByText(other)).toHaveCount(0);
  const second = new URL(evening.url()).pathname.split("/")[3];
  await finish(evening);
  await outbox(evening);
  // It is mended: nothing is open any more.
  await sendNow(evening);
  expect(wrongs(server, { sent: [first, second], acknowledged: [first, second] })).toEqual([]);

  // Three versions and their history are there; what the worker wrote first stays too.
  const versions = rows(
    server,
    "SELECT r.state, r.version, s.version, s.submitted_by IS NOT NULL FROM record r JOIN submission s ON s.record_id = r.id WHERE r.receipt_no = ? ORDER BY s.version",
    [number],
  );
  expect(versions).toEqual([["submitted", 3, 1, 0], ["submitted", 3, 2, 0], ["submitted", 3, 3, 1]]);
  const actions = rows(server, "SELECT e.action FROM event e JOIN record r ON r.id = e.record_id WHERE r.receipt_no = ? ORDER BY e.at, e.id", [number]).flat();
  expect(actions.filter((action) => ["submit", "return", "resubmit"].includes(String(action)))).toEqual(["submit", "return", "resubmit", "return", "resubmit"]);
  expect(rows(server, "SELECT COUNT(*), COUNT(settled_at) FROM kept WHERE problem = 'conflict'")).toEqual([[1, 1]]);

  // The register says what the worker chose.
  await reviewer.goto("/review");
  await hydrated(reviewer);
  await search(reviewer, number);
  await open(reviewer, number);
  await expect(reviewer.locator("#f-school_name")).toContainText("天津市南开区长虹小学");
  await expect(reviewer.locator("#f-father_phone")).toContainText(/139 ?0000 ?1113/);
  await expect(reviewer.locator("#f-mother_phone")).toContainText(/139 ?0000 ?2223/);
  await fit(reviewer, "an entry that a worker corrected");
  await walk(evening, /^要您改的登记/);
  await expect(evening.getByRole("heading", { name: "没写完的登记" })).toBeVisible();
  await expect(evening.locator("main li a", { hasText: "陈两改" })).toHaveCount(0);
});

test("an entry that nobody asks for any more while it is open is told, and what is typed into it stays", async ({ account, family, newPhone, official, server, village }) => {
  const phone = newPhone();
  const { parent, reviewer, number } = await declaredAndReturned("陈收回", { account, family, official, server, village });

  const page = await phone.start();
  await begin(page, director);
  await walk(page, /^要您改的登记/);
  await page.locator("main li a", { hasText: "陈收回" }).click();
  await page.waitForURL((url) => url.pathname.endsWith("/schooling"));
  const address = new URL(page.url()).pathname;
  // The family mends it by itself while the worker's page is open, and the network returns there.
  await corrected(parent, { schooling: { school_name: "天津市南开区长虹小学" } });
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(page.getByRole("heading", { name: "这份已被收回" })).toBeVisible({ timeout: 30_000 });
  await page.locator('input[name="school_name"]').fill("南开区长虹第一小学");
  await expect(page.getByText(/已保存在本机|已存在这部手机上/)).toBeVisible();
  await fit(page, "an entry that was withdrawn while it is open");
  await page.reload();
  await unlock(page, director);
  await expect(page.locator('input[name="school_name"]')).toHaveValue("南开区长虹第一小学", { timeout: 20_000 });
  expect(new URL(page.url()).pathname).toBe(address);
});
