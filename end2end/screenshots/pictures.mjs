/**
 * Takes pictures: of every page into a folder of their own (git-ignored), of a few into the README's.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { root } from "../support/server.js";

/** Everything, to be looked at. */
const all = join(root, "end2end/pictures");

/** The few that the README shows. */
const readme = join(root, "docs/screenshots");

/** What one picture of the README may weigh. */
const LARGEST = 150_000;

/** How many colours it has: as many as fit, which depends on the fonts of the machine. */
const COLOURS = [128, 64, 32, 16];

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/** Forgets the pictures of the last run. */
export function prepare() {
  rmSync(all, { recursive: true, force: true });
  mkdirSync(all, { recursive: true });
  mkdirSync(readme, { recursive: true });
}

let number = 0;

/**
 * The page as it stands, whole: on a phone and on a desktop; with `looks` in dark and in large text too.
 * @param {import("@playwright/test").Page} page
 * @param {string} name
 */
export async function look(page, name, { looks = false, home = PHONE } = {}) {
  number += 1;
  const path = (suffix) => join(all, `${String(number).padStart(2, "0")}-${name}.${suffix}.png`);
  const sizes = { phone: PHONE, desk: DESK };
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await take(page, path(size), { fullPage: true });
    if (!looks) continue;
    await page.emulateMedia({ colorScheme: "dark" });
    await take(page, path(`${size}-dark`), { fullPage: true });
    await page.emulateMedia({ colorScheme: "light" });
    const text = await page.evaluate(() => document.documentElement.dataset.text ?? "");
    await page.evaluate(() => (document.documentElement.dataset.text = "large"));
    await take(page, path(`${size}-large`), { fullPage: true });
    await page.evaluate((text) => (document.documentElement.dataset.text = text), text);
  }
  await page.setViewportSize(home);
}

/** The page as it comes out of a printer. */
export async function printed(page, name) {
  number += 1;
  const path = join(all, `${String(number).padStart(2, "0")}-${name}.print`);
  writeFileSync(`${path}.pdf`, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  execFileSync("pdftoppm", ["-png", "-r", "90", `${path}.pdf`, path]);
  rmSync(`${path}.pdf`);
}

/** A picture for the README: what the screen shows, made small. */
export async function show(page, name) {
  await page.evaluate(() => scrollTo(0, 0));
  const small = await fitting(await take(page, undefined, { scale: "device" }));
  if (!small) throw new Error(`${name}.png is over ${LARGEST / 1000} KB, with ${COLOURS.at(-1)} colours too`);
  for (const path of [join(readme, `${name}.png`), join(all, `readme-${name}.png`)]) writeFileSync(path, small);
  console.log(`${(small.length / 1000).toFixed(0).padStart(5)} KB  docs/screenshots/${name}.png`);
}

/** The picture with as many colours as fit. Flat areas stay flat, which is what the pages are made of. */
async function fitting(picture) {
  for (const colours of COLOURS) {
    const small = await sharp(picture).png({ palette: true, colours, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer();
    if (small.length <= LARGEST) return small;
  }
}

async function take(page, path, options) {
  await page.evaluate(() => document.fonts.ready);
  // In a picture of the whole page a bar that sticks to the window would hide what is below it.
  const stick = (how) => page.evaluate((how) => document.querySelectorAll(".bar").forEach((bar) => (bar.style.position = how)), how);
  if (options.fullPage) await stick("static");
  const picture = await page.screenshot({ path, animations: "disabled", caret: "hide", scale: "css", ...options });
  if (options.fullPage) await stick("");
  return picture;
}
