/**
 * A village worker at work: what the tests of field work have in common.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect } from "@playwright/test";
import { engine, flags, phone } from "./browser.js";
import { idNumber, migrant, yearsAgo } from "./families.js";
import { wrongs } from "./stored-messages.js";
import { messages } from "./stores.js";
import { fillFast } from "./fill-fast.js";
import { listen } from "./page-errors.js";

/** The passcode of the tests' phones. */
export const PASSCODE = "luye-73-shan";

/** The demonstration's village director (村儿童主任). */
export const director = { username: "cunzhuren", password: "tongce-shili-2026" };
/** The demonstration's grid worker (网格员), of the same village. */
export const gridWorker = { username: "wanggeyuan", password: "tongce-shili-2026" };

/** The browser's processes that work on a profile, the first one first. */
function processes(profile) {
  const found = [];
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
      if (words.includes(`--user-data-dir=${profile}`)) found.push({ id: Number(id), first: !words.some((word) => word.startsWith("--type=")) });
    } catch {
      // It ended meanwhile.
    }
  }
  return found.sort((one, other) => Number(other.first) - Number(one.first)).map(({ id }) => id);
}

/**
 * A phone with a profile of its own on the disk, which survives the browser's end.
 */
export class Phone {
  #context;

  /**
   * @param {string} url where the server (or a proxy before it) answers
   * @param {{ browser?: string, pageErrors?: string[] }} [others] the browser's program; where to write down what pages throw
   */
  constructor(url, { browser = engine(), pageErrors = [] } = {}) {
    this.url = url;
    this.browser = browser;
    this.pageErrors = pageErrors;
    this.profile = mkdtempSync(join(tmpdir(), "tongce-phone-"));
  }

