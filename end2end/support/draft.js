/**
 * A family that stands before the first page of its form, for measuring and for pictures.
 */
import { migrant } from "./families.js";
import { consent, screening } from "./form.js";

/**
 * Opens the link, agrees and answers the screening questions.
 * @param {import("@playwright/test").Page} page
 * @param {string} village path of the link
 */
export async function begin(page, village, family = migrant()) {
  await page.goto(village);
  await consent(page);
  await screening(page, family);
  await page.waitForURL((url) => url.pathname.endsWith("/child"));
  // The page is there before the server has the answers.
  await page.getByRole("status").filter({ hasText: "已保存" }).waitFor();
}
