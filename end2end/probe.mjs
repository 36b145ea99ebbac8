import { mkdtempSync } from "node:fs"; import { tmpdir } from "node:os"; import { join } from "node:path";
import { Server, makeTemplate } from "./support/server.js";
import { Phone, begin, household, consent } from "./support/fieldwork.js";
const folder = mkdtempSync(join(tmpdir(), "probe-")); makeTemplate(folder);
const server = await Server.on(folder); const phone = new Phone(server.url);
const page = await phone.start("");
page.on("pageerror", (e) => console.log("pageerror", String(e).slice(0, 600)));
const shot = (n) => page.screenshot({ path: `/tmp/shots/${n}.png`, fullPage: true });
await page.goto("/field"); await page.getByLabel("登录密码").waitFor(); await shot("01-first");
await begin(page, { username: "cunzhuren", password: "tongce-shili-2026" }); await shot("02-home");
for (const [n, href] of [["03-entries", "/field/entries"], ["04-children", "/field/children"], ["05-coverage", "/field/coverage"], ["06-links", "/field/links"], ["07-outbox", "/field/outbox"]]) {
  await page.locator(`a[href="${href}"]`).first().click(); await page.waitForTimeout(900); await shot(n);
  if (n === "04-children") { await page.locator('a[href^="/field/child/"]').first().click(); await page.waitForTimeout(500); await shot("04b-child"); }
  await page.getByRole("link", { name: "走访首页" }).click(); await page.waitForTimeout(400);
}
await page.getByRole("link", { name: "新的走访" }).click(); await page.waitForTimeout(400); await shot("08-new");
await page.getByRole("link", { name: "走访首页" }).click();
await household(page, "陈建国"); await shot("09-household");
await page.getByRole("button", { name: "登记一个孩子" }).click(); await page.getByLabel("谁同意的？").waitFor(); await shot("10-consent");
await page.getByLabel("谁同意的？").fill("妈妈"); await page.getByRole("button", { name: "同意了，开始登记" }).click();
await page.waitForTimeout(1500); await shot("11-ask"); console.log(page.url());
await phone.remove(); await server.remove();
