/**
 * What else happens on a worker's phone: a record comes back, the clock is years off, the app is renewed in the
 * middle of a form.
 */
import { fit } from "../../support/accessible.js";
import { rows } from "../../support/database.js";
import { today } from "../../support/families.js";
import {
  atHome, begin, child, consent, director, finish, household, outbox, sendNow, takeDown, unlock, walk,
} from "../../support/fieldwork.js";
import { next, screen } from "../../support/form.js";
import { comment, decide, open, signIn } from "../../support/official.js";
import { onOwnSite } from "../../support/next-release.js";
import { stored, wrongs } from "../../support/stored-messages.js";
import { messages } from "../../support/stores.js";
import { fillFast } from "../../support/fill-fast.js";
import { expect, test } from "../../support/test";

/** The receipt number of the one declaration that was sent from this phone. */
async function receipt(page) {
  await outbox(page);
  await sendNow(page);
  return (await page.locator("main li", { hasText: "已收下" }).first().innerText()).match(/[A-Z0-9-]{8,}/)?.[0] ?? "";
}

test("a record that the township returns reaches the worker, is mended and becomes a new version", async ({ account, newPhone, official, server }) => {
  const phone = newPhone();
  const page = await phone.start();
  await begin(page, director);
  await household(page, "陈建国");
  await takeDown(page, child(3));
  await finish(page);
  const number = await receipt(page);
  expect(number).not.toBe("");
  await walk(page);
  // The demonstration has returned records of this village.
  const count = async () => Number((await page.getByRole("link", { name: /^要您改的登记/ }).innerText()).match(/\d+/)?.[0]);
  const before = await count();

  const reviewer = await official();
  await signIn(reviewer, account("changhong"));
  await open(reviewer, number);
  await comment(reviewer, "school_name", "请写学校全称");
  await reviewer.locator("#reason").fill("学校名称不全");
  await decide(reviewer, "退回修改", "退回修改");

  await page.getByRole("button", { name: "现在同步" }).click();
  await expect.poll(count, { timeout: 20_000 }).toBe(before + 1);
  await walk(page, /^要您改的登记/);
  await page.locator("main li a", { hasText: child(3).name }).click();
  await expect(page.getByText("学校名称不全")).toBeVisible();
  await expect(page.getByText("请写学校全称")).toBeVisible();
  await fit(page, "what came back");
  // Mended without signal.
  await server.kill();
  await page.locator('input[name="school_name"]').fill("天津市南开区长虹小学");
  await next(page);
  for (let screens = 0; screens < 20 && !page.url().endsWith("/check") && !page.url().endsWith("/consent"); screens += 1) {
    await screen(page, {});
  }
  const entry = new URL(page.url()).pathname.split("/")[3];
  if (page.url().endsWith("/consent")) {
    await page.getByLabel("谁同意的？").fill("妈妈");
    await page.getByRole("button", { name: "同意了，开始登记" }).click();
    await page.waitForURL((url) => url.pathname.endsWith("/check"));
  }
  await finish(page);
  const { waiting } = await messages(page);
  expect(waiting).toEqual([entry]);
  await server.start();
  await outbox(page);
  await sendNow(page);
  expect(wrongs(server, { sent: waiting, acknowledged: waiting })).toEqual([]);
  const versions = rows(
    server,
    "SELECT r.state, r.version, (SELECT COUNT(*) FROM submission s WHERE s.record_id = r.id), (SELECT group_concat(action) FROM event e WHERE e.record_id = r.id) FROM record r WHERE r.receipt_no = ?",
    [number],
  );
  expect(versions).toHaveLength(1);
  const [state, version, submissions, actions] = versions[0];
  expect([state, version, submissions]).toEqual(["submitted", 2, 2]);
  expect(String(actions)).toContain("resubmit");
  await walk(page);
  expect(await count()).toBe(before);
});

for (const years of [-10, 10]) {
  test(`a phone whose clock is ${years} years off says so, and its declarations arrive with the server's time`, async ({ newPhone, server }) => {
    const phone = newPhone();
    await begin(await phone.start(), director);
    await phone.close();
    await server.kill();
    const page = await phone.start("");
    const wrong = new Date();
    wrong.setFullYear(wrong.getFullYear() + years);
    await page.clock.setFixedTime(wrong);
    await page.goto("/field");
    await unlock(page, director);
    await atHome(page);
    await expect(page.getByText("手机的日期不对")).toBeVisible();
    await household(page, "陈建国");
    await takeDown(page, child(4));
    await finish(page);
    await fit(page, "a household with a wrong clock");
    const { waiting } = await messages(page);
    expect(waiting).toHaveLength(2);
    await server.start();
    await outbox(page);
    await sendNow(page);
    expect(wrongs(server, { sent: waiting, acknowledged: waiting })).toEqual([]);
    expect([...stored(server, waiting).values()].map(({ kind, outcome }) => `${kind} ${outcome}`).sort()).toEqual([
      "declaration taken",
      "household taken",
    ]);
    const [[entered]] = rows(server, "SELECT MAX(entered_at) FROM record");
    expect(Math.abs(Date.now() - Number(entered))).toBeLessThan(5 * 60_000);
    const [[visited]] = rows(server, "SELECT MAX(visited_on) FROM household");
    expect(String(visited)).toBe(today());
  });
}

test("a new version of the app waits while a form is open, takes over when the worker agrees, and the draft is there", async ({ pageErrors }) => {
  await onOwnSite(pageErrors, async ({ phone, follow }) => {
    const page = await phone.start();
    await begin(page, director);
    await household(page, "陈建国");
    await consent(page);
    const family = child(5);
    for (const answers of Object.values(family.screening)) await fillFast(page, answers as Record<string, unknown>);
    await page.waitForURL((url) => url.pathname.endsWith("/child"));
    await page.locator('input[name="child_name"]').fill(family.name);

    // The next release: another service worker, of other bytes.
    await follow(page);
    // It waits: the page that is open goes on.
    await expect
      .poll(() => page.evaluate(() => navigator.serviceWorker.getRegistration("/field").then((found) => Boolean(found?.waiting))))
      .toBe(true);
    await page.locator('input[name="child_name"]').pressSequentially("雨");
    await expect(page.locator('input[name="child_name"]')).toHaveValue(`${family.name}雨`);
    await expect(page.getByText("童册有新版本")).toBeVisible();
    await fit(page, "a new version waits");
    await page.locator('input[name="child_name"]').pressSequentially("来");
    await expect(page.getByText("已存在这部手机上")).toBeVisible();
    await page.getByRole("button", { name: "现在更新" }).click();
    await unlock(page, director);
    // The new one is at work, and what was typed to the last letter is there.
    await expect(page.locator('input[name="child_name"]')).toHaveValue(`${family.name}雨来`, { timeout: 20_000 });
    const waits = await page.evaluate(() => navigator.serviceWorker.getRegistration("/field").then((found) => Boolean(found?.waiting)));
    expect(waits).toBe(false);
    await expect(page.getByText("童册有新版本")).toBeHidden();
  });
});
