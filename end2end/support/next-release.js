/** A release that follows on the one with which a worker's phone began. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { Phone } from "./fieldwork.js";
import { root, Server } from "./server.js";

/**
 * Tells a story on a server and a phone of its own, whose site is a copy that may change.
 * `follow(page)` starts the server anew with the next release, another service worker of other bytes, and lets the page ask for it.
 */
export async function onOwnSite(pageErrors, story) {
  const folder = mkdtempSync(join(tmpdir(), "tongce-site-"));
  const earlier = process.env.TONGCE_SITE;
  cpSync(earlier ?? join(root, "target/site"), folder, { recursive: true });
  process.env.TONGCE_SITE = folder;
  const server = await Server.on(process.env.TONGCE_E2E_TEMPLATE ?? "");
  const phone = new Phone(server.url, { pageErrors });
  const follow = async (page) => {
    const before = readFileSync(join(folder, "sw.js"), "utf8");
    expect(before).not.toContain("the next release");
    for (const packed of ["sw.js.br", "sw.js.gz"]) rmSync(join(folder, packed), { force: true });
    appendFileSync(join(folder, "sw.js"), "\n// the next release\n");
    await server.kill();
    await server.start();
    await page.evaluate(() => navigator.serviceWorker.getRegistration("/field").then((found) => found?.update()));
  };
  try {
    await story({ phone, follow });
  } finally {
    await phone.remove();
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
    if (earlier === undefined) delete process.env.TONGCE_SITE;
    else process.env.TONGCE_SITE = earlier;
  }
}
