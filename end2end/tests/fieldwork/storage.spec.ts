/**
 * The phone's storage is full, or cleared under the page, or two tabs write one draft.
 */
import type { Page } from "@playwright/test";
import { fit } from "../../support/accessible.js";
import { begin, child, consent, director, exported, household, imported, Phone, unlock, walk, withoutSignal } from "../../support/fieldwork.js";
import { messages } from "../../support/stores.js";
import { fillFast } from "../../support/fill-fast.js";
import { expect, test } from "../../support/test";

/** A worker's page with a draft open at the child's name, which is kept. */
async function drafting(phone: Phone, number: number): Promise<Page> {
  const page = await phone.start();
  await begin(page, director);
  await household(page, "陈建国");
  await consent(page);
  for (const answers of Object.values(child(number).screening)) await fillFast(page, answers as Record<string, unknown>);
  await page.waitForURL((url) => url.pathname.endsWith("/child"));
  await page.locator('input[name="child_name"]').fill("陈小");
  await expect(page.getByText("已存在这部手机上")).toBeVisible();
  return page;
}

/** Opens the same place again, after the page was closed. */
async function reopened(phone: Phone, address: string) {
  await phone.close();
  const page = await phone.start(address);
  await unlock(page, director);
  return page;
}

/** Opens the draft in a browser to which the phone gives only so many bytes more than are used already. */
async function cramped(phone: Phone, address: string, origin: string, more: number) {
  await phone.close();
  const page = await phone.start("");
  await page.goto(address);
  await expect(page.getByLabel("用户名")).toBeVisible();
  const tools = await phone.context.newCDPSession(page);
  const { usage } = (await tools.send("Storage.getUsageAndQuota", { origin })) as { usage: number };
  await tools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: Math.round(usage) + more });
  await unlock(page, director);
  await expect(page.locator('input[name="child_name"]')).toBeVisible({ timeout: 20_000 });
  return { page, tools };
}

/** Types until the phone is full; gives what is typed and how many milliseconds after the last letter it was said. */
async function fill(page: Page) {
  const input = page.locator('input[name="child_name"]');
  const alert = page.getByRole("alert").filter({ hasText: "没有存上" });
  await input.press("End");
  for (let letters = 0; letters < 200; letters += 1) {
    await input.pressSequentially("雨");
    const typed = Date.now();
    while (Date.now() - typed < 450) {
      if (await alert.isVisible()) return { value: await input.inputValue(), after: Date.now() - typed };
      await page.waitForTimeout(15);
    }
  }
  throw new Error("the phone does not get full");
}

test("a full phone says so within a second, keeps what is typed, gives an encrypted copy, and saves once there is room", async ({ newPhone, server }) => {
  const [phone, fresh] = [newPhone(), newPhone()];
  const address = new URL((await drafting(phone, 6)).url()).pathname;
  await server.kill();
  const { page, tools } = await cramped(phone, address, server.url, 60_000);
  const { value, after } = await fill(page);
  expect(after).toBeLessThan(1_000);
  await expect(page.getByText("已存在这部手机上")).toBeHidden();
  expect(value).toMatch(/^陈小雨+$/);
  await expect(page.locator('input[name="child_name"]')).toHaveValue(value);
  await fit(page, "a full phone");

  // A copy of everything, also of what was typed last and not saved, without a clear word.
  const file = await exported(page);
  await expect(page.getByText("这部手机上没有存上的，也在文件里。")).toBeVisible();
  expect(file.length).toBeGreaterThan(1_000);
  for (const word of ["陈小", "陈建国", "child_name"]) expect(file.includes(Buffer.from(word))).toBe(false);
  await fit(page, "the outbox of a full phone");

  // There is room again, and what stood on the screen is saved with the next letter.
  await tools.send("Storage.overrideQuotaForOrigin", { origin: server.url });
  await page.goBack();
  await page.goBack();
  const input = page.locator('input[name="child_name"]');
  await expect(input).toHaveValue(value);
  await input.press("End");
  await input.pressSequentially("来");
  await expect(page.getByText("已存在这部手机上")).toBeVisible();
  await expect(page.getByText("没有存上")).toBeHidden();
  const again = await reopened(phone, address);
  await expect(again.locator('input[name="child_name"]')).toHaveValue(`${value}来`);

  // Another phone takes the copy over: what the full one could not save is there to the last letter.
  await server.start();
  const to = await fresh.start();
  await begin(to, director, "qing-cao-58-hua");
  expect(await imported(to, file)).toContain("导入了：1份没写完的登记");
  await to.goto(address);
  await unlock(to, director, "qing-cao-58-hua");
  await expect(to.locator('input[name="child_name"]')).toHaveValue(value, { timeout: 20_000 });
});

test("storage that is cleared under the open page is told at once, and what is typed stays on the screen", async ({ newPhone, server }) => {
  const phone = newPhone();
  const page = await drafting(phone, 8);
  const tools = await phone.context.newCDPSession(page);
  await tools.send("Storage.clearDataForOrigin", { origin: server.url, storageTypes: "indexeddb" });
  const input = page.locator('input[name="child_name"]');
  await input.pressSequentially("雨");
  const typed = Date.now();
  await expect(page.getByRole("alert").filter({ hasText: "没有存上" })).toBeVisible();
  expect(Date.now() - typed).toBeLessThan(1_500);
  await expect(page.getByText("已存在这部手机上")).toBeHidden();
  await expect(input).toHaveValue("陈小雨");
  await fit(page, "cleared storage");
});

