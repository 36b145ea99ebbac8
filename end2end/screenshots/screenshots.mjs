/**
 * Pictures of every page that a family, an official and a village worker see, from a fresh demonstration server: all of them in
 * end2end/pictures (git-ignored), the README's in docs/screenshots.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium as engine } from "@playwright/test";
import { chromium, desktop as wide, flags, phone } from "../support/browser.js";
import { accounts, link } from "../support/demo.js";
import { Server, demonstration, makeTemplate } from "../support/server.js";
import { corrects, declares, grandmother, leavesAndReturns, reads } from "./family.mjs";
import { approves, links, prints, queue, reader, returns, stranger } from "./official.mjs";
import { prepare } from "./pictures.mjs";
import { villages, visits } from "./worker.mjs";

const desktop = { ...wide, viewport: { width: 1280, height: 800 } };
prepare();
const folder = mkdtempSync(join(tmpdir(), "tongce-screenshots-"));
makeTemplate(folder);
const server = await Server.on(folder);
const browser = await engine.launch({ executablePath: chromium(), args: flags });
try {
  const printed = demonstration(folder);
  const village = link(printed);
  const account = (name) => accounts(printed).find(({ username }) => username === name);
  const parent = await person({ ...phone, deviceScaleFactor: 2 });
  const receipt = await declares(parent, village);
  await leavesAndReturns(await person(phone), village);
  await grandmother(await person(phone), village);
  const supervisor = await person({ ...desktop, deviceScaleFactor: 1.5 });
  await stranger(supervisor);
  await queue(supervisor, account("changhong"));
  await returns(supervisor, receipt);
  await corrects(parent);
  await approves(supervisor, receipt);
  await reads(parent);
  await prints(supervisor, receipt);
  await links(await person(), account("cunzhuren"));
  await reader(await person(), account("nankai"));
  await visits(await person({ ...phone, deviceScaleFactor: 2 }), account("cunzhuren"));
  await villages(await person(), account("changhong"));
} finally {
  await browser.close();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
}

/** A browser of its own, a desktop unless a device is named. */
async function person(device = desktop) {
  const context = await browser.newContext({ ...device, baseURL: server.url });
  return context.newPage();
}
