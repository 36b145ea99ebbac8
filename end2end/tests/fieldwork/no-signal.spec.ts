/**
 * A worker's day without signal: everything opens, nothing typed is lost, everything arrives once.
 */
import { fit } from "../../support/accessible.js";
import { migrant } from "../../support/families.js";
import { child, evening, finish, household, outbox, takeDown, walk, withoutSignal } from "../../support/fieldwork.js";
import { screen } from "../../support/form.js";
import { stored } from "../../support/stored-messages.js";
import { messages } from "../../support/stores.js";
import { expect, test } from "../../support/test";

test("a child is taken down without signal after a cold start, and arrives once when the signal returns", async ({ newPhone, server }) => {
  const phone = newPhone();
  const page = await withoutSignal(phone, server);
  await fit(page, "home");
  await household(page, "陈建国");
  await fit(page, "a household");
  const there = page.url();
  await takeDown(page, migrant(), screen);
  await fit(page, "the last look");
  await finish(page);

  // The household's page says so, and leads on; the browser's history holds no name.
  const done = page.getByRole("status").filter({ hasText: "写完了" });
  await expect(done).toContainText(`${migrant().name}的登记写完了，已放进“待上传”`);
  await expect(done).toContainText(/初步认定：.+。/);
  await expect(done).toBeFocused();
  expect(page.url()).toBe(there);
  expect(await page.title()).not.toContain(migrant().name);
  await fit(page, "a household after a child is finished");
  await done.getByRole("button", { name: "登记下一个孩子" }).click();
  await expect(page.getByLabel("谁同意的？")).toBeVisible();
  await page.getByRole("link", { name: "不同意，不登记" }).click();
  await expect(page.getByRole("button", { name: "登记一个孩子" })).toBeVisible();
  await expect(done).toBeHidden();

  await outbox(page);
  await expect(page.getByText(/还有\s*2\s*份在这部手机上/)).toBeVisible();
  const { waiting } = await messages(page);
  await phone.close();
  const sent = await evening(phone, server, waiting);
  await expect(sent.getByText(/^TC-|已收下/).first()).toBeVisible();
  expect([...stored(server, waiting).values()].map(({ kind, outcome }) => `${kind} ${outcome}`).sort()).toEqual([
    "declaration taken",
    "household taken",
  ]);
  await fit(sent, "the outbox");
});

test("a page opens without signal in the size of text that was chosen", async ({ newPhone, server }) => {
  const phone = newPhone();
  const page = await phone.start();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  for (const [chosen, size] of [["大字版", "large"], ["标准字", "normal"]]) {
    await page.getByRole("button", { name: chosen }).click();
    await server.kill();
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-text", size);
    await expect(page.getByLabel("用户名")).toBeVisible();
    await server.start();
  }
});

test("ten children taken down without signal arrive once after the browser was closed", async ({ newPhone, server }) => {
  const phone = newPhone();
  const page = await withoutSignal(phone, server);
  await household(page, "陈建国");
  for (let number = 0; number < 10; number += 1) {
    await takeDown(page, child(number));
    await finish(page);
  }
  await walk(page);
  await expect(page.getByText("还有11份没有上传")).toBeVisible();
  const { waiting } = await messages(page);
  expect(waiting).toHaveLength(11);
  await phone.close();
  await evening(phone, server, waiting);
  const kinds = [...stored(server, waiting).values()].map(({ kind, outcome, times }) => `${times} ${kind} ${outcome}`);
  expect(kinds.filter((kind) => kind === "1 declaration taken")).toHaveLength(10);
  expect(kinds.filter((kind) => kind === "1 household taken")).toHaveLength(1);
});
