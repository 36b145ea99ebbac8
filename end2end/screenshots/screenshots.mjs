/**
 * The pictures of the README, from a fresh demonstration server: a phone and a desk.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium as engine } from "@playwright/test";
import { chromium, desk, flags, phone } from "../support/browser.js";
import { accounts, link } from "../support/demo.js";
import { migrant } from "../support/families.js";
import { alive, answer, arrived, consent, next, screening, sections, submit } from "../support/form.js";
import { open, signIn } from "../support/official.js";
import { Server, demonstration, makeTemplate, root } from "../support/server.js";

const pictures = join(root, "docs/screenshots");
mkdirSync(pictures, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "tongce-screenshots-"));
makeTemplate(folder);
const server = await Server.on(folder);
const browser = await engine.launch({ executablePath: chromium(), args: flags });
try {
  const receipt = await parent();
  await supervisor(receipt);
} finally {
  await browser.close();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
}

async function parent() {
  const context = await browser.newContext({ ...phone, baseURL: server.url });
  const page = await context.newPage();
  const family = migrant();
  await page.goto(link(demonstration(folder)));
  await picture(page, "phone-notice");
  await consent(page);
  await screening(page, family);
  await alive(page);
  await answer(page, "child_name", family.sections.child.child_name);
  await answer(page, "child_id_number", family.sections.child.child_id_number);
  await page.getByText("请对照户口簿看一遍").waitFor();
  await picture(page, "phone-form");
  await page.locator('input[name="child_id_number"]').fill("411628201703089977");
  await next(page);
  await page.locator("#problems").waitFor();
  await picture(page, "phone-error");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "phone-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/declare/migrant/child");
  await alive(page);
  await sections(page, family);
  await picture(page, "phone-summary");
  const receipt = await submit(page);
  await picture(page, "phone-receipt");
  await page.getByRole("link", { name: "看办理情况" }).click();
  await arrived(page, "/declare/status");
  await picture(page, "phone-status");
  return receipt;
}

async function supervisor(receipt) {
  const account = accounts(demonstration(folder)).find(({ username }) => username === "changhong");
  const context = await browser.newContext({ ...desk, baseURL: server.url });
  const page = await context.newPage();
  await signIn(page, account);
  await open(page, receipt);
  const address = new URL(page.url()).pathname;
  await page.goto(address);
  await page.getByText("办理记录").waitFor();
  await picture(page, "desk-review");
  await page.goto("/review");
  await picture(page, "desk-queue");
  await page.setViewportSize({ width: 900, height: 1273 });
  await page.goto(`${address}/print`);
  await page.emulateMedia({ media: "print" });
  await picture(page, "desk-sheet");
}

/** One picture, made small. */
async function picture(page, name) {
  const path = join(pictures, `${name}.png`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  spawnSync("pngquant", ["--force", "--skip-if-larger", "--ext", ".png", "64", path]);
  console.log(`${(statSync(path).size / 1000).toFixed(0).padStart(5)} KB  docs/screenshots/${name}.png`);
}