  /** Starts the browser and opens a page. */
  async start(path = "/field") {
    this.#context = await chromium.launchPersistentContext(this.profile, {
      ...phone,
      baseURL: this.url,
      executablePath: this.browser,
      args: flags,
    });
    listen(this.#context, this.pageErrors);
    this.page = this.#context.pages()[0] ?? (await this.#context.newPage());
    if (path) await this.page.goto(path);
    return this.page;
  }

  /** Finds the browser's processes, so that killing them takes no time. */
  aim() {
    const found = processes(this.profile);
    if (found.length === 0) throw new Error("the browser has no process");
    return found;
  }

  /** Ends the browser as an empty battery does. */
  async kill(aimed = this.aim()) {
    for (const id of aimed) {
      try {
        process.kill(id, "SIGKILL");
      } catch {
        // It went with the first one.
      }
    }
    await this.#context.close().catch(() => {});
    this.#context = undefined;
    for (let tries = 0; processes(this.profile).length > 0; tries += 1) {
      if (tries > 200) throw new Error("the browser does not end");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
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
  await page.getByLabel("给这部手机设一个童册口令").fill(passcode);
  await page.getByLabel("再输一遍口令").fill(passcode);
  await page.getByRole("button", { name: "开始使用" }).click();
  await expect(page.getByRole("link", { name: "新的走访" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("同步过")).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
}

/** Opens the locker. */
export async function unlock(page, account, passcode = PASSCODE) {
  await page.getByLabel("用户名").fill(account.username);
  await page.getByLabel("这部手机上的童册口令").fill(passcode);
  await page.getByRole("button", { name: "打开", exact: true }).click();
}

/** Home is shown. */
export async function atHome(page) {
  await expect(page.getByRole("link", { name: "新的走访" })).toBeVisible({ timeout: 30_000 });
}

/** The first time on a phone; then the browser is started anew, and there is no signal. Gives the page, at home. */
export async function withoutSignal(phone, server, account = director) {
  await begin(await phone.start(), account);
  await phone.close();
  await server.kill();
  const page = await phone.start();
  await unlock(page, account);
  await atHome(page);
  return page;
}

/**
 * The signal is back in the evening: everything that waited is sent, once and whole. Gives the page of the outbox.
 * @param {string[]} waiting ids of the messages that waited
 */
export async function evening(phone, server, waiting, account = director) {
  await server.start();
  const page = await phone.start("/field/outbox");
  await unlock(page, account);
  await expect(page.getByText(ALL_SENT)).toBeVisible({ timeout: 60_000 });
  const answered = (await messages(page)).answered.map(({ id }) => id);
  expect(answered.sort()).toEqual([...waiting].sort());
  expect(wrongs(server, { sent: waiting, acknowledged: answered })).toEqual([]);
  return page;
}

/** The encrypted file of everything on the phone, from any page of the open locker. */
export async function exported(page) {
  await outbox(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出加密备份" }).click();
  return readFileSync(await (await download).path());
}

/** Gives the file of another phone in, from any page of the open locker. */
export async function bring(page, bytes, passcode = PASSCODE) {
  if (new URL(page.url()).pathname !== "/field/device") {
    await outbox(page);
    await page.getByRole("link", { name: "导入备份、清除资料" }).click();
  }
  await page.getByLabel("备份文件").setInputFiles({ name: "beifen.tongce", mimeType: "application/octet-stream", buffer: bytes });
  await page.getByLabel("原来那部手机上的童册口令").fill(passcode);
  await page.getByRole("button", { name: "导入", exact: true }).click();
}

/** The same, and takes it over; gives what the page says of it. */
export async function imported(page, bytes, passcode = PASSCODE) {
  const busy = page.getByRole("button", { name: "正在导入…" });
  await bring(page, bytes, passcode);
  await expect(page.locator("#imported")).toBeFocused({ timeout: 30_000 });
  await expect(busy).toBeHidden();
  return page.locator("#imported").innerText();
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
  await page.getByRole("button", { name: /^登记(一|下一)个孩子$/ }).click();
  await page.getByLabel("谁同意的？").fill(by);
  await page.getByRole("button", { name: "同意了，开始登记" }).click();
  await page.waitForURL((url) => url.pathname.includes("/ask-"));
}

/** What only a worker is asked: answers by section, for a family of `families.js`. */
export const OWN = {};

/**
 * Takes down a child from the household's page to the last look.
 * @param {(page: import("@playwright/test").Page, answers: object) => Promise<void>} fill how a screen is answered
 */
export async function takeDown(page, family, fill = fillFast) {
  await consent(page);
  for (const answers of Object.values(family.screening)) await fill(page, answers);
  await page.waitForURL((url) => !url.pathname.includes("/ask-"));
  for (let screens = 0; screens < 40; screens += 1) {
    const name = new URL(page.url()).pathname.split("/").at(-1);
    if (name === "check") return;
    await fill(page, family.sections[name] ?? {});
  }
  throw new Error("the form does not end");
}

/** A child of the household of `families.js`, different for each number from 0 to 99. */
export function child(number) {
  const family = migrant();
  const day = `${String(1 + (number % 12)).padStart(2, "0")}-${String(1 + (number % 28)).padStart(2, "0")}`;
  const born = yearsAgo(8 + (number % 3), day);
  const id = idNumber("411628", born, 996 + (number % 2) * 2);
  const name = `陈小${"甲乙丙丁戊己庚辛壬癸"[number % 10]}${number < 10 ? "" : "一二三四五六七八九"[Math.floor(number / 10) - 1]}`;
  family.screening.basics.child_birth_date = born;
  Object.assign(family.sections.child, { child_name: name, child_id_number: id, child_sex: "2" });
  return { ...family, name, id };
}

/** From the household's page to a draft of this child, as far as the name, which is kept. */
export async function draft(page, family) {
  await consent(page);
  for (const answers of Object.values(family.screening)) await fillFast(page, answers);
  await page.waitForURL((url) => url.pathname.endsWith("/child"));
  await page.locator('input[name="child_name"]').fill(family.name);
  await expect(page.getByText("已存在这部手机上")).toBeVisible();
}

/** Finishes the declaration that is looked at. */
export async function finish(page) {
  await page.getByRole("button", { name: "写完了，有网络就上传" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/check"));
}

/** From any page of the open locker to a place that home leads to. */
export async function walk(page, name) {
  if (new URL(page.url()).pathname !== "/field") await page.getByRole("link", { name: "走访首页" }).click();
  await atHome(page);
  if (name) await page.getByRole("link", { name }).first().click();
}

/** The outbox, from any page of the open locker. */
export async function outbox(page) {
  await walk(page, /^待上传/);
  await expect(page.getByRole("heading", { name: "待上传" })).toBeVisible();
}

/** The words of the outbox when the server has everything. */
export const ALL_SENT = "都已上传，乡镇（街道）能看到了。";

/** On the page of the outbox: sends everything, and waits until the server has it. */
export async function sendNow(page, timeout = 30_000) {
  await page.getByRole("button", { name: "现在上传" }).click();
  await expect(page.getByText(ALL_SENT)).toBeVisible({ timeout });
}