/** The next encryption takes long, so that others come after it and would be done before. */
async function slowDown(page: Page) {
  await page.evaluate(() => {
    const slow = { begun: false, done: false };
    Object.assign(window, { slow });
    const encrypt = SubtleCrypto.prototype.encrypt;
    SubtleCrypto.prototype.encrypt = async function (...given) {
      SubtleCrypto.prototype.encrypt = encrypt;
      slow.begun = true;
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      const sealed = await encrypt.apply(this, given);
      slow.done = true;
      return sealed;
    };
  });
  return (part: "begun" | "done") => page.waitForFunction((part) => (window as any).slow[part], part);
}

test("a writing that takes long never comes after a newer one", async ({ newPhone }) => {
  const phone = newPhone();
  const page = await drafting(phone, 11);
  const address = new URL(page.url()).pathname;
  const slow = await slowDown(page);
  const name = page.locator('input[name="child_name"]');
  await name.fill("陈小一");
  await slow("begun");
  await name.fill("陈小一二");
  // Leaving the screen writes at once.
  await page.getByRole("button", { name: "上一步" }).click();
  await page.waitForURL((url) => url.pathname.endsWith("/entries"));
  await slow("done");
  await page.waitForTimeout(1_000);
  const again = await reopened(phone, address);
  await expect(again.locator('input[name="child_name"]')).toHaveValue("陈小一二");
});

test("a visit that takes long to be written is there once, and so is the next one", async ({ newPhone, server }) => {
  const phone = newPhone();
  const page = await withoutSignal(phone, server);
  const slow = await slowDown(page);
  await page.getByRole("link", { name: "新的走访" }).click();
  await page.getByLabel("户主（家里大人）姓名").fill("陈建国");
  // An impatient worker presses twice.
  const nobody = page.getByRole("button", { name: "家里没有人" });
  await nobody.click();
  await slow("begun");
  await nobody.click();
  await walk(page);
  await household(page, "周大山", "家里没有人");
  await slow("done");
  expect((await messages(page)).waiting).toHaveLength(2);
  const again = await reopened(phone, "/field/coverage");
  for (const head of ["陈建国", "周大山"]) await expect(again.getByRole("link", { name: `${head} ` })).toContainText("家中无人");
});

test("two tabs that fill one draft lose nothing of each other", async ({ newPhone }) => {
  const phone = newPhone();
  const one = await drafting(phone, 9);
  const address = new URL(one.url()).pathname;
  const other = await phone.context.newPage();
  await other.goto(address.replace(/child$/, "help"));
  await unlock(other, director);
  await expect(other.locator('input[name="informant_name"]')).toBeVisible();

  await one.locator('input[name="child_name"]').fill("陈小雨");
  await expect(one.getByText("已存在这部手机上")).toBeVisible();
  await other.bringToFront();
  await other.locator('input[name="informant_name"]').fill("周秀英");
  await expect(other.getByText("已存在这部手机上")).toBeVisible();
  await one.bringToFront();
  await one.locator('input[name="child_name"]').fill("陈小雨来");
  await expect(one.getByText("已存在这部手机上")).toBeVisible();

  const again = await reopened(phone, address);
  await expect(again.locator('input[name="child_name"]')).toHaveValue("陈小雨来");
  await again.goto(address.replace(/child$/, "help"));
  await unlock(again, director);
  await expect(again.locator('input[name="informant_name"]')).toHaveValue("周秀英");
  await fit(again, "a draft of two tabs");
});

test("a draft that one tab finished is not brought back by the other", async ({ newPhone, server }) => {
  const phone = newPhone();
  const one = await drafting(phone, 10);
  await server.kill();
  const address = new URL(one.url()).pathname;
  const other = await phone.context.newPage();
  await other.goto(address);
  await unlock(other, director);
  await expect(other.locator('input[name="child_name"]')).toHaveValue("陈小");

  await one.bringToFront();
  const family = child(10);
  for (let screens = 0; screens < 40 && !one.url().endsWith("/check"); screens += 1) {
    const name = new URL(one.url()).pathname.split("/").at(-1) ?? "";
    await fillFast(one, (family.sections as Record<string, object>)[name] ?? {});
  }
  await one.getByRole("button", { name: "写完了，有网络就上传" }).click();
  await one.waitForURL((url) => !url.pathname.endsWith("/check"));
  const { waiting } = await messages(one);

  await other.bringToFront();
  await other.locator('input[name="child_name"]').fill("陈别人");
  await expect(other.getByText("已存在这部手机上")).toBeHidden();
  await expect(other.getByText(/别的页面/).first()).toBeVisible();
  const again = await reopened(phone, "/field/entries");
  await expect(again.getByRole("heading", { name: "没写完的登记" })).toBeVisible({ timeout: 20_000 });
  await expect(again.getByText(/陈小|陈别人/)).toHaveCount(0);
  expect((await messages(again)).waiting.sort()).toEqual(waiting.sort());
  await fit(again, "no drafts");
});
