/**
 * Pages into which somebody else wrote before they came alive, and scripts that do not come or break: what is left is
 * the page as the server wrote it, which works.
 */
import type { Page } from "@playwright/test";
import { answer, consent, hydrated, screen, screening, sections, submit } from "../support/form.js";
import { migrant } from "../support/families.js";
import { hold } from "../support/delay.js";
import { expect, test } from "../support/test";

/** What proxies, extensions and translators do to a document on its way. */
const FOREIGN: [string, (html: string) => string][] = [
  ["a translated heading", (html) => html.replace(/<h1([^>]*)>([^<]+)<\/h1>/g, "<h1$1><font>$2</font></h1>")],
  ["an element at the start of the body", (html) => html.replace(/<body>/, '<body><div class="extension">0</div>')],
  ["a span behind every input", (html) => html.replace(/<input[^>]*>/g, "$&<span></span>")],
  ["no comments", (html) => html.replace(/<!--.*?-->|<!>/g, "")],
];

/** Rewrites every document on its way to the page. */
async function rewrite(page: Page, change: (html: string) => string) {
  await page.route(/\/declare/, async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const response = await route.fetch({ maxRedirects: 0 });
    const body = response.status() < 300 ? change(await response.text()) : undefined;
    await route.fulfill({ response, body });
  });
}

/** Whether the page lives, once that is settled. */
async function lives(page: Page, go: () => Promise<unknown>): Promise<boolean> {
  const broken = page.waitForEvent("pageerror", { timeout: 15_000 }).then(() => false);
  await go();
  const settled = await Promise.race([broken, hydrated(page).then(() => true)]);
  broken.catch(() => undefined);
  return settled;
}

const first = migrant().screening.basics;

for (const [name, change] of FOREIGN) {
  test(`a family goes on below the province: ${name}`, async ({ family, pageErrors, village }) => {
    const page = await family({ serviceWorkers: "block" });
    await page.goto(village);
    await consent(page);
    await rewrite(page, change);
    const script = await lives(page, () => page.goto("/declare/start"));
    expect(await page.locator("html.scripted").count()).toBe(script ? 1 : 0);
    // A redirect is not rewritten: the pages after it stay without a script too.
    if (!script) await page.route("**/pkg/*.wasm", (route) => route.abort());
    await screen(page, first, { script });
    // A hydration that breaks off says so to nobody but the console.
    if (!script) pageErrors.length = 0;
  });
}

test("an element beside the page does it no harm", async ({ family }) => {
  const page = await family();
  await rewrite(page, FOREIGN[1][1]);
  expect(await lives(page, () => page.goto("/declare"))).toBe(true);
});

test("a page that is translated while its script is on its way comes alive all the same, with what was typed", async ({ family, village }) => {
  const page = await family({ serviceWorkers: "block" });
  await page.goto(village);
  await consent(page);
  const arrive = await hold(page, "**/pkg/*.wasm");
  await page.goto("/declare/start");
  await page.locator('input[name="child_birth_date.year"]').fill("2016");
  await page.evaluate(() => {
    for (const node of document.querySelectorAll("h1, legend, label span")) {
      const font = document.createElement("font");
      font.append(...node.childNodes);
      node.append(font);
    }
    document.body.prepend(document.createElement("div"));
  });
  arrive();
  await hydrated(page);
  await expect(page.locator('input[name="child_birth_date.year"]')).toHaveValue("2016");
  expect(await page.locator("font").count()).toBe(0);
  await screen(page, first);
});

test.describe("a script that breaks", () => {
  const cases: [string, (page: Page) => Promise<void>][] = [
    ["its WASM cannot be fetched", (page) => page.route("**/pkg/*.wasm", (route) => route.abort())],
    ["a part of its WASM cannot be fetched", (page) => page.route(/\/pkg\/(?!tongce\.)[^/]*\.wasm/, (route) => route.abort())],
    ["the script around it throws", (page) =>
      page.route(/\/pkg\/tongce\.[^/]*\.js/, (route) =>
        route.fulfill({ contentType: "text/javascript", body: 'export default async () => {}; export function hydrate() { throw new Error("no"); }' }))],
    ["it is no WASM", (page) => page.route("**/pkg/*.wasm", (route) => route.fulfill({ contentType: "application/wasm", body: "no" }))],
  ];
  for (const [name, breaking] of cases) {
    test(`the page without script stays, and nothing typed is lost: ${name}`, async ({ family, pageErrors, village }) => {
      const page = await family({ serviceWorkers: "block" });
      await page.goto(village);
      await consent(page);
      await breaking(page);
      await page.goto("/declare/start");
      const year = page.locator('input[name="child_birth_date.year"]');
      await year.fill("2016");
      await page.waitForLoadState("networkidle");
      await page.waitForTimeout(500);
      expect(await page.locator("html.scripted").count()).toBe(0);
      await expect(year).toHaveValue("2016");
      await expect(year).toBeFocused();
      await answer(page, "child_birth_date", first.child_birth_date, { script: false });
      await screen(page, first, { script: false });
      // What breaks here breaks on the next page too, whenever that comes to it.
      await page.close();
      pageErrors.length = 0;
    });
  }
});

test("a store on the phone that never answers holds nobody up for longer than two seconds", async ({ family, village }) => {
  const page = await family({ serviceWorkers: "block" });
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function () {
      const request = open.call(this, `silent ${Math.random()}`);
      for (const event of ["success", "error", "upgradeneeded", "blocked"]) {
        request.addEventListener(event, (heard) => heard.stopImmediatePropagation());
      }
      return request;
    };
  });
  const child = migrant();
  await page.goto(village);
  await consent(page);
  await screening(page, child);
  await sections(page, child);
  const pressed = Date.now();
  await submit(page);
  expect(Date.now() - pressed).toBeLessThan(6_000);
});
