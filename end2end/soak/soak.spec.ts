/**
 * The long versions: how often stands in the environment, the figures go to docs/reliability.md.
 *
 * TONGCE_SOAK_KILLS (200 ends of the browser), TONGCE_SOAK_FAULTS (1,000 faults of the line), TONGCE_SOAK_SEED (1).
 */
import { Server } from "../support/server.js";
import { expect, test } from "../support/test";
import { killWhileTyping } from "./killing.js";
import { faultsAndKills } from "./flaky-line.js";

const number = (name: string, usual: number) => Number(process.env[name] ?? usual);
const kills = number("TONGCE_SOAK_KILLS", 200);
const faults = number("TONGCE_SOAK_FAULTS", 1_000);
const seed = number("TONGCE_SOAK_SEED", 1);

test.describe.configure({ timeout: 6 * 60 * 60_000 });

test(`the browser is killed ${kills} times while a worker types`, async ({ server }) => {
  const told = await killWhileTyping(server, { rounds: kills, seed });
  console.log(`browser killed: ${JSON.stringify({ seed, ...told })}`);
  expect(told.rounds).toBe(kills);
});

test(`${faults} faults of the line, and a server that is killed, while messages are sent`, async () => {

  const sums = { faults: 0, messages: 0, pushes: 0, kills: 0, rounds: 0, counts: {} as Record<string, number> };
  for (; sums.faults < faults; sums.rounds += 1) {
    const server = await Server.on(process.env.TONGCE_E2E_TEMPLATE ?? "");
    try {
      const told = await faultsAndKills(server, { visits: 470, live: 300, seed: seed * 1_000 + sums.rounds, kills: 5 });
      for (const [fault, times] of Object.entries(told.counts)) {
        sums.counts[fault] = (sums.counts[fault] ?? 0) + times;
        sums.faults += times;
      }
      sums.messages += told.messages;
      sums.pushes += told.pushes;
      sums.kills += told.kills;
    } finally {
      await server.remove();
    }
  }
  console.log(`bad line: ${JSON.stringify({ seed, ...sums })}`);
});
