/**
 * A worker's day without signal: everything opens, nothing typed is lost, everything arrives once.
 */
import { atHome, begin, finish, household, Phone, takeDown, unlock } from "../support/fieldwork.js";
import { fit } from "../support/accessible.js";
import { migrant } from "../support/families.js";
import { expect, test } from "../support/test";

const worker = { username: "cunzhuren", password: "tongce-shili-2026" };

test("a child is taken down without signal after a cold start, and arrives once when the signal returns", async ({ server }) => {
  const phone = new Phone(server.url);
  try {
    await begin(await phone.start(), worker);
    await phone.close();
    await server.kill();

    // No signal, and the browser is started anew.
    const page = await phone.start();
    await unlock(page, worker);
    await atHome(page);
    await fit(page);
    const family = migrant();
    await household(page, "陈建国");
    await takeDown(page, family);
    await fit(page);
    await finish(page);
    await page.goto("/field/outbox");
    await unlock(page, worker);
    await expect(page.getByText(/还有 \d+ 份在这台手机上/)).toBeVisible();
    await phone.close();

    await server.start();
    const evening = await phone.start("/field/outbox");
    await unlock(evening, worker);
    await expect(evening.getByText("都已上传，街道（乡镇）能看到了。")).toBeVisible({ timeout: 60_000 });
    await expect(evening.getByText(/^TC-/)).toBeVisible();
  } finally {
    await phone.remove();
  }
});
