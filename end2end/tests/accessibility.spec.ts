/**
 * Every page in light, in dark and in large text: nothing that axe finds, nothing that sticks out at 320 px.
 *
 * The screens of the form in light are looked at while they are filled in (declare/declare.spec.ts), and the dark
 * ones are as wide as the light ones.
 */
import type { Page } from "@playwright/test";
import { axe, fit as bothFit } from "../support/accessible.js";
import { migrant } from "../support/families.js";
import { consent, hydrated, saved, screening } from "../support/form.js";
import { lines, signIn } from "../support/official.js";
import { expect, test } from "../support/test";

const LOOKS = ["light", "dark", "large"] as const;

/** Shows the page in a look. Large text is the reader's own choice, kept in a cookie. */
async function look(page: Page, url: string, name: (typeof LOOKS)[number]) {
  await page.context().addCookies([{ name: "tongce_text", value: name === "large" ? "large" : "normal", url }]);
  await page.emulateMedia({ colorScheme: name === "dark" ? "dark" : "light" });
}

/** Pages without a record, by the account of the demonstration that has a right to them. */
const OFFICES = {
  zhanghao: ["/accounts", "/accounts/invite", "/accounts/pending", "/accounts/import", "/me", "/me/password", "/me/passkey"],
  anquan: ["/clients", "/identity", "/breaches"],
  yinsi: [
    "/requests", "/requests/calendar", "/requests/measures", "/notices", "/retention", "/holds", "/breaches", "/breaches/touched",
    "/compliance",
  ],
  nankai: [
    "/review", "/grants", "/emergency", "/exports", "/county", "/county?state=county_accepted", "/batches", "/discrepancies",
  ],
  jiaoyu: ["/department", "/discrepancies"],
  shenpi: ["/batches", "/grants", "/audit/notices", "/exports", "/retention"],
};

const MIGRANT = ["child", "residence", "moving", "living_with", "schooling", "health", "disability", "father", "mother", "family", "help", "check"];

for (const name of LOOKS) {
  test(`a family's pages in ${name}`, async ({ family, server, village }) => {
    const page = await family();
    const fit = name === "dark" ? axe : bothFit;
    await look(page, server.url, name);
    for (const path of ["/", "/sign-in", "/declare", "/print/migrant"]) {
      await page.goto(path);
      await fit(page, `${path} (${name})`);
    }
    await page.goto(village);
    await fit(page, `the notice (${name})`);
    await consent(page);
    await fit(page, `the screening (${name})`);
    await screening(page, migrant());
    await saved(page);
    for (const section of name === "light" ? [] : MIGRANT) {
      await page.goto(`/declare/migrant/${section}?check=1`);
      await hydrated(page);
      await fit(page, `${section} (${name})`);
    }
    await page.goto("/declare/refused");
    await fit(page, `refused (${name})`);
    await page.goto("/nothing/here");
    await fit(page, `a page that is not there (${name})`);
  });

  test(`an official's pages in ${name}`, async ({ account, official, server }) => {
    const page = await official();
    const fit = name === "dark" ? axe : bothFit;
    await look(page, server.url, name);
    await signIn(page, account("changhong"));
    await page.goto("/review");
    await expect(lines(page).first()).toBeVisible();
    await fit(page, `the queue (${name})`);
    await lines(page).first().getByRole("link").click();
    await expect(page.getByText("办理记录")).toBeVisible();
    await fit(page, `an entry (${name})`);
    for (const path of ["/review?state=returned", "/review?duplicates=1", "/links", "/accounts", "/me", "/print/left_behind"]) {
      await page.goto(path);
      await fit(page, `${path} (${name})`);
    }
  });

  for (const [username, paths] of Object.entries(OFFICES)) {
    test(`what ${username} keeps in ${name}`, async ({ account, official, server }) => {
      const page = await official();
      const fit = name === "dark" ? axe : bothFit;
      await look(page, server.url, name);
      await signIn(page, account(username));
      for (const path of paths) {
        const answer = await page.goto(path);
        expect(answer?.status(), path).toBe(200);
        await fit(page, `${path} (${name})`);
      }
    });
  }

  test(`an auditor's pages in ${name}`, async ({ account, official, server }) => {
    const page = await official();
    const fit = name === "dark" ? axe : bothFit;
    await look(page, server.url, name);
    await signIn(page, account("shenji"));
    for (const path of ["/audit", "/audit?kind=sign_in", "/audit/export?kind=sign_in", "/audit/notices", "/compliance", "/compliance/2026"]) {
      await page.goto(path);
      await fit(page, `${path} (${name})`);
    }
    await page.goto("/audit?kind=sign_in");
    await page.locator(".events a").first().click();
    await fit(page, `an event (${name})`);
  });
}

test("large text is remembered, with and without a script", async ({ family, village }) => {
  for (const options of [{}, { javaScriptEnabled: false }]) {
    const page = await family(options);
    await page.goto(village);
    await page.getByRole("button", { name: "大字版" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-text", "large");
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-text", "large");
    await page.getByRole("button", { name: "标准字" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-text", "normal");
  }
});

test("body text and targets are large enough for old eyes and thumbs", async ({ family, village }) => {
  const page = await family();
  await page.goto(village);
  await consent(page);
  await screening(page, migrant());
  const size = (selector: string) => page.locator(selector).first().evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
  expect(await size("body")).toBeGreaterThanOrEqual(17);
  const small = await page.locator(".choice:visible, .button:visible, input.input:visible, select.input:visible").evaluateAll((nodes) =>
    nodes.filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.outerHTML.slice(0, 120)),
  );
  expect(small).toEqual([]);
});

test("the header is one line at twice the text on the narrowest phones", async ({ family, village }) => {
  const page = await family();
  await page.goto(village);
  for (const width of [320, 360, 390]) {
    await page.setViewportSize({ width, height: 640 });
    for (const scale of ["100%", "200%"]) {
      await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, scale);
      const { height, out } = await page.evaluate(() => ({
        height: document.querySelector(".band")?.getBoundingClientRect().height ?? 999,
        out: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }));
      expect(height, `${width} px, ${scale}`).toBeLessThan(640 / 8);
      expect(out, `${width} px, ${scale}`).toBeLessThanOrEqual(0);
    }
  }
});
