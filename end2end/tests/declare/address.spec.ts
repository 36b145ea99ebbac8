/**
 * Picking a place on a slow line.
 */
import { answer, consent, hydrated, question } from "../../support/form.js";
import { migrant, places } from "../../support/families.js";
import { hold } from "../../support/delay.js";
import { expect, test } from "../../support/test";

test("a list of places that comes late moves nothing: its place is kept from the choice on", async ({ family, village }) => {
  const page = await family();
  const { basics } = migrant().screening;
  await page.goto(village);
  await consent(page);
  await hydrated(page);
  for (const key of ["child_birth_date", "hukou_registered", "hukou_address"]) await answer(page, key, basics[key]);
  await answer(page, "current_address", { code: places.changhong.code.slice(0, 6) });
  const township = page.locator('select[name="current_address.township"]');
  await township.locator(`option[value="${places.changhong.code}"]`).waitFor({ state: "attached" });

  const arrive = await hold(page, "**/fn/divisions/along**");
  const below = () => question(page, "living_with").evaluate((next) => Math.round(next.getBoundingClientRect().top + scrollY));
  const before = await below();
  await township.selectOption(places.changhong.code);
  await expect.poll(below, { message: "the place of the next list opens at once" }).toBeGreaterThan(before);
  const chosen = await below();
  const villages = page.locator('select[name="current_address.village"]');
  await expect(villages).toBeHidden();
  arrive();
  await expect(villages).toBeVisible();
  expect(await below()).toBe(chosen);
});
