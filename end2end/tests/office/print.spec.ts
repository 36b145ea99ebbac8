/**
 * The annexes on paper: one page of A4 each, whatever was written into them.
 */
import { declared } from "../../support/submit-api.js";
import { document, leftBehind, migrant, places } from "../../support/families.js";
import { open, signIn } from "../../support/official.js";
import { onePage } from "../../support/print.js";
import { expect, test } from "../../support/test";

/** The longest that the checks take: names of 50 characters, addresses of 200, schools of 100. */
function longest(form: string, answers: Record<string, unknown>) {
  const long = { ...answers };
  if (form === "left_behind") delete long.living_with;
  for (const [key, value] of Object.entries(long)) {
    if (key.endsWith("_name")) long[key] = key === "school_name" ? "校".repeat(100) : "陈".repeat(50);
    if (key.endsWith("_address")) long[key] = { ...(value as object), detail: "巷".repeat(200) };
    // Whose it is: that of the supervisor who prints it.
    if (["hukou_address", "current_address"].includes(key) && form === "left_behind") {
      long[key] = { division_code: places.changhong.code, detail: "巷".repeat(200) };
    }
  }
  return {
    ...long,
    family_difficulty: ["other"],
    family_difficulty_other: "难".repeat(50),
    livelihood_support: ["other"],
    livelihood_support_other: "助".repeat(50),
  };
}

for (const [form, family] of [
  ["migrant", migrant()],
  ["left_behind", leftBehind()],
] as const) {
  test(`a sheet with the longest answers is one page, with every word: ${form}`, async ({ account, official, server }) => {
    const receipt = await declared(server, family, { form, answers: longest(form, document(family)) });
    const page = await official();
    await signIn(page, account("changhong"));
    await open(page, receipt);
    await page.goto(String(await page.getByRole("link", { name: "打印登记表" }).getAttribute("href")));
    const sheet = page.locator(".sheet");
    await expect(sheet).toContainText("巷".repeat(200));
    await expect(sheet).toContainText("校".repeat(100));
    await expect(sheet).toContainText("难".repeat(50));
    // Nothing is cut: no cell is narrower or lower than what stands in it.
    const cut = await sheet.locator("td").evaluateAll((cells) =>
      cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1 || cell.scrollHeight > cell.clientHeight + 1).map((cell) => cell.textContent));
    expect(cut).toEqual([]);
    await onePage(page, form);
  });
}
