/**
 * What an official does: sign in, find an entry, decide.
 */
import { expect } from "@playwright/test";
import { hydrated } from "./form.js";

/**
 * Signs in and waits for the first page.
 * @param {import("@playwright/test").Page} page
 * @param {{username: string, password: string}} account
 */
export async function signIn(page, account) {
  await page.goto("/sign-in");
  await page.getByLabel("用户名").fill(account.username);
  await page.getByLabel("密码").fill(account.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await hydrated(page);
}

/** The lines of the queue. */
export function lines(page) {
  return page.locator(".lines .line");
}

/** Searches by ID number, name or receipt number. */
export async function search(page, term) {
  await page.getByRole("searchbox").fill(term);
  await page.getByRole("button", { name: "查找" }).click();
  await expect(page.getByText("只显示查到的记录。")).toBeVisible();
}

/** Opens the entry with this receipt number by searching for it. */
export async function open(page, receipt) {
  await page.goto("/review");
  await hydrated(page);
  await search(page, receipt);
  await lines(page).first().getByRole("link").click();
  await expect(page.getByRole("heading", { name: "办理记录" })).toBeVisible();
}

/** Writes a comment at a field. */
export async function comment(page, key, words) {
  const field = page.locator(`#f-${key}`);
  await field.getByText("批注").first().click();
  await field.getByRole("textbox").fill(words);
}

/** Presses a decision and waits until it is done. */
export async function decide(page, button, action) {
  await page.getByRole("button", { name: button, exact: true }).click();
  await expect(page.getByRole("heading", { name: `已办理： ${action}` }).or(page.getByText(`已办理：${action}`))).toBeVisible();
}
