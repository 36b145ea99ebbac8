/**
 * What is typed into a worker's forms that are no screens of an entry stays: through the lock, a new version, another tab.
 */
import type { Page } from "@playwright/test";
import { fit } from "../../support/accessible.js";
import { begin, child, director, draft, household, unlock, walk } from "../../support/fieldwork.js";
import { onOwnSite } from "../../support/next-release.js";
import { expect, test } from "../../support/test";

const kept = (page: Page) => expect(page.getByText("没写完的已存在这部手机上")).toBeVisible();

/** The page of the first child of the village. */
async function visit(page: Page) {
  await walk(page, /^本村（社区）的孩子/);
  await page.locator("main li a").first().click();
  await page.waitForURL((url) => url.pathname.startsWith("/field/child/"));
  return new URL(page.url()).pathname;
}

/** A name on the canvas. */
async function sign(page: Page) {
  const canvas = page.locator("canvas#signature");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error("no canvas");
  await page.mouse.move(box.x + 20, box.y + 30);
  await page.mouse.down();
  for (const [x, y] of [[80, 60], [140, 30], [200, 70]]) await page.mouse.move(box.x + x, box.y + y, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByText("已签字")).toBeVisible();
}

test("notes of a visit and a signature outlive five minutes without use, and go when they are used", async ({ newPhone }) => {
  const phone = newPhone();
  const first = await phone.start();
  await begin(first, director);
  const address = await visit(first);
  await phone.close();

  const page = await phone.start("");
  await page.clock.install();
  await page.goto(address);
  await unlock(page, director);
  const seen = page.getByLabel("看到什么情况");
  await page.getByLabel("见到了谁").fill("奶奶");
  await seen.fill("孩子在写作业，精神很好");
  await kept(page);
  await fit(page, "notes of a visit in the making");
  // Somebody speaks into the phone: no key is pressed.
  await page.clock.fastForward("04:50");
  await seen.evaluate((area: HTMLTextAreaElement) => {
    area.value += "，在等妈妈";
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  });
  await page.clock.fastForward("04:50");
  await expect(seen).toBeVisible();
  await page.clock.fastForward("00:15");
  await expect(page.getByLabel("用户名")).toBeVisible();
  await unlock(page, director);
  await expect(seen).toHaveValue("孩子在写作业，精神很好，在等妈妈", { timeout: 20_000 });
  await expect(page.getByLabel("见到了谁")).toHaveValue("奶奶");
  await page.getByRole("button", { name: "记下这次走访" }).click();
  await expect(page.getByText("这次走访记下了")).toBeVisible();
  await page.reload();
  await unlock(page, director);
  await expect(page.getByLabel("见到了谁")).toHaveValue("", { timeout: 20_000 });

  // Consent with a signature, written in the moment of leaving.
  await walk(page);
  await household(page, "陈建国");
  await page.getByRole("button", { name: "登记一个孩子" }).click();
  await page.getByLabel("家长在屏幕上签字").check();
  await page.getByLabel("谁同意的？").fill("妈妈");
  await sign(page);
  await page.getByRole("button", { name: "锁上童册" }).click();
  await unlock(page, director);
  await expect(page.getByLabel("谁同意的？")).toHaveValue("妈妈", { timeout: 20_000 });
  await expect(page.getByText("已签字")).toBeVisible();
  await page.getByRole("button", { name: "同意了，开始登记" }).click();
  await page.waitForURL((url) => url.pathname.includes("/ask-"));
});

test("a new version waits for every tab to write down its form", async ({ pageErrors }) => {
  await onOwnSite(pageErrors, async ({ phone, follow }) => {
    const one = await phone.start();
    await begin(one, director);
    const address = await visit(one);
    const other = await phone.context.newPage();
    await other.goto("/field/new");
    await unlock(other, director);
    await other.getByLabel("户主（家里大人）姓名").fill("诸葛建国");

    await follow(one);
    await expect(one.getByText("童册有新版本")).toBeVisible();
    // One letter before the press in each, and one tab that cannot write holds it up.
    await other.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      Object.assign(window, { heal: () => (IDBObjectStore.prototype.put = put) });
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await other.getByLabel("门牌、小区、村组").fill("3 号");
    await one.getByLabel("见到了谁").fill("爷爷");
    await one.getByRole("button", { name: "现在更新" }).click();
    await expect(one.getByText("另一个打开的页面还有没存上的")).toBeVisible({ timeout: 15_000 });
    await fit(one, "a new version that waits for another tab");
    await other.evaluate(() => (window as any).heal());
    await one.getByRole("button", { name: "现在更新" }).click();
    await unlock(one, director);
    await expect(one.getByLabel("见到了谁")).toHaveValue("爷爷", { timeout: 20_000 });
    expect(new URL(one.url()).pathname).toBe(address);
    await unlock(other, director);
    await expect(other.getByLabel("门牌、小区、村组")).toHaveValue("3 号", { timeout: 20_000 });
    await expect(other.getByLabel("户主（家里大人）姓名")).toHaveValue("诸葛建国");
  });
});

test("two tabs see one store: a consent takes no answer back, and a link that was given stays given", async ({ newPhone }) => {
  const phone = newPhone();
  const one = await phone.start();
  await begin(one, director);
  await household(one, "陈建国");
  await draft(one, { ...child(6), name: "陈小" });
  const address = new URL(one.url()).pathname;
  const other = await phone.context.newPage();
  await other.goto(address.replace(/child$/, "consent"));
  await unlock(other, director);
  await expect(other.getByLabel("谁同意的？")).toBeVisible({ timeout: 20_000 });

  await one.locator('input[name="child_name"]').fill("陈小雨");
  await expect(one.getByText(/已保存在本机|已存在这部手机上/)).toBeVisible();
  await other.getByLabel("谁同意的？").fill("奶奶");
  await other.getByRole("button", { name: "同意了，开始登记" }).click();
  await other.waitForURL((url) => !url.pathname.endsWith("/consent"));
  await one.reload();
  await unlock(one, director);
  await expect(one.locator('input[name="child_name"]')).toHaveValue("陈小雨", { timeout: 20_000 });

  // Both look at the same links; one gives two of them away, the other the first.
  for (const page of [one, other]) await walk(page, /^给家庭的登记链接/);
  const shown = (page: Page) => page.locator("section.card p.small").first();
  const give = (page: Page) => page.getByRole("button", { name: "给过了，换下一个" }).click();
  await expect(shown(other)).toHaveText(/http/);
  const before = await shown(other).innerText();
  expect(await shown(one).innerText()).toBe(before);
  await give(one);
  await expect(shown(one)).not.toHaveText(before);
  const second = await shown(one).innerText();
  await give(one);
  await expect(shown(one)).not.toHaveText(second);
  await give(other);
  await expect(shown(other)).not.toHaveText(before);
  expect(await shown(other).innerText()).toBe(await shown(one).innerText());
});
