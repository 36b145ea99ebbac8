/**
 * Wrong passcodes, and two workers who share a phone.
 */
import { fit } from "../../support/accessible.js";
import {
  atHome, begin, child, director, draft, gridWorker, household, outbox, sendNow, unlock, walk,
} from "../../support/fieldwork.js";
import { stored, wrongs } from "../../support/stored-messages.js";
import { keys, messages } from "../../support/stores.js";
import { expect, test } from "../../support/test";

test("ten wrong passcodes: waits, a warning, then the drafts are gone and what was finished still arrives", async ({ newPhone, server }) => {
  const phone = newPhone();
  const first = await phone.start();
  await begin(first, director);
  await server.kill();
  await household(first, "陈建国");
  await draft(first, child(1));
  const { waiting } = await messages(first);
  expect(waiting).toHaveLength(1);
  await phone.close();

  const page = await phone.start("");
  await page.clock.install();
  await page.goto("/field");
  const waits = [0, 0, 0, 30, 60, 120, 300, 600, 900];
  for (const [at, seconds] of waits.entries()) {
    await unlock(page, director, `${at}-falsch-77`);
    // The browser stretches the passcode for about a second.
    await expect(page.getByRole("button", { name: "打开", exact: true })).toHaveAttribute("aria-disabled", "false");
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("用户名或口令不对");
    const left = 9 - at;
    if (left > 3) await expect(alert).not.toContainText("清除");
    else await expect(alert).toContainText(`再错${left}次`);
    if (seconds === 0) await expect(alert).not.toContainText("请等");
    else {
      await expect(alert).toContainText("请等");
      // Not even the right passcode opens before the wait is over.
      if (at === 3) {
        await unlock(page, director);
        await expect(alert).toContainText("试的次数太多了");
      }
      await page.clock.fastForward(seconds * 1000 + 1000);
    }
  }
  await fit(page, "wrong passcodes");
  await unlock(page, director, "zuihou-yi-ci");
  await expect(page.getByRole("alert")).toContainText("口令错了十次");
  await unlock(page, director);
  await expect(page.getByRole("alert")).toContainText("口令错了十次");
  const drawers = (await keys(page, "drawers")).length;
  expect(drawers).toBe(0);
  await phone.close();

  // Nobody can open the locker, and what was finished arrives all the same.
  await server.start();
  const evening = await phone.start("/field");
  await expect.poll(async () => (await messages(evening)).waiting, { timeout: 30_000 }).toEqual([]);
  expect(wrongs(server, { sent: waiting, acknowledged: waiting })).toEqual([]);
  // A new beginning.
  await evening.getByRole("button", { name: "我第一次用这部手机" }).click();
  await begin(evening, director, "xin-kou-ling-8");
  await expect(evening.getByRole("link", { name: /^没写完的草稿/ })).toContainText("0");
});

test("two workers of one phone never see each other's drafts and counts, and both outboxes are sent", async ({ newPhone, newProxy, server }) => {
  // Everything works but the way in for messages.
  const proxy = await newProxy({ seed: 1, share: 1, faults: ["login page"] });
  const phone = newPhone(proxy.url);
  const page = await phone.start();
  await begin(page, director);
  await household(page, "诸葛建国");
  await draft(page, { ...child(1), name: "诸葛小雨" });
  await walk(page);
  await expect(page.getByRole("link", { name: /^没写完的草稿/ })).toContainText("1");
  await expect(page.getByRole("link", { name: /^待上传/ })).toContainText("1");
  await page.getByRole("button", { name: "锁上童册" }).click();

  await page.getByRole("button", { name: "我第一次用这部手机" }).click();
  await begin(page, gridWorker, "wangge-886-x");
  await expect(page.getByRole("link", { name: /^没写完的草稿/ })).toContainText("0");
  await expect(page.getByRole("link", { name: /^待上传/ })).toContainText("0");
  await expect(page.getByText("都已上传。")).toBeVisible();
  for (const place of [/^没写完的草稿/, /^待上传/, "新的走访", /^本村（社区）的孩子/]) {
    await walk(page, place);
    await expect(page.locator("h1")).toBeVisible();
    expect(await page.locator("body").innerText()).not.toMatch(/诸葛|cunzhuren/);
    await walk(page);
  }
  await household(page, "司马建国");
  await page.getByRole("button", { name: "锁上童册" }).click();
  await expect(page.getByLabel("用户名")).toHaveValue("");
  expect(await page.locator("body").innerText()).not.toMatch(/诸葛|司马|cunzhuren|wanggeyuan/);
  // One's passcode does not open the other's locker.
  await unlock(page, director, "wangge-886-x");
  await expect(page.getByRole("alert")).toContainText("用户名或口令不对");
  await unlock(page, director);
  await atHome(page);
  await expect(page.getByRole("link", { name: /^没写完的草稿/ })).toContainText("1");
  await expect(page.getByRole("link", { name: /^待上传 / })).toContainText("1");
  await expect(page.getByText("可能别人在这部手机上登录过")).toBeVisible();
  await walk(page, "新的走访");
  expect(await page.locator("body").innerText()).not.toContain("司马");
  const { waiting } = await messages(page);
  expect(waiting).toHaveLength(2);

  await proxy.calm();
  await outbox(page);
  await sendNow(page);
  await expect.poll(async () => (await messages(page)).waiting).toEqual([]);
  expect([...stored(server, waiting).values()].map(({ times }) => times)).toEqual([1, 1]);
  await fit(page, "the outbox of one of two");
});
