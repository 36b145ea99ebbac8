/**
 * A bad line, and a server that falls over, while a phone sends: what was acknowledged is there exactly once.
 */
import { expect } from "@playwright/test";
import { ALL_SENT, begin, director, household, outbox, Phone } from "../support/fieldwork.js";
import { chance } from "../support/faults.js";
import { stored, wrongs } from "../support/stored-messages.js";
import { Proxy } from "../support/proxy.js";
import { messages } from "../support/stores.js";

/** Reports visits of the household that is looked at: each is a message. Runs in the page. */
export async function visits({ count, pause }) {
  const outcomes = ["家里没有人", "见到大人"];
  const said = () => document.querySelector("form [role=status]")?.textContent ?? "";
  for (let number = 0; number < count; number += 1) {
    const earlier = said();
    const name = outcomes[number % 2];
    [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === name).click();
    for (let tries = 0; said() === earlier; tries += 1) {
      if (tries > 1_000) throw new Error(`visit ${number} is not noted: ${said()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Lets the user be impatient: asks for sending again and again. Runs in the page; ends with the page. */
function impatient(every) {
  setInterval(() => navigator.serviceWorker.controller?.postMessage({ type: "send", urgent: true }), every);
}

/**
 * @param {import("../support/server.js").Server} server
 * @param {{visits: number, seed: number, kills: number, live: number, faults?: string[]}} options `visits` that wait
 *   when the faults begin, `live` ones that are reported during it, `kills` of the server
 * @returns {Promise<{messages: number, pushes: number, counts: Record<string, number>, kills: number, ms: number}>}
 */
export async function faultsAndKills(server, { visits: before, live, seed, kills, faults }) {
  const next = chance(seed);
  const proxy = await Proxy.before(server.url, { seed, share: 0, stall: 400, delay: 250 });
  const phone = new Phone(proxy.url);
  try {
    const page = await phone.start();
    await begin(page, director);
    await household(page, "陈建国");
    await server.kill();
    if (before > 0) await page.evaluate(visits, { count: before, pause: 0 });
    await server.start();
    const begun = Date.now();
    proxy.injectFaults({ seed, share: 0.8, ...(faults ? { faults } : {}) });
    await page.evaluate(impatient, 120);
    const working = page.evaluate(visits, { count: live, pause: 40 });
    for (let number = 0; number < kills; number += 1) {
      await page.waitForTimeout(150 + next() * 900);
      await server.kill();
      await page.waitForTimeout(next() * 150);
      await server.start();
    }
    await working;
    await proxy.calm();
    await outbox(page);
    await expect(page.getByText(ALL_SENT)).toBeVisible({ timeout: 60_000 });
    const ms = Date.now() - begun;
    await proxy.calm();
    const { waiting, answered } = await messages(page);
    expect(waiting).toEqual([]);
    // The household's first message was a visit too.
    expect(answered).toHaveLength(1 + before + live);
    const sent = new Set(proxy.log.flatMap(({ ids }) => ids));
    const acknowledged = new Set([...answered.map(({ id }) => id), ...proxy.acknowledged]);
    expect(wrongs(server, { sent, acknowledged })).toEqual([]);
    expect([...stored(server, sent).values()].filter(({ times }) => times !== 1)).toEqual([]);
    expect(sent.size).toBe(1 + before + live);
    return { messages: sent.size, pushes: proxy.log.length, counts: proxy.counts, kills, ms };
  } finally {
    await phone.remove();
    await proxy.stop();
  }
}
