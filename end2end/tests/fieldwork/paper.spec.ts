/**
 * What is printed from a worker's phone without signal: the blank forms, and the poster of the village.
 */
import { fit } from "../../support/accessible.js";
import { atHome, begin, director, unlock, walk } from "../../support/fieldwork.js";
import { onePage } from "../../support/print.js";
import { expect, test } from "../../support/test";

const FORMS = [
  ["migrant", "空白登记表：流动儿童"],
  ["left_behind", "空白登记表：留守儿童"],
] as const;

test("the blank forms and the village's poster open without signal after a cold start, whole, on one page each", async ({ family, newPhone, server }) => {
  const phone = newPhone();
  // The sheets as the office prints them.
  const office = await family();
  const labels = new Map<string, string[]>();
  for (const [form] of FORMS) {
    await office.goto(`/print/${form}`);
    labels.set(form, await office.locator("main th, main td").allInnerTexts());
    expect(labels.get(form)!.length).toBeGreaterThan(60);
  }

  const online = await phone.start();
  await begin(online, director);
  await walk(online, "村里张贴的二维码海报");
  await fit(online, "no poster yet");
  await online.getByRole("button", { name: "做一张海报" }).click();
  await expect(online.locator(".poster-qr svg")).toBeVisible();
  const code = await online.locator(".poster-qr svg").innerHTML();
  await phone.close();
  await server.kill();

  const page = await phone.start();
  await unlock(page, director);
  await atHome(page);
  for (const [form, name] of FORMS) {
    await walk(page, name);
    await expect(page.locator(".sheet h1")).toBeVisible();
    expect(new URL(page.url()).pathname).toBe(`/field/blank/${form}`);
    expect(await page.locator("main th, main td").allInnerTexts()).toEqual(labels.get(form));
    await expect(page.getByRole("button", { name: "打印空白表" })).toBeVisible();
    await fit(page, `the blank form ${form}`);
    await onePage(page, `the blank form ${form}`);
  }
  await page.getByRole("navigation", { name: "空白表" }).getByRole("link").nth(1).click();
  await expect(page).toHaveURL(/\/field\/blank\/migrant$/);

  await walk(page, "村里张贴的二维码海报");
  await expect(page.getByRole("heading", { name: "流动儿童和留守儿童信息登记" })).toBeVisible();
  expect(await page.locator(".poster-qr svg").innerHTML()).toBe(code);
  await fit(page, "the poster on a phone");
  await onePage(page, "the poster on a phone");
});

test("a poster that cannot be made without signal says so", async ({ newPhone, server }) => {
  const phone = newPhone();
  const page = await phone.start();
  await begin(page, director);
  await server.kill();
  await walk(page, "村里张贴的二维码海报");
  await page.getByRole("button", { name: "做一张海报" }).click();
  await expect(page.getByRole("alert").getByText("现在没有网络")).toBeVisible();
  await fit(page, "no poster without signal");
});
