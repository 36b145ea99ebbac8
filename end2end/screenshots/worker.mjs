/**
 * What a village worker sees: the first time on a phone, the day's work, a household, what came back, what is unsent,
 * the phone itself; and the township's sums.
 */
import { begin, consent, household } from "../support/fieldwork.js";
import { hydrated } from "../support/form.js";
import { signIn } from "../support/official.js";
import { look, show } from "./pictures.mjs";

const PHONE = { width: 390, height: 844 };
const at = { home: PHONE };

/** A day of visits. */
export async function visits(page, account) {
  await page.goto("/field");
  await page.getByLabel("登录密码").waitFor();
  await look(page, "field-first", at);
  await begin(page, account);
  await look(page, "field-home", { ...at, looks: true });
  await show(page, "phone-field");
  for (const [name, path] of [["entries", "entries"], ["children", "children"], ["coverage", "coverage"], ["links", "links"], ["outbox", "outbox"]]) {
    await page.locator(`a[href="/field/${path}"]`).first().click();
    await page.getByRole("link", { name: "走访首页" }).waitFor();
    await look(page, `field-${name}`, at);
    await page.getByRole("link", { name: "走访首页" }).click();
    await page.getByRole("link", { name: "新的走访" }).waitFor();
  }
  await page.getByRole("link", { name: "新的走访" }).click();
  await page.getByLabel("户主（家里大人）姓名").waitFor();
  await look(page, "field-new", at);
  await page.getByRole("link", { name: "走访首页" }).click();
  await household(page, "示例陈家");
  await look(page, "field-household", at);
  await consent(page);
  await look(page, "field-questions", at);
}

/** How far the visits are, as the township sees it. */
export async function villages(page, account) {
  await signIn(page, account);
  await page.goto("/villages");
  await hydrated(page);
  await look(page, "villages", { home: { width: 1280, height: 800 } });
}
