/**
 * Answers questions as a family does: by the names of the inputs, which are the same with and without a
 * script, and by the words on the buttons.
 */
import { expect } from "@playwright/test";

/** Levels of an address with the digits of their codes. */
const LEVELS = [
  ["province", 2],
  ["prefecture", 4],
  ["county", 6],
  ["township", 9],
  ["village", 12],
];

/** The codes on the way to a division, outermost first. */
function way(code) {
  const steps = LEVELS.filter(([, digits]) => digits <= code.length);
  return steps.map(([level, digits]) => ({ level, code: code.slice(0, digits).padEnd(6, "0") }));
}

/** Does what makes the browser fetch a page, and waits for that page. */
async function reloaded(page, act) {
  const loaded = page.waitForEvent("load");
  await act();
  await loaded;
}

/** The question of a field. */
export function question(page, key) {
  return page.locator(`#f-${key}`);
}

/** The labels of radio buttons and check boxes are the targets of a finger. */
async function tick(page, key, code) {
  const input = page.locator(`input[name="${key}"][value="${code}"]`);
  if (!(await input.isChecked())) await page.locator("label", { has: input }).click();
  await expect(input).toBeChecked();
}

/**
 * Chooses a place. With a script the next list follows by itself; without one a button asks for it.
 */
async function place(page, key, address, script) {
  const field = question(page, key);
  for (const { level, code } of way(address.code)) {
    const select = page.locator(`select[name="${key}.${level}"]`);
    const option = select.locator(`option[value="${code}"]`);
    // Municipalities have no prefectures: there the list of counties follows that of provinces.
    if (level === "prefecture") {
      const county = page.locator(`select[name="${key}.county"]`);
      const either = select.or(county).locator(`option[value="${code}"], option[value^="${code.slice(0, 2)}"]`);
      await either.first().waitFor({ state: "attached" });
      if ((await option.count()) === 0) continue;
    }
    await option.waitFor({ state: "attached" });
    if ((await select.inputValue()) === code) continue;
    await select.selectOption(code);
    if (!script && code !== address.code.padEnd(6, "0")) {
      await reloaded(page, () => field.getByRole("button", { name: "下一级" }).click());
    }
  }
  if (address.detail) await page.locator(`input[name="${key}.detail"]`).fill(address.detail);
}

/**
 * Answers one question.
 * @param {import("@playwright/test").Page} page
 * @param {string} key
 * @param {unknown} value
 */
export async function answer(page, key, value, { script = true } = {}) {
  await expect(question(page, key)).toBeVisible();
  if (Array.isArray(value)) {
    for (const code of value) await tick(page, key, code);
  } else if (typeof value === "boolean") {
    await tick(page, key, String(value));
  } else if (value && typeof value === "object" && "code" in value) {
    await place(page, key, value, script);
  } else if (value && typeof value === "object") {
    await page.locator(`select[name="${key}.type"]`).selectOption(value.type);
    await page.locator(`input[name="${key}.number"]`).fill(value.number);
  } else {
    await write(page, key, String(value));
  }
}

async function write(page, key, value) {
  if ((await page.locator(`input[name="${key}.year"]`).count()) > 0) {
    const parts = value.split("-").map((part) => part.replace(/^0/, ""));
    for (const [at, part] of ["year", "month", "day"].entries()) {
      await page.locator(`input[name="${key}.${part}"]`).fill(parts[at] ?? "");
    }
    return;
  }
  if ((await page.locator(`select[name="${key}"]`).count()) > 0) {
    await page.locator(`select[name="${key}"]`).selectOption(value);
    return;
  }
  const input = page.locator(`input[name="${key}"]`).first();
  if ((await input.getAttribute("type")) === "radio") await tick(page, key, value);
  else await input.fill(value);
}

/** Presses the main button of a screen of questions. */
export async function next(page) {
  await page.getByRole("button", { name: "下一步", exact: true }).last().click();
}

/**
 * Answers a screen and goes on. Without a script a question that opens by another answer comes with the
 * same screen once more.
 * @param {Record<string, unknown>} answers
 */
export async function screen(page, answers, { script = true } = {}) {
  const here = new URL(page.url()).pathname;
  const open = Object.entries(answers);
  for (let round = 0; round < 6; round += 1) {
    for (let at = 0; at < open.length; ) {
      const [key, value] = open[at];
      if (script || (await question(page, key).isVisible())) {
        await answer(page, key, value, { script });
        open.splice(at, 1);
      } else {
        at += 1;
      }
    }
    if (script) {
      await next(page);
      break;
    }
    await reloaded(page, () => next(page));
    if (open.length === 0) break;
  }
  await expect.poll(() => new URL(page.url()).pathname, { message: `${here} leads on` }).not.toBe(here);
}

/** Waits for the page with this path, whatever stands behind it in the address. */
export async function arrived(page, path) {
  await page.waitForURL((url) => url.pathname === path);
}

/** Waits until the page is hydrated: the script runs and marks the document. */
export async function hydrated(page) {
  await expect(page.locator("html.scripted")).toBeAttached({ timeout: 15_000 });
}

/** Waits until the server has what was answered: an address typed at once would be ahead of it. */
export async function saved(page) {
  await expect(page.getByText("已保存", { exact: true })).toBeVisible();
}

/** Reads the notice and agrees. */
export async function consent(page) {
  await expect(page.getByRole("heading", { name: "个人信息告知书" })).toBeVisible();
  await page.getByLabel("我是孩子的爸爸、妈妈或其他监护人").check();
  await page.getByLabel("我同意登记和使用上面写的敏感个人信息").check();
  await page.getByRole("button", { name: "都同意，开始填写" }).click();
  await arrived(page, "/declare/start");
}

/** The questions that pick the form. */
export async function screening(page, family, { script = true } = {}) {
  if (script) await hydrated(page);
  for (const answers of Object.values(family.screening)) await screen(page, answers, { script });
}

/**
 * Fills the form from the present screen to the summary.
 * @param {{only?: string[], each?: (section: string) => Promise<void>}} options
 */
export async function sections(page, family, { script = true, each } = {}) {
  for (const [name, answers] of Object.entries(family.sections)) {
    await page.waitForURL((url) => url.pathname.endsWith(`/${name}`));
    if (each) await each(name);
    await screen(page, answers, { script });
  }
  await page.waitForURL((url) => url.pathname.endsWith("/check"));
}

/** Submits from the summary and returns the receipt's number. */
export async function submit(page) {
  await page.getByRole("button", { name: "确认无误，提交" }).click();
  await arrived(page, "/declare/done");
  return (await page.locator(".receipt-no").innerText()).trim();
}
