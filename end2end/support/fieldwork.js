/**
 * A village worker at work: what the tests of field work have in common.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium as engine, expect } from "@playwright/test";
import { chromium, flags, phone } from "./browser.js";
import { screen } from "./form.js";

/** The passcode of the tests' phones. */
export const PASSCODE = "luye-73-shan";

/**
 * A phone with a profile of its own on the disk, which survives the browser's end.
 */
export class Phone {
  #context;

  /** @param {string} url where the server (or a proxy before it) answers */
  constructor(url) {
    this.url = url;
    this.profile = mkdtempSync(join(tmpdir(), "tongce-phone-"));
  }

  /** Starts the browser and opens a page. */
  async start(path = "/field") {
    this.#context = await engine.launchPersistentContext(this.profile, {
      ...phone,
      baseURL: this.url,
      executablePath: chromium(),
      args: flags,
    });
    this.page = this.#context.pages()[0] ?? (await this.#context.newPage());
    if (path) await this.page.goto(path);
    return this.page;
  }

  /** The browser's context. */
  get context() {
    return this.#context;
  }

  /** Ends the browser as a user does. */
  async close() {
    await this.#context?.close();
    this.#context = undefined;
  }

  /** Ends the browser and removes its files. */
  async remove() {
    await this.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/** The first time on a phone: signs in, chooses a passcode, and waits until everything is there for work offline. */
export async function begin(page, account, passcode = PASSCODE) {
  await page.getByLabel("用户名").fill(account.username);
  await page.getByLabel("登录密码").fill(account.password);
  await page.getByLabel("给这台手机设一个开锁口令").fill(passcode);
  await page.getByLabel("再输一遍口令").fill(passcode);
  await page.getByRole("button", { name: "开始使用" }).click();
  await expect(page.getByRole("link", { name: "新的走访" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("同步过")).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
}

/** Opens the locker. */
export async function unlock(page, account, passcode = PASSCODE) {
  await page.getByLabel("用户名").fill(account.username);
  await page.getByLabel("这台手机上的开锁口令").fill(passcode);
  await page.getByRole("button", { name: "打开", exact: true }).click();
}

/** Home is shown. */
export async function atHome(page) {
  await expect(page.getByRole("link", { name: "新的走访" })).toBeVisible({ timeout: 30_000 });
}

/** Lists a household that was met. */
export async function household(page, head, outcome = "见到大人了，开始登记") {
  await page.getByRole("link", { name: "新的走访" }).click();
  await page.getByLabel("户主（家里大人）姓名").fill(head);
  await page.getByLabel("门牌、小区、村组").fill(`${head}家门口`);
  await page.getByRole("button", { name: outcome }).click();
  await expect(page.getByRole("heading", { name: `${head}家` })).toBeVisible();
}

/** From the household's page to the first screen of questions. */
export async function consent(page, by = "妈妈") {
  await page.getByRole("button", { name: "登记一个孩子" }).click();
  await page.getByLabel("谁同意的？").fill(by);
  await page.getByRole("button", { name: "同意了，开始登记" }).click();
  await page.waitForURL((url) => url.pathname.includes("/ask-"));
}

/** What only a worker is asked: answers by section, for a family of `families.js`. */
export const OWN = {};

/** Takes down a child from the household's page to the last look. */
export async function takeDown(page, family, own = OWN) {
  await consent(page);
  for (const answers of Object.values(family.screening)) await screen(page, answers);
  await page.waitForURL((url) => !url.pathname.includes("/ask-"));
  for (let screens = 0; screens < 40; screens += 1) {
    const name = new URL(page.url()).pathname.split("/").at(-1);
    if (name === "check") return;
    await screen(page, { ...family.sections[name], ...own[name] });
  }
  throw new Error("the form does not end");
}

/** Finishes the declaration that is looked at. */
export async function finish(page) {
  await page.getByRole("button", { name: "写完了，有网络就上传" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/check"));
}

/** How much is unsent, as the page says. */
export async function unsent(page) {
  await page.goto("/field/outbox");
}
