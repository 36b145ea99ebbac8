/**
 * A phone that the server does not take from any more, and its way back: nothing that lies on it is lost, and everything
 * arrives once.
 */
import { fit } from "../../support/accessible.js";
import { rows } from "../../support/database.js";
import {
  ALL_SENT, atHome, begin, child, director, draft, gridWorker, household, outbox, PASSCODE, unlock, walk,
} from "../../support/fieldwork.js";
import { signIn } from "../../support/official.js";
import { stored, wrongs } from "../../support/stored-messages.js";
import { alter, lockers, messages } from "../../support/stores.js";
import { expect, test } from "../../support/test";

const SHUT_OUT = "这部手机要重新启用";

/** Makes this phone known anew on the page of the outbox. */
async function renew(page, password) {
  await page.getByLabel("登录密码").fill(password);
  await page.getByRole("button", { name: "重新启用这部手机" }).click();
}

test("a phone that the township ended comes back with the login password; its draft stays and what it held arrives once", async ({ account, newPhone, newProxy, official, server }) => {
  const proxy = await newProxy({ seed: 1, share: 0 });
  const phone = newPhone(proxy.url);
  const page = await phone.start();
  await begin(page, director);
  await household(page, "陈建国");
  await draft(page, child(1));
  await expect.poll(async () => (await messages(page)).waiting, { timeout: 20_000 }).toEqual([]);

  // The server takes what comes next, and its answer is lost.
  proxy.injectFaults({ seed: 1, share: 1, faults: ["bad gateway after"] });
  await walk(page);
  await household(page, "陈建设");
  const [taken] = (await messages(page)).waiting;
  await expect.poll(() => stored(server, [taken]).get(taken)?.times, { timeout: 20_000 }).toBe(1);
  const reviewer = await official();
  await signIn(reviewer, account("changhong"));
  await reviewer.goto("/villages");
  const mine = reviewer.locator("li", { hasText: "都已上传" }).filter({ has: reviewer.getByRole("button", { name: /^停用.+的手机$/ }) });
  reviewer.once("dialog", (dialog) => dialog.accept());
  await mine.first().getByRole("button").click();
  await expect.poll(() => rows(server, "SELECT COUNT(*) FROM device WHERE revoked_at IS NOT NULL")).toEqual([[1]]);

  // What is finished from now on stays on the phone, and every page that matters says so.
  await proxy.calm();
  await walk(page);
  await household(page, "陈建军");
  await walk(page);
  await page.getByRole("button", { name: "现在同步" }).click();
  await expect(page.getByText("现在不能从这部手机上传").first()).toBeVisible({ timeout: 20_000 });
  await fit(page, "home of a phone that was ended");
  await page.getByRole("link", { name: "待上传", exact: true }).click();
  await expect(page.getByRole("heading", { name: SHUT_OUT })).toBeVisible();
  await fit(page, "the outbox of a phone that was ended");
  const { waiting } = await messages(page);
  expect(waiting).toHaveLength(2);
  expect(waiting).toContain(taken);
  await renew(page, "bu-shi-zhe-ge");
  await expect(page.getByRole("alert")).toContainText(/密码/);
  await fit(page, "the outbox after a wrong password");
  expect((await messages(page)).waiting).toEqual(waiting);

  // It is told again after a day, too.
  await phone.close();
  const next = await phone.start("/field/outbox");
  await unlock(next, director);
  await expect(next.getByRole("heading", { name: SHUT_OUT })).toBeVisible({ timeout: 20_000 });
  await renew(next, director.password);
  await expect(next.getByText("这部手机又能上传了")).toBeVisible({ timeout: 20_000 });
  await expect(next.getByRole("heading", { name: SHUT_OUT })).toBeHidden();
  await expect(next.getByText(ALL_SENT)).toBeVisible({ timeout: 30_000 });
  await fit(next, "the outbox of a phone that came back");
  expect((await messages(next)).waiting).toEqual([]);
  expect(wrongs(server, { sent: waiting, acknowledged: waiting })).toEqual([]);
  expect([...stored(server, waiting).values()].map(({ times }) => times)).toEqual([1, 1]);
  const [ended, known] = rows(server, "SELECT revoked_at IS NULL FROM device ORDER BY enrolled_at DESC LIMIT 2");
  expect([ended, known]).toEqual([[1], [0]]);

  // The draft is there, the new one is asked with, and it pulls.
  await walk(next);
  await next.getByRole("button", { name: "现在同步" }).click();
  await expect(next.getByText("同步过")).toBeVisible({ timeout: 20_000 });
  await walk(next, /^没写完的草稿/);
  await expect(next.getByText(child(1).name)).toBeVisible();
  await phone.close();
  const last = await phone.start("/field/outbox");
  await unlock(last, director);
  await expect(last.getByText(ALL_SENT)).toBeVisible({ timeout: 20_000 });
  await expect(last.getByRole("heading", { name: SHUT_OUT })).toBeHidden();
});

