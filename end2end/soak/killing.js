/**
 * The browser is killed while a worker types: what was typed more than a second before is there afterwards.
 */
import { expect } from "@playwright/test";
import { begin, child, consent, director, household, Phone, unlock } from "../support/fieldwork.js";
import { chance } from "../support/faults.js";
import { fillFast } from "../support/fill-fast.js";

/** What is said to be durable. */
const PROMISED = 1_000;
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/**
 * @param {{url: string}} server
 * @param {{rounds: number, seed: number, longest?: number}} options `longest`: milliseconds of typing
 * @returns {Promise<{rounds: number, typed: number, oldest: number}>} letters typed, and how many milliseconds before a
 *   kill the oldest missing letter was typed
 */
export async function killWhileTyping(server, { rounds, seed, longest = 3_500 }) {
  const next = chance(seed);
  const phone = new Phone(server.url);
  const told = { rounds: 0, typed: 0, oldest: 0 };
  try {
    const first = await phone.start();
    await begin(first, director);
    await household(first, "陈建国");
    const family = child(1);
    await consent(first);
    for (const answers of Object.values(family.screening)) await fillFast(first, answers);
    await first.waitForURL((url) => url.pathname.endsWith("/child"));
    const address = new URL(first.url()).pathname;
    await expect(first.getByText("已存在这部手机上")).toBeVisible();
    await phone.close();

    let before = "";
    let last = null;
    for (let round = 0; round <= rounds; round += 1) {
      const page = await phone.start(address);
      await unlock(page, director);
      const input = page.locator('input[name="child_name"]');
      await expect(input, `round ${round}: the draft opens`).toBeVisible({ timeout: 20_000 });
      await expect(page.getByText("有草稿打不开")).toBeHidden();
      const seen = await input.inputValue();
      if (last) judge(told, last, seen, before, `round ${round} of seed ${seed}`);
      before = seen;
      if (round === rounds) return told;
      const aimed = phone.aim();
      const text = Array.from({ length: 80 }, (_, at) => LETTERS[(round * 7 + at) % LETTERS.length]).join("");
      await input.fill("");
      last = { text, ...(await typeUntilKilled(page, phone, aimed, text, 100 + next() * longest, next)) };
    }
    return told;
  } finally {
    await phone.remove();
  }
}

/** What has to be there is there, and nothing that was never typed. */
function judge(told, { text, typed, killed }, seen, before, round) {
  const promised = typed.filter((at) => at <= killed - PROMISED).length;
  const words = `${round}: ${typed.length} letters typed, ${promised} of them more than a second before; there is "${seen}"`;
  const fresh = seen !== "" && text.startsWith(seen);
  expect(fresh || (promised === 0 && [before, ""].includes(seen)), words).toBe(true);
  if (promised > 0) expect(seen.length, words).toBeGreaterThanOrEqual(promised);
  const missing = typed[fresh ? seen.length : 0];
  if (missing !== undefined) told.oldest = Math.max(told.oldest, killed - missing);
  told.rounds += 1;
  told.typed += typed.length;
}

/** Types with a person's rhythm until the browser is dead; gives when each letter was in the page. */
async function typeUntilKilled(page, phone, aimed, text, milliseconds, next) {
  const typed = [];
  let killed;
  const killing = new Promise((resolve) => setTimeout(resolve, milliseconds)).then(() => {
    killed = Date.now();
    return phone.kill(aimed);
  });
  try {
    for (const letter of text) {
      if (killed) break;
      await page.keyboard.type(letter);
      if (killed) break;
      typed.push(Date.now());
      await page.waitForTimeout(40 + next() * 140);
    }
  } catch (error) {
    if (!killed) throw error;
  }
  await killing;
  return { typed, killed };
}
