/**
 * What every page has to be: without findings of axe under WCAG 2.2 AA, and without sideways scrolling at
 * a width of 320 px.
 */
import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Reports what axe finds, in words that lead to the place. */
export async function axe(page, name = new URL(page.url()).pathname) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n    at ${node.target.join(" ")}\n    ${node.html.slice(0, 200)}`),
  );
  expect(told, `axe on ${name}`).toEqual([]);
}

/** Narrows the page to 320 px, looks whether anything sticks out, and widens it again. */
export async function narrow(page, name = new URL(page.url()).pathname) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll("*")].filter((node) => node.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} px wide`, ...out.slice(0, 5).map((node) => node.outerHTML.slice(0, 160))];
  });
  if (before) await page.setViewportSize(before);
  expect(wide, `${name} at 320 px`).toEqual([]);
}

/** Both. */
export async function fit(page, name) {
  await axe(page, name);
  await narrow(page, name);
}