test("a phone whose token is gone, and one on which a colleague signed in, come back the same way", async ({ newPhone, server }) => {
  const phone = newPhone();
  const page = await phone.start();
  await begin(page, director);
  await page.getByRole("button", { name: "锁上童册" }).click();
  await alter(page, { token: null });
  await unlock(page, director);
  await atHome(page);
  await household(page, "陈建国");
  const { waiting } = await messages(page);
  expect(waiting).toHaveLength(1);
  await outbox(page);
  await renew(page, director.password);
  await expect(page.getByText(ALL_SENT)).toBeVisible({ timeout: 30_000 });
  expect([...stored(server, waiting).values()].map(({ times }) => times)).toEqual([1]);
  const devices = () => rows(server, "SELECT COUNT(*) FROM device")[0][0];
  const before = Number(devices());

  await page.getByRole("button", { name: "锁上童册" }).click();
  await page.getByRole("button", { name: "我第一次用这部手机" }).click();
  await begin(page, gridWorker, "wangge-886-x");
  await page.getByRole("button", { name: "锁上童册" }).click();
  await unlock(page, director);
  await expect(page.getByText("可能别人在这部手机上登录过")).toBeVisible({ timeout: 20_000 });
  await outbox(page);
  await renew(page, director.password);
  await expect(page.getByText("这部手机又能上传了")).toBeVisible({ timeout: 20_000 });
  // Signing in was enough: only the colleague's phone is new.
  expect(devices()).toBe(before + 1);
});

test("somebody who says to be new on a phone with a locker is told so, and led to it; the passcode opens it", async ({ newPhone, server }) => {
  const phone = newPhone();
  const page = await phone.start();
  await begin(page, director);
  await household(page, "陈建国");
  await draft(page, child(2));
  await page.getByRole("button", { name: "锁上童册" }).click();
  await expect(page.getByText("童册已锁上")).toBeVisible();
  await fit(page, "the door");
  const anew = async (passcode: string) => {
    await page.getByLabel("用户名").fill(director.username);
    await page.getByLabel("登录密码").fill(director.password);
    await page.getByLabel("给这部手机设一个童册口令").fill(passcode);
    await page.getByLabel("再输一遍口令").fill(passcode);
    await page.getByRole("button", { name: "开始使用" }).click();
  };
  const devices = () => rows(server, "SELECT COUNT(*) FROM device")[0][0];
  const before = Number(devices());
  await page.getByRole("button", { name: "我第一次用这部手机" }).click();
  await fit(page, "the first time");
  await anew("bie-de-91-kou");
  await expect(page.getByRole("alert")).toContainText("您在这部手机上设过口令", { timeout: 20_000 });
  await fit(page, "the first time, which is none");
  // That was an attempt like at the door, and nobody was made known for it.
  expect((await lockers(page)).map(({ failures }) => failures)).toEqual([1]);
  expect(devices()).toBe(before);
  await page.getByRole("button", { name: "用原来的口令打开" }).click();
  await expect(page.getByLabel("这部手机上的童册口令")).toBeVisible();
  await page.getByRole("button", { name: "我第一次用这部手机" }).click();
  await anew(PASSCODE);
  await expect(page.locator('input[name="child_name"]')).toHaveValue(child(2).name, { timeout: 20_000 });
  expect((await lockers(page)).map(({ failures }) => failures)).toEqual([0]);
  expect(devices()).toBe(before + 1);
  await walk(page);
  await expect(page.getByRole("link", { name: /^没写完的草稿/ })).toContainText("1");
});

test("waits of the server stand while the browser wakes the sender, and an open page does not make it do so", async ({ newPhone, newProxy }) => {
  const proxy = await newProxy({ seed: 1, share: 0 });
  const phone = newPhone(proxy.url);
  await begin(await phone.start(), director);
  await phone.close();
  const page = await phone.start("");
  // Counts how often the browser is asked to wake the sender by itself, and asks it all the same.
  await page.addInitScript(() => {
    const manager = (globalThis as any).SyncManager.prototype;
    const register = manager.register;
    Object.assign(globalThis, { registered: 0 });
    manager.register = function (tag: string) {
      (globalThis as any).registered += 1;
      return register.call(this, tag);
    };
  });
  const registered = () => page.evaluate(() => (globalThis as any).registered as number);
  const tools = await phone.context.newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    tools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const one = registrations.find(({ scopeURL }) => scopeURL.endsWith("/field"));
      if (one) resolve(one.registrationId);
    });
  });
  await tools.send("ServiceWorker.enable");
  await page.clock.install();
  await page.goto("/field");
  await unlock(page, director);
  await atHome(page);
  const registrationId = await found;
  const wake = () =>
    tools.send("ServiceWorker.dispatchSyncEvent", { origin: proxy.url, registrationId, tag: "outbox", lastChance: false });
  const opened = await registered();
  for (let times = 0; times < 4; times += 1) await page.clock.fastForward("00:31");
  // Opening asks once more for being woken; the timer of an open page never does.
  expect(await registered()).toBe(opened);

  proxy.injectFaults({ seed: 1, share: 1, faults: ["bad gateway"] });
  await household(page, "陈建国");
  await expect.poll(() => proxy.log.length).toBe(1);
  expect(await registered()).toBe(opened + 1);
  const until = async () => (await lockers(page))[0].pause?.until ?? 0;
  await expect.poll(until).toBeGreaterThan(0);
  for (let times = 0; times < 5; times += 1) await wake();
  await page.waitForTimeout(1_000);
  expect(proxy.log).toHaveLength(1);
  // When the wait is over, waking sends.
  await proxy.calm();
  await page.waitForTimeout(5_000);
  await wake();
  await expect.poll(async () => (await messages(page)).waiting, { timeout: 10_000 }).toEqual([]);
  expect(await registered()).toBe(opened + 1);
});
